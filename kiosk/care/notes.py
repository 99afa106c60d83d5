"""Since when each device is as it is, and what was last wrong with it: listened from the events of the house."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.rules.care import Device, Note
from kiosk.rules.events import ClockSeen, DayCounted, Event, PrinterSeen, StoreFailed, ThermometerSeen


class Notes:
    """``now`` is aware, in the office's zone. From any thread."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        began = now()
        self._notes = {device: Note(device, "", began) for device in Device}

    def hear(self, event: Event) -> bool:
        """Any event; True when it changed what is known of a device."""
        before = self._notes
        match event:
            case ThermometerSeen(trouble=trouble):
                self._note(Device.THERMOMETER, trouble or "")
            case PrinterSeen(trouble=trouble):
                self._note(Device.PRINTER, "" if trouble is None else trouble.name)
            case StoreFailed(cause=cause):
                self._note(Device.DATABASE, cause)
            case DayCounted():
                self._note(Device.DATABASE, "")
            case ClockSeen(doubt=doubt):
                self._note(Device.CLOCK, "" if doubt is None else doubt.value)
        return self._notes is not before

    def all(self) -> tuple[Note, ...]:
        """In the order of :class:`Device`."""
        with self._lock:
            return tuple(self._notes.values())

    def of(self, device: Device) -> Note:
        with self._lock:
            return self._notes[device]

    def _note(self, device: Device, trouble: str) -> None:
        with self._lock:
            before, now = self._notes[device], self._now()
            note = before if bool(trouble) == bool(before.trouble) else replace(before, since=now)
            if trouble and trouble != before.trouble:
                note = replace(note, last_error=trouble, last_at=now)
            note = replace(note, trouble=trouble)
            if note != before:
                self._notes = self._notes | {device: note}
