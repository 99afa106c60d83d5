"""``kiosk doctor``: ready only when everything is, and each part says what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kiosk.doctor
from drivers.printers.compose import compose
from drivers.printers.profiles import profile
from drivers.simulators import registry
from drivers.simulators.serve import serve_pty
from kiosk import ntp
from kiosk.__main__ import app
from kiosk.care.report import Part, State, held
from kiosk.care.slip import slip
from kiosk.doctor import examine
from kiosk.settings import Settings, load

ROOT = Path(__file__).parents[1]
Write = Callable[..., Path]


@pytest.fixture
def ini(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a kiosk.ini with these simulated devices; the machine's clock is in step."""
    monkeypatch.setattr(ntp, "state", lambda: ntp.ClockState(True, 0.01, "kernel"))
    monkeypatch.setattr(kiosk.doctor, "LISTEN", 0.5)

    def write(door: str = "", printer: str = "", **keys: str) -> Path:
        text = (ROOT / "kiosk.ini").read_text(encoding="utf-8")
        text = text.replace("sim://gy-mcu90614?celsius=36.5&name=door", f"sim://gy-mcu90614?rate=20{door}")
        text = text.replace("sim://printer?name=counter", f"sim://printer?name={tmp_path.name}")
        for key, value in keys.items():
            assert f"\n{key} = " in text
            text = text.replace(f"\n{key} = ", f"\n{key} = {value}\n# ")
        file = tmp_path / "kiosk.ini"
        file.write_text(text, encoding="utf-8")
        registry.forget(tmp_path.name)
        if printer:
            registry.device(f"sim://printer?name={tmp_path.name}").command(printer.split())
        return file

    return write


def states(settings: Settings) -> dict[Part, State]:
    return {item.part: item.state for item in examine(settings).items}


def test_a_kiosk_that_lacks_nothing_but_a_calibration_is_ready_and_says_so(ini: Write) -> None:
    done = CliRunner().invoke(app, ["doctor", "--json", "--config", str(ini())])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["ready"] is True
    assert {part: each["state"] for part, each in told["parts"].items()} == {
        "database": "ok",
        "clock": "ok",
        "disk": "ok",
        "days": "warning",
        "thermometer": "ok",
        "calibration": "warning",
        "printer": "ok",
        "paper": "ok",
    }
    assert "object" not in done.output  # nobody's temperature
    assert "NOT" not in CliRunner().invoke(app, ["doctor", "--config", str(ini())]).output


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"door": "&fault=silent"}, Part.THERMOMETER),
        ({"door": "&fault=garbage"}, Part.THERMOMETER),
        ({"door": "&ambient=46"}, Part.THERMOMETER),
        ({"printer": "paper out"}, Part.PAPER),
        ({"printer": "cover open"}, Part.PRINTER),
        ({"printer": "cable out"}, Part.PRINTER),
        ({"uncalibrated": "manual_only"}, Part.CALIBRATION),
        ({"url": "sqlite:////proc/no/such/kiosk.db"}, Part.DATABASE),
    ],
)
def test_each_part_can_keep_it_from_being_ready(ini: Write, changes: dict[str, str], part: Part) -> None:
    report = examine(load(ini(**changes)))
    failed = {item.part for item in report.items if item.state is State.FAILED}
    assert part in failed
    assert not report.ready


def test_a_serial_scanner_is_looked_for_and_the_remedy_named(ini: Write, tmp_path: Path) -> None:
    def with_port(port: str) -> Settings:
        settings = load(ini())
        return replace(settings, scanner=replace(settings.scanner, types=False, port=port))

    with serve_pty(registry.device(f"sim://scanner?name={tmp_path.name}-badges")) as port:
        assert states(with_port(port))[Part.SCANNER] is State.OK
    (gone,) = [
        each for each in examine(with_port(str(tmp_path / "no-scanner"))).items if each.part is Part.SCANNER
    ]
    assert gone.state is State.FAILED
    assert "no-scanner: cannot be opened" in gone.said
    assert "correct [scanner] port in kiosk.ini" in gone.said


def test_of_a_scanner_that_types_nothing_is_said(ini: Write) -> None:
    assert Part.SCANNER not in states(load(ini()))


def test_a_clock_that_nobody_vouches_for_keeps_it_from_being_ready(
    ini: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ntp, "state", lambda: ntp.ClockState(False, None, "kernel"))
    file = ini()
    assert states(load(file))[Part.CLOCK] is State.FAILED
    assert CliRunner().invoke(app, ["doctor", "--config", str(file)]).exit_code == 1


def test_paper_that_nearly_ends_is_a_warning(ini: Write) -> None:
    assert states(load(ini(printer="paper near")))[Part.PAPER] is State.WARNING


def test_a_port_that_another_program_holds_is_named_as_that() -> None:
    from drivers.errors import LinkLost

    assert "stop the kiosk" in held(LinkLost("/dev/x: cannot be opened (Could not exclusively lock port)"))
    assert "stop the kiosk" not in held(LinkLost("/dev/x: no such file"))


def test_the_slip_prints_on_every_paper_and_names_what_is_not_well(ini: Write) -> None:
    report = examine(load(ini(printer="paper near")))
    blocks = slip(report)
    for name in ("escpos-80", "escpos-58"):
        data = compose(blocks, profile(name), job="ready")
        assert b"Kesiapan kios" in data
        assert b"SIAP" in data
        assert b"Hampir habis" in data
        assert b"Belum pernah dikalibrasi" in data


def test_the_slip_comes_out_of_the_printer(ini: Write) -> None:
    done = CliRunner().invoke(app, ["doctor", "--print", "--config", str(ini())])
    assert done.exit_code == 0, done.output
