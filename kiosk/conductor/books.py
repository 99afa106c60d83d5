"""What the ledger's thread does with the database: the rules' commands become calls of the store, its answers
events. Every method raises StoreError when the database cannot do its part."""

from __future__ import annotations

import base64
import logging
import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from kiosk.rules.acts import Act
from kiosk.rules.commands import (
    CheckPin,
    Count,
    CountDay,
    MarkPrinted,
    MarkUncertain,
    TakeNumber,
    WriteAct,
)
from kiosk.rules.events import (
    ActUnwritten,
    ActWritten,
    DayCounted,
    Event,
    NumberTaken,
    PinAccepted,
    PinRefused,
    QuotaFound,
    Remembered,
)
from kiosk.rules.policy import Check
from kiosk.rules.states import Officer, Ticket
from kiosk.store import acts, counts, staff, tickets
from kiosk.store.audit_codec import Actor

log = logging.getLogger("kiosk.store")

TOKEN_BYTES = 10
"""80 random bits, 16 characters of base32: upper case keeps the QR small and survives any scanner."""


class Books:
    """One kiosk's view of the database. ``now`` is aware; ``demo`` lets the demonstration's people sign in.

    Every visit has a key that no other visit of any kiosk has: the kiosk's name, this start, the serial.
    """

    def __init__(
        self,
        engine: Engine,
        kiosk: str,
        now: Callable[[], datetime],
        today: Callable[[], datetime],
        *,
        demo: bool,
    ) -> None:
        self.engine = engine
        self._kiosk = kiosk
        self._started = f"{kiosk}/{secrets.token_hex(4)}"
        self._now = now
        self._today = today
        self._demo = demo

    def visit_key(self, serial: int) -> str:
        return f"{self._started}/{serial}"

    def recover(self) -> Event:
        """Numbers that an earlier run took and never saw on paper are marked for the officer."""
        for found in tickets.unfinished(self.engine, self._today().date(), self._kiosk):
            log.warning("number %d was taken, and the kiosk stopped before it was printed", found.number)
            tickets.mark_uncertain(self.engine, found.visit_key)
        left = acts.standing(self.engine, self._kiosk)
        return Remembered(left.paused, left.manual)

    def take_number(self, command: TakeNumber) -> Event:
        taken = tickets.take_number(
            self.engine,
            day=command.day,
            quota=command.quota,
            reserve=command.reserve,
            priority=command.priority,
            service=command.service,
            visit_key=self.visit_key(command.serial),
            token=base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode(),
            at=self._now(),
            kiosk=self._kiosk,
        )
        match taken:
            case tickets.Taken(number=number, token=token, ahead=ahead):
                return NumberTaken(command.serial, Ticket(number, token, ahead))
            case tickets.QuotaGone():
                return QuotaFound(command.serial)

    def count_day(self, command: CountDay) -> Event:
        return DayCounted(command.day, tickets.day_view(self.engine, command.day).issued)

    def mark_printed(self, command: MarkPrinted) -> None:
        tickets.mark_printed(self.engine, self.visit_key(command.serial), self._now())

    def mark_uncertain(self, command: MarkUncertain) -> None:
        tickets.mark_uncertain(self.engine, self.visit_key(command.serial))

    def count(self, command: Count) -> None:
        counts.count(self.engine, command.day, command.tally.value)

    def check_pin(self, command: CheckPin) -> Event:
        found = staff.authenticate(self.engine, command.pin, self._now(), demo=self._demo, keypad=self._kiosk)
        match found:
            case staff.SignedIn(staff=who):
                return PinAccepted(command.attempt, Officer(who.id, who.name))
            case staff.LockedOut(until=until):
                return PinRefused(command.attempt, until)
            case staff.WrongPin():
                return PinRefused(command.attempt)

    def write_act(self, command: WriteAct) -> Event:
        actor = Actor(self._kiosk, command.staff_id)
        try:
            acts.write_act(self.engine, self._staff_act(command), at=self._now(), actor=actor)
        except LookupError as error:
            log.warning("%s", error)
            return ActUnwritten(command.attempt)
        return ActWritten(command.attempt)

    def _staff_act(self, command: WriteAct) -> acts.StaffAct:
        day, reason, number = command.day, command.reason, command.number or 0
        match command.act:
            case Act.WAIVE | Act.RECHECK | Act.BEYOND_QUOTA | Act.EMERGENCY:
                about = {
                    Act.RECHECK: Check.TEMPERATURE,
                    Act.BEYOND_QUOTA: Check.QUOTA,
                    Act.EMERGENCY: Check.HOURS,
                }.get(command.act, command.check)
                key = self.visit_key(command.serial or 0)
                return acts.Waiver(day, key, about.value if about else "", reason or command.act.value)
            case Act.PRIORITY:
                return acts.Priority(day)
            case Act.END_VISIT:
                return acts.Ending(day)
            case Act.VOID:
                return acts.Voiding(day, number, reason)
            case Act.REPRINT:
                return acts.Copying(day, number, command.copy)
            case Act.PAUSE:
                return acts.Pausing(reason)
            case Act.REOPEN:
                return acts.Pausing("")
            case Act.MANUAL | Act.INSTRUMENT:
                return acts.ByHand(command.act is Act.MANUAL)
            case Act.CONFIRM_CLOCK:
                return acts.ClockSaidRight()
            case Act.CLOSING_SLIP:
                return acts.ClosingSlip(day)

    def close(self) -> None:
        self.engine.dispose()
