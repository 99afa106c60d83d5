"""The privacy proof: whole visits with a temperature and a NIK that must be found nowhere afterwards.

A real house lives them: real decoder, database, log, printer. Then every file it wrote, every byte it sent to the
printer and every word by which its states describe themselves is searched.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from drivers.simulators import registry
from kiosk.rules import badge
from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.policy import Check
from kiosk.store import staff_register
from tests.flows.test_visits import READY, REST, TO_THE_MARKS
from tests.flows.visitor import PIN, Cable, Eventually, Pass, Pin, Skin, Touch, Visitor, see

TEMPERATURE = 37.91
NIK = "3375016708850043"
NAME = "Siti Aminah"

# Noise moves the last digit. A hash or a token may hold 3791 by chance, a clock 3791.5; a number alone may not.
SECRETS = {
    "temperature": re.compile(rb"(?<![0-9.])37[.,][89]\d(?!\d)|(?<![0-9A-Za-z])37[89]\d(?![0-9A-Za-z.])"),
    "NIK": re.compile(b"|".join(NIK[n : n + 7].encode() for n in range(len(NIK) - 6))),
    "name": re.compile(rb"Siti|Aminah", re.IGNORECASE),
}


class Watched(Visitor):
    """A visitor whose every state is asked to describe itself, and whose printer's bytes are kept."""

    def __init__(self, folder: Path) -> None:
        self.told: list[str] = []
        self.sent = bytearray()
        super().__init__(folder)
        device = registry.device(self.settings.printer.port)
        receive = device.receive

        def listen(data: bytes, now: float) -> int:
            taken = receive(data, now)
            self.sent += data[:taken]
            return taken

        device.receive = listen  # type: ignore[method-assign]

    def _shown(self) -> None:
        if hasattr(self, "house"):
            self.told.append(repr(self.kiosk))
        super()._shown()

    def type_everywhere(self, value: str) -> None:
        """Whatever can carry a value carries this one, and digits are typed one by one."""
        for press in (Press.SERVICE, Press.LANGUAGE, Press.ACT, Press.DIGIT, Press.STILL_HERE):
            self.house.conductor.handle(e.Touch(press, value))
        for digit in value:
            self.house.conductor.handle(e.Touch(Press.DIGIT, digit))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Watched]:
    """Everything is logged, far more than a kiosk logs in earnest; without clocks, whose digits may be anything."""
    folder = tmp_path / tmp_path.name
    folder.mkdir()
    writer = logging.FileHandler(folder / "kiosk.log")
    writer.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(writer)
    root.setLevel(logging.DEBUG)
    house = Watched(folder)
    try:
        yield house
    finally:
        house.close()
        root.removeHandler(writer)
        root.setLevel(level)
        writer.close()


def visits(house: Watched) -> None:
    """Hot twice and overruled, a NIK at every pad, a refused hold, a broken printer, a cold restart of waiting."""
    v = house
    v.live(READY)
    v.type_everywhere(NIK)
    v.type_everywhere(NAME)
    v.live(Skin(TEMPERATURE), *TO_THE_MARKS)
    v.type_everywhere(NIK)
    v.live(see(s.Resting), Eventually(lambda k: bool(k.returning)))
    code = v.kiosk.returning[0].code
    v.type_everywhere(NIK)
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome), REST, Touch(Press.RETURN), see(s.EnteringReturnCode))
    v.type_everywhere(NIK)
    v.type_everywhere(NAME)
    v.live(see(s.EnteringReturnCode), Touch(Press.BACK), see(s.Welcome))
    v.live(Touch(Press.RETURN), see(s.EnteringReturnCode), Pin(code), see(s.WashingHands))
    v.live(Touch(Press.HANDS_READY), see(s.Held, check=Check.TEMPERATURE), Touch(Press.CALL_OFFICER))
    v.live(Touch(Press.CORNER), see(s.OfficerSigningIn))
    v.live(Pin(NIK[:6]), see(s.OfficerSigningIn, refused=s.PinRefusal.WRONG))
    v.live(Pin(NIK[6:12]), see(s.OfficerSigningIn, attempt=0, refused=s.PinRefusal.WRONG))
    v.live(Pin(PIN), see(s.OfficerDeciding))
    v.type_everywhere(NIK)
    v.type_everywhere(NAME)
    v.live(
        Touch(Press.ACT, "waive:handheld-pass"),
        see(s.ConfirmingMask),
        Touch(Press.MASK_ON),
        see(s.TicketInHand),
    )
    v.type_everywhere(NIK)
    v.live(Touch(Press.UNDERSTOOD), see(s.Welcome), Pass(timedelta(minutes=1)))
    v.live(*TO_THE_MARKS, see(s.Resting), Touch(Press.UNDERSTOOD), see(s.Welcome))
    v.live(Cable("door", "unplug"), *TO_THE_MARKS, see(s.Held, check=Check.DEVICE), Touch(Press.CANCEL))


def scans(house: Watched) -> None:
    """A card with a NIK before the scanner, as it is and as a badge that is nobody's; then a real badge."""
    v = house
    secret = staff_register.give_badge(v.engine, "Petugas", at=v.clock.utc())
    for line in (NIK, NAME):
        assert badge.read(line) is None
    for line in (f"STAFF:{NIK}", f"STAFF:{secret}"):
        shown = badge.read(line)
        assert shown is not None
        v.told.append(repr(shown))
        v.house.conductor.handle(shown)
        v.live(see(s.OfficerSigningIn, checking=False) if NIK in line else see(s.OfficerDeciding))
        v.live(Touch(Press.CLOSE), see(s.Welcome), Pass(timedelta(seconds=3)))
    assert secret.encode() not in b"".join(searched(v).values())


def searched(house: Watched) -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in house.settings.data_dir.rglob("*") if path.is_file()}
    return files | {"printer": bytes(house.sent), "states": "\n".join(house.told).encode()}


def test_no_temperature_nik_or_name_is_found_anywhere(house: Watched) -> None:
    visits(house)
    scans(house)
    places = searched(house)
    assert {"kiosk.sqlite", "kiosk.sqlite-wal", "kiosk.log", "printer", "states"} <= set(places)
    assert all(
        len(places[name]) > 100 for name in ("kiosk.sqlite", "kiosk.sqlite-wal", "kiosk.log", "states")
    )
    assert len(places["printer"]) > 1000
    found = {
        (place, what, *pattern.findall(content)[:3])
        for place, content in places.items()
        for what, pattern in SECRETS.items()
        if pattern.search(content)
    }
    assert found == set()


def test_the_search_would_find_them(house: Watched) -> None:
    """The same search over what the visit held in memory: it is not blind."""
    house.live(Skin(TEMPERATURE), *TO_THE_MARKS, see(s.Resting))
    logging.getLogger("kiosk.test").error("%s read %.2f", NIK, TEMPERATURE)
    log = searched(house)["kiosk.log"]
    assert SECRETS["NIK"].search(log)
    assert SECRETS["temperature"].search(log)


def test_a_crash_report_holds_nothing_either(house: Watched) -> None:
    """A fault in the middle of a measurement and of a PIN: the traceback as it would be logged, with its states."""
    house.live(READY, Skin(TEMPERATURE), *TO_THE_MARKS, see(s.Measuring))
    reports = [crash_report(house.kiosk, e.Touch(Press.DIGIT, NIK))]
    house.live(see(s.Resting), Touch(Press.CORNER), see(s.OfficerSigningIn))
    for digit in NIK[:5]:
        house.live(Touch(Press.DIGIT, digit))
    reports.append(crash_report(house.kiosk, e.Touch(Press.DIGIT, NIK[5])))
    for what in ("temperature", "NIK"):
        assert [report for report in reports if SECRETS[what].search(report)] == []
    assert NIK[:5].encode() not in reports[-1]


def crash_report(kiosk: Kiosk, event: e.Event) -> bytes:
    try:
        raise RuntimeError(f"no step from {kiosk!r} at {event!r}")
    except RuntimeError as error:
        return "".join(traceback.format_exception(error)).encode()
