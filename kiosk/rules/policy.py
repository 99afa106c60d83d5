"""What the office decides: dated policies, the services it offers, and the reasons an officer may give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kiosk.rules.screening import Requirement, TemperatureRule


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a day in which numbers are given: from ``opens`` up to, not including, ``closes``."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise ValueError(f"a window must open before it closes, not {self.opens} to {self.closes}")

    def __contains__(self, moment: time) -> bool:
        return self.opens <= moment < self.closes


@dataclass(frozen=True, slots=True)
class Policy:
    """The office's rules from one date until the next policy's.

    ``windows`` has seven entries, Monday first; None is a day without numbers. ``quota`` is people a day,
    None for no limit. ``postpone_days`` is how long matters that are not urgent are asked to wait, 0 for
    not asking. ``source`` names the circular or notice the rules come from.
    """

    valid_from: date
    windows: tuple[Window | None, ...]
    quota: int | None
    temperature: TemperatureRule
    mask: Requirement
    source: str
    postpone_days: int = 14

    def __post_init__(self) -> None:
        if len(self.windows) != 7:
            raise ValueError(f"a policy needs seven windows, Monday first, not {len(self.windows)}")

    def window(self, day: date) -> Window | None:
        return self.windows[day.weekday()]


@dataclass(frozen=True, slots=True)
class Service:
    """One button of the choice of services, and what belongs to it; texts by language code.

    ``whatsapp`` is the number as wa.me wants it (62...) or None when the matter cannot be done online;
    ``papers`` are the lines to bring, taken from ``source`` on ``as_of``; ``draft`` until the office has
    confirmed them.
    """

    code: str
    name: Mapping[str, str]
    pictogram: str
    whatsapp: str | None
    whatsapp_text: Mapping[str, str]
    papers: Mapping[str, tuple[str, ...]]
    source: str
    as_of: date
    draft: bool


class Check(StrEnum):
    """What can hold a visit, and so what an officer can overrule."""

    TEMPERATURE = "temperature"
    MASK = "mask"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an officer let a visit pass a check: only ``code`` is ever stored."""

    code: str
    applies_to: frozenset[Check]
    label: Mapping[str, str]


def reasons_for(reasons: tuple[Reason, ...], check: Check) -> tuple[Reason, ...]:
    """The reasons an officer may give for passing ``check``, in the office's order."""
    return tuple(reason for reason in reasons if check in reason.applies_to)
