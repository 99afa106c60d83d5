"""What an interrupted job leaves behind: ghosts, stale words, hot heads and jams."""

from __future__ import annotations

import pytest

from drivers.errors import DriverError
from drivers.printers.blocks import Cut, Text
from drivers.printers.compose import compose
from drivers.printers.opening import open_printer
from drivers.printers.outcome import Capability, Printed, Refused, Uncertain
from drivers.printers.printer import Patience
from drivers.printers.status import Cause
from tests.drivers.printer_world import (
    PRINTED,
    PROFILE,
    TICKET,
    WHOLE,
    driver,
    say,
    setting,
    told,
)


def test_a_job_stopped_by_an_empty_roll_does_not_haunt_the_next_roll_once_cleared():
    device, printer = setting("after 300 paper out")
    assert printer.print(TICKET, job="a") == Uncertain(Cause.PAPER_OUT, cleared=True)
    say(device, "paper ok")
    assert told(printer.print(TICKET, job="a")) == PRINTED
    torn, reprint = device.tickets
    assert torn.end == "torn"
    assert torn.text != WHOLE
    assert reprint.text == WHOLE


def test_without_clearing_the_ghost_prints_and_the_next_ticket_is_still_whole():
    device, printer = setting("capability fence", Capability.FENCE)
    say(device, "after 4000 paper out")  # behind the filling that a first job sends ahead
    outcomes = [printer.print(TICKET, job="a"), printer.print(TICKET, job="b")]
    assert outcomes[1] == Refused(Cause.PAPER_OUT) or isinstance(outcomes[1], Uncertain)
    before = len(device.tickets)
    say(device, "paper ok")
    ghost = device.tickets[before:]
    assert [ticket.end for ticket in ghost][-1:] == ["cut"]
    assert told(printer.print(TICKET, job="c")) == (Printed, Capability.FENCE)
    assert device.tickets[-1].text == WHOLE


def test_a_lost_connection_is_cleared_before_anyone_can_change_the_roll():
    device, printer = setting("after 700 paper out;after 710 cable out")
    assert printer.print(TICKET, job="a") == Uncertain(Cause.LOST, cleared=False)
    say(device, "cable in")
    assert printer.status().cause is Cause.PAPER_OUT
    say(device, "paper ok")
    assert [ticket.end for ticket in device.tickets] == ["torn"]
    assert told(printer.print(TICKET, job="a")) == PRINTED


def test_words_about_an_earlier_job_do_not_vouch_for_this_one():
    device, printer = setting("stale on")
    for _ in range(3):  # from the second on, the words about the one before arrive
        assert printer.print(TICKET, job="same") == Uncertain(Cause.SILENT, cleared=True)
    say(device, "stale off")
    assert told(printer.print(TICKET, job="same")) == PRINTED


def test_a_late_answer_to_a_fence_does_not_vouch_for_the_next_job():
    device, printer = setting("capability fence", Capability.FENCE)
    assert told(printer.print(TICKET, job="a")) == (Printed, Capability.FENCE)
    say(device, "after 700 head hot")
    assert printer.print(TICKET, job="b") == Uncertain(Cause.HOT, cleared=False)
    say(device, "head ok")  # b prints now, and its fence is answered
    assert device.tickets[-1].text == WHOLE
    say(device, "after 4000 silent on")
    assert printer.print(TICKET, job="c") == Uncertain(Cause.SILENT, cleared=False)


def test_a_process_killed_before_the_acknowledgement_prints_its_copy_afresh():
    device, first = setting()
    data = compose(TICKET, PROFILE, job="17")
    first._link.write(data, float("inf"))  # and dies here: nobody reads the words about it
    second = driver(first._link.port)
    assert told(second.print((Text("SALINAN"), *TICKET), job="17")) == PRINTED
    assert [ticket.text for ticket in device.tickets] == [WHOLE, WHOLE.replace("DINAS", "SALINAN\nDINAS", 1)]


def test_a_process_killed_in_the_middle_of_a_picture_leaves_a_usable_printer():
    for able in ("process-id", "fence", "status-only"):
        device, first = setting(f"capability {able}")
        first._link.write(compose(TICKET, PROFILE, job="17")[:700], float("inf"))
        second = driver(first._link.port, None)
        assert told(second.print(TICKET, job="17")) == (Printed, Capability(able))
        assert device.tickets[-1].text.endswith(WHOLE)


@pytest.mark.parametrize("able", [Capability.PROCESS_ID, Capability.FENCE, Capability.STATUS_ONLY])
@pytest.mark.parametrize("words", ["in 0.4 head ok;head hot", "after 900 in 0.4 head ok;after 900 head hot"])
def test_a_head_that_is_too_hot_is_waited_for(able, words):
    short = Patience(reply=0.1, send=1.0, acknowledge=0.3, grace=0.05, watch=0.1, clear=0.05, cool=2.0)
    device, printer = setting(f"capability {able.value}", able, short)
    assert told(printer.print(TICKET, job="a")) == (Printed, able)
    say(device, words)
    assert told(printer.print(TICKET, job="b")) == (Printed, able)
    assert [ticket.text for ticket in device.tickets] == [WHOLE] * 2


def test_a_jam_is_mended_by_hand_and_recovered_by_order():
    device, printer = setting("cutter jam")
    assert printer.print(TICKET, job="a") == Uncertain(Cause.CUTTER, cleared=True)
    assert printer.print(TICKET, job="a") == Refused(Cause.CUTTER)
    say(device, "cutter ok")
    assert printer.recover().ready
    assert told(printer.print(TICKET, job="a")) == PRINTED


STEP = {Capability.PROCESS_ID: 29, Capability.FENCE: 83, Capability.STATUS_ONLY: 131}


def _job_length(able: Capability) -> int:
    return len(compose(TICKET, PROFILE, job="x", capability=able))


@pytest.mark.parametrize("able", [Capability.PROCESS_ID, Capability.FENCE, Capability.STATUS_ONLY])
def test_a_connection_reset_after_any_byte_leaves_one_story(able):
    """After n bytes of the conversation the cable is pulled; afterwards the same ticket is printed again."""
    device, printer = setting(f"capability {able.value}", able)
    assert isinstance(printer.print(TICKET, job="first"), Printed)
    for n in range(0, _job_length(able) + 60, STEP[able]):
        first = len(device.tickets)
        say(device, f"after {n} cable out")
        outcome = printer.print(TICKET, job="24-17")
        say(device, "heal")
        came = [ticket.text for ticket in device.tickets[first:]]
        match outcome:
            case Printed():
                assert came == [WHOLE], n
            case Refused(cause):
                assert (cause, came) == (Cause.LOST, []), n
                assert device.unfinished().blank, n
            case Uncertain(cause, _):
                assert cause is Cause.LOST, n
                assert came in ([], [WHOLE]), n
        assert told(printer.print(TICKET, job="24-17")) == (Printed, able), n
        assert device.tickets[-1].text.endswith(WHOLE), n


def test_printing_never_raises_for_the_printers_sake():
    for words in ("garbage instead;split on", "cable out", "blocked on", "silent on;late 1"):
        _, printer = setting(words, None)
        assert isinstance(printer.print((Text("x"), Cut()), job="a"), Refused)
        with pytest.raises(DriverError):
            printer.status()
        assert printer.clear() is False


def test_open_printer_needs_no_printer_to_exist():
    printer = open_printer("escpos-58", "/dev/does-not-exist", line="9600/8n1")
    assert printer.print((Text("x"),), job="a") == Refused(Cause.LOST)
