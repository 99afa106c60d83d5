"""A serial scanner: somebody shows it a code, and it sends the code's text and a carriage return."""

from __future__ import annotations

import threading

from drivers.simulators.registry import register

BAUD = 9600
COMMANDS = "show TEXT, unplug, plug"


class SimulatedScanner:
    """``command(["show", text])`` holds a code before it. It hears nothing: what a host sends it is lost."""

    def __init__(self) -> None:
        self.present = True
        self.baud = BAUD
        self._sent = bytearray()
        self._lock = threading.Lock()

    def receive(self, data: bytes, now: float) -> int:
        return len(data)

    def transmit(self, now: float) -> bytes:
        with self._lock:
            sent, self._sent = bytes(self._sent), bytearray()
        return sent

    def command(self, words: list[str]) -> str:
        match words:
            case ["show", *text] if text:
                with self._lock:
                    self._sent += " ".join(text).encode("ascii") + b"\r"
                return "shown"
            case ["unplug"]:
                self.present = False
                return "the cable is out"
            case ["plug"]:
                self.present = True
                return "the cable is in"
        raise ValueError(f"a scanner can: {COMMANDS}")

    def reset(self, now: float) -> None:
        with self._lock:
            self._sent.clear()


def _make(params: dict[str, str]) -> SimulatedScanner:
    if params:
        raise ValueError(f"a scanner has no {', '.join(sorted(params))}; only name=")
    return SimulatedScanner()


register("scanner", _make)
