"""Whole conversations, byte for byte: what is said, what is answered, and nothing more."""

from __future__ import annotations

import itertools

import pytest

from drivers.link import Link
from drivers.printers.blocks import Cut, Text
from drivers.printers.compose import acknowledge, compose, process_ids
from drivers.printers.outcome import Capability, Printed, Refused, Uncertain
from drivers.printers.printer import Patience, Printer
from drivers.printers.profiles import profile
from drivers.printers.status import Cause
from drivers.printers.tokens import CLEAR_BUFFERS
from drivers.simulators import registry

PROFILE = profile("escpos-80")
BLOCKS = (Text("Nomor 17"), Cut())
PATIENCE = Patience(reply=0.3, send=0.5, acknowledge=0.3, grace=0.0, watch=0.0, clear=0.05, probe=0.05)
ASK = [bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4)]
FINE = [(ask, b"\x12") for ask in ASK]
END_HEAD = (bytes(8), b"")
CLEAR = (bytes(8) + CLEAR_BUFFERS, b"7%\x00")
FIRST = [END_HEAD, *FINE, CLEAR]  # a driver that has just started makes sure that nothing is left


class Script:
    """A device that expects exactly these bytes and gives these answers; anything else is kept as wrong."""

    def __init__(self, lines: list[tuple[bytes, bytes]]) -> None:
        self.present = True
        self.lines = lines
        self.wrong = b""
        self._heard = b""
        self._answer = b""

    def receive(self, data: bytes, now: float) -> int:
        self._heard += data
        while self._heard:
            expected, answer = self.lines[0] if self.lines else (b"", b"")
            if not expected or not (expected.startswith(self._heard) or self._heard.startswith(expected)):
                self.wrong += self._heard
                self._heard = b""
            elif self._heard.startswith(expected):
                self._heard = self._heard[len(expected) :]
                self._answer += answer
                self.lines.pop(0)
            else:
                break
        return len(data)

    def transmit(self, now: float) -> bytes:
        answer, self._answer = self._answer, b""
        return answer

    def command(self, words: list[str]) -> str:
        raise ValueError(f"a script takes no words: {words}")

    def reset(self, now: float) -> None:
        self._heard = b""


_serial = itertools.count()


def run(
    lines: list[tuple[bytes, bytes]], capability: Capability | None = Capability.PROCESS_ID, attempt: int = 1
):
    """Prints one ticket over the script; the outcome, once every line was spoken and no other."""
    script = Script(lines)
    registry.register(name := f"script-{next(_serial)}", lambda params: script)
    printer = Printer(PROFILE, Link(f"sim://{name}"), capability=capability, patience=PATIENCE)
    printer._attempt = attempt - 1
    outcome = printer.print(BLOCKS, job="17")
    assert (script.lines, script.wrong) == ([], b"")
    return outcome


def job(attempt: int = 1, capability: Capability = Capability.PROCESS_ID) -> bytes:
    return compose(BLOCKS, PROFILE, job=f"17#{attempt}", capability=capability)


def marks(name: str) -> tuple[bytes, bytes]:
    paper, cut = process_ids(name)
    return b'7"' + paper + b"\x00", b'7"' + cut + b"\x00"


PAPER, CUT = marks("17#1")
STALE = b"".join(marks("17#0"))
STATUS = b"\x10\x00\x00\x00"


def test_the_bytes_of_a_small_ticket():
    paper, cut = process_ids("17#1")
    assert job() == (
        b"\x1b@\x1bt\x00\x1db\x01\x1da\x0e"  # reset, PC437, smoothing, automatic status
        b"\x1ba\x01Nomor 17\n"
        b"\x1d(H\x06\x0000" + paper + b"\x1dVB\x00\x1d(H\x06\x0000" + cut
    )


@pytest.mark.parametrize(
    "answer",
    [
        STATUS + PAPER + CUT,
        PAPER + STATUS + CUT,
        b"\x11" + PAPER[:3] + b"\x13\x11" + PAPER[3:] + STATUS[:2] + b"\x13" + STATUS[2:] + CUT,
        STALE + PAPER + STALE + CUT,
        b"\xff\xfe" + PAPER + b"\xff" + CUT,
        CUT + PAPER,
    ],
)
def test_a_ticket_is_printed_when_both_of_its_marks_came(answer):
    assert isinstance(run([*FIRST, (job(), answer), *FINE]), Printed)


@pytest.mark.parametrize("answer", [b"", STATUS, PAPER, CUT, STALE, PAPER[:-1], PAPER + CUT[:-2]])
def test_a_ticket_is_uncertain_while_a_mark_is_missing(answer):
    assert run([*FIRST, (job(), answer), *FINE, CLEAR]) == Uncertain(Cause.SILENT, cleared=True)


def test_a_reported_fault_ends_the_waiting_and_is_named():
    out = [(ask, bytes([reply])) for ask, reply in zip(ASK, b"\x1a\x32\x12\x7e", strict=True)]
    answer = STATUS + b"\x18\x00\x0f\x00"
    assert run([*FIRST, (job(), answer), *out, CLEAR]) == Uncertain(Cause.PAPER_OUT, cleared=True)


def test_the_fault_a_printer_told_of_is_kept_when_it_says_no_more():
    lines = [*FIRST, (job(), b"\x18\x08\x00\x00"), *FINE, (CLEAR[0], b"")]
    assert run(lines) == Uncertain(Cause.CUTTER, cleared=False)


def test_a_printer_that_is_not_ready_is_sent_nothing_of_the_ticket():
    cover = [(ask, bytes([reply])) for ask, reply in zip(ASK, b"\x1a\x16\x12\x12", strict=True)]
    assert run([END_HEAD, *cover, CLEAR]) == Refused(Cause.COVER_OPEN)


def test_a_reply_too_many_is_not_taken_for_the_next_one():
    late = [(ASK[0], b"\x1a\x12"), *FINE[1:]]  # the first two replies arrive together: one is from before
    out = [(ask, bytes([reply])) for ask, reply in zip(ASK, b"\x1a\x32\x12\x7e", strict=True)]
    assert run([END_HEAD, *late, *out, CLEAR]) == Refused(Cause.PAPER_OUT)


def test_the_ability_is_asked_for_once():
    mark, _ = process_ids("probe#1")
    probe = [*FIRST, *FINE, (acknowledge(mark), b'7"' + mark + b"\x00"), (b"\x1b@", b"")]
    paper, cut = marks("17#2")
    # print asks first, then the probe asks again for itself
    assert isinstance(run([*probe, (job(2), paper + cut), *FINE], None), Printed)


def test_a_fence_counts_only_when_the_line_was_clean():
    fence = [END_HEAD, *FINE, (CLEAR[0], b""), (bytes(2560), b""), (b"\x1dr\x01", b"\x00")]
    sent = job(1, Capability.FENCE)
    assert isinstance(run([*fence, (sent, b"\x00"), *FINE], Capability.FENCE), Printed)
    assert run([*fence, (sent, b"\xff\x00"), *FINE], Capability.FENCE) == Uncertain(Cause.GARBAGE)
