"""What a printer can vouch for, found out and believed no further."""

from __future__ import annotations

import pytest

from drivers.errors import NoAnswer
from drivers.printers.compose import compose
from drivers.printers.outcome import Capability, Printed, Refused, Uncertain
from drivers.printers.status import Cause, Paper
from tests.drivers.printer_world import (
    PRINTED,
    PROFILE,
    TICKET,
    WHOLE,
    say,
    setting,
    told,
)


@pytest.mark.parametrize("capability", [Capability.PROCESS_ID, Capability.FENCE, Capability.STATUS_ONLY])
def test_capability_is_found_once_and_remembered(capability):
    device, printer = setting(f"capability {capability.value}", None)
    assert printer.probe() is printer.capability is capability
    assert told(printer.print(TICKET, job="a")) == (Printed, capability)
    assert [ticket.text for ticket in device.tickets] == [WHOLE]


def test_a_printer_that_prints_process_ids_is_not_asked_again():
    device, printer = setting("process-id text", None)
    assert printer.probe() is Capability.FENCE
    assert told(printer.print(TICKET, job="a")) == (Printed, Capability.FENCE)
    assert [ticket.text for ticket in device.tickets] == [WHOLE]


def test_silence_is_not_taken_for_a_write_only_printer():
    device, printer = setting("capability write-only", None)
    assert printer.probe() is Capability.WRITE_ONLY
    assert printer.capability is None
    assert printer.print(TICKET, job="a") == Refused(Cause.SILENT)
    assert device.tickets == []


def test_a_printer_declared_write_only_is_sent_to_without_questions():
    device, printer = setting("capability write-only", Capability.WRITE_ONLY)
    assert printer.print(TICKET, job="a") == Printed(Capability.WRITE_ONLY, None)
    assert [ticket.text for ticket in device.tickets] == [WHOLE]
    ticket = compose(TICKET, PROFILE, job="", capability=Capability.WRITE_ONLY)
    assert (
        device.tickets[0].data.lstrip(b"\0") == ticket
    )  # what another program may have begun is ended first
    assert printer.status().ready
    say(device, "cable out")
    assert printer.print(TICKET, job="b") == Refused(Cause.LOST)


def test_a_write_only_printer_is_not_fed_into_an_unfinished_picture():
    device, printer = setting("capability write-only", Capability.WRITE_ONLY)
    assert isinstance(printer.print(TICKET, job="a"), Printed)
    say(device, "after 700 cable out")
    assert printer.print(TICKET, job="a") == Uncertain(Cause.LOST, cleared=False)
    say(device, "cable in")
    assert printer.print(TICKET, job="a") == Printed(Capability.WRITE_ONLY, None)
    assert device.tickets[-1].text.endswith(WHOLE)


def test_nothing_is_concluded_from_a_printer_without_paper():
    device, printer = setting("paper out", None)
    with pytest.raises(NoAnswer, match="paper out"):
        printer.probe()
    assert printer.print(TICKET, job="a") == Refused(Cause.PAPER_OUT)
    say(device, "paper ok")
    assert told(printer.print(TICKET, job="a")) == PRINTED


@pytest.mark.parametrize(
    ("capability", "cause"),
    [(Capability.FENCE, Cause.PAPER_OUT), (Capability.STATUS_ONLY, Cause.PAPER_OUT)],
)
def test_weaker_printers_still_tell_of_a_job_that_stopped(capability, cause):
    device, printer = setting(f"capability {capability.value}", capability)
    assert told(printer.print(TICKET, job="a")) == (Printed, capability)
    say(device, "after 700 paper out")
    assert printer.print(TICKET, job="b") == Uncertain(cause, cleared=False)


def test_the_status_after_a_ticket_is_handed_on():
    _, printer = setting("paper near")
    outcome = printer.print(TICKET, job="a")
    assert isinstance(outcome, Printed)
    assert outcome.status is not None
    assert outcome.status.paper is Paper.NEAR_END
