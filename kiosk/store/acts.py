"""What officers do, each written together with its line in the audit trail: an act that is not written is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, insert, select, update

from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor, decoded
from kiosk.store.audit_events import (
    AuditEvent,
    BackupRestored,
    CalibrationSetAside,
    ClockConfirmed,
    DayDecided,
    HoldConfirmed,
    KioskPaused,
    KioskReopened,
    ManualMode,
    OverrideGiven,
    PriorityGiven,
    ReadinessSlip,
    RestoreRead,
    SlipPrinted,
    TicketReprinted,
    TicketVoided,
    VisitEnded,
)
from kiosk.store.calibration_sessions import fingerprint, open_id
from kiosk.store.day_words import write_word
from kiosk.store.engine import reading, writing
from kiosk.store.tables import TicketState, audit, override, service_day, ticket


@dataclass(frozen=True, slots=True)
class Waiver:
    """A soft limit is waived for one visit: ``check`` and ``reason`` are codes."""

    day: date
    visit_key: str
    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A hold is confirmed: ``check`` and ``reason`` are codes, and no value is anywhere."""

    day: date
    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Priority:
    day: date


@dataclass(frozen=True, slots=True)
class Ending:
    day: date


@dataclass(frozen=True, slots=True)
class Voiding:
    """A number is made void; it is never given again."""

    day: date
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Copying:
    day: date
    number: int
    copy: int


@dataclass(frozen=True, slots=True)
class Pausing:
    """``reason`` is the code of the message on the screen; empty reopens."""

    reason: str


@dataclass(frozen=True, slots=True)
class ByHand:
    on: bool


@dataclass(frozen=True, slots=True)
class SettingAside:
    """Visits go on although a calibration stands half-way on this kiosk."""


@dataclass(frozen=True, slots=True)
class ClockSaidRight:
    """An officer has looked at date and time."""


@dataclass(frozen=True, slots=True)
class ClosingSlip:
    day: date


@dataclass(frozen=True, slots=True)
class DayDecision:
    """Whether the office is closed on a day whose date the tables only estimate."""

    day: date
    closed: bool


@dataclass(frozen=True, slots=True)
class RestoreSeen:
    """An officer has read that the database is a restored backup."""


@dataclass(frozen=True, slots=True)
class ReadinessAsked:
    """Somebody wants on paper whether the machine is ready."""


StaffAct = (
    Waiver
    | Refusal
    | Priority
    | Ending
    | Voiding
    | Copying
    | Pausing
    | ByHand
    | SettingAside
    | RestoreSeen
    | DayDecision
    | ClockSaidRight
    | ClosingSlip
    | ReadinessAsked
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A restored backup that no officer has read of: when it was put back, and the last number that was known."""

    at: datetime
    last_number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What officers' words have left a kiosk in: ``paused`` is the message's code, empty when it serves."""

    paused: str = ""
    manual: bool = False
    restored: Unread | None = None


def write_act(engine: Engine, act: StaffAct, *, at: datetime, actor: Actor) -> None:
    """Write and commit ``act`` with its line in the trail, or nothing of either.

    Raises StoreError (Cause.INVARIANT for an unknown person or a reason that is no code); LookupError when a
    number is to be made void that was never given, or is void already, or no calibration is under way.
    """
    with writing(engine) as connection:
        append(connection, at=at, actor=actor, event=_done(connection, act, at, actor))


def _done(connection: Connection, act: StaffAct, at: datetime, actor: Actor) -> AuditEvent:
    match act:
        case Waiver(day=day, visit_key=visit_key, check=check, reason=reason):
            row = {"day": day, "at": at, "staff_id": actor.staff_id, "check_code": check}
            row |= {"reason": reason, "visit_key": visit_key}
            written = insert(override).values(row).returning(override.c.id)
            return OverrideGiven(connection.execute(written).scalar_one(), check, reason)
        case Refusal(day=day, check=check, reason=reason):
            return HoldConfirmed(day, check, reason)
        case Priority(day=day):
            return PriorityGiven(day)
        case Ending(day=day):
            return VisitEnded(day)
        case Voiding(day=day, number=number, reason=reason):
            values = {"state": TicketState.VOID, "void_reason": reason, "served_at": None}
            live = update(ticket).where(_numbered(day, number), ticket.c.state != TicketState.VOID)
            if connection.execute(live.values(values)).rowcount == 0:
                raise LookupError(f"number {number} of {day} was never given, or is void already")
            return TicketVoided(day, number, reason)
        case Copying(day=day, number=number, copy=copy):
            this = update(ticket).where(_numbered(day, number))
            connection.execute(this.values(reprints=ticket.c.reprints + 1))
            return TicketReprinted(day, number, copy)
        case Pausing(reason=reason):
            return KioskPaused(reason) if reason else KioskReopened()
        case ByHand(on=on):
            return ManualMode(on)
        case SettingAside():
            return CalibrationSetAside(fingerprint(open_id(connection, actor.place)))
        case ClockSaidRight():
            return ClockConfirmed()
        case ClosingSlip(day=day):
            issued = connection.scalar(select(service_day.c.issued).where(service_day.c.day == day))
            return SlipPrinted(day, issued or 0)
        case DayDecision(day=day, closed=closed):
            write_word(connection, day, closed=closed)
            return DayDecided(day, closed)
        case RestoreSeen():
            return RestoreRead()
        case ReadinessAsked():
            return ReadinessSlip()


def _numbered(day: date, number: int) -> ColumnElement[bool]:
    return and_(ticket.c.day == day, ticket.c.number == number)


def standing(engine: Engine, place: str) -> Standing:
    """In what state officers have left the kiosk called ``place``, by the trail. Raises StoreError."""
    with reading(engine) as connection:
        pause = _newest(connection, place, KioskPaused, KioskReopened)
        manual = _newest(connection, place, ManualMode)
        restored = _unread(connection)
    return Standing(
        pause.reason if isinstance(pause, KioskPaused) else "",
        manual.on if isinstance(manual, ManualMode) else False,
        restored,
    )


def _unread(connection: Connection) -> Unread | None:
    """Of whichever kiosk or shell it was: one database, one word about it."""
    row = connection.execute(_of_kinds(BackupRestored, RestoreRead)).first()
    event = None if row is None else decoded(row.type, row.data)
    return Unread(row.at, event.last_number) if row and isinstance(event, BackupRestored) else None


def _newest(connection: Connection, place: str, *kinds: type[AuditEvent]) -> AuditEvent | None:
    row = connection.execute(_of_kinds(*kinds).where(audit.c.actor.like(f"{place}/staff:%"))).first()
    return None if row is None else decoded(row.type, row.data)


def _of_kinds(*kinds: type[AuditEvent]) -> Select[str, str, datetime]:
    """The newest of these events first."""
    query = select(audit.c.type, audit.c.data, audit.c.at).where(audit.c.type.in_([k.kind for k in kinds]))
    return query.order_by(audit.c.seq.desc()).limit(1)
