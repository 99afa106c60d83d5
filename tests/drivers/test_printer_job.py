"""The job hand-shake against the virtual printer, through the real link."""

from __future__ import annotations

import itertools
import os
import pty
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from drivers.errors import DriverError, NoAnswer
from drivers.link import Link
from drivers.printers.blocks import Cut, Text
from drivers.printers.compose import compose
from drivers.printers.opening import open_printer
from drivers.printers.outcome import Capability, Outcome, Printed, Refused, Uncertain
from drivers.printers.printer import Patience, Printer
from drivers.printers.profiles import profile
from drivers.printers.sample import sample_ticket
from drivers.printers.status import Cause, Paper
from drivers.simulators import registry
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.printer_render import render
from drivers.simulators.serve import serve_pty, serve_tcp

# Where silence is the point nothing is lost by waiting briefly; where an answer comes a busy machine gets its time.
QUICK = Patience(
    reply=0.15, send=0.2, acknowledge=0.2, grace=0.08, watch=0.01, clear=0.06, probe=0.1, cool=0.1
)
CALM = Patience(reply=2.0, send=2.0, acknowledge=5.0, grace=0.08, watch=0.05, clear=2.0, probe=2.0)
MUTE = (Cause.SILENT, Cause.BLOCKED, Cause.GARBAGE, Cause.HOT)
TICKET = sample_ticket()
PROFILE = profile("escpos-80")
(WHOLE,) = (ticket.text for ticket in render(compose(TICKET, PROFILE, job="x"), PROFILE))
_serial = itertools.count()


def setting(
    words: str = "", capability: Capability | None = Capability.PROCESS_ID, patience: Patience = QUICK
) -> tuple[VirtualPrinter, Printer]:
    """A fresh virtual printer with these words said to it (joined by ``;``), and the driver on it."""
    url = f"sim://printer?name=job-{next(_serial)}"
    device = registry.device(url)
    assert isinstance(device, VirtualPrinter)
    say(device, words)
    return device, driver(url, capability, patience)


def say(device: VirtualPrinter, words: str) -> None:
    for line in filter(None, words.split(";")):
        device.command(line.split())


def driver(
    port: str, capability: Capability | None = Capability.PROCESS_ID, patience: Patience = QUICK
) -> Printer:
    link = Link(port, line="115200/8n1", backoff=(0.0, 0.0))
    return Printer(PROFILE, link, capability=capability, patience=patience)


def told(outcome: Outcome) -> tuple[type, object]:
    match outcome:
        case Printed(by, _):
            return Printed, by
        case Refused(cause) | Uncertain(cause, _):
            return type(outcome), cause
    raise AssertionError(outcome)


PRINTED = (Printed, Capability.PROCESS_ID)
# The bytes before the ticket are 22; the ticket has about 1590, so byte 700 lies inside its QR code.
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


# --- what a printer can vouch for ---------------------------------------------------------------------------


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


# --- ghosts, stale words, interrupted jobs -------------------------------------------------------------------


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
