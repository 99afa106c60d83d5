"""What is copied to a machine: the units, the rules for its ports, and the page that says where each belongs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from configparser import RawConfigParser
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import typer

import kiosk.__main__

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))
PAGE = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
TYPED = [line.strip() for line in PAGE.splitlines() if line.startswith("    ")]


class Several(dict[str, Any]):
    """A unit may say a key several times."""

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, list) and key in self:
            value = [*self[key], *value]
        super().__setitem__(key, value)


def unit(name: str) -> dict[str, list[str]]:
    reader = RawConfigParser(dict_type=Several, strict=False, delimiters=("=",))  # type: ignore[arg-type]
    reader.optionxform = str  # type: ignore[assignment, method-assign]
    reader.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    return {key: value.splitlines() for key, value in reader["Service"].items()}


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_unit_starts_a_command_that_exists_with_its_options(name: str) -> None:
    (started,) = unit(name)["ExecStart"]
    if "-m kiosk" not in started:
        assert started.startswith("/usr/bin/Xorg :0 ")
        return
    python, _, words = started.partition(" -m kiosk ")
    assert python == "/opt/kiosk/.venv/bin/python"
    command: Any = typer.main.get_command(kiosk.__main__.app)
    first, *options = words.split()
    command = command.commands[first]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    assert {word for word in options if word.startswith("--")} <= known


def test_the_service_has_a_place_for_files_that_pass() -> None:
    """ProtectSystem=strict leaves it no /tmp, and even the screen that says why it cannot start wants one."""
    service = unit("kiosk.service")
    assert service["ProtectSystem"] == ["strict"]
    assert service["RuntimeDirectory"] == ["kiosk"]
    assert "TMPDIR=/run/kiosk" in service["Environment"]


def test_the_kiosks_group_may_read_the_key_to_the_display(tmp_path: Path) -> None:
    (line,) = unit("kiosk-display.service")["ExecStartPre"]
    shell, _, script = line.partition(" -c ")
    script = script.strip("'").replace("$$", "$").replace("/run/kiosk-display", str(tmp_path))
    subprocess.run(
        [shell, "-c", script],
        check=True,
        umask=0o027,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
    )
    key = tmp_path / "xauth"
    assert key.stat().st_mode & 0o777 == 0o640
    assert key.stat().st_size > 16


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="a machine without systemd")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_unit(name: str, tmp_path: Path) -> None:
    """With programs that are here in the place of those that are only on a kiosk."""
    for each in UNITS:
        text = (DEPLOY / each).read_text(encoding="utf-8")
        text = re.sub(r"/opt/kiosk/.venv/bin/python|/usr/bin/Xorg", "/bin/true", text)
        (tmp_path / each).write_text(text.replace("/opt/kiosk", "/"), encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    assert not [line for line in told.stderr.splitlines() if "kiosk" in line]


def test_every_rule_for_a_port_reads_as_udev_reads_it() -> None:
    part = r'[A-Z]+(\{\w+\})?(==|!=|\+=|:=|=)"[^"]*"'
    rules = [line for line in (DEPLOY / "70-kiosk.rules").read_text().splitlines() if line and line[0] != "#"]
    assert rules
    for rule in rules:
        assert re.fullmatch(rf"{part}(, {part})*", rule), rule
        # What is compared stands before what is set, and a port that is not tied to a device would be everybody's.
        assert re.match(
            r'SUBSYSTEM=="tty", ENV\{ID_VENDOR_ID\}=="[0-9a-f]{4}", ENV\{ID_MODEL_ID\}=="[0-9a-f]{4}"', rule
        )


@pytest.mark.parametrize(
    "file", sorted(path.name for path in DEPLOY.iterdir() if path.name not in ("setup", "show"))
)
def test_the_page_says_where_every_file_belongs(file: str) -> None:
    copied = {
        name.removeprefix("deploy/"): line.split()
        for line in TYPED
        if line.startswith("cp ")
        for name in line.partition("&&")[0].split()
        if name.startswith("deploy/")
    }
    (where,) = {
        next(word for word in line if word.startswith("/etc/"))
        for name, line in copied.items()
        if fnmatch(file, name)
    }
    assert where == ("/etc/udev/rules.d/" if file.endswith(".rules") else "/etc/systemd/system/")


def test_whoever_types_the_page_has_the_kiosks_own_python() -> None:
    """Debian has no `python`, and another one would not know the kiosk; a new user's shell begins anew."""
    activated = False
    for line in TYPED:
        if line.startswith("su "):
            activated = False
        elif line == "exit":
            activated = True  # back in the shell of before
        elif ". .venv/bin/activate" in line:
            activated = True
        elif line.startswith("python "):
            assert activated, line


def test_what_the_kiosk_must_be_able_to_write_is_not_made_by_root() -> None:
    user = "root"
    for line in TYPED:
        if line.startswith("su "):
            user = line.split()[-1]
        elif line == "exit":
            user = "root"
        elif re.match(r"python -m kiosk (keys|staff|clock|calibrate|doctor)", line):
            assert user == "kiosk", line
            assert "--config /etc/kiosk/kiosk.ini" in line
