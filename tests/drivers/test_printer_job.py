"""The job hand-shake against the virtual printer, through the real link."""

from __future__ import annotations

import os
import pty
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from drivers.printers.outcome import Outcome, Refused, Uncertain
from drivers.printers.printer import Printer
from drivers.printers.status import Cause
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.serve import serve_pty, serve_tcp
from tests.drivers.printer_world import (
    CALM,
    MUTE,
    PRINTED,
    PROFILE,
    QUICK,
    TICKET,
    WHOLE,
    driver,
    say,
    setting,
    told,
)

# The bytes before the ticket are 38; the ticket has about 1590, so byte 700 lies inside its QR code.
FAULTS = [
    ("", PRINTED, 1),
    ("drawer high", PRINTED, 1),
    ("paper near", PRINTED, 1),
    ("paper out", (Refused, Cause.PAPER_OUT), 0),
    ("after 700 paper out", (Uncertain, Cause.PAPER_OUT), 0),
    ("roll 60", (Uncertain, Cause.PAPER_OUT), 0),
    ("cover open", (Refused, Cause.COVER_OPEN), 0),
    ("after 700 cover open", (Uncertain, Cause.COVER_OPEN), 0),
    ("after 700 in 0.03 cover closed;after 700 cover open", PRINTED, 1),
    ("cutter jam", (Uncertain, Cause.CUTTER), 0),
    ("error unrecoverable", (Refused, Cause.UNRECOVERABLE), 0),
    ("after 700 error unrecoverable", (Uncertain, Cause.UNRECOVERABLE), 0),
    ("error recoverable", (Refused, Cause.RECOVERABLE), 0),
    ("after 700 error recoverable", (Uncertain, Cause.RECOVERABLE), 0),
    ("head hot", (Refused, Cause.HOT), 0),
    ("after 700 head hot", (Uncertain, Cause.HOT), 0),
    ("after 700 in 0.1 head ok;after 700 head hot", PRINTED, 1),
    ("button held", (Refused, Cause.FEED_BUTTON), 0),
    ("waiting on", (Refused, Cause.WAITING), 0),
    ("silent on", (Refused, Cause.SILENT), 0),
    ("after 700 silent on", (Uncertain, Cause.SILENT), 1),
    ("power off", (Refused, Cause.SILENT), 0),
    ("after 700 power off", (Uncertain, Cause.SILENT), 0),
    ("blocked on", (Refused, Cause.BLOCKED), 0),
    ("after 700 blocked on", (Uncertain, Cause.BLOCKED), 0),
    ("cable out", (Refused, Cause.LOST), 0),
    ("after 2 cable out", (Refused, Cause.LOST), 0),
    ("after 700 cable out", (Uncertain, Cause.LOST), 0),
    ("late 0.05", PRINTED, 1),
    ("late 0.3", (Refused, Cause.SILENT), 0),
    ("split on", PRINTED, 1),
    ("chatter on", PRINTED, 1),
    ("chatter on;split on;late 0.01", PRINTED, 1),
    ("garbage before", PRINTED, 1),
    ("garbage instead", (Refused, Cause.GARBAGE), 0),
    ("after 700 garbage instead", (Uncertain, Cause.GARBAGE), 1),
    ("stale on", (Uncertain, Cause.SILENT), 1),
    ("process-id ignored", (Uncertain, Cause.SILENT), 1),
    ("process-id text", (Uncertain, Cause.SILENT), 1),
    ("speed 40;buffer 512;flow none", (Uncertain, Cause.SILENT), 0),
    ("speed 400;buffer 512", PRINTED, 1),
]
# On a real descriptor the kernel takes what the printer does not.
NOT_ON_A_PTY = (
    "cable out", "after 2 cable out",  # nothing to open
    "late 0.3", "process-id ignored", "process-id text", "after 700 error recoverable",  # no other on this wire
)  # fmt: skip
ON_A_PTY = {"blocked on": (Refused, Cause.SILENT), "after 700 blocked on": (Uncertain, Cause.SILENT)}


@pytest.mark.parametrize(("words", "outcome", "papers"), FAULTS)
def test_every_fault_ends_in_the_truth(words, outcome, papers):
    device, printer = setting(words, patience=QUICK if outcome[1] in MUTE else CALM)
    assert told(printer.print(TICKET, job="24-17")) == outcome
    assert len(device.tickets) == papers
    if outcome[0] is not Uncertain:
        assert [ticket.text for ticket in device.tickets] == [WHOLE] * papers
    if outcome[0] is Refused:
        assert device.unfinished().blank


@pytest.mark.parametrize(
    ("words", "outcome", "papers"),
    [each for each in FAULTS if each[0] not in NOT_ON_A_PTY],
)
def test_every_fault_ends_the_same_on_a_pty(words, outcome, papers):
    device = VirtualPrinter(PROFILE)
    say(device, words)
    with serve_pty(device) as path:
        printer = driver(path, patience=QUICK if outcome[1] in MUTE else CALM)
        found = printer.print(TICKET, job="24-17")
        printer.close()
    assert told(found) == ON_A_PTY.get(words, outcome)
    assert len(device.tickets) == papers


def test_a_ticket_over_tcp():
    device = VirtualPrinter(PROFILE)
    with serve_tcp(device) as port:
        printer = driver(f"socket://127.0.0.1:{port}", None, CALM)
        assert told(printer.print(TICKET, job="a")) == PRINTED
        say(device, "after 700 cable out")
        assert told(printer.print(TICKET, job="b")) == (Uncertain, Cause.LOST)
        say(device, "cable in")
        assert told(_again(printer)) == PRINTED
        printer.close()
    assert device.tickets[-1].text.endswith(WHOLE)


def _again(printer: Printer, job: str = "again") -> Outcome:
    """Tries until the port is back; a refusal costs nothing."""
    for _ in range(200):
        outcome = printer.print(TICKET, job=job)
        if outcome != Refused(Cause.LOST):
            return outcome
        threading.Event().wait(0.01)
    raise AssertionError("the port did not come back")


def test_a_port_that_comes_back_elsewhere_is_found_under_its_link(tmp_path):
    device = VirtualPrinter(PROFILE)
    with serve_pty(device, tmp_path / "printer") as path:
        printer = driver(path, patience=CALM)
        assert told(printer.print(TICKET, job="a")) == PRINTED
        before = (tmp_path / "printer").resolve()
        say(device, "cable out")
        assert _until(lambda: not (tmp_path / "printer").is_symlink())
        assert told(printer.print(TICKET, job="b"))[0] is Refused
        with _terminal_taken():
            say(device, "cable in")
            assert told(_again(printer)) == PRINTED
            assert (tmp_path / "printer").resolve() != before
        printer.close()
    assert [ticket.text for ticket in device.tickets] == [WHOLE] * 2


@contextmanager
def _terminal_taken() -> Iterator[None]:
    """Another terminal takes a free number, so that the printer's cannot be the same by chance."""
    ends = pty.openpty()
    try:
        yield
    finally:
        for end in ends:
            os.close(end)


def _until(condition) -> bool:
    waiter = threading.Event()
    return any(condition() or waiter.wait(0.01) for _ in range(300))
