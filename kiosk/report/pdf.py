"""A period on paper: A4, to be read in the car, signed and filed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kiosk.record.paper import LINE, QUIET, Paper
from kiosk.report.charts import levels, stacked, tiles
from kiosk.report.data import mean_wait
from kiosk.report.words import ReportWords
from kiosk.store.period import Counts, HourOfService, Period, added

K = TypeVar("K", int, str)

_CHECKS = (
    "started",
    "diverted",
    "passed",
    "rested",
    "held_temperature",
    "held_mask",
    "held_device",
    "overridden",
    "quota_gone",
    "service_full",
    "abandoned",
    "cancelled",
    "ended_by_officer",
)


@dataclass(frozen=True, slots=True)
class Office:
    """Whose report it is: ``services`` and ``reasons`` give the words for their codes in the report's language."""

    name: str
    address: str
    services: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


def render(period: Period, office: Office, *, language: str, at: datetime) -> bytes:
    """The report as a PDF/A-3 in "id" or "en" (KeyError for any other); ``at`` (aware) is the hour of printing."""
    words = ReportWords(language)
    span = words.days(period.first, period.last)
    pdf = Paper(words, title=f"{words('title')} {span}", id=span, digest=period.head, at=at)
    pdf.add_page()
    _head(pdf, words, office, span, at)
    if not period.hours and not period.checks:
        pdf.ln(4)
        pdf.paragraph(words("nothing"))
    else:
        _figures(pdf, words, period)
        _numbers(pdf, words, period, office)
        _services(pdf, words, period, office)
        _waits(pdf, words, period)
        _checks(pdf, words, period)
        _overrides(pdf, words, period, office)
    _foot(pdf, words, period)
    return bytes(pdf.output())


def _head(pdf: Paper, words: ReportWords, office: Office, span: str, at: datetime) -> None:
    pdf.ink(9, "", QUIET)
    pdf.multi_cell(
        pdf.width, 4.4, f"{office.name}\n{office.address}", new_x="LMARGIN", new_y="NEXT", align="L"
    )
    pdf.ln(2)
    pdf.ink(18, "B")
    pdf.cell(pdf.width, 8, words("title"), new_x="LMARGIN", new_y="NEXT")
    pdf.ink(12)
    pdf.cell(pdf.width, 6.4, span, new_x="LMARGIN", new_y="NEXT")
    pdf.ink(7.6, "", QUIET)
    pdf.cell(pdf.width, 4, f"{words('printed')} {words.moment(at)}", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)


def _figures(pdf: Paper, words: ReportWords, period: Period) -> None:
    total, counted = period.total, period.counted
    held = sum(n for kind, n in counted.items() if kind.startswith("held_"))
    quota = words("no_limit") if period.quota is None else words("of_quota", quota=period.quota)
    mean = mean_wait(total["waited"], total["served"])
    longest = words("longest", longest=words.wait(total["longest_wait"])) if total["served"] else ""
    tiles(
        pdf,
        [
            (str(period.issued), words("issued"), quota),
            (str(total["served"]), words("served"), "" if total["served"] else words("no_waits")),
            (words.wait(mean), words("mean_wait"), longest),
            (str(counted["diverted"]), words("diverted"), words("of_started", started=counted["started"])),
            (str(held), words("held"), words("overridden", n=counted["overridden"])),
        ],
    )


def _numbers(pdf: Paper, words: ReportWords, period: Period, office: Office) -> None:
    if not period.hours:
        return
    hours = range(min(h.hour for h in period.hours), max(h.hour for h in period.hours) + 1)
    busiest = sorted(_by(period, lambda h: h.service).items(), key=lambda item: (-item[1]["taken"], item[0]))
    pdf.heading(words("by_hour"), keep=70)
    stacked(
        pdf,
        [f"{hour:02d}.00" for hour in hours],
        [
            (
                office.services.get(service, service),
                [
                    sum(h.counts["taken"] for h in period.hours if (h.hour, h.service) == (hour, service))
                    for hour in hours
                ],
            )
            for service, _ in busiest
        ],
        height=54,
    )
    if period.first == period.last:
        return
    pdf.heading(words("by_day"), keep=56)
    by_day = {day.day: day.issued for day in period.days}
    stacked(
        pdf,
        [str(day.day) for day in by_day],
        [(words("taken"), list(by_day.values()))],
        height=44,
        legend=False,
    )


def _services(pdf: Paper, words: ReportWords, period: Period, office: Office) -> None:
    if not period.hours:
        return
    pdf.heading(words("by_service"), keep=40)
    columns = (
        "taken",
        "printed_n",
        "served_n",
        "no_show",
        "void",
        "reprinted",
        "priority",
        "wait",
        "longest_n",
    )
    rows = [
        [_named(period, office, words, service), *_row(words, counts)]
        for service, counts in sorted(_by(period, lambda h: h.service).items())
    ]
    rows.append([words("sum"), *_row(words, period.total)])
    widths = (38, 13, 15, 15, 19, 12, 14, 15, 17, 17)
    pdf.figures(
        [words("service"), *(words(c) for c in columns)],
        rows,
        widths,
        "LRRRRRRRRR",
        strong=[len(rows) - 1],
        size=7.6,
    )


def _named(period: Period, office: Office, words: ReportWords, service: str) -> str:
    """With its own quota, where it had one on every day."""
    name, quota = office.services.get(service, service), period.quota_of(service)
    return name if quota is None else f"{name} ({words('of_quota', quota=quota)})"


def _row(words: ReportWords, counts: Counts) -> list[str]:
    names = ("taken", "printed", "served", "no_show", "void", "reprinted", "priority")
    waits = (
        mean_wait(counts["waited"], counts["served"]),
        counts["longest_wait"] if counts["served"] else None,
    )
    return [*(str(counts[name]) for name in names), *(words.wait(wait) for wait in waits)]


def _waits(pdf: Paper, words: ReportWords, period: Period) -> None:
    by_hour = {hour: c for hour, c in sorted(_by(period, lambda h: h.hour).items()) if c["served"]}
    if not by_hour:
        return
    pdf.heading(words("waits"), keep=52)
    means = [c["waited"] / c["served"] / 60 for c in by_hour.values()]
    places = [f"{hour:02d}.00" for hour in by_hour]
    pdf.ln(3)
    stacked(pdf, places, [(words("wait"), means)], height=40, legend=False, unit=words("minutes"))


def _checks(pdf: Paper, words: ReportWords, period: Period) -> None:
    counted = period.counted
    if not counted:
        return
    later = sorted(set(counted) - set(_CHECKS))
    pdf.heading(words("checks"), keep=62)
    levels(pdf, [(words.known("kind", kind), counted[kind]) for kind in (*_CHECKS, *later)])


def _overrides(pdf: Paper, words: ReportWords, period: Period, office: Office) -> None:
    pdf.heading(words("overrides"), keep=28)
    sums: dict[tuple[str, str, str], int] = {}
    for waiver in period.waivers:
        key = (waiver.check, waiver.reason, waiver.officer)
        sums[key] = sums.get(key, 0) + waiver.n
    if not sums:
        pdf.paragraph(words("no_overrides"))
        return
    rows = [
        [
            words.known("check", check),
            office.reasons.get(reason) or words.known("reason", reason),
            officer,
            str(n),
        ]
        for (check, reason, officer), n in sorted(sums.items())
    ]
    head = [words("check"), words("reason"), words("officer"), words("n")]
    pdf.figures(
        head,
        [*rows, [words("sum"), "", "", str(sum(sums.values()))]],
        (30, 70, 60, 16),
        "LLLR",
        strong=[len(rows)],
    )


def _foot(pdf: Paper, words: ReportWords, period: Period) -> None:
    pdf.room_for(48)
    pdf.ln(3)
    pdf.paragraph(words("note"), size=7.6, colour=QUIET)
    pdf.ink(7, "", QUIET, "mono")
    pdf.cell(pdf.width, 3.6, period.head, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(5)
    pdf.ink(8.6)
    x = pdf.l_margin + pdf.width - 66
    pdf.set_x(x)
    pdf.cell(66, 4.4, words("signature"))
    y = pdf.get_y() + 22
    pdf.set_draw_color(*LINE)
    pdf.line(x, y, x + 66, y)


def _by(period: Period, key: Callable[[HourOfService], K]) -> dict[K, Counts]:
    groups: dict[K, list[Counts]] = {}
    for hour in period.hours:
        groups.setdefault(key(hour), []).append(hour.counts)
    return {name: added(counts) for name, counts in groups.items()}
