"""A virtual ESC/POS printer: ``sim://printer?profile=escpos-80&out=DIR&paper=near&...``.

Bytes in, bytes and paper out, with every fault of facts/printing.md. Words of control and parameters of the
URL are the same: ``paper out`` is ``paper=out``; printer_state lists them. Only as parameters: ``profile NAME``,
``out DIR`` (pictures of the tickets). Besides: ``after N WORDS`` (they count once N more bytes have arrived) and
``in S WORDS`` (after S seconds of a present printer), as parameters several joined by ``;``; ``cable out|in`` (also
``unplug``, ``plug``), ``power cycle``, ``tear``, ``tickets``, ``state``, ``heal``.

A job stopped by an empty roll prints itself when the roll is changed, unless its buffers were cleared.
"""

from __future__ import annotations

import re
import threading
from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from drivers.errors import UnknownModel
from drivers.printers.profiles import Profile, profile
from drivers.printers.tokens import CLEAR_BUFFERS, Token, Tokenizer
from drivers.simulators import registry
from drivers.simulators.paper import Edge, Strip, draw
from drivers.simulators.printer_head import Head
from drivers.simulators.printer_state import State

if TYPE_CHECKING:
    from PIL import Image

_REAL_TIME = re.compile(
    rb"\x10(?:\x04[\x01-\x04]|\x05[\x01\x02]|" + re.escape(CLEAR_BUFFERS[1:]) + b")", re.DOTALL
)
_SECONDS = re.compile(r"\d+(\.\d+)?")
_HEALTHY_WORDS = (
    "paper",
    "cover",
    "cutter",
    "head",
    "error",
    "button",
    "waiting",
    "silent",
    "blocked",
    "garbage",
)


@dataclass(frozen=True)
class PrintedTicket:
    """One piece of paper: what was printed on it, the commands that did it, and how it came off."""

    data: bytes
    strip: Strip
    profile: Profile
    end: Edge

    @cached_property
    def image(self) -> Image.Image:
        """The piece as a picture, one element a dot."""
        return draw(self.strip, self.profile, bottom=self.end)

    @property
    def text(self) -> str:
        """The lines of text on it."""
        lines = (getattr(mark, "runs", None) for mark in self.strip.marks)
        return "\n".join("".join(run.text for run in runs) for runs in lines if runs)


@dataclass
class _Wire:
    """What waits to be heard by the host: (time, bytes)."""

    waiting: deque[tuple[float, bytes]] = field(default_factory=deque)
    kept: list[bytes] = field(default_factory=list)
    """Acknowledgements held back for the next job (``stale on``)."""


class VirtualPrinter:
    """A Device. All methods may be called from any thread."""

    def __init__(self, profile: Profile, *, out: Path | None = None) -> None:
        self.present = True
        self.profile = profile
        self._out = out
        self._state = State()
        self._head = Head(profile)
        self._tokenizer = Tokenizer()
        self._queue: deque[Token] = deque()
        self._queued = 0  # bytes in _queue
        self._printed = bytearray()  # bytes obeyed since the last piece of paper
        self._tickets: list[PrintedTicket] = []
        self._recent = b""  # tail in which a real-time command may have begun
        self._schedule: list[tuple[int, list[str]]] = []
        self._alarms: list[tuple[float, list[str]]] = []
        self._received = 0
        self._wire = _Wire()
        self._busy_until = 0.0
        self._behind = False  # whether paper still moves for commands that came earlier
        self._now = 0.0
        self._ticked = False
        self._automatic = 0
        self._reported = b""
        self._random = Random(4)
        self._lock = threading.RLock()

    @property
    def tickets(self) -> list[PrintedTicket]:
        """The pieces of paper that have come out, oldest first."""
        with self._lock:
            return list(self._tickets)

    @property
    def received(self) -> int:
        """Bytes taken from the host since the beginning."""
        return self._received

    def unfinished(self) -> Strip:
        """What is on the paper since the last cut."""
        with self._lock:
            return Strip(list(self._head.strip.marks), self._head.strip.height)

    def receive(self, data: bytes, now: float) -> int:
        """Bytes from the host; fewer are taken when the buffer is full and the flow is controlled."""
        with self._lock:
            self._tick(now)
            at = 0
            while at < len(data) and self.present:
                if self._state.blocked == "on":
                    break
                piece = data[at : at + self._room(data[at:])]
                if not piece:
                    break
                self._take(piece)
                at += len(piece)
            return at

    def transmit(self, now: float) -> bytes:
        with self._lock:
            self._tick(now)
            out = b""
            waiting = self._wire.waiting
            while waiting and waiting[0][0] <= now:
                due, data = waiting.popleft()
                if self._state.split == "on" and len(data) > 1:
                    waiting.appendleft((due, data[1:]))
                    return out + data[:1]
                out += data
                if self._state.split == "on":
                    break
            return out

    def reset(self, now: float) -> None:
        """The port was opened: what was said before is lost; the printer itself does not notice."""
        with self._lock:
            self._tick(now)
            self._wire.waiting.clear()

    def command(self, words: list[str]) -> str:
        with self._lock:
            reply = self._command(words)
            self._settle()
            return reply

    def _command(self, words: list[str]) -> str:
        match words:
            case ["tickets"]:
                return str(len(self._tickets))
            case ["state"]:
                return f"{self._state.describe() or 'healthy'} buffer={self._occupied} tickets={len(self._tickets)}"
            case ["cable", "in" | "out" as where]:
                self.present = where == "in"
            case ["plug" | "unplug" as deed]:
                self.present = deed == "plug"
            case ["power", "cycle"]:
                self._power_on()
            case ["tear"]:
                self._take_off("torn")
            case ["heal"]:
                for word in _HEALTHY_WORDS:
                    self._state.set(word, getattr(State(), word))
                self._state.jammed = False
                self._schedule.clear()
                self._alarms.clear()
                self.present = True
            case ["after", count, *later] if later and count.isdecimal():
                self._schedule.append((self._received + int(count), later))
                self._schedule.sort(key=lambda each: each[0])
            case ["in", seconds, *later] if later and _SECONDS.fullmatch(seconds):
                self._alarms.append((self._now + float(seconds), later))
                self._alarms.sort(key=lambda each: each[0])
            case ["paper", "ok"] if self._state.paper == "out":
                self._take_off("torn")  # the old roll's end falls out of the printer
                self._state.paper, self._state.roll = "ok", State().roll
            case ["power", value]:
                was = self._state.power
                self._state.set("power", value)
                if was == "off" and value == "on":
                    self._power_on()
            case [word, value]:
                self._state.set(word, value)
            case _:
                raise ValueError(
                    f"{' '.join(words)!r}: a word and its value, such as 'paper out' or 'after 200 cable out'"
                )
        return "ok"

    def _power_on(self) -> None:
        self._drop_buffers()
        self._automatic = 0
        self._state.jammed = False
        self._wire = _Wire()

    def _drop_buffers(self) -> None:
        self._queue.clear()
        self._queued = 0
        self._tokenizer.reset()
        self._recent = b""
        self._head.clear()
        self._busy_until = 0.0

    @property
    def _occupied(self) -> int:
        # A picture is printed while it arrives, so it fills the buffer only when the head stands still.
        waits = bool(self._queue) or self._state.halted
        return self._queued + (self._tokenizer.pending if waits else 0)

    def _room(self, data: bytes) -> int:
        """How many of the waiting bytes can be taken in one piece."""
        size = len(data)
        if self._schedule:
            size = min(size, max(1, self._schedule[0][0] - self._received))
        if self._state.flow == "on" and self._state.power == "on":
            size = min(size, max(0, int(self._state.buffer) - self._occupied))
        return size

    def _take(self, data: bytes) -> None:
        """Bytes that have arrived; those beyond a full buffer are lost, except for real-time commands."""
        self._received += len(data)
        if self._state.power == "on":
            self._scan(data)
        self._settle()
        while self._schedule and self._schedule[0][0] <= self._received:
            _, words = self._schedule.pop(0)
            self._command(words)
            self._settle()

    def _scan(self, data: bytes) -> None:
        """Feeds the buffer, and obeys real-time commands at their last byte, wherever they stand."""
        before, stream = len(self._recent), self._recent + data
        fed = before
        for found in _REAL_TIME.finditer(stream):
            self._store(stream[fed : found.end()])
            fed = max(fed, found.end())
            self._recent = b""
            self._settle()
            self._real_time(found[0])
        self._store(stream[fed:])
        self._recent = stream[fed if fed > before else 0 :][-(len(CLEAR_BUFFERS) - 1) :]

    def _store(self, data: bytes) -> None:
        room = max(0, int(self._state.buffer) - self._occupied)
        for token in self._tokenizer.feed(data[:room]):
            if not token.name.startswith("DLE"):
                self._queue.append(token)
                self._queued += len(token.raw)

    def _real_time(self, sequence: bytes) -> None:
        match sequence[1]:
            case 0x04 if self._state.status == "ok":
                self._say(bytes([self._state.real_time(sequence[2], printing=self._printing)]))
            case 0x05:
                self._state.jammed = self._state.jammed and self._state.cutter == "jam"
                if self._state.error == "recoverable":
                    self._state.error = "none"
                if sequence[2] == 2:
                    self._drop_buffers()
            case 0x14 if self._state.clear == "ok":
                self._drop_buffers()
                self._say(b"7%\x00")
            case _:
                pass

    @property
    def _printing(self) -> bool:
        return bool(self._queue) or self._head.gathering or self._tokenizer.pending > 0

    def _tick(self, now: float) -> None:
        if not self._ticked:  # the clock of the first caller is the one that counts
            self._ticked = True
            self._alarms = [(now + seconds, words) for seconds, words in self._alarms]
        while self._alarms and self._alarms[0][0] <= now:
            at, words = self._alarms.pop(0)
            self._now = max(self._now, at)
            self._command(words)
            self._settle()
        self._now = max(self._now, now)
        self._settle()

    def _settle(self) -> None:
        """Obeys what waits, as far as time, paper and faults allow, and reports a change."""
        if not self._behind:
            self._busy_until = max(self._busy_until, self._now)
        while self._queue and not self._state.halted and self._busy_until <= self._now:
            token = self._queue.popleft()
            if not self._obey(token):
                self._queue.appendleft(token)
                break
            self._queued -= len(token.raw)
        self._behind = bool(self._queue) and not self._state.halted
        self._report()

    def _obey(self, token: Token) -> bool:
        state, head = self._state, self._head
        if token.name in ("GS V", "ESC i", "ESC m") and state.cutter == "jam":
            state.jammed = True
            return False
        self._printed += token.raw
        head.process_id, head.fence, head.near_end = state.process_id, state.fence, state.near_end
        height = head.strip.height
        effect = head.obey(token)
        moved = (head.strip.height - height) / self.profile.dpi * 25.4
        if state.speed:
            self._busy_until += moved / state.speed
        state.roll -= moved
        if state.roll <= 0:
            state.roll, state.paper = 0.0, "out"
        if effect.reset:
            self._release_kept()
        if effect.automatic is not None:
            self._automatic = effect.automatic
            self._reported = b""
        if effect.reply:
            self._acknowledge(effect.reply)
        if effect.cut:
            self._take_off("cut")
        return True

    def _acknowledge(self, reply: bytes) -> None:
        if self._state.stale == "on" and reply.startswith(b'7"'):
            self._wire.kept.append(reply)
        else:
            self._say(reply)

    def _release_kept(self) -> None:
        """The acknowledgements of the job before, when the next one begins."""
        kept, self._wire.kept = self._wire.kept, []
        for reply in kept:
            self._say(reply)

    def _report(self) -> None:
        """Sends an automatic status frame when it is switched on and something changed."""
        if not self._automatic or self._state.status != "ok":
            return
        frame = self._state.automatic(printing=self._printing)
        if frame != self._reported:
            self._reported = frame
            self._say(frame)

    def _say(self, data: bytes) -> None:
        if self._state.silent == "on" or self._state.power == "off":
            return
        if self._state.garbage == "instead":
            data = bytes(self._random.choice(b"\x80\x95\xc0\xd1\xff\x90\xa7") for _ in data)
        elif self._state.garbage == "before":
            data = self._random.randbytes(3).translate(None, bytes(range(0x80))) + data
        if self._state.chatter == "on":
            frame = self._state.automatic(printing=self._printing)
            data = frame[:2] + b"\x13" + frame[2:3] + b"\x11" + frame[3:] + data
        self._wire.waiting.append((self._now + self._state.late, data))

    def _take_off(self, end: Edge) -> None:
        """The paper so far leaves the printer."""
        strip = self._head.take_strip()
        if strip.blank:
            return
        ticket = PrintedTicket(bytes(self._printed), strip, self.profile, end)
        self._printed.clear()
        self._tickets.append(ticket)
        if self._out is not None:
            save(ticket, self._out)


def save(ticket: PrintedTicket, folder: Path) -> Path:
    """Writes ``ticket-001.png`` and so on, never over an older one; complete as soon as it has its name."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"ticket-{number:03d}.png").exists():
        number += 1
    unfinished = path.with_suffix(".part")
    ticket.image.save(unfinished, "PNG", dpi=(ticket.profile.dpi, ticket.profile.dpi))
    unfinished.rename(path)
    return path


def render(data: bytes, profile: Profile) -> list[PrintedTicket]:
    """What a healthy printer makes of the bytes; the last piece may be uncut."""
    printer = VirtualPrinter(profile)
    printer.receive(data, 0.0)
    if not printer.unfinished().blank:
        printer.command(["tear"])
    return printer.tickets


def printer(params: dict[str, str]) -> VirtualPrinter:
    """A printer from parameters; ValueError names a wrong one."""
    rest = dict(params)
    out = rest.pop("out", None)
    try:
        row = profile(rest.pop("profile", "escpos-80"))
    except UnknownModel as error:
        raise ValueError(str(error)) from error
    made = VirtualPrinter(row, out=Path(out) if out else None)
    for word in ("after", "in"):
        for words in rest.pop(word, "").split(";"):
            if words.strip():
                made.command([word, *words.split()])
    for word, value in rest.items():
        made.command([word, *value.split()])
    return made


registry.register("printer", printer)
