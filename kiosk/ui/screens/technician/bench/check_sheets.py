"""What the pages of the quick check and of the history say."""

from __future__ import annotations

from decimal import Decimal

from kiosk.rules.calibration.control import Signal
from kiosk.rules.calibration.view import HistoryView, QuickView
from kiosk.rules.desk import Desk
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.bench import words
from kiosk.ui.screens.technician.bench.charts import limits_figure, stream
from kiosk.ui.screens.technician.bench.gathering_sheets import certified, gate
from kiosk.ui.screens.technician.bench.sheet import Choice, Line, Sheet
from kiosk.ui.widgets.figures import Figure, Series

SIGNALS = {
    Signal.IN_CONTROL: "bench.in_control",
    Signal.WARNING: "bench.warning",
    Signal.ACTION: "bench.action",
}
READINGS = 10
LATEST = 3
"""Records told in words; the chart has all of them."""


def quick(kiosk: Kiosk, desk: Desk, say: Speech) -> Sheet:
    """The quick check at 37 degrees, with the control chart of the correction in force."""
    view = desk.quick
    notice = words.trouble(view.trouble, say) or (say("bench.busy") if view.busy else "")
    notice = notice or "\n".join(words.refusal(each, say) for each in view.problems)
    notice = notice or (say("bench.out") if view.out else "")
    title, chart = say("bench.quick"), control_chart(view, say)
    if view.gathering is not None:
        line = Line(gate(view.gathering, READINGS, say), bold=True)
        figure = stream(view.samples, view.gathering, say)
        return Sheet(title, (line,), notice, figure, others=(Choice("again", say("bench.again")),))
    if view.checked is not None:
        value = words.number(view.checked.deviation, 2, say, sign=True)
        told = Line(say(SIGNALS[view.checked.signal], value=value), bold=True)
        lines = (told, Line(say("bench.quick_chart"), spare=2))
        return Sheet(title, lines, notice, chart, main=Choice("again", say("bench.once_more")))
    if view.reference is not None:
        point = words.degrees(3700, say)
        exactly = Choice("shown:37.00", say("bench.exactly", point=point))
        bring = Line(say("bench.bring", point=point), spare=1)
        asks = say("bench.it_shows")
        return Sheet(title, (bring,), notice, None, asks=asks, enter="shown", others=(exactly,))
    if not view.references:
        return Sheet(title, (Line(say("bench.no_reference"), bold=True),), notice, chart)
    lines = (
        *((Line(say("bench.quick_chart"), spare=3),) if chart else ()),
        Line(say("bench.choose_reference"), bold=True),
    )
    return Sheet(
        title,
        lines,
        notice,
        chart,
        others=tuple(
            Choice(f"reference:{each.id}", f"{each.id} · {each.certificate}", certified(each, say))
            for each in view.references
        ),
    )


def control_chart(view: QuickView, say: Speech) -> Figure | None:
    """Deviations in their order, with the limits of 2 s (gold) and 3 s (brown)."""
    if view.limits is None or not view.checks:
        return None
    marks = tuple((float(place), float(check.deviation)) for place, check in enumerate(view.checks))
    return limits_figure((Series(marks),), view.limits.action, view.limits.warning, say, places=2)


def history(kiosk: Kiosk, desk: Desk, say: Speech) -> Sheet:
    """Errors found and left over the years, the newest records, the layers of today, and the way back."""
    view = desk.history
    notice = words.trouble(view.trouble, say)
    lines = [Line(text, spare=4) for text in words.layers(desk.layers, say)]
    if not view.records:
        return Sheet(say("bench.history"), (Line(say("bench.no_history"), bold=True), *lines), notice)
    past = [each for each in view.records if each.found is not None]
    for place, each in enumerate(reversed(view.records[-LATEST:])):
        found, left = (
            say("bench.none") if value is None else words.number(value, 2, say, sign=True)
            for value in (each.found, each.left)
        )
        text = say("bench.past", day=words.day(each.on), by=each.by, found=found, left=left)
        lines.append(Line(text, bold=each is view.records[-1], spare=place * 2))
    if view.advice is not None:
        lines.append(Line(say(words.TRENDS[view.advice.trend], n=view.advice.months), spare=3))
    if past:
        lines.append(Line(say("bench.history_chart"), spare=6))
    applies = bool(view.corrections) and view.corrections[-1].gain is not None
    return Sheet(
        say("bench.history"),
        tuple(lines),
        notice,
        _over_the_years(view, say) if past else None,
        unsure=say("bench.roll_back") if applies else "",
        sure=Choice("roll-back", say("bench.roll_back_sure")) if applies else None,
    )


def _over_the_years(view: HistoryView, say: Speech) -> Figure:
    found = tuple((float(r.on.toordinal()), float(r.found)) for r in view.records if r.found is not None)
    left = tuple(
        (float(r.on.toordinal()), float(r.left)) for r in view.records if r.left is not None and r.activated
    )
    outer: Decimal = view.records[-1].mpe.limit
    return limits_figure((Series(found), Series(left, "leaf")), outer, None, say)
