"""What the ledger's thread does with the database: the rules' commands become calls of the store, its answers
events. Every method raises StoreError when the database cannot do its part."""

from __future__ import annotations

import base64
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.rules.acts import Act
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
    Tally,
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
from kiosk.rules.fingerprint import fingerprint
from kiosk.rules.kiosk import Issued, Restoration
from kiosk.rules.plan import plan_day
from kiosk.rules.policy import Check
from kiosk.rules.states import Officer, Role, Ticket
from kiosk.settings import Settings
from kiosk.store import acts, counts, return_codes, staff, tickets
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_head import head
from kiosk.store.backup import make_backup
from kiosk.store.backup_restore import Opened
from kiosk.store.counts import day_report
from kiosk.store.day_words import day_words
from kiosk.store.doubtful import Doubtful, doubtful
from kiosk.store.in_place import InPlace
from kiosk.store.retention import purge
from kiosk.store.set_aside import forget_set_aside
from kiosk.trust.stamp import Stamp

log = logging.getLogger("kiosk.store")

TOKEN_BYTES = 10
"""80 random bits, 16 characters of base32: upper case keeps the QR small and survives any scanner."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A day's counts, and the head of the audit trail that the slip is a witness of."""

    day: date
    report: dict[str, object]
    head: str


class Books:
    """One kiosk's view of the database. ``now`` gives instants to store, ``local`` the office's own time; ``claimed``
    keeps others of its name away until ``close``; ``demo`` lets the demonstration's people sign in.

    Every visit has a key that no other visit of any kiosk has: the kiosk's name, ``run`` of the program, the serial.
    """

    def __init__(
        self,
        opened: Opened,
        settings: Settings,
        now: Callable[[], datetime],
        local: Callable[[], datetime],
        stamp: Stamp,
        run: str,
        claimed: int,
        *,
        demo: bool,
    ) -> None:
        self._opened = opened
        self._claimed: int | None = claimed
        self.engine = opened.engine
        self._in_place = InPlace(opened.engine)
        self._settings = settings
        self._kiosk = settings.office.kiosk
        self._started = f"{self._kiosk}/{run}"
        self._now = now
        self._local = local
        self._stamp = stamp
        self._demo = demo
        self._earlier: dict[int, str] = {}
        """Keys of visits of earlier starts, by the serials that they have in this one."""

    def visit_key(self, serial: int) -> str:
        """The key under which this visit's number is taken; a negative serial is a visit of an earlier start."""
        return self._earlier[serial] if serial < 0 else f"{self._started}/{serial}"

    def recover(self) -> Event:
        """Numbers that an earlier run took and never saw on paper are marked for the officer; and what officers have
        not read or have decided stands. What was taken since this start is on its way, and left alone."""
        here, zone = self._local(), self._settings.office.zone
        found = [
            each
            for each in tickets.unfinished(self.engine, here.date(), self._kiosk)
            if not each.visit_key.startswith(f"{self._started}/")
        ]
        for each in found:
            log.warning("number %d was taken, and the kiosk stopped before it was printed", each.number)
            tickets.mark_uncertain(self.engine, each.visit_key)
        # Books that were opened anew in the middle of a day know the earlier visits from the first moment.
        self._doubtful(here.date())
        left = acts.standing(self.engine, self._kiosk)
        newest = max((each.taken_at for each in found), default=None)
        restored = left.restored and Restoration(left.restored.at.astimezone(zone), left.restored.last_number)
        codes = return_codes.kept_codes(self.engine, self._kiosk)
        returning = tuple((code, at.astimezone(zone)) for code, at in codes)
        broken_off = newest and newest.astimezone(zone)
        return Remembered(left.paused, left.manual, restored, broken_off, returning)

    def _doubtful(self, day: date) -> tuple[Issued, ...]:
        """What an officer can print again or make void, whichever start of this kiosk gave it."""
        known = {service.code for service in self._settings.services}
        return tuple(
            self._issued(day, found)
            for found in doubtful(self.engine, day, self._kiosk)
            if found.service in known  # of one that kiosk.ini has lost no ticket can be laid out
        )

    def _issued(self, day: date, found: Doubtful) -> Issued:
        start, _, serial = found.visit_key.rpartition("/")
        if start != self._started:
            self._earlier[-found.id] = found.visit_key
            serial = str(-found.id)
        stamped = self._stamp.ticket(day, found.number, found.service, found.token)
        paper = Ticket(found.number, stamped.qr, found.ahead, stamped.code, found.witness, found.priority)
        return Issued(int(serial), day, found.service, paper, found.reprints)

    def take_number(self, command: TakeNumber) -> Event:
        if command.reserve == 0 and self._said_closed(command.day):
            return QuotaFound(command.serial)  # at another kiosk, since this one last asked
        taken = tickets.take_number(
            self.engine,
            day=command.day,
            quota=command.quota,
            service_quota=command.service_quota,
            reserve=command.reserve,
            priority=command.priority,
            service=command.service,
            visit_key=self.visit_key(command.serial),
            token=base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode(),
            at=self._now(),
            kiosk=self._kiosk,
            fingerprint=fingerprint(self._settings, command.day),
            last=self._opened.last,
        )
        match taken:
            case tickets.Taken(number=number, token=token, ahead=ahead, witness=witness):
                stamped = self._stamp.ticket(command.day, number, command.service, token)
                ticket = Ticket(number, stamped.qr, ahead, stamped.code, witness, command.priority)
                return NumberTaken(command.serial, ticket)
            case tickets.QuotaGone(service=service):
                return QuotaFound(command.serial, service)

    def _said_closed(self, day: date) -> bool:
        """An officer has closed an estimated day. Asked of the database only on such a day: it costs a question."""
        if not plan_day(self._settings.policies, self._settings.calendar, day).asks:
            return False
        return dict(day_words(self.engine, day)).get(day, False)

    def count_day(self, command: CountDay) -> Event:
        if self._in_place.restore(self._now()):
            log.error(
                "the database's file was deleted, moved or replaced while it was in use; it was put back"
            )
        rules = fingerprint(self._settings, command.day)
        view = tickets.day_view(self.engine, command.day, rules)
        words = day_words(self.engine, command.day)
        return DayCounted(command.day, view.issued, view.services, words, self._doubtful(command.day))

    def mark_printed(self, command: MarkPrinted) -> None:
        tickets.mark_printed(self.engine, self.visit_key(command.serial), self._now())

    def mark_uncertain(self, command: MarkUncertain) -> None:
        tickets.mark_uncertain(self.engine, self.visit_key(command.serial))

    def keep_return(self, command: KeepReturn) -> None:
        return_codes.keep_code(self.engine, self._kiosk, command.code, command.ready)

    def forget_return(self, command: ForgetReturn) -> None:
        return_codes.forget_code(self.engine, self._kiosk, command.code)

    def count(self, command: Count) -> None:
        counts.count(self.engine, command.day, command.tally.value)

    def check_pin(self, command: CheckPin) -> Event:
        found = staff.authenticate(self.engine, command.pin, self._now(), demo=self._demo, keypad=self._kiosk)
        return _signed_in(command.attempt, found)

    def check_badge(self, command: CheckBadge) -> Event:
        found = staff.authenticate_badge(
            self.engine, command.secret, self._now(), demo=self._demo, keypad=self._kiosk
        )
        return _signed_in(command.attempt, found)

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
            case Act.REFUSE:
                return acts.Refusal(day, command.check.value if command.check else "", reason)
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
            case Act.DAY_CLOSED | Act.DAY_OPEN:
                return acts.DayDecision(day, command.act is Act.DAY_CLOSED)
            case Act.RESTORE_READ:
                return acts.RestoreSeen()
            case Act.SET_ASIDE:
                return acts.SettingAside()
            case Act.CONFIRM_CLOCK:
                return acts.ClockSaidRight()
            case Act.CLOSING_SLIP:
                return acts.ClosingSlip(day)
            case Act.READINESS_SLIP:
                return acts.ReadinessAsked()

    def answers(self) -> str:
        """What kind of database it is, once it has shown that it can be read."""
        tickets.newest(self.engine)
        return self.engine.dialect.name

    def closing(self, day: date) -> Closing:
        """What the closing slip says of ``day``."""
        return Closing(
            day, day_report(self.engine, day, kinds=[tally.value for tally in Tally]), head(self.engine)
        )

    def closed_by_itself(self, day: date) -> Closing:
        """As ``closing``, with a line in the trail that no officer's hand has written."""
        acts.write_act(self.engine, acts.ClosingSlip(day), at=self._now(), actor=Actor(self._kiosk))
        return self.closing(day)

    def nightly(self) -> None:
        """What must be done once a day, when nobody is served: old rows go, and the rest is copied."""
        zone, today = self._settings.office.zone, self._local().date()
        gone = purge(self.engine, today=today, zone=zone, at=self._now(), actor=Actor(self._kiosk))
        if not gone.scrubbed:
            log.info("purged rows leave the files once no other program uses them")
        for name in forget_set_aside(self._settings.database, self._now()):
            log.info("%s was set aside long ago and is deleted", name)
        made = make_backup(self._settings.database, self._settings.data_dir / "backups", self._now())
        log.info("the day's backup is %s", made.path.name)

    def close(self) -> None:
        try:
            self._opened.close()
        finally:
            if self._claimed is not None:
                os.close(self._claimed)
                self._claimed = None


def _signed_in(attempt: int, found: staff.SignedIn | staff.WrongPin | staff.LockedOut) -> Event:
    match found:
        case staff.SignedIn(staff=who):
            return PinAccepted(attempt, Officer(who.id, who.name, Role(who.role.value)))
        case staff.LockedOut(until=until):
            return PinRefused(attempt, until)
        case staff.WrongPin():
            return PinRefused(attempt)
