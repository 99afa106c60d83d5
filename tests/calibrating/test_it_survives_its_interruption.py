"""A calibration that is killed goes on where it was; what it needs again it asks for again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.__main__ import app
from kiosk.rules.calibration.codec import digest
from kiosk.rules.calibration.refusals import Reason
from kiosk.rules.calibration.steps import Closed, PointAgain, Step
from kiosk.store import calibration_sessions, calibrations
from kiosk.store.audit_verify import verify, written
from kiosk.store.engine import open_store
from tests.calibrating.rig import ROOT, Laboratory

Open = Callable[..., Laboratory]
PORT = "sim://gy-614v?gain=0.98&offset=0.2&rate=100&noise=0.03&name=killed"
TOLD = ("--script", "--ambient", "27", "--humidity", "60", "--attest", "--on-since", "45m", "--accept")
FAST = ("--interval", "0.02")


@pytest.fixture(scope="module")
def ini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (ROOT / "kiosk.ini").read_text(encoding="utf-8")
    text = text.replace("model = gy-mcu90614", "model = gy-614v")
    text = text.replace("port = sim://gy-mcu90614?celsius=36.5&name=door", f"port = {PORT}")
    file = tmp_path_factory.mktemp("killed") / "kiosk.ini"
    file.write_text(text, encoding="utf-8")
    today = date.today()  # noqa: DTZ011 - any day of this week
    kiosk(
        file,
        *("calibration", "reference", "add", "BB-1", "--certificate", "S.0123", "--laboratory", "Lab Contoh"),
        *("--calibrated-on", str(today - timedelta(days=100)), "--due", str(today + timedelta(days=200))),
        *("--uncertainty", "0.04", "--emissivity", "0.99", "--by", "Wayan"),
    )
    return file


def kiosk(ini: Path, *words: str, status: int = 0) -> str:
    """A command in this process; AssertionError unless it ends with ``status``."""
    done = CliRunner().invoke(app, [*words, "--config", str(ini)])
    assert done.exit_code == status, done.output
    return done.output


@pytest.fixture(scope="module")
def resumed(ini: Path) -> tuple[Path, str]:
    """Killed in the middle of as-found, then led to its end; the record's number."""
    command = [
        sys.executable,
        "-m",
        "kiosk",
        "calibrate",
        "--config",
        str(ini),
        "--by",
        "Wayan",
        *TOLD,
        *FAST,
    ]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    engine = open_store(f"sqlite:///{ini.parent}/var/kiosk.db")
    deadline = time.monotonic() + 60
    while (
        session := calibration_sessions.open_session(engine, "kiosk-1")
    ) is None or not session.progress.as_found:
        assert time.monotonic() < deadline
        assert child.poll() is None, child.stdout and child.stdout.read()
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.wait(10)
    left = calibration_sessions.open_session(engine, "kiosk-1")
    assert left is not None
    assert left.progress.step is Step.AS_FOUND
    assert (
        calibrations.corrections(engine, "kiosk-1") == []
    )  # the old one (none) holds until the new is accepted
    said = kiosk(ini, "calibrate", "--by", "Wayan", *TOLD, status=3)
    assert "--resume" in said
    told = json.loads(kiosk(ini, "calibrate", "--resume", *TOLD).splitlines()[-1])
    record = calibrations.record(engine, told["id"]).record
    assert record.as_found[: len(left.progress.as_found)] == left.progress.as_found
    assert len(record.as_found) == 5
    assert dict(record.identity.settings) == {"emissivity": "0.97", "id": "164", "offset": "0"}
    engine.dispose()
    return ini, told["id"]


def test_a_killed_calibration_goes_on_and_its_correction_applies(resumed: tuple[Path, str]) -> None:
    ini, number = resumed
    found = json.loads(kiosk(ini, "calibration", "list", "--json"))
    assert [(each["id"], each["activated"]) for each in found["records"]] == [(number, True)]
    assert found["corrections"][-1]["applies"]
    assert found["layers"]["device"] == {"emissivity": "0.97", "id": "164", "offset": "0"}
    assert found["layers"]["site"]["degrees"] == "0.00"
    assert number in kiosk(ini, "calibration", "show", number)
    kiosk(ini, "calibration", "show", "CK-none", status=1)


@pytest.mark.parametrize("suffix", ["pdf", "json"])
def test_its_record_is_exported_and_verified_and_a_changed_one_is_not(
    resumed: tuple[Path, str], tmp_path: Path, suffix: str
) -> None:
    ini, number = resumed
    file = tmp_path / f"record.{suffix}"
    kiosk(ini, "calibration", "export", number, "--out", str(file))
    assert "on file here" in kiosk(ini, "calibration", "verify", str(file))
    forged = tmp_path / f"forged.{suffix}"
    forged.write_bytes(file.read_bytes().replace(b'"by":"Wayan"', b'"by":"Made!"'))
    assert "NOT TRUE" in kiosk(ini, "calibration", "verify", str(forged), status=1)
    elsewhere = tmp_path / "kiosk.ini"
    elsewhere.write_text(ini.read_text(encoding="utf-8"), encoding="utf-8")
    if suffix == "json":
        assert "not on file" in kiosk(elsewhere, "calibration", "verify", str(file), status=3)


def test_it_is_checked_charted_and_rolled_back_and_the_trail_tells_all_of_it(
    resumed: tuple[Path, str],
) -> None:
    ini, number = resumed
    said = kiosk(ini, "calibration", "check", "--by", "Made", "--script", *FAST)
    assert "in-control" in said
    assert "1 checks" in kiosk(ini, "calibration", "check", "--chart")
    assert "interval: first" in kiosk(ini, "calibration", "history")
    assert "no correction applies" in kiosk(ini, "calibration", "rollback", "--by", "Made", "--yes")
    kiosk(ini, "calibration", "rollback", "--by", "Made", "--yes", status=1)
    kiosk(ini, "calibration", "check", "--by", "Made", "--script", *FAST, status=1)  # nothing to check
    engine = open_store(f"sqlite:///{ini.parent}/var/kiosk.db")
    decisions = [getattr(line.event, "decision", line.event.kind) for line in written(engine)]
    assert decisions == ["reference_added", "accepted", "verified", "withdrawn"]
    assert verify(engine).whole
    kept = calibrations.record(engine, number)
    assert kept.digest == digest(kept.record)  # a rollback takes nothing away
    engine.dispose()


def test_a_script_says_which_answer_is_missing(ini: Path) -> None:
    assert "--by" in kiosk(ini, "calibrate", "--script", status=2)
    assert "--ambient" in kiosk(ini, "calibrate", "--script", "--by", "W", "--on-since", "45m", status=2)
    assert "discarded" in kiosk(ini, "calibrate", "--discard")
    assert "no calibration" in kiosk(ini, "calibrate", "--discard")
    assert "--resume" in kiosk(ini, "calibrate", "--resume", "--script", status=2)


def test_after_a_power_cut_it_warms_up_again_and_keeps_its_points(lab: Open) -> None:
    here = lab("gy-614v")
    here.ready()
    here.measure(2)
    there = here.again()
    progress = there.bench.resume(there.live.identify(), there.now())
    assert progress.step is Step.WARM_UP
    assert progress.back_to is Step.AS_FOUND
    assert len(progress.as_found) == 2


def test_a_kill_within_a_point_begins_that_point_again(lab: Open) -> None:
    here = lab()
    here.ready()
    here.measure(1)
    heard: list[int] = []
    here.measure(1, until=lambda: heard.append(1) or len(heard) > 30)  # type: ignore[func-returns-value]
    assert here.bench.progress.gathering is not None
    there = here.again()
    progress = there.bench.resume(there.live.identify(), here.bench.progress.powered_since)  # type: ignore[arg-type]
    assert progress.gathering is None
    assert len(progress.as_found) == 1
    assert there.finish().step is Step.RECORDED


def test_a_device_that_was_changed_meanwhile_strands_the_session(lab: Open) -> None:
    here = lab("gy-614v")
    here.ready()
    here.measure(1)
    since = here.bench.progress.powered_since
    assert since is not None
    here.tell("emissivity 0.90")
    there = here.again()
    progress = there.bench.resume(there.live.identify(), since)
    assert [problem.reason for problem in progress.stranded] == [Reason.IDENTITY_CHANGED]
    here.tell("emissivity 0.97")
    once_more = there.again()
    assert not once_more.bench.resume(once_more.live.identify(), since).stranded
    assert once_more.bench.discard()
    assert once_more.bench.under_way() is None


def test_points_can_be_done_again_and_a_session_closed_without_a_correction(lab: Open) -> None:
    here = lab(query="gain=0.98&offset=0.2")
    here.ready()
    here.measure(2)
    assert len(here.bench.do(PointAgain(here.now())).as_found) == 1
    here.measure()
    assert here.bench.progress.step is Step.FIT
    here.bench.do(Closed(here.now(), "Wayan"))
    assert here.bench.record is not None
    assert here.bench.correction is None
    assert [each.record.activated for each in calibrations.records(here.engine)] == [False]
