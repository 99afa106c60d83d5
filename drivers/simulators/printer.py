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
from pathlib import Path

from drivers.errors import UnknownModel
from drivers.printers.profiles import Profile, profile
from drivers.printers.tokens import Token
from drivers.simulators import registry
from drivers.simulators.paper import Edge, Strip
from drivers.simulators.printer_buffer import ReceiveBuffer
from drivers.simulators.printer_head import Head
from drivers.simulators.printer_state import State
from drivers.simulators.printer_tickets import PrintedTicket
from drivers.simulators.printer_voice import Voice

_SECONDS = re.compile(r"\d+(\.\d+)?")
_HEALTHY_WORDS = ("cover", "cutter", "head", "error", "button", "waiting", "silent", "blocked", "garbage")


class VirtualPrinter:
    """A Device. All methods may be called from any thread."""

    def __init__(self, profile: Profile, *, out: Path | None = None, picture: str = "png") -> None:
        self.present = True
        self.profile = profile
        self._out = out
        self._picture = picture
        self._state = State()
        self._voice = Voice(self._state)
        self._head = Head(profile)
        self._buffer = ReceiveBuffer()
        self._printed = bytearray()  # bytes obeyed since the last piece of paper
        self._tickets: list[PrintedTicket] = []
        self._schedule: list[tuple[int, list[str]]] = []
        self._alarms: list[tuple[float, list[str]]] = []
        self._received = 0
        self._busy_until = 0.0
        self._behind = False  # whether paper still moves for commands that came earlier
        self._now = 0.0
        self._ticked = False
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
            return self._voice.heard(now)

    def reset(self, now: float) -> None:
        """The port was opened: what was said before is lost; the printer itself does not notice."""
        with self._lock:
            self._tick(now)
            self._voice.hang_up()

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
                self._command(["paper", "ok"])
                for word in _HEALTHY_WORDS:
                    self._state.set(word, getattr(State(), word))
                self._state.jammed = False
                self._schedule.clear()
                self._alarms.clear()
                self.present = True
            case ["after", count, *later] if later and count.isdecimal():
                self._rehearse(later)
                self._schedule.append((self._received + int(count), later))
                self._schedule.sort(key=lambda each: each[0])
            case ["in", seconds, *later] if later and _SECONDS.fullmatch(seconds):
                self._rehearse(later)
                self._alarms.append((self._now + float(seconds), later))
                self._alarms.sort(key=lambda each: each[0])
            case ["paper", "ok"]:
                if self._state.paper == "out":
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

    def _rehearse(self, words: list[str]) -> None:
        """Nonsense is refused when it is said, not when it is due."""
        VirtualPrinter(self.profile)._command(words)

    def _power_on(self) -> None:
        self._drop_buffers()
        self._state.jammed = False
        self._voice.power_on()

    def _drop_buffers(self) -> None:
        self._buffer.clear()
        self._head.clear()
        self._busy_until = 0.0

    @property
    def _occupied(self) -> int:
        return self._buffer.occupied(standing=self._state.halted)

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
            for sequence in self._buffer.take(data, int(self._state.buffer), standing=self._state.halted):
                self._settle()
                self._real_time(sequence)
        self._settle()
        while self._schedule and self._schedule[0][0] <= self._received:
            _, words = self._schedule.pop(0)
            self._command(words)
            self._settle()

    def _real_time(self, sequence: bytes) -> None:
        match sequence[1]:
            case 0x04 if self._state.status == "ok":
                self._voice.say(
                    bytes([self._state.real_time(sequence[2], printing=self._printing)]), self._now
                )
            case 0x05:
                self._state.jammed = self._state.jammed and self._state.cutter == "jam"
                if self._state.error == "recoverable":
                    self._state.error = "none"
                if sequence[2] == 2:
                    self._drop_buffers()
            case 0x14 if self._state.clear == "ok":
                self._drop_buffers()
                self._voice.say(b"7%\x00", self._now)
            case _:
                pass

    @property
    def _printing(self) -> bool:
        return bool(self._buffer) or self._head.gathering or self._buffer.unfinished

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
        while self._buffer and not self._state.halted and self._busy_until <= self._now:
            token = self._buffer.pop()
            if not self._obey(token):
                self._buffer.put_back(token)
                break
        self._behind = bool(self._buffer) and not self._state.halted
        self._voice.report(self._now, printing=self._printing)

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
            self._voice.job_begins(self._now)
        if effect.automatic is not None:
            self._voice.automatic(effect.automatic)
        if effect.reply:
            self._voice.acknowledge(effect.reply, self._now)
        if effect.cut:
            self._take_off("cut")
        return True

    def _take_off(self, end: Edge) -> None:
        """The paper so far leaves the printer."""
        strip = self._head.take_strip()
        if strip.blank:
            return
        ticket = PrintedTicket(bytes(self._printed), strip, self.profile, end)
        self._printed.clear()
        self._tickets.append(ticket)
        if self._out is not None:
            ticket.save(self._out, self._picture)


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
