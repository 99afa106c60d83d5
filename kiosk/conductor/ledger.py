"""The thread that owns the database: numbers, counts, PINs and the officer's word."""

from __future__ import annotations

import base64
import logging
import secrets
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Engine

from kiosk.conductor.worker import Worker
from kiosk.rules.commands import (
    CheckPin,
    Count,
    CountDay,
    MarkPrinted,
    MarkUncertain,
    TakeNumber,
    WriteOverride,
)
from kiosk.rules.events import (
    DayCounted,
    Event,
    NumberTaken,
    NumberUnknown,
    OverrideUnwritten,
    OverrideWritten,
    PinAccepted,
    PinRefused,
    PinUnchecked,
    QuotaFound,
    StoreFailed,
)
from kiosk.rules.states import Officer, Ticket
from kiosk.store import counts, overrides, staff, tickets
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.store")

TOKEN_BYTES = 10
"""80 random bits, 16 characters of base32: upper case keeps the QR small and survives any scanner."""


class Ledger:
    """``open_store`` is called on the ledger's own thread, late and again after a failure. ``now`` is aware.

    Every visit has a key that no other visit of any kiosk has: the kiosk's name, this start, the serial.
    """

    def __init__(
        self,
        open_store: Callable[[], Engine],
        kiosk: str,
        now: Callable[[], datetime],
        tell: Callable[[Event], None],
        crash: Callable[[BaseException], None],
        *,
        demo: bool = False,
    ) -> None:
        self._open_store = open_store
        self._engine: Engine | None = None
        self._kiosk = kiosk
        self._started = f"{kiosk}/{secrets.token_hex(4)}"
        self._now = now
        self._tell = tell
        self._demo = demo
        self._failing = False
        self._owed: list[Callable[[Engine], object]] = []
        self._worker = Worker("ledger", crash, close=self._dispose)

    def visit_key(self, serial: int) -> str:
        return f"{self._started}/{serial}"

    def recover(self, today: date) -> None:
        """Numbers that an earlier run took and never saw on paper are marked for the officer."""

        def job(engine: Engine) -> None:
            for found in tickets.unfinished(engine, today, self._kiosk):
                log.warning("number %d was taken, and the kiosk stopped before it was printed", found.number)
                tickets.mark_uncertain(engine, found.visit_key)

        self._write(job)

    def take_number(self, command: TakeNumber) -> None:
        def job(engine: Engine) -> Event:
            taken = tickets.take_number(
                engine,
                day=command.day,
                quota=command.quota,
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

        self._ask(job, lambda cause: NumberUnknown(command.serial, cause))

    def count_day(self, command: CountDay) -> None:
        self._ask(
            lambda engine: DayCounted(command.day, tickets.day_view(engine, command.day).issued), StoreFailed
        )

    def mark_printed(self, command: MarkPrinted) -> None:
        key, at = self.visit_key(command.serial), self._now()
        self._owe(lambda engine: tickets.mark_printed(engine, key, at))

    def mark_uncertain(self, command: MarkUncertain) -> None:
        key = self.visit_key(command.serial)
        self._owe(lambda engine: tickets.mark_uncertain(engine, key))

    def count(self, command: Count) -> None:
        self._write(lambda engine: counts.count(engine, command.day, command.tally.value))

    def write_override(self, command: WriteOverride) -> None:
        def job(engine: Engine) -> Event:
            overrides.record(
                engine,
                day=command.day,
                at=self._now(),
                staff_id=command.staff_id,
                check=command.check.value,
                reason=command.reason,
                visit_key=self.visit_key(command.serial),
            )
            return OverrideWritten(command.serial)

        self._ask(job, lambda cause: OverrideUnwritten(command.serial))

    def check_pin(self, command: CheckPin) -> None:
        """argon2 takes a while by design; it runs here, and the screen stays live."""

        def job(engine: Engine) -> Event:
            match staff.authenticate(engine, command.pin, self._now(), demo=self._demo, keypad=self._kiosk):
                case staff.SignedIn(staff=who):
                    return PinAccepted(command.attempt, Officer(who.id, who.name))
                case staff.LockedOut(until=until):
                    return PinRefused(command.attempt, until)
                case staff.WrongPin():
                    return PinRefused(command.attempt)

        self._ask(job, lambda cause: PinUnchecked(command.attempt))

    def submit(self, job: Callable[[Engine], None]) -> None:
        """Do something else with the database on its own thread; failures are told like any other."""
        self._write(job)

    def close(self) -> None:
        self._worker.stop()

    def _ask(self, job: Callable[[Engine], Event], failed: Callable[[str], Event]) -> None:
        def run() -> None:
            try:
                event = job(self._store())
            except StoreError as error:
                event = failed(self._lost(error))
            else:
                self._well()
            self._tell(event)

        self._worker.submit(run)

    def _owe(self, job: Callable[[Engine], object]) -> None:
        """What became of a number is written late rather than never: kept until the database takes it."""

        def settle(engine: Engine) -> None:
            self._owed.append(job)
            while self._owed:
                try:
                    self._owed[0](engine)
                except LookupError:
                    log.info("a number was never taken after all")
                del self._owed[0]

        self._write(settle)

    def _write(self, job: Callable[[Engine], object]) -> None:
        def run() -> None:
            try:
                job(self._store())
            except StoreError as error:
                self._tell(StoreFailed(self._lost(error)))
            else:
                self._well()

        self._worker.submit(run)

    def _store(self) -> Engine:
        if self._engine is None:
            self._engine = self._open_store()
        return self._engine

    def _lost(self, error: StoreError) -> str:
        """Logged once for a loss, once for the return."""
        if not self._failing:
            self._failing = True
            log.error("the database cannot be used: %s", error)
        return str(error)

    def _well(self) -> None:
        if self._failing:
            self._failing = False
            log.info("the database is back")
            self._owe(_nothing)

    def _dispose(self) -> None:
        if self._engine is not None:
            self._engine.dispose()


def _nothing(engine: Engine) -> None:
    """A debt that is always paid: asking for it settles the others."""
