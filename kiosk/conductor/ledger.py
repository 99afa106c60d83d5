"""The thread that owns the database: what the rules ask of it, one thing after another, and how it fails.

The store itself is loaded on this thread, at its first job: the welcome screen need not wait for SQLAlchemy.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from kiosk.conductor.worker import Worker
from kiosk.rules.commands import (
    CheckBadge,
    CheckPin,
    Count,
    CountDay,
    ForgetReturn,
    KeepReturn,
    MarkPrinted,
    MarkUncertain,
    TakeNumber,
    WriteAct,
)
from kiosk.rules.events import ActUnwritten, Event, NumberUnknown, PinUnchecked, StoreFailed

if TYPE_CHECKING:
    from kiosk.conductor.books import Books

log = logging.getLogger("kiosk.store")
Answer = TypeVar("Answer")


class Ledger:
    """``open_books`` is called on the ledger's own thread, late and again after a failure to open."""

    def __init__(
        self,
        open_books: Callable[[], Books],
        tell: Callable[[Event], None],
        crash: Callable[[BaseException], None],
    ) -> None:
        self._open_books = open_books
        self._books: Books | None = None
        self._tell = tell
        self._failing = False
        self._owed: list[Callable[[Books], object]] = []
        self._worker = Worker("ledger", crash, close=self._close_books)
        self._do(_nothing)

    def take_number(self, command: TakeNumber) -> None:
        self._ask(
            lambda books: books.take_number(command), lambda cause: NumberUnknown(command.serial, cause)
        )

    def count_day(self, command: CountDay) -> None:
        self._ask(lambda books: books.count_day(command), StoreFailed)

    def mark_printed(self, command: MarkPrinted) -> None:
        self._owe(lambda books: books.mark_printed(command))

    def mark_uncertain(self, command: MarkUncertain) -> None:
        self._owe(lambda books: books.mark_uncertain(command))

    def keep_return(self, command: KeepReturn) -> None:
        self._owe(lambda books: books.keep_return(command))

    def forget_return(self, command: ForgetReturn) -> None:
        self._owe(lambda books: books.forget_return(command))

    def count(self, command: Count) -> None:
        self._do(lambda books: books.count(command))

    def write_act(self, command: WriteAct) -> None:
        self._ask(lambda books: books.write_act(command), lambda _: ActUnwritten(command.attempt))

    def check_pin(self, command: CheckPin) -> None:
        """argon2 takes a while by design; it runs here, and the screen stays live."""
        self._ask(lambda books: books.check_pin(command), lambda _: PinUnchecked(command.attempt))

    def check_badge(self, command: CheckBadge) -> None:
        self._ask(lambda books: books.check_badge(command), lambda _: PinUnchecked(command.attempt))

    def submit(self, job: Callable[[Books], object]) -> None:
        """Do something else with the books on their own thread; failures are told like any other."""
        self._do(job)

    def ask(self, job: Callable[[Books], Answer], told: Callable[[Answer | StoreFailed], None]) -> None:
        """Ask the books something for somebody else; a failure is their answer, and told like any other."""

        def run() -> None:
            answer = self._tried(job, StoreFailed)
            if isinstance(answer, StoreFailed):
                self._tell(answer)
            told(answer)  # type: ignore[arg-type]

        self._worker.submit(run)

    def busy_for(self, now: float) -> float:
        """Seconds that the question at hand has taken so far."""
        return self._worker.busy_for(now)

    def close(self) -> None:
        self._worker.stop()

    def _ask(self, job: Callable[[Books], Event], failed: Callable[[str], Event]) -> None:
        self._worker.submit(lambda: self._tell(self._tried(job, failed)))

    def _do(self, job: Callable[[Books], object]) -> None:
        def run() -> None:
            failure = self._tried(job, StoreFailed)
            if isinstance(failure, StoreFailed):
                self._tell(failure)

        self._worker.submit(run)

    def _owe(self, job: Callable[[Books], object]) -> None:
        """What became of a number is written late rather than never: kept until the database takes it."""

        def settle(books: Books) -> None:
            self._owed.append(job)
            while self._owed:
                try:
                    self._owed[0](books)
                except LookupError:
                    log.info("a number was never taken after all")
                del self._owed[0]

        self._do(settle)

    def _tried(self, job: Callable[[Books], Answer], failed: Callable[[str], Event]) -> Answer | Event:
        from kiosk.store.errors import Cause, StoreError

        try:
            answer = job(self._opened())
        except StoreError as error:
            if not self._failing:  # a loss is logged once, its return once
                log.error("the database cannot be used: %s", error)
            self._failing = True
            if error.cause is Cause.DAMAGED:
                # Whoever asks next opens them anew: then the file is set aside and the last backup takes its place.
                self._close_books()
            return failed(f"{error.cause.name.lower()}: {error}")
        if self._failing:
            self._failing = False
            log.info("the database is back")
            self._owe(_nothing)
        return answer

    def _opened(self) -> Books:
        """Open, and once that has succeeded tell what earlier runs have left in them."""
        if self._books is None:
            books = self._open_books()
            try:
                found = books.recover()
            except BaseException:
                books.close()
                raise
            self._books = books
            self._tell(found)
        return self._books

    def _close_books(self) -> None:
        from kiosk.store.errors import StoreError

        books, self._books = self._books, None
        if books is not None:
            try:
                books.close()
            except StoreError as error:
                log.error("the database could not be closed in good order: %s", error)


def _nothing(books: Books) -> None:
    """A debt that is always paid: asking for it settles the others."""
