"""The sections that describe the machine: panel, devices, database, and how long it waits."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from kiosk.rules.patience import Patience
from kiosk.rules.stable_reading import ReadingLimits
from kiosk.settings import convert
from kiosk.settings.model import Counter, Panel, PrinterPort, Scanner, Speak, ThermometerPort, Voice
from kiosk.settings.reader import SectionReader

_FLOWS = ("none", "xonxoff", "rtscts")
_CAPABILITIES: dict[str, str | None] = {
    "probe": None,
    **{word: word for word in ("process-id", "fence", "status-only", "port-status", "write-only")},
}
_SQLITE = "sqlite:///"
_POSTGRES = re.compile(r"postgresql\+psycopg://\S+")


def panel(section: SectionReader) -> Panel:
    found = Panel(
        width_px=section.whole("width_px", 1080, 320, 7680, "pixels"),
        height_px=section.whole("height_px", 1920, 320, 7680, "pixels"),
        width_mm=section.number("width_mm", 267.8, 50, 2000, "millimetres"),
        mounting_mm=section.number("mounting_mm", 900, 380, 1150, "millimetres"),
        tilt=section.number("tilt", 0, 0, 60, "degrees"),
    )
    if not 40 <= found.dpi <= 400:
        remedy = (
            f"with width_px this makes {found.dpi:.0f} pixels an inch; measure the visible picture's width"
        )
        section.problem(remedy, "width_mm")
    return found


def thermometer(section: SectionReader, known: Collection[str] | None) -> ThermometerPort:
    return ThermometerPort(
        model=_name(section, "model", known),
        port=section.parse("port", convert.port, "", required=True),
        line=section.parse("line", _line_or_own, None),
        settle=section.number("settle", 0.0, 0, 10, "seconds"),
    )


def _line_or_own(value: str) -> str | None:
    return None if value == "model" else convert.serial_line(value)


def printer(section: SectionReader, known: Collection[str] | None) -> PrinterPort:
    found = PrinterPort(
        profile=_name(section, "profile", known),
        port=section.parse("port", convert.printer_port, "", required=True),
        line=section.parse("line", convert.serial_line, "19200/8n1"),
        flow=section.parse("flow", convert.choice({flow: flow for flow in _FLOWS}), "none"),
        capability=section.parse("capability", convert.choice(_CAPABILITIES), None),
        acknowledge=section.number("acknowledge", 5.0, 1, 15, "seconds"),
        roll=section.number("roll", 80.0, 5, 500, "metres"),
        near_end=section.number("near_end", 1.5, 0, 20, "metres"),
    )
    if found.port.startswith("lp://") and found.capability not in (None, "write-only"):
        section.problem("a queue never answers: write write-only, or probe", "capability")
    if found.near_end >= found.roll:
        section.problem("less is left at the near-end sensor than a new roll has", "near_end")
    return found


def scanner(section: SectionReader) -> Scanner:
    typed = {"keyboard": Scanner(types=True), "off": Scanner(types=False)}

    def of(value: str) -> Scanner:
        return typed.get(value) or Scanner(types=False, port=convert.port(value))

    found = section.parse("port", of, Scanner())
    return replace(found, line=section.parse("line", convert.serial_line, found.line))


def counter(section: SectionReader) -> Counter:
    return Counter(
        name=section.text("name", "1", longest=20),
        scanner=section.parse("scanner", _port_or_keyboard, None),
        line=section.parse("line", convert.serial_line, "9600/8n1"),
        paper_stays=section.flag("paper_stays", True),
    )


def voice(section: SectionReader) -> Voice:
    usual = Voice()
    return Voice(
        speak=section.choice("speak", Speak, usual.speak),
        thursday=section.flag("thursday", usual.thursday),
    )


def _port_or_keyboard(value: str) -> str | None:
    return None if value == "keyboard" else convert.port(value)


def _name(section: SectionReader, key: str, known: Collection[str] | None) -> str:
    if known is None:
        return section.text(key, required=True, longest=60)
    return section.parse(key, convert.choice({name: name for name in sorted(known)}), "", required=True)


def database(section: SectionReader, home: Path) -> tuple[Path, str]:
    """The data directory and the database's URL; a relative SQLite file lies in the data directory."""
    data_dir = home / section.parse("data_dir", lambda value: Path(convert.text(200)(value)), Path("var"))
    entry = section.entry("url")
    url = entry.value if entry else _SQLITE + "kiosk.db"
    if _POSTGRES.fullmatch(url):
        return data_dir, url
    if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
        return data_dir, f"{_SQLITE}{data_dir / url.removeprefix(_SQLITE)}"
    remedy = (
        "write sqlite:///kiosk.db (a file in data_dir) or postgresql+psycopg://user:password@host/database"
    )
    section.problem(remedy, "url")
    return data_dir, url


def patience(section: SectionReader) -> Patience:
    usual = Patience()

    def seconds(key: str, low: float, high: float) -> float:
        return section.number(key, getattr(usual, key), low, high, "seconds")

    return Patience(
        idle=seconds("idle", 15, 600),
        still_there=seconds("still_there", 20, 120),
        extensions=section.whole("extensions", usual.extensions, 10, 100, "times"),
        ticket_screen=seconds("ticket_screen", 5, 120),
        diverted_farewell=seconds("diverted_farewell", 5, 120),
        good_news=seconds("good_news", 1, 15),
        return_within=seconds("return_within", 60, 7200),
        broken_off=seconds("broken_off", 0, 900),
        look_again=seconds("look_again", 0.5, 30),
        recount=seconds("recount", 2, 300),
        held=seconds("held", 60, 3600),
        officer_session=seconds("officer_session", 15, 600),
        technician_session=seconds("technician_session", 120, 7200),
        pin_idle=seconds("pin_idle", 10, 120),
        badge_again=seconds("badge_again", 0.5, 10),
        printer_answer=seconds("printer_answer", 5, 120),
        database_answer=seconds("database_answer", 1, 60),
        double_tap=seconds("double_tap", 0.1, 2),
        busy_sign=seconds("busy_sign", 0.2, 5),
        dim=seconds("dim", 60, 86400),
    )


def reading(section: SectionReader) -> ReadingLimits:
    """The numbers a technician can answer for. How a plateau is told from a trend stays with the method's code:
    its numbers were found together, on simulated people, and are worth nothing one by one."""
    usual = ReadingLimits()

    def seconds(key: str, low: float, high: float) -> float:
        return section.number(key, getattr(usual, key), low, high, "seconds")

    def times(key: str, low: int, high: int) -> int:
        return section.whole(key, getattr(usual, key), low, high)

    def degrees(key: str, low: int, high: int) -> int:
        return section.centi(key, getattr(usual, key), low, high)

    found = replace(
        usual,
        min_samples=times("min_samples", 5, 200),
        span=seconds("span", 0.5, usual.memory),
        hampel_k=section.number("hampel_k", usual.hampel_k, 1, 10),
        max_rejected=section.number("max_rejected", usual.max_rejected, 0, 0.5),
        spread=degrees("spread", 5, 100),
        slope=float(section.centi("slope", int(usual.slope), 1, 50)),
        hard_low=degrees("hard_low", 2500, 3450),
        hard_high=degrees("hard_high", 4200, 4500),
        timeout=seconds("timeout", 4, 60),
        arrival=seconds("arrival", 5, 120),
        stale=seconds("stale", 0.5, 10),
        ambient_low=degrees("ambient_low", -1000, 2500),
        ambient_high=degrees("ambient_high", 2600, 6000),
        resolution=degrees("resolution", 0, 50),
        frozen_count=times("frozen_count", 5, 1000),
        frozen_count_coarse=times("frozen_count_coarse", 5, 1000),
        fault_count=times("fault_count", 1, 100),
        reject_count=times("reject_count", 1, 20),
    )
    if found.frozen_count_coarse < found.frozen_count:
        at = next(key for key in ("frozen_count_coarse", "frozen_count") if section.has(key))
        section.problem("frozen_count_coarse must not be less than frozen_count", at)
    return found
