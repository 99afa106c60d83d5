"""What the office decides: dated policies, the services it offers, and the reasons an officer may give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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


Week = tuple[Window | None, ...]
"""Seven windows, Monday first; None is a day without."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""As kiosk.ini and messages to staff write them; people at the screen read names from the catalogue."""


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


@dataclass(frozen=True, slots=True)
class Policy:
    """The office's rules from one date until the next policy's.

    ``windows`` has seven entries, Monday first, the hours in which numbers are given; None is a day without.
    ``service_hours`` are the hours in which people are served, None for "until everyone with a number has been".
    ``quota`` is people a day, None for no limit; ``reserve`` is how many more an officer may let in beyond it, and
    nobody beyond that; ``service_quotas`` limits single services within the quota. ``room`` is how many may be
    inside at a time. ``postpone_days`` is how long matters that are not urgent are asked to wait, 0 for not asking.
    ``services`` are those offered, in the order of their buttons. ``notice`` is a sentence for the welcome
    screen and ``ticket_note`` one for the ticket, by language, empty for none. ``source`` names the circular
    or notice the rules come from.
    """

    valid_from: date
    windows: Week
    quota: int | None
    temperature: TemperatureRule
    mask: Requirement
    source: str
    postpone_days: int = 14
    service_hours: Week | None = None
    service_quotas: Mapping[str, int] = field(default_factory=dict)
    reserve: int = 0
    room: int | None = None
    services: tuple[Service, ...] = ()
    notice: Mapping[str, str] = field(default_factory=dict)
    ticket_note: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, week in (("windows", self.windows), ("service hours", self.service_hours)):
            if week is not None and len(week) != 7:
                raise ValueError(f"a policy needs seven {name}, Monday first, not {len(week)}")

    def window(self, day: date) -> Window | None:
        return self.windows[day.weekday()]

    def served(self, day: date) -> Window | None:
        """The hours in which people are served on ``day``; None when they end with the last number."""
        return self.service_hours[day.weekday()] if self.service_hours else None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rules of one policy that cannot both be meant: the fields they stand in, and what would be right.

    ``about`` is the word at the beginning of the line concerned, in a field of several lines.
    """

    fields: tuple[str, ...]
    remedy: str
    about: str = ""


def contradictions(policy: Policy) -> tuple[Contradiction, ...]:
    """Everything in ``policy`` that contradicts itself; empty for one that can be meant."""
    return (*_about_hours(policy), *_about_quotas(policy))


def _about_hours(policy: Policy) -> Iterator[Contradiction]:
    fields = ("windows", "service_hours")
    if policy.service_hours is None:
        return
    for name, window, served in zip(WEEKDAYS, policy.windows, policy.service_hours, strict=True):
        if window is None:
            continue
        if served is None:
            yield Contradiction(
                fields,
                f"numbers are given on {name} but nobody is served; give {name} service hours, or no window",
            )
        elif served.closes < window.closes:
            yield Contradiction(
                fields,
                f"on {name} numbers are given until {window.closes:%H.%M} but people are served only until "
                f"{served.closes:%H.%M}; let the window close first",
            )
        elif served.opens >= window.closes:
            yield Contradiction(
                fields, f"on {name} the window is over before anyone is served at {served.opens:%H.%M}"
            )


def _about_quotas(policy: Policy) -> Iterator[Contradiction]:
    quota = policy.quota
    if quota is None and policy.reserve and not policy.service_quotas:
        yield Contradiction(
            ("quota", "reserve"),
            f"there is no quota beyond which a reserve of {policy.reserve} could begin; write reserve = 0, "
            "or give a quota",
        )
    offered = {service.code for service in policy.services}
    for code, limit in policy.service_quotas.items():
        if code not in offered:
            yield Contradiction(
                ("service_quotas",),
                f"{code} is not offered; write codes of offered services ({', '.join(sorted(offered))})",
                about=code,
            )
        if quota is not None and limit > quota:
            yield Contradiction(
                ("service_quotas", "quota"),
                f"{limit} for {code} is more than the whole quota of {quota}; write at most {quota}",
                about=code,
            )


class Check(StrEnum):
    """What an officer can give a reason about: the first three hold a visit, REFUSAL keeps one held, the others are
    limits of the office."""

    TEMPERATURE = "temperature"
    MASK = "mask"
    DEVICE = "device"
    REFUSAL = "refusal"
    QUOTA = "quota"
    HOURS = "hours"
    TICKET = "ticket"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an officer let a visit pass a check: only ``code`` is ever stored."""

    code: str
    applies_to: frozenset[Check]
    label: Mapping[str, str]


def reasons_for(reasons: tuple[Reason, ...], check: Check) -> tuple[Reason, ...]:
    """The reasons an officer may give for passing ``check``, in the office's order."""
    return tuple(reason for reason in reasons if check in reason.applies_to)
