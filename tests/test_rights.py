"""Who may change kiosk.ini and read what the kiosk writes: real files with real modes, the command that refuses, the
doctor that warns."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk import app as kiosk_app
from kiosk.__main__ import app
from kiosk.care import rights
from kiosk.cli.common import BAD_SETTINGS
from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.settings import load
from tests.flows.test_visits import TO_THE_MASK
from tests.flows.visitor import Touch, Visitor, see

ROOT = Path(__file__).parents[1]
PASSWORD = "postgresql+psycopg://kiosk:secret@db/kiosk"
STRANGER = 65534


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "etc" / "kiosk.ini"
    file.parent.mkdir(mode=0o755)
    file.write_text((ROOT / "kiosk.ini").read_text())
    file.chmod(0o644)
    return file


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_the_file_as_it_is_installed_is_fine(config: Path) -> None:
    assert rights.of_config(config) == []


@pytest.mark.parametrize("mode", [0o646, 0o666, 0o602])
def test_a_file_that_others_may_change_is_named_with_what_mends_it(config: Path, mode: int) -> None:
    config.chmod(mode)
    assert rights.of_config(config) == [
        f"others may change {config} (mode {mode:04o}); run `chmod go-w {config}`"
    ]
    subprocess.run(["chmod", "go-w", str(config)], check=True)
    assert rights.of_config(config) == []


def test_a_group_with_others_in_it_may_not_change_the_file_either(config: Path) -> None:
    config.chmod(0o664)
    os.chown(config, 0, 100)
    assert "chmod go-w" in rights.of_config(config)[0]
    os.chown(config, 0, 0)
    assert rights.of_config(config) == []


def test_a_file_of_another_user_is_refused(config: Path) -> None:
    os.chown(config, STRANGER, -1)
    assert rights.of_config(config) == [f"{config} belongs to user {STRANGER}; run `chown root {config}`"]


def test_a_folder_in_which_the_file_could_be_exchanged_is_refused_but_for_a_sticky_one(config: Path) -> None:
    config.parent.chmod(0o777)
    assert str(config.parent) in rights.of_config(config)[0]
    config.parent.chmod(0o1777)
    assert rights.of_config(config) == []


def test_a_link_is_followed_and_its_own_folder_counts(config: Path, tmp_path: Path) -> None:
    bent = tmp_path / "bent"
    bent.mkdir(mode=0o755)
    link = bent / "kiosk.ini"
    link.symlink_to("../etc/kiosk.ini")
    assert rights.of_config(link) == []
    config.chmod(0o666)
    assert [str(config) in trouble for trouble in rights.of_config(link)] == [True]
    config.chmod(0o644)
    bent.chmod(0o777)
    assert [f"others may change {bent} " in trouble for trouble in rights.of_config(link)] == [True]
    bent.chmod(0o755)
    os.chown(link, STRANGER, -1, follow_symlinks=False)
    assert [f"{link} belongs" in trouble for trouble in rights.of_config(link)] == [True]


def test_a_password_in_the_file_is_for_its_owner_alone(config: Path) -> None:
    assert "password" in rights.of_config(config, PASSWORD)[0]
    config.chmod(0o600)
    assert rights.of_config(config, PASSWORD) == []
    assert "secret" not in "".join(rights.of_config(config, PASSWORD))


# --------------------------------------------------------------------------------------- what the commands do


def test_the_kiosk_does_not_start_with_a_file_that_others_may_change(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(kiosk_app, "cannot_start", shown.append)
    monkeypatch.setattr(kiosk_app, "run", lambda *_, **__: pytest.fail("it started"))
    config.chmod(0o666)
    done = CliRunner().invoke(app, ["run", "--config", str(config)])
    assert done.exit_code == BAD_SETTINGS
    assert shown == [f"others may change {config} (mode 0666); run `chmod go-w {config}`"]


def test_a_folder_that_nothing_can_be_written_to_is_said_on_the_screen_too(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a black screen and a traceback every two seconds."""
    (tmp_path / "file").write_text("")
    text = re.sub(r"(?m)^data_dir = .*$", f"data_dir = {tmp_path / 'file' / 'data'}", config.read_text())
    config.write_text(text)
    shown: list[str] = []
    monkeypatch.setattr(kiosk_app, "cannot_start", shown.append)
    monkeypatch.setattr(kiosk_app, "run", lambda *_, **__: pytest.fail("it started"))
    done = CliRunner().invoke(app, ["run", "--config", str(config)])
    assert done.exit_code == 78
    assert shown == [done.output.strip()]
    assert "data_dir" in shown[0]
    assert "may write" in shown[0]


def test_a_demonstration_starts_and_warns(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kiosk_app, "run", lambda *_, **__: 0)
    config.chmod(0o666)
    done = CliRunner().invoke(app, ["run", "--demo", "--config", str(config)])
    assert done.exit_code == 0
    assert "chmod go-w" in done.output


def test_a_start_closes_what_stands_open_in_the_data_directory(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kiosk_app, "run", lambda *_, **__: 0)
    data = load(config).data_dir
    for folder in (data, data / "logs", data / rights.PUBLIC):
        folder.mkdir()
        folder.chmod(0o755)
    for name in ("kiosk.db", "kiosk.db-wal", "logs/kiosk.log", f"{rights.PUBLIC}/a.pub"):
        (data / name).touch()
        (data / name).chmod(0o644)
    assert len(rights.of_data(data)) == 5
    assert CliRunner().invoke(app, ["run", "--config", str(config)]).exit_code == 0
    assert rights.of_data(data) == []
    assert stat.S_IMODE((data / rights.PUBLIC / "a.pub").stat().st_mode) == 0o644


def test_the_doctor_names_both(config: Path) -> None:
    config.chmod(0o666)
    told = json.loads(CliRunner().invoke(app, ["doctor", "--json", "--config", str(config)]).output)
    assert told["parts"]["disk"]["state"] == "failed"
    assert "chmod go-w" in told["parts"]["disk"]["said"]
    config.chmod(0o644)
    loose = load(config).data_dir / "kiosk.db"
    loose.chmod(0o604)
    told = json.loads(CliRunner().invoke(app, ["doctor", "--json", "--config", str(config)]).output)
    assert told["parts"]["disk"]["state"] == "warning"
    assert f"chmod go-rwx {loose}" in told["parts"]["disk"]["said"]


def test_the_database_and_all_beside_it_are_its_own_even_under_the_usual_umask(tmp_path: Path) -> None:
    """A whole visit, a night and a restart. Notes that hold no rows are left to the program's own mask, below."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    v = Visitor(folder)
    try:
        v.live(*TO_THE_MASK, Touch(Press.MASK_ON), see(s.TicketInHand))
        v.house.ledger.submit(lambda books: books.nightly())
        v.live(Touch(Press.UNDERSTOOD), see(s.Welcome))
        v.restart()
        v.live(see(s.Welcome))
        database = {"kiosk.sqlite", "kiosk.sqlite-wal", "kiosk.sqlite-shm"}
        assert database <= {path.name for path in folder.iterdir()}
        assert [path for path in rights.open_to_others(folder) if path.suffix != ".json"] == []
    finally:
        v.close()


def test_every_command_writes_for_its_user_alone(config: Path, tmp_path: Path) -> None:
    """The mask is set for the program, so that an export is as private as the database."""
    out = tmp_path / "report.json"
    script = (
        "import sys; sys.argv = ['kiosk', 'report', '2020-03', '--config', sys.argv[1], '--json', sys.argv[2]]\n"
        "from kiosk.__main__ import main; main()"
    )
    subprocess.run([sys.executable, "-c", script, str(config), str(out)], check=False, cwd=tmp_path)
    made = [path for path in tmp_path.rglob("*") if path not in (config, config.parent, tmp_path)]
    assert made
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
