"""Everything the audit trail can say. An act that is not in this list cannot be written down, so it cannot be done.

The trail is kept for ever, so no event can carry anything about a resident: a field is a code, a number of the
machine's own, a day, a yes or no, or a fingerprint. Staff appear by the number of their row, never by name: when
the row is emptied, the number leads nowhere. Adding an event: write its class, append it to ``CATALOGUE``, and
write docs/events.md anew with ``python -m kiosk.store.audit_doc``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar


class AuditEvent:
    """Base of the catalogue. ``kind`` is what the row's ``type`` says."""

    __slots__ = ()
    kind: ClassVar[str]


# -------------------------------------------------------------------------------------------- the officer


@dataclass(frozen=True, slots=True)
class OverrideGiven(AuditEvent):
    """An officer let a held visit go on. Which visit stands in the table of overrides, for a year."""

    kind = "override"
    row: Annotated[int, "id of the row in the table of overrides"]
    check: Annotated[str, "what held the visit: temperature, mask, device, quota, hours"]
    reason: Annotated[str, "reason code of kiosk.ini"]


@dataclass(frozen=True, slots=True)
class HoldConfirmed(AuditEvent):
    """An officer looked again, with an instrument of the office's own, and did not let the visit go on. No value, and
    not whose visit it was."""

    kind = "hold_confirmed"
    day: Annotated[date, "service day"]
    check: Annotated[str, "what held the visit: temperature or device"]
    reason: Annotated[str, "reason code of kiosk.ini"]


@dataclass(frozen=True, slots=True)
class PriorityGiven(AuditEvent):
    """An officer gave a visit priority; why is never stored."""

    kind = "priority"
    day: Annotated[date, "service day"]


@dataclass(frozen=True, slots=True)
class VisitEnded(AuditEvent):
    """An officer ended a visit."""

    kind = "visit_ended"
    day: Annotated[date, "service day"]


@dataclass(frozen=True, slots=True)
class TicketVoided(AuditEvent):
    """A number was made void."""

    kind = "ticket_void"
    day: Annotated[date, "service day of the number"]
    number: Annotated[int, "queue number"]
    reason: Annotated[str, "reason code"]


@dataclass(frozen=True, slots=True)
class TicketReprinted(AuditEvent):
    """A ticket was printed again, marked as a copy."""

    kind = "ticket_reprint"
    day: Annotated[date, "service day of the number"]
    number: Annotated[int, "queue number"]
    copy: Annotated[int, "1 for the first copy"]


@dataclass(frozen=True, slots=True)
class KioskPaused(AuditEvent):
    """The kiosk stopped serving at an officer's word."""

    kind = "paused"
    reason: Annotated[str, "code of the message on the screen"]


@dataclass(frozen=True, slots=True)
class KioskReopened(AuditEvent):
    """The kiosk serves again."""

    kind = "reopened"


@dataclass(frozen=True, slots=True)
class ManualMode(AuditEvent):
    """Officers check by hand while the thermometer is out of order, or it measures again."""

    kind = "manual_mode"
    on: Annotated[bool, "true from here on, false when it ends"]


@dataclass(frozen=True, slots=True)
class ClockConfirmed(AuditEvent):
    """An officer looked at the clock and said that it is right."""

    kind = "clock_confirmed"


@dataclass(frozen=True, slots=True)
class DayDecided(AuditEvent):
    """An officer said whether the office is closed on a day whose date the holiday table only estimates."""

    kind = "day_decided"
    day: Annotated[date, "the day that was spoken of"]
    closed: Annotated[bool, "true: no numbers on that day"]


@dataclass(frozen=True, slots=True)
class SlipPrinted(AuditEvent):
    """The closing slip came out; it carries the trail's head before this event."""

    kind = "closing_slip"
    day: Annotated[date, "service day"]
    issued: Annotated[int, "numbers given on that day"]


@dataclass(frozen=True, slots=True)
class ReadinessSlip(AuditEvent):
    """Somebody had the slip printed that says which parts of the machine are ready."""

    kind = "readiness_slip"


@dataclass(frozen=True, slots=True)
class SignedIn(AuditEvent):
    """Somebody of the staff signed in; who is the row's actor."""

    kind = "signed_in"


@dataclass(frozen=True, slots=True)
class KeypadLocked(AuditEvent):
    """Wrong PINs locked a keypad for a while; residents are served all the same."""

    kind = "keypad_locked"
    failures: Annotated[int, "wrong PINs in a row"]
    seconds: Annotated[int, "how long no PIN is looked at"]


# ------------------------------------------------------------------------------------------------- people


@dataclass(frozen=True, slots=True)
class StaffAdded(AuditEvent):
    """A person may sign in."""

    kind = "staff_added"
    person: Annotated[int, "id of the row in the table of staff"]
    role: Annotated[str, "officer, technician or supervisor"]


@dataclass(frozen=True, slots=True)
class StaffPinReset(AuditEvent):
    """A person has a new PIN."""

    kind = "staff_reset"
    person: Annotated[int, "id of the row in the table of staff"]


@dataclass(frozen=True, slots=True)
class StaffBadgeGiven(AuditEvent):
    """A person has a new QR badge; an older one is worth nothing now."""

    kind = "staff_badge"
    person: Annotated[int, "id of the row in the table of staff"]


@dataclass(frozen=True, slots=True)
class StaffDisabled(AuditEvent):
    """A person may no longer sign in."""

    kind = "staff_disabled"
    person: Annotated[int, "id of the row in the table of staff"]


# -------------------------------------------------------------------------------------------- the machine


@dataclass(frozen=True, slots=True)
class KioskStarted(AuditEvent):
    """The program began, with these rules."""

    kind = "started"
    version: Annotated[str, "version of the program"]
    rules: Annotated[str, "fingerprint of the office's rules in kiosk.ini"]


@dataclass(frozen=True, slots=True)
class RulesAdopted(AuditEvent):
    """From here on the day is run by other rules than those it began with."""

    kind = "rules_adopted"
    day: Annotated[date, "service day"]
    rules: Annotated[str, "fingerprint of the new rules"]


@dataclass(frozen=True, slots=True)
class CalibrationDecided(AuditEvent):
    """A technician ended a calibration or verification of the thermometer."""

    kind = "calibration"
    record: Annotated[str, "fingerprint of the whole record"]
    decision: Annotated[str, "accepted, refused, verified or withdrawn"]


@dataclass(frozen=True, slots=True)
class CalibrationDiscarded(AuditEvent):
    """A calibration under way was given up; the correction in force stays as it was."""

    kind = "calibration_discarded"
    session: Annotated[str, "fingerprint of the session's id"]


@dataclass(frozen=True, slots=True)
class CalibrationSetAside(AuditEvent):
    """An officer let visits go on while a calibration stands half-way; the correction in force stays as it was."""

    kind = "calibration_aside"
    session: Annotated[str, "fingerprint of the session's id"]


@dataclass(frozen=True, slots=True)
class ReferenceAdded(AuditEvent):
    """A blackbody, or its new certificate, was entered in the register of references."""

    kind = "reference_added"
    reference: Annotated[str, "fingerprint of the whole entry"]


@dataclass(frozen=True, slots=True)
class KeyMade(AuditEvent):
    """A key pair for signing tickets was made; the newest one signs."""

    kind = "key_made"
    key: Annotated[str, "key id"]


# --------------------------------------------------------------------------------------------- the memory


@dataclass(frozen=True, slots=True)
class RowsPurged(AuditEvent):
    """Rows past their retention were counted and deleted."""

    kind = "purged"
    tickets: Annotated[int, "tickets deleted"]
    tickets_before: Annotated[date, "first service day whose tickets were kept"]
    overrides: Annotated[int, "overrides deleted"]
    overrides_before: Annotated[date, "first service day whose overrides were kept"]
    people: Annotated[int, "disabled staff whose name and PIN were erased"]


@dataclass(frozen=True, slots=True)
class BackupRestored(AuditEvent):
    """The database is a restored backup: what happened after the backup was made is not in it."""

    kind = "restored"
    head: Annotated[str, "head of the trail in the backup"]
    last_number: Annotated[int, "number that tickets go on above; 0 when none was known"]


@dataclass(frozen=True, slots=True)
class RestoreRead(AuditEvent):
    """An officer has read that the database is a restored backup."""

    kind = "restore_read"


@dataclass(frozen=True, slots=True)
class DatabaseCopied(AuditEvent):
    """Everything was copied from another database, this trail included."""

    kind = "copied"
    source: Annotated[str, "sqlite or postgresql"]
    head: Annotated[str, "head of the trail when it was copied"]


CATALOGUE: tuple[type[AuditEvent], ...] = (
    OverrideGiven,
    HoldConfirmed,
    PriorityGiven,
    VisitEnded,
    TicketVoided,
    TicketReprinted,
    KioskPaused,
    KioskReopened,
    ManualMode,
    ClockConfirmed,
    DayDecided,
    SlipPrinted,
    ReadinessSlip,
    SignedIn,
    KeypadLocked,
    StaffAdded,
    StaffPinReset,
    StaffBadgeGiven,
    StaffDisabled,
    KioskStarted,
    RulesAdopted,
    CalibrationDecided,
    CalibrationDiscarded,
    CalibrationSetAside,
    ReferenceAdded,
    KeyMade,
    RowsPurged,
    BackupRestored,
    RestoreRead,
    DatabaseCopied,
)
