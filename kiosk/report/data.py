"""A period as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kiosk.store.period import Period, added

COLUMNS = ("section", "day", "hour", "service", "check", "reason", "officer", "what", "value")


def as_json(period: Period) -> dict[str, object]:
    """Ready for ``json.dumps``; waits in seconds."""
    services = sorted({hour.service for hour in period.hours})
    hours = sorted({hour.hour for hour in period.hours})
    return {
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "quota": period.quota,
        "issued": period.issued,
        "total": dict(period.total),
        "days": [
            {
                "day": day.day.isoformat(),
                "quota": day.quota,
                "reserve": day.reserve,
                "issued": day.issued,
                "service_quotas": dict(day.services),
            }
            for day in period.days
        ],
        "services": {
            service: dict(added(h.counts for h in period.hours if h.service == service))
            for service in services
        },
        "hours": {
            f"{hour:02d}": {h.service: 0 for h in period.hours if h.hour == hour}
            | {
                service: sum(
                    h.counts["taken"] for h in period.hours if (h.hour, h.service) == (hour, service)
                )
                for service in services
                if any((h.hour, h.service) == (hour, service) for h in period.hours)
            }
            for hour in hours
        },
        "mean_wait": mean_wait(period.total["waited"], period.total["served"]),
        "longest_wait": period.total["longest_wait"],
        "counts": dict(sorted(period.counted.items())),
        "overrides": [
            {"day": w.day.isoformat(), "check": w.check, "reason": w.reason, "officer": w.officer, "n": w.n}
            for w in period.waivers
        ],
        "audit_head": period.head,
    }


def as_csv(period: Period) -> str:
    """One value a line, so that any spreadsheet can turn it as it likes; the columns are ``COLUMNS``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(period):
        writer.writerow([_harmless(row.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def mean_wait(waited: int, served: int) -> int | None:
    """Seconds, rounded; None when nobody was served."""
    return round(waited / served) if served else None


def _rows(period: Period) -> Iterator[dict[str, object]]:
    for day in period.days:
        for what, value in (("quota", day.quota), ("reserve", day.reserve), ("issued", day.issued)):
            if value is not None:
                yield {"section": "day", "day": day.day, "what": what, "value": value}
        for service, quota in day.services.items():
            yield {"section": "day", "day": day.day, "service": service, "what": "quota", "value": quota}
    for hour in period.hours:
        for what, value in hour.counts.items():
            place = {"day": hour.day, "hour": hour.hour, "service": hour.service}
            yield {"section": "tickets", **place, "what": what, "value": value}
    for checked, counts in period.checks.items():
        for what, value in counts.items():
            yield {"section": "counts", "day": checked, "what": what, "value": value}
    for waiver in period.waivers:
        act = {"check": waiver.check, "reason": waiver.reason, "officer": waiver.officer}
        yield {"section": "overrides", "day": waiver.day, **act, "what": "overrides", "value": waiver.n}
    yield {"section": "audit", "what": "head", "value": period.head}


def _harmless(value: object) -> object:
    """A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
