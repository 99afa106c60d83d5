"""The steps of a calibration, what may happen in them, and all that is remembered between two events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum

from kiosk.rules.calibration.budget import Row
from kiosk.rules.calibration.correction import Correction
from kiosk.rules.calibration.decision import Conformity
from kiosk.rules.calibration.environment import Environment
from kiosk.rules.calibration.gate import Gathering
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.points import PointResult
from kiosk.rules.calibration.proposal import Proposed, Refused
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.refusals import Refusal
from kiosk.rules.calibration.warming import Warming


class Step(Enum):
    """In order. FIT and DECISION are looked at; the last two are the end."""

    IDENTIFY = "identify"
    WARM_UP = "warm-up"
    ENVIRONMENT = "environment"
    REFERENCE = "reference"
    AS_FOUND = "as-found"
    FIT = "fit"
    AS_LEFT = "as-left"
    DECISION = "decision"
    ACCEPT = "accept"
    SECOND_PERSON = "second-person"
    RECORDED = "recorded"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Place:
    """Who calibrates, for whom, where: lines of the record's head."""

    performer: str
    performer_address: str
    customer: str
    customer_address: str
    location: str


# Events. ``at`` is an aware wall time, ``t`` monotonic seconds, ``by`` the signed-in person's name.


@dataclass(frozen=True, slots=True)
class Identified:
    """The instrument was read back; ``powered_since`` is when it was last switched on, as far as is known."""

    at: datetime
    identity: InstrumentIdentity
    powered_since: datetime


@dataclass(frozen=True, slots=True)
class Proceed:
    """On, from a step that is looked at (warm-up, fit, decision). Refused with reasons while it may not be."""

    at: datetime


@dataclass(frozen=True, slots=True)
class EnvironmentNoted:
    at: datetime
    environment: Environment


@dataclass(frozen=True, slots=True)
class ReferenceChosen:
    at: datetime
    reference: Reference


@dataclass(frozen=True, slots=True)
class PointReady:
    """The source stands before the instrument and shows ``shown`` degrees: begin the gate."""

    at: datetime
    t: float
    shown: Decimal


@dataclass(frozen=True, slots=True)
class SampleTaken:
    """A raw reading, centi. Taken in where one is wanted, of no matter elsewhere: the stream never stops."""

    t: float
    object: int
    ambient: int | None = None


@dataclass(frozen=True, slots=True)
class FrameRejected:
    t: float


@dataclass(frozen=True, slots=True)
class PointAgain:
    """Drop the visit under way, or else the newest one (from FIT or DECISION too), and do it again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class BudgetEdited:
    """The rows that do not come from the data, as the technician wants them."""

    at: datetime
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A deviation from the method, or anything the reader of the record must know."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Accepted:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Seconded:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Closed:
    """End with a record of what was found and no new correction (refused, failed, or not wanted)."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session is taken up again after an interruption; the instrument was read back anew."""

    at: datetime
    identity: InstrumentIdentity
    powered_since: datetime


@dataclass(frozen=True, slots=True)
class Discarded:
    at: datetime


Event = (
    Identified
    | Proceed
    | EnvironmentNoted
    | ReferenceChosen
    | PointReady
    | SampleTaken
    | FrameRejected
    | PointAgain
    | BudgetEdited
    | NoteAdded
    | Accepted
    | Seconded
    | Closed
    | Resumed
    | Discarded
)


@dataclass(frozen=True, slots=True)
class Progress:
    """All there is to know of a calibration under way. ``problems`` say why the last event led nowhere.

    ``active`` is the correction in force when it began (as-found is judged with it, the fit is of raw readings);
    ``back_to`` is the step an interrupted session returns to once the instrument is warm again; ``stranded`` says why
    it could not be resumed: it can then only be discarded, or resumed once that is put right.
    """

    session: str
    started_at: datetime
    updated_at: datetime
    by: str
    place: Place
    active: Correction | None = None
    step: Step = Step.IDENTIFY
    problems: tuple[Refusal, ...] = ()
    back_to: Step | None = None
    stranded: tuple[Refusal, ...] = ()
    identity: InstrumentIdentity | None = None
    powered_since: datetime | None = None
    warmed_at: datetime | None = None
    warming: Warming = field(default_factory=Warming)
    environment: Environment | None = None
    reference: Reference | None = None
    visit_at: datetime | None = None
    gathering: Gathering | None = None
    as_found: tuple[PointResult, ...] = ()
    known: tuple[Row, ...] = ()
    proposal: Proposed | Refused | None = None
    as_left: tuple[PointResult, ...] = ()
    found: Conformity | None = None
    left: Conformity | None = None
    notes: tuple[str, ...] = ()
    accepted_by: str = ""
    accepted_at: datetime | None = None
    seconded_by: str = ""
    seconded_at: datetime | None = None
    activated: bool = False

    @property
    def over(self) -> bool:
        return self.step in (Step.RECORDED, Step.DISCARDED)


@dataclass(frozen=True, slots=True)
class Session:
    """A row: one calibration under way or over, to be resumed from. ``plan`` is fixed when it begins."""

    id: str
    plan: Plan
    progress: Progress


def wanted(progress: Progress, plan: Plan) -> int | None:
    """The point (centi) that is next or under way, None in a step without points."""
    match progress.step:
        case Step.AS_FOUND:
            return plan.schedule[len(progress.as_found)]
        case Step.AS_LEFT:
            return plan.as_left[len(progress.as_left)]
        case _:
            return None
