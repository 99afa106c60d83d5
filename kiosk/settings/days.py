"""The sections about days that are not like their weekday: the default table of holidays, and the office's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timezone
from types import MappingProxyType

from kiosk import holiday_table
from kiosk.rules.calendar import (
    Calendar,
    EstimatedDays,
    Holidays,
    OwnDay,
    UsualDay,
    no_holidays,
)
from kiosk.rules.plan import policy_for
from kiosk.rules.policy import WEEKDAYS, Policy
from kiosk.settings import convert
from kiosk.settings.reader import SectionReader

_TABLES: dict[str, Holidays] = {"indonesia": holiday_table.indonesia, "none": no_holidays}
_LEAVE = {"closed": True, "open": False}


def calendar(
    tables: SectionReader, own: SectionReader, policies: Sequence[Policy], zone: timezone
) -> Calendar:
    """``[holidays]`` and ``[exceptional days]``; the latter is held against the policies it makes exceptions of."""
    table = tables.parse("default_table", convert.choice(_TABLES), _TABLES["indonesia"])
    if table is holiday_table.indonesia and not holiday_table.installed():
        tables.problem(
            "the Python package holidays is not installed; install it, or write none", "default_table"
        )
    return Calendar(
        own=_own_days(own, policies),
        holidays=table,
        complete_until=tables.parse("complete_until", _day_or_none, None),
        estimated=tables.choice("estimated_days", EstimatedDays, EstimatedDays.ASK),
        joint_leave_closes=tables.parse("joint_leave", convert.choice(_LEAVE), True),
        zone=zone,
    )


def _day_or_none(value: str) -> date | None:
    return None if value == "none" else convert.day(value)


def _own_days(section: SectionReader, policies: Sequence[Policy]) -> MappingProxyType[date, OwnDay]:
    days: dict[date, OwnDay] = {}
    for key in section.section.entries:
        row = section.parse(key, convert.own_day, None)
        try:
            day = convert.day(key)
        except ValueError as wrong:
            section.problem(str(wrong), key)
            continue
        if row is not None:
            days[day] = row
            _refuse(section, key, day, row, policies)
    return MappingProxyType(days)


def _refuse(section: SectionReader, key: str, day: date, row: OwnDay, policies: Sequence[Policy]) -> None:
    try:
        policy = policy_for(policies, day)
    except LookupError:
        return  # a table may keep the days of years whose policies have been cleared away
    if isinstance(row, UsualDay) and policy.window(day) is None:
        name = WEEKDAYS[day.weekday()]
        section.problem(f"this is a {name}, which has no hours to hold; write them: 08.00-10.00: reason", key)
