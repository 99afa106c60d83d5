"""The morning's readiness slip, in a real house: printed by itself once a day, or by an officer's hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from drivers.simulators import registry
from drivers.simulators.printer_tickets import PrintedTicket
from kiosk.rules import states as s
from kiosk.rules.calibration.standing import LifePolicy, OverduePolicy
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import WIB
from kiosk.settings.care import CareSettings
from kiosk.settings.model import Scanner
from tests.flows.visitor import PIN, Cable, Eventually, Pass, Pin, Touch, Visitor, see

Open = Callable[..., Visitor]
DAWN = datetime(2020, 3, 24, 7, 10, tzinfo=WIB)
ON = CareSettings(time(7, 15))
TO_THE_HOUR = Pass(timedelta(minutes=5))


def papers(v: Visitor) -> list[PrintedTicket]:
    return list(registry.device(v.settings.printer.port).tickets)


def slips(v: Visitor) -> list[str]:
    return [paper.text for paper in papers(v) if "Kesiapan kios" in paper.text]


def printed(v: Visitor, count: int) -> Eventually:
    return Eventually(lambda _: len(slips(v)) == count)


def test_the_slip_comes_out_by_itself_before_the_office_opens(visitor: Open) -> None:
    v = visitor(start=DAWN, care=ON)
    v.live(TO_THE_HOUR, printed(v, 1))
    assert "SIAP" in slips(v)[0]
    assert "24 Maret 2020" in slips(v)[0]


def test_a_restart_does_not_print_it_twice(visitor: Open) -> None:
    v = visitor(start=DAWN, care=ON)
    v.live(TO_THE_HOUR, printed(v, 1))
    v.restart()
    v.live(Pass(timedelta(minutes=11)), Eventually(lambda _: v.house.rounds.report is not None))
    assert len(slips(v)) == 1
    v.live(Pass(timedelta(days=1)), Eventually(lambda k: k.day is not None and k.day.day == 25))
    looked = v.house.rounds.report
    v.live(Pass(timedelta(minutes=11)), Eventually(lambda _: v.house.rounds.report is not looked))
    assert len(slips(v)) == 1, "the 25th is a holiday"
    v.live(Pass(timedelta(days=1)), printed(v, 2))


def test_without_the_hour_nothing_is_printed_but_all_is_looked_at(visitor: Open) -> None:
    v = visitor(start=DAWN)
    v.live(Pass(timedelta(minutes=11)), Eventually(lambda _: v.house.rounds.report is not None))
    assert not papers(v)


def test_it_waits_while_somebody_is_at_the_kiosk(visitor: Open) -> None:
    v = visitor(care=ON)
    v.live(Eventually(lambda k: k.issued is not None), Touch(Press.START), see(s.ChoosingService))
    v.live(Pass(timedelta(seconds=40)), Eventually(lambda _: v.house.rounds.report is None))
    v.live(Touch(Press.CANCEL), see(s.Welcome), Pass(timedelta(seconds=40)), printed(v, 1))


def test_an_empty_roll_is_told_to_the_officer_and_the_slip_follows_the_new_one(visitor: Open) -> None:
    v = visitor(start=DAWN, care=ON)
    v.live(
        Cable("printer", "paper out"), TO_THE_HOUR, Eventually(lambda k: k.unready == ("printer", "paper"))
    )
    assert not slips(v)
    v.live(Cable("printer", "paper ok"), Pass(timedelta(minutes=2)), printed(v, 1))
    v.live(Eventually(lambda k: not k.unready))


def test_an_officer_can_have_it_printed_and_it_stands_in_the_trail(visitor: Open) -> None:
    v = visitor()
    v.live(Eventually(lambda k: k.issued is not None), Touch(Press.CORNER), Pin(PIN), see(s.OfficerDeciding))
    v.live(Touch(Press.ACT, "readiness-slip"), printed(v, 1), see(s.OfficerDeciding, writing=None))
    with v.engine.connect() as connection:
        kinds = [row[0] for row in connection.exec_driver_sql("select type from audit order by seq")]
    assert "readiness_slip" in kinds


UNWELL = {
    "a silent thermometer": ("door", "fault silent", "thermometer"),
    "noise on its line": ("door", "fault garbage", "thermometer"),
    "a room too hot": ("door", "ambient 46", "thermometer"),
    "its cable": ("door", "unplug", "thermometer"),
    "the printer's cover": ("printer", "cover open", "printer"),
    "the printer's cable": ("printer", "cable out", "printer"),
}


@pytest.mark.parametrize("what", UNWELL)
def test_whatever_is_not_ready_is_named_on_the_officers_page(visitor: Open, what: str) -> None:
    device, words, part = UNWELL[what]
    v = visitor()
    v.live(Cable(device, words), Pass(timedelta(minutes=11)))
    v.live(Eventually(lambda k: part in k.unready))


def test_a_scanner_of_badges_whose_cable_is_out_is_named_on_the_officers_page(visitor: Open) -> None:
    device = registry.device("sim://scanner?name=ready-badges")
    try:
        v = visitor(scanner=Scanner(types=False, port="sim://scanner?name=ready-badges"))
        device.command(["unplug"])
        v.live(Eventually(lambda _: v.house.scanner is not None and not v.house.scanner.listening))
        v.live(Pass(timedelta(minutes=11)), Eventually(lambda k: "scanner" in k.unready))
    finally:
        registry.forget("ready-badges")


def test_a_thermometer_that_may_not_measure_is_not_ready(visitor: Open, tmp_path: Path) -> None:
    from kiosk.settings.calibration import CalibrationSettings

    strict = LifePolicy(OverduePolicy.MANUAL_ONLY, OverduePolicy.MANUAL_ONLY)
    v = visitor(calibration=replace(CalibrationSettings(), life=strict))
    v.live(Pass(timedelta(minutes=11)), Eventually(lambda k: k.unready == ("calibration",)))


def test_a_look_at_everything_opens_no_port_again(visitor: Open) -> None:
    v = visitor()
    door = v.house.thermometer
    v.live(Pass(timedelta(minutes=11)), Eventually(_looked(v)))
    opened = door._thermometer.link.opened
    v.live(Pass(timedelta(minutes=11)), Eventually(lambda _: v.house.rounds.report is not None))
    assert door._thermometer.link.opened == opened


def _looked(v: Visitor) -> Callable[[Kiosk], bool]:
    return lambda _: v.house.rounds.report is not None
