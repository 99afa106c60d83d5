"""Decision rules after ILAC-G8:09/2019: what an error and its uncertainty allow to be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Rule(Enum):
    """SIMPLE: |e| <= MPE. GUARDED: |e| <= MPE - U. NON_BINARY: four outcomes, by MPE - U, MPE and MPE + U."""

    SIMPLE = "simple"
    GUARDED = "guarded"
    NON_BINARY = "non-binary"


class Outcome(Enum):
    """From good to bad; the order of definition is the order of severity."""

    PASS = "pass"
    CONDITIONAL_PASS = "conditional-pass"
    CONDITIONAL_FAIL = "conditional-fail"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Mpe:
    """The largest permitted error, degrees, and the document that says so."""

    limit: Decimal
    document: str

    def __post_init__(self) -> None:
        if not Decimal("0.05") <= self.limit <= 2 or not self.document:
            raise ValueError("the limit must be within 0.05..2 degrees and name its document")


EAR = Mpe(Decimal("0.2"), "ASTM E1965, 36-39 °C")
SKIN = Mpe(Decimal("0.3"), "ASTM E1965; ISO 80601-2-56")
OFFICE = Mpe(Decimal("0.5"), "Ketentuan kantor")


@dataclass(frozen=True, slots=True)
class Conformity:
    """The statement: the worst of all errors, judged by one rule."""

    rule: Rule
    mpe: Mpe
    expanded: Decimal
    worst: Decimal
    outcome: Outcome


def judge(error: Decimal, expanded: Decimal, limit: Decimal, rule: Rule) -> Outcome:
    """The outcome for one error; all in degrees, limits belong to the better side."""
    size = abs(error)
    match rule:
        case Rule.SIMPLE:
            return Outcome.PASS if size <= limit else Outcome.FAIL
        case Rule.GUARDED:
            return Outcome.PASS if size <= limit - expanded else Outcome.FAIL
        case Rule.NON_BINARY:
            if size <= limit - expanded:
                return Outcome.PASS
            if size <= limit:
                return Outcome.CONDITIONAL_PASS
            return Outcome.CONDITIONAL_FAIL if size <= limit + expanded else Outcome.FAIL


def conformity(errors: Sequence[Decimal], expanded: Decimal, mpe: Mpe, rule: Rule) -> Conformity:
    """The statement on ``errors`` (not empty): as good as the worst of them."""
    worst = max(errors, key=abs)
    return Conformity(rule, mpe, expanded, worst, judge(worst, expanded, mpe.limit, rule))
