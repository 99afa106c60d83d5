"""The readiness report for people: lines in a terminal, and the morning slip from the ticket printer."""

from __future__ import annotations

from drivers.printers.blocks import Block, Cut, Row, Rule, Space, Text
from kiosk import words
from kiosk.care.report import Part, Report, State
from kiosk.care.technical import in_words
from kiosk.record.words import Words

_SIGNS = {State.OK: "ok", State.WARNING: "!", State.FAILED: "X"}
_INDONESIAN = {
    Part.DATABASE: "Basis data",
    Part.CLOCK: "Jam",
    Part.DISK: "Ruang simpan",
    Part.DAYS: "Kalender",
    Part.THERMOMETER: "Termometer",
    Part.CALIBRATION: "Kalibrasi",
    Part.PRINTER: "Printer",
    Part.PAPER: "Kertas",
    Part.SCANNER: "Pemindai",
}
INDONESIAN = words.Words(("id",))
_STATES = {State.OK: "baik", State.WARNING: "perhatikan", State.FAILED: "TIDAK SIAP"}


def _say(name: str, /, **values: object) -> str:
    return INDONESIAN("id", name, **values)


def as_text(report: Report) -> str:
    """One line a part."""
    lines = [f"{_SIGNS[item.state]:>2}  {item.part.value:<12} {item.said}" for item in report.items]
    return "\n".join([*lines, "ready" if report.ready else "NOT READY"])


def slip(report: Report) -> list[Block]:
    """The slip for the person who opens the office: in Indonesian, with the reason under whatever is not well."""
    day = f"{Words('id').day(report.at.date())}, {report.at:%H.%M}"
    blocks: list[Block] = [
        Text("Kesiapan kios", size=2, bold=True),
        Text(f"{report.kiosk}, {day}"),
        Rule(),
    ]
    for item in report.items:
        well = item.state is State.OK
        blocks.append(Row(_INDONESIAN[item.part], _STATES[item.state], bold=not well))
        if not well:
            why = _say(item.word, **dict(item.values)) if item.word else in_words(item.said, _say)
            blocks.append(Text(why, align="left"))
    verdict = "SIAP" if report.ready else "BELUM SIAP"
    blocks += [Rule(), Text(verdict, size=2, bold=True), Space(), Row("Petugas:", "......................")]
    return [*blocks, Cut()]
