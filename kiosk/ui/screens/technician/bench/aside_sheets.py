"""The sheets beside a calibration's steps: the estimates of its budget, and remarks for its record."""

from __future__ import annotations

from kiosk.rules.calibration.asides import OWN, REMARKED, REMARKS, Budget, Remarks, half_width
from kiosk.rules.calibration.budget import Source
from kiosk.rules.calibration.steps import Progress, Step
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.bench import words
from kiosk.ui.screens.technician.bench.sheet import Choice, Line, Sheet

ROWS = {
    Source.REFERENCE_DRIFT: "budget.reference_drift",
    Source.STABILITY: "budget.stability",
    Source.UNIFORMITY: "budget.uniformity",
    Source.EMISSIVITY: "budget.emissivity",
    Source.REFLECTED: "budget.reflected",
    Source.DISTANCE: "budget.distance",
    Source.RESOLUTION: "budget.resolution",
    Source.OTHER: "budget.other",
}
SENTENCES = {
    "closed": "remark.closed",
    "cleaned": "remark.cleaned",
    "moved": "remark.moved",
    "disturbed": "remark.disturbed",
}
PLACES = 3


def ways(progress: Progress, say: Speech) -> tuple[Choice, ...]:
    """What a step offers beside going on."""
    found = [Choice("budget", say("bench.budget"))] if progress.step is Step.FIT else []
    return (*found, *([Choice("remark", say("bench.remarks"))] if progress.step in REMARKED else []))


def budget(aside: Budget, progress: Progress, title: str, notice: str, say: Speech) -> Sheet:
    if aside.row is not None:
        value = words.number(half_width(progress.known, aside.row), PLACES, say)
        return Sheet(
            title,
            (Line(say(ROWS[aside.row]), bold=True), Line(say("bench.half_width_now", value=value))),
            notice,
            asks=say("bench.half_width"),
            enter="half-width",
            others=(Choice("budget", say("bench.rows")),),
        )
    stated = progress.proposal.uncertainty if progress.proposal is not None else None
    lines = [Line(say("bench.budget_told"), spare=1)]
    if stated is not None:
        lines.insert(0, Line(say("bench.uncertainty", u=words.number(stated.stated, 2, say)), bold=True))
    return Sheet(
        title,
        tuple(lines),
        notice,
        main=Choice("budget:done", say("bench.done")),
        others=tuple(
            Choice(
                f"budget:{source.value}",
                f"{say(ROWS[source])}: {words.number(half_width(progress.known, source), PLACES, say)}",
            )
            for source in OWN
        ),
    )


def remarks(aside: Remarks, progress: Progress, title: str, notice: str, say: Speech) -> Sheet:
    written = [code for code, text in REMARKS.items() if text in progress.notes]
    return Sheet(
        title,
        (Line(say("bench.remarks_told"), spare=1),),
        notice,
        main=Choice("remark:done", say("bench.done")),
        others=tuple(
            Choice(f"remark:{code}", say(SENTENCES[code]), ticked=code in aside.picked)
            for code in REMARKS
            if code not in written
        ),
    )
