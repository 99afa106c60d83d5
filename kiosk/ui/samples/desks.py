"""What lies on the technician's desk in each moment of kiosk/ui/samples/kiosks.py that has anything there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from kiosk.rules.care import (
    Checked,
    Device,
    InstrumentView,
    Layers,
    Line,
    Measured,
    Note,
    PanelView,
    Port,
    PrinterView,
    ReadinessView,
    Slip,
)
from kiosk.rules.desk import Desk
from kiosk.rules.opening import WIB
from kiosk.ui.samples import bench, bench_seldom

DAWN = datetime(2020, 3, 24, 6, 58, tzinfo=WIB)
LOST = datetime(2020, 3, 24, 8, 12, tzinfo=WIB)
GONE = "lost while reading (device reports readiness to read but returned no data)"
UNPLUGGED = f"/dev/ttyUSB0: {GONE}"

NOTES = (
    Note(Device.THERMOMETER, UNPLUGGED, LOST, UNPLUGGED, LOST),
    Note(Device.PRINTER, "", LOST, "PAPER_OUT", DAWN),
    Note(Device.DATABASE, "", DAWN),
    Note(Device.CLOCK, "", DAWN),
)
PORTS = (
    Port(
        "/dev/ttyUSB0", "USB Serial", "1a86:7523", "", "/dev/serial/by-path/pci-0-usb-1", Device.THERMOMETER
    ),
    Port("/dev/ttyUSB1", "FT232R USB UART", "0403:6001", "A10KZP45", "", Device.PRINTER),
    Port("/dev/ttyS0", "ttyS0", "", "", ""),
)
SPEAKS = InstrumentView(
    model="GY-MCU90614",
    port="/dev/ttyUSB0",
    line="9600/8n1",
    lines=(
        *(
            Line(f"5A 5A 45 04 0E {0x3E + n:02X} 0A 8E {0x5A + n:02X}", f"36.{46 + n} °C, 27.02 °C", True)
            for n in range(6)
        ),
        Line("5A 5A 45 04 0E 41 0A 8E FF", "checksum FF, computed 5D", False),
        Line("5A 5A 45 04 0E 42 0A 8E 5E", "36.50 °C, 27.02 °C", True),
    ),
    layers=Layers(
        3650,
        3688,
        3688,
        device=(("emissivity", "0.97"), ("offset", "0")),
        correction="C-20200315-1",
        gain="1.010000",
        offset="0.01500",
        site="0.00",
    ),
    ambient=2702,
    rate_hz=10.2,
    noise=4.3,
    readings=412,
    rejected=3,
    standing="care.why_due",
    standing_values=(("n", "12"),),
)
SILENT = InstrumentView(
    model="GY-MCU90614",
    port="/dev/ttyUSB0",
    line="9600/8n1",
    trouble=GONE,
    since=LOST,
    lines=(Line("", GONE, False),),
    layers=Layers(None, None, None, readable=False),
    standing="bench.never",
)
ANSWERS = PrinterView(
    profile="escpos-80",
    port="/dev/ttyUSB1",
    capability="process-id",
    answered=True,
    online=True,
    paper="NEAR_END",
    tickets_left=12,
    lines=(
        Line("10 04 01", "DLE EOT 1", None, sent=True),
        Line("12", "well", True),
        Line("10 04 04", "DLE EOT 4", None, sent=True),
        Line("1E", "paper near end", True),
    ),
    slip=Slip.PRINTED,
)
PANEL = PanelView(
    Measured.DONE,
    screens=186,
    figures=(
        ("main_side", 21.3, 20.0),
        ("small_side", 12.8, 12.7),
        ("gap", 3.0, 2.54),
        ("capital", 4.8, 4.8),
        ("contrast", 11.2, 10.0),
        ("edge", 3.4, 3.0),
    ),
    done=2,
    of=2,
)
CHECKED = tuple(
    Checked(part, state, "", word, values)
    for part, state, word, values in (
        ("database", "ok", "", ()),
        ("clock", "ok", "", ()),
        ("disk", "warning", "care.why_disk", (("left", "0.4"),)),
        ("thermometer", "ok", "", ()),
        ("calibration", "failed", "bench.overdue", (("n", "3"),)),
        ("printer", "ok", "", ()),
        ("paper", "warning", "care.paper_near", ()),
    )
)
READINESS = ReadinessView(at=datetime(2020, 3, 24, 7, 15, tzinfo=WIB), items=CHECKED, slip=Slip.PRINTED)

LISTENING = InstrumentView(model="GY-MCU90614", port="/dev/ttyUSB0", line="9600/8n1")
OPEN = PrinterView(
    profile="escpos-58",
    port="/dev/ttyUSB1",
    answered=True,
    cover_open=True,
    paper="OUT",
    cause="cover open",
)
WRONG = replace(
    PANEL,
    figures=(("main_side", 17.4, 20.0), *PANEL.figures[1:]),
    wrong=(
        "papers: size: PAPERS_READY measures 17.4 mm, 20.0 at least",
        "ticket-outside: capitals: 'Mohon menunggu di luar sampai dipanggil.' has capitals of 5.02 mm, 5.49 at least",
    ),
)

DESKS: dict[str, Desk] = {
    "care-devices": Desk(notes=NOTES, ports=PORTS),
    "care-thermometer": Desk(instrument=SPEAKS),
    "care-thermometer-lost": Desk(instrument=SILENT),
    "care-printer": Desk(printer=ANSWERS),
    "care-panel": Desk(panel=PANEL),
    "care-panel-running": Desk(panel=PanelView(Measured.RUNNING, done=1, of=2)),
    "care-readiness": Desk(readiness=READINESS),
    "care-readiness-asking": Desk(readiness=ReadinessView(asking=True)),
    "care-devices-none": Desk(ports=(Port("/dev/ttyS0", "", "", "", ""),)),
    "care-thermometer-listening": Desk(instrument=LISTENING),
    "care-printer-open": Desk(printer=OPEN),
    "care-printer-printing": Desk(printer=replace(ANSWERS, paper="OK", slip=Slip.PRINTING)),
    "care-printer-refused": Desk(
        printer=replace(OPEN, paper="OUT", cover_open=False, slip=Slip.REFUSED, slip_cause="paper out")
    ),
    "care-printer-uncertain": Desk(
        printer=replace(ANSWERS, slip=Slip.UNCERTAIN, slip_cause="no answer within 20 s")
    ),
    "care-panel-none": Desk(),
    "care-panel-wrong": Desk(panel=WRONG),
    "care-panel-failed": Desk(
        panel=PanelView(Measured.FAILED, said="installed-standard-standard: no window")
    ),
    "care-readiness-ready": Desk(readiness=ReadinessView(at=READINESS.at, ready=True, items=CHECKED[:2])),
}
"""By the moment's name."""


def desk(moment: str) -> Desk:
    return DESKS.get(moment) or bench.desks().get(moment) or _seldom().get(moment) or Desk()


@cache
def _seldom() -> dict[str, Desk]:
    return bench_seldom.desks()
