"""The counter itself: looks at what was read, marks numbers, and goes on when the books are away.

One thread only. The signature is judged with public keys alone; the books, when they answer, say the rest.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Engine

from kiosk.counter.owed import Debt, Owed
from kiosk.counter.reading import Code, Nonsense, Number, Signed, read
from kiosk.counter.verdict import (
    UNPROVED,
    CannotTell,
    Mark,
    Marked,
    Reason,
    Refused,
    Shown,
    Unchecked,
    Unkept,
    Verdict,
    again,
    belongs,
    claimed,
    of_books,
    shown,
)
from kiosk.settings import Settings
from kiosk.store import desk
from kiosk.store.counter import Line, find_prefix, line, open_existing
from kiosk.store.errors import StoreError
from kiosk.trust.code import stored_prefix
from kiosk.trust.key_files import KeyTrouble
from kiosk.trust.keys import key_folders, load_public_keys
from kiosk.trust.mark import service_marks
from kiosk.trust.verify import Genuine, NotGenuine, PublicKeys, verify
from kiosk.trust.verify import Reason as Unproved

log = logging.getLogger("kiosk.counter")
Answer = TypeVar("Answer")

ASK_AGAIN = 5.0
"""Seconds after a failure in which the books are not asked: nobody at the counter waits for a time-out twice."""


class BooksAway(Exception):
    """The books do not answer now."""


class Counter:
    """``now`` gives the instant, aware, in the office's zone; ``steady`` seconds for waiting.

    ``away`` is why the books cannot be used, empty while they can; ``since`` when that began; ``keyless`` is why no
    signature can be judged, empty while it can.
    """

    def __init__(
        self,
        settings: Settings,
        now: Callable[[], datetime],
        *,
        steady: Callable[[], float] = time.monotonic,
        offline: bool = False,
    ) -> None:
        self._settings, self._now, self._steady = settings, now, steady
        self._services = service_marks(service.code for service in settings.services)
        self._engine: Engine | None = None
        self._ask_at = float("inf") if offline else float("-inf")
        self.away = "it is not asked" if offline else ""
        self.since: datetime | None = now() if offline else None
        self._keys: PublicKeys = {}
        self.keyless = ""
        self.owed = Owed(settings.data_dir / "counter-owed.jsonl")
        self._served = {(debt.day, debt.number): debt.at for debt in self.owed if debt.mark is Mark.SERVE}
        self.load_keys()

    @property
    def today(self) -> date:
        return self._now().date()

    def load_keys(self) -> None:
        """Read the public keys again: a kiosk may have made a new one."""
        try:
            self._keys = load_public_keys(key_folders(self._settings.data_dir).public)
            self.keyless = ""
        except KeyTrouble as trouble:
            if str(trouble) != self.keyless:
                log.error("no ticket can be verified: %s", trouble)
            self._keys, self.keyless = {}, str(trouble)

    def look(self, text: str) -> Verdict:
        """What to think of what was scanned or typed. Never raises for what it says."""
        try:
            match read(text):
                case Signed(text=token):
                    return self._signed(token)
                case Code(ticket_id=ticket_id):
                    prefix = stored_prefix(ticket_id)
                    found = self._ask(lambda engine: find_prefix(engine, prefix))
                    return self._known(found, paper=True) if found else Refused(Reason.NO_SUCH_CODE)
                case Number(number=number):
                    found = self._ask(lambda engine: desk.find(engine, self.today, number))
                    return self._known(found, paper=False) if found else Refused(Reason.NO_SUCH_NUMBER)
                case Nonsense(typed=typed):
                    return Refused(Reason.MISTYPED if typed else Reason.NOT_A_TICKET)
        except BooksAway:
            return CannotTell()

    def mark(self, mark: Mark, ticket: Shown) -> Verdict:
        """Put ``mark`` on the number, now or, with the books away, as soon as they are back."""
        debt = Debt(mark, ticket.day, ticket.number, self._now())
        try:
            outcome = self._ask(lambda engine: _done(engine, debt))
        except BooksAway:
            try:
                self.owed.add(debt)
            except OSError as error:
                log.error("a mark cannot be kept: %s", error.strerror)
                return Unkept(ticket)
            self._remember(debt)
            return Marked(mark, ticket, owed=True)
        except LookupError:
            return Refused(Reason.NOT_IN_BOOKS, ticket)
        found = outcome.ticket
        if isinstance(outcome, desk.Changed):
            self._remember(debt)
            return Marked(mark, shown(found, self._settings.office.code))
        return self._known(found, paper=False)

    def line(self) -> Line | None:
        """Today's line; None while the books are away."""
        try:
            return self._ask(lambda engine: line(engine, self.today))
        except BooksAway:
            return None

    def close(self) -> None:
        """Let the database go; the next question opens it again."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _signed(self, token: str) -> Verdict:
        office = self._settings.office.code
        judged = verify(token, self._keys, self.today, office)
        if isinstance(judged, NotGenuine) and judged.reason is Unproved.UNKNOWN_KEY:
            self.load_keys()  # a kiosk may have made a new one since
            judged = verify(token, self._keys, self.today, office)
        if isinstance(judged, NotGenuine):
            ticket = claimed(judged.claims, self._services) if judged.claims else None
            return Refused(UNPROVED[judged.reason], ticket)
        return self._genuine(judged)

    def _genuine(self, judged: Genuine) -> Verdict:
        claims = judged.claims
        ticket = claimed(claims, self._services)
        try:
            found = self._ask(lambda engine: desk.find(engine, claims.day, claims.number))
        except BooksAway:
            served_at = self._served.get((claims.day, claims.number))
            if served_at is None:
                return Unchecked(ticket)
            stays = self._settings.counter.paper_stays
            return Refused(again(served_at, self._now(), one_paper=stays), _served(ticket, served_at))
        if found is None or not belongs(found, claims.ticket_id):
            return Refused(Reason.NOT_IN_BOOKS, ticket)
        return self._known(found, paper=True)

    def _known(self, found: desk.Found, *, paper: bool) -> Verdict:
        return of_books(
            found,
            office=self._settings.office.code,
            today=self.today,
            now=self._now(),
            paper=paper,
            paper_stays=self._settings.counter.paper_stays,
        )

    def _remember(self, debt: Debt) -> None:
        if debt.mark is Mark.SERVE:
            self._served[debt.day, debt.number] = debt.at
        else:
            self._served.pop((debt.day, debt.number), None)

    def _ask(self, job: Callable[[Engine], Answer]) -> Answer:
        if self._steady() < self._ask_at:
            raise BooksAway
        try:
            if self._engine is None:
                self._engine = open_existing(self._settings.database)
            self._settle(self._engine)
            answer = job(self._engine)
        except StoreError as error:
            if not self.away:  # a loss is logged once, its return once
                log.error("the database cannot be used: %s", error)
                self.since = self._now()
            self.away, self._ask_at = str(error), self._steady() + ASK_AGAIN
            self.close()  # a pool that connects again by itself would make an empty file where one has gone
            raise BooksAway from None
        if self.away:
            log.info("the database is back")
            self.away, self.since = "", None
        return answer

    def _settle(self, engine: Engine) -> None:
        """Write what is owed first, so that no answer is older than what was done here."""
        for debt in self.owed:
            try:
                if isinstance(_done(engine, debt), desk.Unchanged):
                    log.warning("number %d of %s was marked elsewhere meanwhile", debt.number, debt.day)
            except LookupError:
                log.warning("number %d of %s is not in the database", debt.number, debt.day)
            self.owed.settled(debt)


def _done(engine: Engine, debt: Debt) -> desk.Changed | desk.Unchanged:
    match debt.mark:
        case Mark.SERVE:
            return desk.serve(engine, debt.day, debt.number, debt.at)
        case Mark.MISS:
            return desk.miss(engine, debt.day, debt.number)
        case Mark.RECALL:
            return desk.recall(engine, debt.day, debt.number)


def _served(ticket: Shown, at: datetime) -> Shown:
    return Shown(ticket.day, ticket.number, ticket.service, ticket.office, ticket.code, served_at=at)
