"""``kiosk keys`` and ``kiosk verify``, as a technician would run them."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.store.audit_verify import written
from kiosk.store.engine import open_store
from tests.counter.office import SHIPPED, Office

ROOT = Path(__file__).resolve().parents[2]


def kiosk(ini: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words, "-c", str(ini)],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.ini"
    file.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    return file


def test_keys_are_made_once_rotated_listed_and_written_down(ini: Path, tmp_path: Path) -> None:
    empty = kiosk(ini, "keys", "list")
    assert empty.returncode == 1
    assert "kiosk keys init" in empty.stderr
    assert kiosk(ini, "keys", "init").returncode == 0
    secret = tmp_path / "var" / "keys" / "signing.pem"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    first = secret.read_bytes()
    again = kiosk(ini, "keys", "init")
    assert again.returncode == 1
    assert "kiosk keys rotate" in again.stderr
    assert secret.read_bytes() == first
    assert kiosk(ini, "keys", "rotate").returncode == 0
    assert secret.read_bytes() != first
    listed = kiosk(ini, "keys", "list").stdout.splitlines()
    assert sorted(line.split("\t")[1] for line in listed) == ["verifies", "verifies and signs"]
    engine = open_store(f"sqlite:///{tmp_path / 'var' / 'kiosk.db'}")
    made = [line.event.key for line in written(engine) if line.event.kind == "key_made"]
    engine.dispose()
    assert sorted(made) == sorted(line.split("\t")[0] for line in listed)


def test_a_lost_public_key_is_published_again_and_copied_for_a_counter(ini: Path, tmp_path: Path) -> None:
    assert kiosk(ini, "keys", "init").returncode == 0
    (public,) = (tmp_path / "var" / "public-keys").glob("*.pem")
    held = public.read_bytes()
    public.unlink()
    done = kiosk(ini, "keys", "publish", "--to", str(tmp_path / "stick"))
    assert done.returncode == 0, done.stderr
    assert public.read_bytes() == held == (tmp_path / "stick" / public.name).read_bytes()
    assert [path.name for path in (tmp_path / "stick").iterdir()] == [public.name]


def test_verify_answers_with_words_and_an_exit_status(office: Office) -> None:
    office.give("ktp-el")
    good = kiosk(office.ini, "verify", office.qr(1))
    assert good.returncode == 0
    assert good.stdout.splitlines()[:2] == ["✓  MAY BE SERVED  1", "    Identity card (KTP-el)"]
    assert kiosk(office.ini, "verify", "-", typed=office.qr(1) + "\r\n").returncode == 0
    assert kiosk(office.ini, "verify", office.stamped(1).code).returncode == 0
    genuine = office.qr(1)
    other = "00" if genuine[-2:] != "00" else "10"
    forged = kiosk(office.ini, "verify", genuine[:-2] + other, "--language", "id")
    assert forged.returncode == 1
    assert "TIKET PALSU" in forged.stdout


def test_verify_speaks_json_and_of_other_days(office: Office) -> None:
    office.give("kk")
    tomorrow = (office.now + timedelta(days=1)).date().isoformat()
    done = kiosk(office.ini, "verify", office.qr(1), "--json", "--day", tomorrow)
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert said == {
        "verdict": "refused",
        "reason": "other_day",
        "day": office.now.date().isoformat(),
        "number": 1,
        "service": "kk",
        "office": "3375",
        "code": office.stamped(1).code,
        "notes": [],
        "database": "asked",
    }


def test_verify_works_with_public_keys_alone(office: Office) -> None:
    office.give()
    text, code = office.qr(1), office.stamped(1).code
    office.away()
    done = kiosk(office.ini, "verify", text)
    assert done.returncode == 0
    assert "GENUINE TICKET" in done.stdout
    assert "The database is away" in done.stderr
    assert kiosk(office.ini, "verify", code).returncode == 2
    office.back()
    assert (
        json.loads(kiosk(office.ini, "verify", text, "--offline", "--json").stdout)["verdict"] == "unchecked"
    )
