"""What the virtual printer says, and how badly it can be heard."""

from __future__ import annotations

from collections import deque
from random import Random

from drivers.simulators.printer_state import State

_NOISE = b"\x80\x95\xc0\xd1\xff\x90\xa7"  # no byte of it can begin a reply


class Voice:
    """Replies on their way to the host. ``state`` is the printer's, looked at whenever it speaks."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._waiting: deque[tuple[float, bytes]] = deque()  # (when it is on the wire, bytes)
        self._kept: list[bytes] = []
        self._reporting = False
        self._reported = b""
        self._random = Random(4)

    def power_on(self) -> None:
        """Nothing is kept, and nothing is reported until it is asked for."""
        self._waiting.clear()
        self._kept.clear()
        self.automatic(0)

    def hang_up(self) -> None:
        """The host is another one now: what was under way is lost."""
        self._waiting.clear()

    def automatic(self, kinds: int) -> None:
        """Switch automatic frames; switched on, the state now is reported at once."""
        self._reporting = bool(kinds)
        self._reported = b""

    def report(self, now: float, *, printing: bool) -> None:
        """Send an automatic frame when that is switched on and something changed."""
        if self._reporting and self._state.status == "ok":
            frame = self._state.automatic(printing=printing)
            if frame != self._reported:
                self._reported = frame
                self.say(frame, now)

    def acknowledge(self, reply: bytes, now: float) -> None:
        """An answer to a buffered question; with ``stale on`` process IDs are kept for the next job."""
        if self._state.stale == "on" and reply.startswith(b'7"'):
            self._kept.append(reply)
        else:
            self.say(reply, now)

    def job_begins(self, now: float) -> None:
        """Lets go of what was kept from the job before."""
        kept, self._kept = self._kept, []
        for reply in kept:
            self.say(reply, now)

    def say(self, data: bytes, now: float) -> None:
        state = self._state
        if state.silent == "on" or state.power == "off":
            return
        if state.garbage == "instead":
            data = bytes(self._random.choice(_NOISE) for _ in data)
        elif state.garbage == "before":
            data = bytes(self._random.choice(_NOISE) for _ in range(3)) + data
        if state.chatter == "on":
            frame = state.automatic(printing=False)
            data = frame[:2] + b"\x13" + frame[2:3] + b"\x11" + frame[3:] + data
        self._waiting.append((now + state.late, data))

    def heard(self, now: float) -> bytes:
        """What has reached the host by now; with ``split on`` a single byte each time."""
        out = b""
        while self._waiting and self._waiting[0][0] <= now:
            due, data = self._waiting.popleft()
            if self._state.split == "on":
                if data[1:]:
                    self._waiting.appendleft((due, data[1:]))
                return data[:1]
            out += data
        return out
