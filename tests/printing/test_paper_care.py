"""The officer hears in time that paper nears its end; what mends itself is waited for, what an order mends gets it."""

from __future__ import annotations

import logging

import pytest

from drivers.printers.outcome import Capability
from drivers.printers.status import Cause, Paper, Status
from kiosk.conductor.paper_care import PaperCare
from kiosk.conductor.printer import printer_of
from kiosk.rules.commands import CheckPaper
from kiosk.rules.events import PaperChecked, PaperLow, PrinterSeen, PrintingFailed, TicketPrinted
from kiosk.rules.states import Trouble
from tests.printing.papers import CLOSED, FULL, SHIPPED, command
from tests.printing.still import Desk

FINE = Status(online=True, paper=Paper.OK, cover_open=False, cause=None)
NEAR = Status(online=True, paper=Paper.NEAR_END, cover_open=False, cause=None)
OUT = Status(online=False, paper=Paper.OUT, cover_open=False, cause=Cause.PAPER_OUT)
OPEN = Status(online=False, paper=Paper.OK, cover_open=True, cause=Cause.COVER_OPEN)
OPEN_NEAR = Status(online=False, paper=Paper.NEAR_END, cover_open=True, cause=Cause.COVER_OPEN)


def low(*statuses: Status, roll: float = 80.0, near_end: float = 1.5) -> PaperCare:
    care = PaperCare(roll, near_end)
    for status in statuses:
        care.seen(status)
    return care


@pytest.mark.parametrize(
    ("statuses", "left"),
    [
        ([FINE], None),
        ([FINE, NEAR], 10),
        ([NEAR], 10),
        ([NEAR, OPEN_NEAR, NEAR], 10),
        ([NEAR, FINE], None),
        ([NEAR, FINE, NEAR], 10),
        ([NEAR, OUT], 0),
        ([NEAR, OUT, FINE], None),
        ([OUT, NEAR], 10),
        ([NEAR, OPEN, FINE], None),
        ([], None),
    ],
)
def test_the_sensor_says_that_the_end_is_near(statuses, left):
    assert low(*statuses).tickets_left == left


def test_every_ticket_since_brings_the_end_nearer():
    care = low(FINE, NEAR)
    told = []
    for _ in range(12):
        care.used(150.0)
        care.seen(NEAR)
        told.append(care.tickets_left)
    assert told == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]  # the last two: more was left than the measure said


def test_longer_tickets_leave_fewer():
    care = low(NEAR)
    care.used(300.0)
    assert care.tickets_left == 4


def test_a_printer_without_a_sensor_is_counted_from_the_new_roll_on():
    care = low(OUT, FINE, roll=3.0)
    told = []
    for _ in range(20):
        care.used(150.0)
        told.append(care.tickets_left)
    assert told[:9] == [None] * 9
    assert told[9:] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


def test_a_restart_does_not_forget_how_little_was_left(tmp_path):
    file = tmp_path / "paper.json"
    care = PaperCare(80.0, 1.5, file)
    care.seen(NEAR)
    for _ in range(7):
        care.used(150.0)
    again = PaperCare(80.0, 1.5, file)
    again.seen(NEAR)
    assert again.tickets_left == care.tickets_left == 3


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"left_mm": "x", "near": 1}', "\x00"])
def test_a_spoilt_memory_is_worth_as_much_as_none(tmp_path, kept):
    (tmp_path / "paper.json").write_text(kept)
    care = PaperCare(80.0, 1.5, tmp_path / "paper.json")
    care.seen(NEAR)
    assert care.tickets_left == 10


def test_a_memory_that_cannot_be_written_is_said_once(tmp_path, caplog):
    care = PaperCare(80.0, 1.5, tmp_path / "missing" / "paper.json")
    care.seen(NEAR)
    care.used(150.0)
    assert care.tickets_left == 9
    assert sum("cannot be kept" in record.message for record in caplog.records) == 1


# --- at the desk ------------------------------------------------------------------------------------------------


def test_tickets_left_are_told_when_they_change_until_there_is_plenty_again():
    desk = Desk("paper near", care=PaperCare(80.0, 1.5))
    desk.desk.look()
    assert desk.heard() == [PaperLow(10)]
    desk.desk.look()
    assert desk.heard() == []
    desk.desk.print_ticket(command())
    low, printed = desk.heard()
    assert (type(low), printed) == (PaperLow, TicketPrinted(1))
    assert 6 <= low.tickets_left <= 9  # the measured ticket is longer than the usual one
    desk.say("cover open")
    desk.desk.look()
    desk.say("cover closed", "paper ok")
    desk.desk.look()
    assert desk.heard()[-2:] == [PaperLow(None), PrinterSeen(None)]


def test_the_estimate_meets_the_virtual_printers_own_roll():
    desk = Desk("roll 1500", "paper near", care=PaperCare(80.0, 1.5))
    desk.desk.look()
    left = count = 0
    while True:
        desk.desk.print_ticket(command())
        told = desk.heard()
        if PrintingFailed(1, Trouble.PAPER_OUT) in told:
            break
        count += 1
        left = next((each.tickets_left for each in told if isinstance(each, PaperLow)), left)
    assert left == 0
    assert count >= 6


@pytest.mark.parametrize(("seconds", "trouble"), [(4, None), (9.5, None), (60, Trouble.PRINTER_FAULT)])
def test_a_head_that_is_too_hot_is_waited_for_before_a_number_is_spent(seconds, trouble):
    desk = Desk("head hot", f"in {seconds} head ok")
    desk.desk.check_paper(CheckPaper(7))
    assert desk.heard()[-1] == PaperChecked(7, trouble)
    assert desk.time.now - 1000 < 13


def test_a_hot_head_is_nobodys_business_while_nothing_is_printed():
    desk = Desk("head hot")
    desk.desk.look()
    assert desk.heard() == []


@pytest.mark.parametrize("mended_after", [0, 3])
def test_a_cutter_jam_is_left_behind_by_order_as_soon_as_it_is_mended(mended_after):
    desk = Desk("cutter jam")
    desk.desk.print_ticket(command())
    assert desk.heard() == [PrinterSeen(Trouble.PRINTER_FAULT), PrintingFailed(1, Trouble.PRINTER_FAULT)]
    for _ in range(mended_after):
        desk.desk.look()
        desk.time.wait(5.0)
    assert desk.heard() == []
    desk.say("cutter ok")
    for _ in range(3):
        desk.time.wait(5.0)
        desk.desk.look()
    assert desk.heard() == [PrinterSeen(None)]
    desk.desk.print_ticket(command(copy=1))
    assert desk.heard() == [TicketPrinted(1)]


def test_the_order_that_moves_the_cutter_is_not_given_at_every_look():
    desk = Desk("cutter jam")
    desk.desk.print_ticket(command())
    sent: list[bytes] = []
    desk.printer._link._trace = lambda way, data: sent.append(data) if way == "tx" else None
    for _ in range(40):
        desk.desk.look()
        desk.time.wait(1.0)
    assert 4 <= sent.count(b"\x10\x05\x02") <= 5


def test_a_found_ability_is_said_with_what_to_write(caplog):
    caplog.set_level(logging.INFO)
    desk = Desk("capability fence", capability=None)
    desk.desk.look()
    desk.desk.look()
    said = [record.getMessage() for record in caplog.records if "vouch" in record.getMessage()]
    assert len(said) == 1
    assert "write capability = fence in the section [printer] of kiosk.ini" in said[0]


def test_a_silent_printer_is_told_apart_from_one_that_cannot_speak(caplog):
    desk = Desk("capability write-only", capability=None)
    desk.desk.look()
    assert desk.heard() == [PrinterSeen(Trouble.PRINTER_SILENT)]
    assert "capability = write-only" in caplog.text


def test_one_silence_is_asked_again_and_told_to_nobody():
    desk = Desk()
    desk.desk.look()
    desk.say("silent on", "in 0.2 silent off")
    desk.desk.look()
    assert desk.heard() == []
    desk.say("silent on")
    desk.desk.look()
    assert desk.heard() == [PrinterSeen(Trouble.PRINTER_SILENT)]


def test_the_ability_in_kiosk_ini_is_believed_and_not_asked_for():
    from dataclasses import replace

    port = replace(SHIPPED.printer, capability="fence", acknowledge=8.0)
    printer = printer_of(port)
    assert printer.capability is Capability.FENCE
    assert printer._patience.acknowledge == 8.0
    assert printer_of(SHIPPED.printer).capability is None


@pytest.mark.parametrize("slip", [CLOSED, FULL])
def test_slips_come_out_and_change_no_visit(slip):
    desk = Desk()
    desk.desk.print_slip(slip)
    assert desk.heard() == []
    assert len(desk.device.tickets) == 1
