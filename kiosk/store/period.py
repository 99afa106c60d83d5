"""A day, a month or any days in one piece: tickets whether still by row or already counts, checks, overrides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo

from sqlalchemy import Connection, Engine, func, select

from kiosk.store.audit_head import head_of
from kiosk.store.engine import reading
from kiosk.store.retention import COUNTED, hourly
from kiosk.store.tables import (
    HOURLY,
    day_count,
    hour_count,
    override,
    service_day,
    service_share,
    staff,
    ticket,
)

Counts = Mapping[str, int]
"""The counts of the table ``hour_count`` by name."""


@dataclass(frozen=True, slots=True)
class HourOfService:
    """Numbers of one service taken in one hour of one day; ``hour`` by the office's clock."""

    day: date
    hour: int
    service: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class DayOfQuota:
    """``quota`` None: no limit; ``services`` are the services with a quota of their own."""

    day: date
    quota: int | None
    reserve: int
    issued: int
    services: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waivers:
    """How often ``officer`` (a name, or ``staff-7`` after it was erased) waived ``check`` for ``reason`` on a day."""

    day: date
    check: str
    reason: str
    officer: str
    n: int


@dataclass(frozen=True, slots=True)
class Period:
    """Everything that is known of ``first`` to ``last``, both included; ``head`` of the audit trail when asked."""

    first: date
    last: date
    days: tuple[DayOfQuota, ...]
    hours: tuple[HourOfService, ...]
    checks: Mapping[date, Mapping[str, int]]
    waivers: tuple[Waivers, ...]
    head: str

    @property
    def issued(self) -> int:
        return sum(day.issued for day in self.days)

    @property
    def quota(self) -> int | None:
        """Summed over the days on which numbers were given; None when a day had no limit, or none was open."""
        quotas = [day.quota for day in self.days]
        if not quotas or None in quotas:
            return None
        return sum(quota for quota in quotas if quota is not None)

    def quota_of(self, service: str) -> int | None:
        """Summed over the days on which numbers were given; None when the service had none on one of them."""
        quotas = [day.services.get(service) for day in self.days]
        if not quotas or None in quotas:
            return None
        return sum(quota for quota in quotas if quota is not None)

    @property
    def counted(self) -> Counts:
        """How often each thing happened in the whole period."""
        sums: Counter[str] = Counter()
        for counts in self.checks.values():
            sums.update(counts)
        return sums

    @property
    def total(self) -> Counts:
        return added(hour.counts for hour in self.hours)


def added(many: Iterable[Counts]) -> Counts:
    """The sum of several ``Counts``; of the longest waits the longest."""
    sums = dict.fromkeys(HOURLY, 0)
    for counts in many:
        for name in HOURLY:
            more = counts[name]
            sums[name] = max(sums[name], more) if name == "longest_wait" else sums[name] + more
    return sums


def period(engine: Engine, first: date, last: date, zone: tzinfo) -> Period:
    """Look ``first`` to ``last`` up, both included; ``zone`` is the office's. Raises StoreError."""
    with reading(engine) as connection:
        days = select(service_day.c.day, service_day.c.quota, service_day.c.reserve, service_day.c.issued)
        within = service_day.c.day.between(first, last)
        shares = _shares(connection, first, last)
        return Period(
            first,
            last,
            tuple(
                DayOfQuota(*row, shares.get(row.day, {}))
                for row in connection.execute(days.where(within).order_by(service_day.c.day))
            ),
            _hours(connection, first, last, zone),
            _checks(connection, first, last),
            _waivers(connection, first, last),
            head_of(connection),
        )


def _shares(connection: Connection, first: date, last: date) -> dict[date, dict[str, int]]:
    """The services' quotas of each day."""
    query = select(service_share.c.day, service_share.c.service, service_share.c.quota)
    query = query.where(service_share.c.day.between(first, last))
    found: dict[date, dict[str, int]] = {}
    for day, service, quota in connection.execute(
        query.order_by(service_share.c.day, service_share.c.service)
    ):
        found.setdefault(day, {})[service] = quota
    return found


def _hours(connection: Connection, first: date, last: date, zone: tzinfo) -> tuple[HourOfService, ...]:
    found: dict[tuple[date, int, str], Counts] = {}
    for row in connection.execute(select(hour_count).where(hour_count.c.day.between(first, last))):
        found[row.day, row.hour, row.service] = {name: getattr(row, name) for name in HOURLY}
    rows = connection.execute(select(*COUNTED).where(ticket.c.day.between(first, last)))
    for key, counts in hourly(rows, zone).items():
        found[key] = added((counts, found[key])) if key in found else counts
    return tuple(HourOfService(*key, found[key]) for key in sorted(found))


def _checks(connection: Connection, first: date, last: date) -> dict[date, dict[str, int]]:
    query = select(day_count.c.day, day_count.c.kind, day_count.c.n).where(
        day_count.c.day.between(first, last)
    )
    found: dict[date, dict[str, int]] = {}
    for day, kind, n in connection.execute(query.order_by(day_count.c.day, day_count.c.kind)):
        found.setdefault(day, {})[kind] = n
    return found


def _waivers(connection: Connection, first: date, last: date) -> tuple[Waivers, ...]:
    keys = (override.c.day, override.c.check_code, override.c.reason, staff.c.name)
    query = select(*keys, func.count()).join(staff, staff.c.id == override.c.staff_id)
    query = query.where(override.c.day.between(first, last)).group_by(*keys).order_by(*keys)
    return tuple(Waivers(*row) for row in connection.execute(query))
