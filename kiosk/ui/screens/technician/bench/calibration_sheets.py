"""What the page of the calibration says at the step it is at, and before one is begun.

A sheet is made from the state and the desk, before any widget.
"""

from __future__ import annotations

from kiosk.rules.calibration.asides import Budget, Remarks
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.steps import Progress, Step
from kiosk.rules.calibration.under_way import UnderWay
from kiosk.rules.calibration.view import BenchView
from kiosk.rules.desk import Desk
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import PinRefusal, TechnicianAtWork
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.bench import aside_sheets, gathering_sheets, result_sheets, words
from kiosk.ui.screens.technician.bench.sheet import Choice, Line, Sheet, discarding


def calibration(kiosk: Kiosk, desk: Desk, say: Speech) -> Sheet:
    """The page of the calibration, at whatever step it is."""
    state, view = kiosk.state, desk.calibration
    assert isinstance(state, TechnicianAtWork)
    if state.pin:
        return _second_person(state, say)
    notice = words.trouble(view.trouble, say) or (say("bench.busy") if view.busy else "")
    progress, plan = view.progress, view.plan
    if progress is None or plan is None:
        if kiosk.calibrating is not None:
            return _half_way(kiosk.calibrating, notice, say)
        if kiosk.returning and not notice:
            # While the thermometer looks at a blackbody nobody can come back to it.
            notice = say("bench.resting", n=len(kiosk.returning))
        return _start(plan, desk, notice, say)
    refused = progress.stranded or progress.problems
    notice = notice or words.refusals(refused, say)
    if progress.stranded:
        return Sheet(words.title(progress, say), notice=notice, **discarding(say))
    return _at(kiosk, view, plan, progress, notice, say)


def _at(kiosk: Kiosk, view: BenchView, plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    match view.aside:
        case Budget() as aside:
            return aside_sheets.budget(aside, progress, say("bench.budget"), notice, say)
        case Remarks() as aside:
            return aside_sheets.remarks(aside, progress, say("bench.remarks"), notice, say)
    match progress.step:
        case Step.WARM_UP | Step.IDENTIFY:
            return gathering_sheets.warm_up(kiosk, view, plan, progress, notice, say)
        case Step.ENVIRONMENT:
            return gathering_sheets.room_noted(view, progress, notice, say)
        case Step.REFERENCE:
            return gathering_sheets.reference_chosen(view.references, words.title(progress, say), notice, say)
        case Step.AS_FOUND | Step.AS_LEFT:
            return gathering_sheets.at_point(view, plan, progress, notice, say)
        case Step.FIT:
            return result_sheets.fitted(plan, progress, notice, say)
        case Step.DECISION | Step.ACCEPT | Step.SECOND_PERSON:
            return result_sheets.decided(plan, progress, notice, say)
        case _:
            return result_sheets.recorded(view.kept, progress, notice, say)


def _start(plan: Plan | None, desk: Desk, notice: str, say: Speech) -> Sheet:
    lines: list[Line] = []
    if desk.layers is not None:
        who = desk.layers.identity
        lines.append(Line(f"{who.maker} {who.model}".strip(), spare=4))
        lines.append(Line(words.standing(desk.layers.standing, say), bold=True, spare=2))
        lines += [Line(text, spare=3) for text in words.layers(desk.layers, say)]
    if plan is None:
        return Sheet(say("bench.question"), tuple(lines), notice or say("bench.busy"))
    points, left = words.points(plan.points, say), words.points(plan.as_left, say)
    lines.append(Line(say("bench.plan", points=points, left=left), bold=True))
    lines.append(Line(say("bench.prepare"), spare=5))
    mpe = words.number(plan.mpe.limit, 1, say)
    return Sheet(
        say("bench.question"),
        tuple(lines),
        notice,
        main=Choice("begin", say("bench.begin")),
        others=(
            Choice("points", say("bench.points")),
            Choice("rule", say("bench.rule", rule=say(words.RULES[plan.rule]))),
            Choice("mpe", say("bench.mpe", mpe=mpe), plan.mpe.document),
        ),
    )


def _half_way(session: UnderWay, notice: str, say: Speech) -> Sheet:
    step = say(words.STEPS[session.step]) if session.step else say("bench.none")
    text = say("bench.open", who=session.by or "-", time=dates.clock(session.begun), step=step)
    return Sheet(
        say("bench.question"),
        (Line(text, bold=True), Line(say("bench.prepare"), spare=2)),
        notice,
        main=Choice("resume", say("bench.resume")),
        **discarding(say),  # type: ignore[arg-type]
    )


def _second_person(state: TechnicianAtWork, say: Speech) -> Sheet:
    notice = {
        None: say("pin.checking") if state.checking else say("pin.hint"),
        PinRefusal.SAME_PERSON: say("bench.pin_same"),
        PinRefusal.WRONG: say("pin.wrong"),
    }.get(state.refused, say("pin.store"))
    return Sheet(say("bench.second_person"), (Line(notice),), pin=True)
