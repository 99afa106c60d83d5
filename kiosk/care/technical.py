"""What drivers say, in the languages of the screen: from an English sentence to the name of ours.

Drivers know nothing of the kiosk and report in English, which is what stands in the log and what can be looked up. On
the technician's pages the same is said by the catalogue. Each kind of sentence has a row here; a test reads the
drivers' source and finds a row for every sentence that they can raise.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

INNER = ("why", "what")
"""Values that are sentences themselves, and are said by the catalogue where it can."""
SEVERAL = ", "
"""Between things that a printer says at once."""


class Says(Protocol):
    """``say("heard.no_answer")``."""

    def __call__(self, name: str, /, **values: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Told:
    """The name of a sentence, and what is filled in."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


_ERRNO = {
    errno.ENOENT: "heard.no_device",
    errno.ENXIO: "heard.no_device",
    errno.ENODEV: "heard.no_device",
    errno.EACCES: "heard.denied",
    errno.EPERM: "heard.denied",
    errno.EBUSY: "heard.busy",
    errno.EAGAIN: "heard.busy",
    errno.EIO: "heard.gone",
    errno.ECONNREFUSED: "heard.refused",
    errno.ETIMEDOUT: "heard.unreachable",
    errno.EHOSTUNREACH: "heard.unreachable",
    errno.ENETUNREACH: "heard.unreachable",
    errno.EPIPE: "heard.gone",
    errno.ECONNRESET: "heard.gone",
}
"""What the machine says by number, as pyserial and sockets pass it on in brackets."""

_ROWS = (
    # ------ the line
    (r"next attempt in (?P<seconds>[\d.]+) s \((?P<why>.*)\)", "heard.next"),
    (r"cannot be opened \((?P<why>.*)\)", "heard.cannot_open"),
    (r"lost while .+? \((?P<why>.*)\)", "heard.lost"),
    (r"closed while .*", "heard.closed"),
    (r".*readiness to read but returned no data.*|the other end hung up|the printer is gone", "heard.gone"),
    (r".*(exclusively lock|[Rr]esource busy).*", "heard.busy"),
    (r".*(Name or service not known|[Nn]ame resolution|nodename nor servname).*", "heard.no_host"),
    (r".*timed out.*", "heard.unreachable"),
    (r"no such printer on the USB bus", "heard.no_printer"),
    (r"(?P<n>\d+) printers answer to this: .*", "heard.many_printers"),
    (r"the Python package (?P<name>\S+) is not installed", "heard.no_package"),
    (r"took (?P<sent>\d+) of (?P<all>\d+) bytes before the deadline", "heard.blocked"),
    # ------ the print queue
    (r"the spooler does not answer \(.*\)", "heard.spooler_silent"),
    (r"the spooler does not take the job", "heard.spooler_blocked"),
    (r"no such queue|.*[Ii]nvalid destination name.*", "heard.no_queue"),
    (r"printer \S+ disabled.*|\S+ not accepting.*", "heard.queue_shut"),
    (r"not accepted: (?P<said>.*)", "heard.not_accepted"),
    (r"there is no command (?P<name>\S+); on Debian: .*", "heard.no_command"),
    # ------ answers
    (r"no answer to (?P<question>.+)", "heard.no_answer_to"),
    (r"neither the printer nor its port tells its status", "heard.no_status"),
    (r"cannot be probed: (?P<what>.*)", "heard.not_probed"),
    (r"an earlier job is not finished", "heard.job_open"),
    (r"answers came that nobody asked for; .*", "heard.unasked"),
    (r"not asked yet", "care.not_asked"),
    (r"more status replies than questions", "heard.too_many"),
    (r"unreadable answer( (?P<bytes>.*))?", "heard.unreadable"),
    (r"not four DLE EOT replies: (?P<bytes>.*)|not a status frame: .*", "heard.unreadable"),
    (r".* sent no reading in time", "heard.no_reading"),
    (r"no answer|silent|.* (did not answer|has not answered yet)", "heard.no_answer"),
    (r".*the time ended before the next question", "heard.no_answer"),
    (r".* told two different settings in a row", "heard.settings_differ"),
    (
        r".* did not tell its settings|[^:]+: \w+: (exception|answer|status) .*|its own settings cannot be read back",
        "heard.settings_untold",
    ),
    # ------ bytes of a thermometer
    (r"bytes that belong to no frame", "heard.stray"),
    (r"unfinished frame|cut off: the next frame begins inside|one byte, a value has two", "heard.unfinished"),
    (r"(checksum|CRC) (?P<got>[0-9A-F ]+), computed (?P<computed>[0-9A-F ]+)", "heard.checksum"),
    (r"(checksum|CRC-32) does not match", "heard.checksum_differs"),
    (r"position .* is outside .*|.* tenths cannot be", "heard.impossible"),
    (r"two answers in a row differ: (?P<one>\S+ °C).* and (?P<other>\S+ °C).*", "heard.differ"),
    (r"stands alone between others: (?P<value>\S+ °C).*", "heard.alone"),
    (r"the module reports no reading|status (?P<code>[0-9A-F]+): .*", "heard.no_value"),
    (r"the line does not match the pattern|no (line|answer) of the form .*", "heard.pattern"),
    (r"a line in °(?P<unit>.+), no reading", "heard.unit"),
    (r"the line is no JSON", "heard.no_json"),
    (r"no number under (?P<key>.+)", "heard.no_number"),
    (r"not a number", "heard.not_a_number"),
    (r"a line longer than (?P<n>\d+) bytes|the end of an overlong line", "heard.overlong"),
    (r"the line has no end", "heard.no_end"),
    (r"bytes that are no text", "heard.no_text"),
    (r"item .*, undocumented|.*, no reading|answer to .*, no temperature", "heard.no_reading_inside"),
    (r"the device answers (?P<bytes>.*)", "heard.answers"),
    (r"ambient .* °C, no object", "heard.ambient_only"),
    (r"the sensor acknowledges a command", "heard.acknowledged"),
    (r"the sensor refuses a command", "heard.command_refused"),
    (r"more came than one answer", "heard.too_many"),
    (r"exception (?P<code>\d+): .*", "heard.exception"),
    (r"the master's question, no answer", "heard.question"),
    (r"answer of (address )?(?P<got>.+), asked was (?P<asked>.+)", "heard.address"),
    (r"object (?P<value>\S+) °C is a fault value", "heard.fault_value"),
    (r"(object|ambient) is .*|.* is no temperature", "heard.not_a_number"),
    (r"object (?P<value>\S+) °C is outside (?P<low>\S+) to (?P<high>\S+) °C", "heard.outside"),
    (r"ambient (?P<value>\S+) °C is outside (?P<low>\S+) to (?P<high>\S+) °C", "heard.room_outside"),
    (r"emissivity", "heard.emissivity"),
    (r"offset", "heard.offset"),
    # ------ what keeps a printer from printing, and its bytes
    (r"paper out|paper end", "heard.paper_out"),
    (r"paper near end", "heard.paper_near"),
    (r"cover open", "care.why_cover"),
    (r"stopped: paper end", "heard.stopped"),
    (r"cutter|cutter error", "heard.cutter"),
    (r"head too hot", "heard.hot"),
    (r"recoverable error", "heard.recoverable"),
    (r"unrecoverable( error)?", "heard.unrecoverable"),
    (r"feed button held", "heard.feed"),
    (r"waiting for recovery", "heard.waiting"),
    (r"offline", "heard.offline"),
    (r"error", "heard.error"),
    (r"takes no bytes", "heard.takes_none"),
    (r"connection lost", "heard.gone"),
    (r"well", "heard.well"),
    (r"process id: printed to here", "heard.printed_to_here"),
    (r"buffers cleared", "heard.cleared"),
    (r"reports by itself", "heard.reports"),
    (r"(?P<command>ESC @) initialise", "heard.does_initialise"),
    (r"(?P<command>GS a): report by itself", "heard.does_report"),
    (r"(?P<command>GS r 1): paper sensor", "heard.does_sensor"),
    (r"(?P<command>DLE DC4 8): clear the buffers", "heard.does_clear"),
    (r"(?P<command>GS \( H): process id", "heard.does_number"),
    (r"(?P<command>GS \( k): QR code", "heard.does_code"),
    (r"(?P<command>GS V): cut", "heard.does_cut"),
    (r"(?P<n>\d+) bytes", "heard.bytes"),
    (r"(?P<n>\d+) bytes, (?P<what>.*) …", "heard.bytes_of"),
    # ------ how far a printer vouches for a ticket
    (r"process-id", "heard.vouches_number"),
    (r"fence", "heard.vouches_fence"),
    (r"status-only", "heard.vouches_status"),
    (r"port-status", "heard.vouches_port"),
    (r"write-only", "heard.vouches_nothing"),
    # ------ the clock
    (r"never_set", "heard.clock_never_set"),
    (r"behind", "heard.clock_behind"),
    (r"ahead", "heard.clock_ahead"),
    (r"unconfirmed", "care.why_clock_confirm"),
    # ------ the database, by kiosk.store.errors.Cause
    (r"(away|busy)(: .*)?", "heard.store_away"),
    (r"full(: .*)?", "heard.store_full"),
    (r"damaged(: .*)?", "heard.store_damaged"),
    (r"rules(: .*)?", "heard.store_rules"),
    (r"(denied|untrusted)(: .*)?", "heard.store_refused"),
    (r"read_only(: .*)?", "heard.store_read_only"),
    (r"version(: .*)?", "heard.store_version"),
    (r"twice(: .*)?", "heard.store_twice"),
    (r"address(: .*)?", "heard.store_address"),
    (r"invariant(: .*)?", "heard.store_invariant"),
    (r"fault(: .*)?", "heard.store_fault"),
    # ------ the calibration
    (r"its next calibration is due in (?P<n>\d+) days", "care.why_due"),
    (r"its calibration is (?P<n>\d+) days overdue", "bench.overdue"),
    (r"no correction applies to it: .*", "bench.never"),
    (r"the correction belongs to another instrument", "heard.other_instrument"),
    (r"its own settings are not those .*", "heard.other_settings"),
    (r"it was calibrated for another distance", "heard.other_distance"),
    (r"it was calibrated with another decoding of its bytes", "heard.other_decoding"),
    (r"two quick checks in a row have failed", "heard.quick_failed"),
    (r"the clock stands before its calibration", "heard.clock_behind"),
)
"""A pattern for the whole of what is said, without the port before it, and the sentence. The first that fits counts."""

_FIGURES = re.compile(r"-?\d+(\.\d+)? °C(, -?\d+(\.\d+)? °C)?")
_PORT = re.compile(r"[^\s(]*/[^\s(]*: ")
_NUMBER = re.compile(r"\[Errno (-?\d+)\]")


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compiled when the first technician comes: nobody else needs them."""
    return tuple((re.compile(pattern, re.DOTALL), name) for pattern, name in _ROWS)


def names() -> Iterator[str]:
    """Every sentence that something is said by."""
    yield from dict.fromkeys([*(name for _, name in _ROWS), *_ERRNO.values()])


def bare(said: str) -> str:
    """Without the name of the port before it, which stands beside it."""
    found = _PORT.match(said)
    return said[found.end() :] if found else said


def told(said: str) -> Told | None:
    """What the catalogue calls ``said``; None for what only the driver, or the machine, has words for."""
    said = bare(said)
    for pattern, name in _rows():
        if found := pattern.fullmatch(said):
            return Told(name, {key: value or "" for key, value in found.groupdict().items()})
    if found := _NUMBER.search(said):
        name = _ERRNO.get(int(found[1]), "")
        return Told(name) if name else None
    return None


def in_words(said: str, say: Says, decimal: str = ",") -> str:
    """``said`` in the words of ``say``; as it is where there are none. Figures get the language's ``decimal`` sign."""
    if _FIGURES.fullmatch(said):
        return said.replace(".", decimal)
    found = told(said)
    if found is None:
        parts = said.split(SEVERAL)
        if len(parts) > 1 and all(told(part) for part in parts):
            return SEVERAL.join(in_words(part, say, decimal) for part in parts)
        return bare(said)
    values = {
        key: in_words(value, say, decimal) if key in INNER else _figure(value, decimal)
        for key, value in found.values.items()
    }
    return say(found.name, **values).strip()


def _figure(value: str, decimal: str) -> str:
    """A figure of a device, which writes a point, as people here write it."""
    return re.sub(r"(?<=\d)\.(?=\d)", decimal, value)
