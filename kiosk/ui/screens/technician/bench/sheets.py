"""What each page of the technician's calibration says: a sheet, made from the state and the desk, before any widget."""

from __future__ import annotations

from kiosk.rules.calibration.decision import Outcome
from kiosk.rules.calibration.gate import Gathering, Phase
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.proposal import Proposed
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.refusals import Refusal
from kiosk.rules.calibration.steps import Progress, Step, wanted
from kiosk.rules.calibration.under_way import UnderWay
from kiosk.rules.calibration.view import BenchView, KeptRecord, Samples
from kiosk.rules.desk import Desk
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.states import PinRefusal, TechnicianAtWork
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.bench import charts, words
from kiosk.ui.screens.technician.bench.sheet import Choice, Line, Sheet
from kiosk.ui.widgets.figures import Series

ORDER = (
    (Step.IDENTIFY, Step.WARM_UP),
    (Step.ENVIRONMENT,),
    (Step.REFERENCE,),
    (Step.AS_FOUND,),
    (Step.FIT,),
    (Step.AS_LEFT,),
    (Step.DECISION,),
    (Step.ACCEPT, Step.SECOND_PERSON),
    (Step.RECORDED, Step.DISCARDED),
)
"""Nine steps as a technician counts them."""
HASH_SHOWN = 12


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
    notice = notice or _all(refused, say)
    if progress.stranded:
        return Sheet(_title(progress, say), notice=notice, **_discarding(say))
    return _at(kiosk, view, plan, progress, notice, say)


def _at(kiosk: Kiosk, view: BenchView, plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    match progress.step:
        case Step.WARM_UP | Step.IDENTIFY:
            return _warm_up(kiosk, view, plan, progress, notice, say)
        case Step.ENVIRONMENT:
            return _room(view, progress, notice, say)
        case Step.REFERENCE:
            return _reference(view.references, _title(progress, say), notice, say)
        case Step.AS_FOUND | Step.AS_LEFT:
            return _point(view, plan, progress, notice, say)
        case Step.FIT:
            return _fit(plan, progress, notice, say)
        case Step.DECISION | Step.ACCEPT | Step.SECOND_PERSON:
            return _decision(plan, progress, notice, say)
        case _:
            return _recorded(view.kept, progress, notice, say)


def _title(progress: Progress, say: Speech) -> str:
    at = next(n for n, steps in enumerate(ORDER, 1) if progress.step in steps)
    return say("bench.step", n=at, name=say(words.STEPS[progress.step]))


def _discarding(say: Speech) -> dict[str, object]:
    return {"unsure": say("bench.discard"), "sure": Choice("discard", say("bench.discard_sure"))}


def _all(refused: tuple[Refusal, ...], say: Speech) -> str:
    return "\n".join(words.refusal(each, say) for each in refused)


# ------------------------------------------------------------------------------------- before it begins


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
        **_discarding(say),  # type: ignore[arg-type]
    )


# ------------------------------------------------------------------------------------------- its steps


def _warm_up(
    kiosk: Kiosk, view: BenchView, plan: Plan, progress: Progress, notice: str, say: Speech
) -> Sheet:
    minutes = 0
    if progress.powered_since is not None:
        minutes = max(0, int((kiosk.now.local - progress.powered_since).total_seconds() // 60))
    least = plan.warm_up.minutes
    told = say("bench.warming", n=min(minutes, 999), all=least)
    identity = progress.identity
    device = ", ".join(f"{name} {value}" for name, value in identity.settings) if identity else ""
    return Sheet(
        _title(progress, say),
        (
            Line(told),
            Line(say("bench.layer_device", told=device or say("bench.none")), spare=3),
            *_reads(view.samples, say),
        ),
        notice,
        charts.stream(view.samples, None, say),
        main=Choice("proceed", say("bench.go_on")),
        others=() if minutes >= least else (Choice("warm", say("bench.warm", n=least)),),
        **_discarding(say),  # type: ignore[arg-type]
    )


def _room(view: BenchView, progress: Progress, notice: str, say: Speech) -> Sheet:
    room, title = view.room, _title(progress, say)
    if room.ambient is None:
        return Sheet(title, (), notice, asks=say("bench.ambient"), enter="ambient")
    if room.humidity is None:
        return Sheet(title, (), notice, asks=say("bench.humidity"), enter="humidity")
    told = say("bench.room_told", ambient=words.degrees(room.ambient, say), humidity=room.humidity)
    both = room.no_draught and room.acclimatised
    return Sheet(
        title,
        (Line(told, bold=True), Line(say("bench.attest"), spare=1)),
        notice,
        main=Choice("proceed", say("bench.go_on")) if both else None,
        others=(
            Choice("no-draught", say("bench.no_draught"), ticked=room.no_draught),
            Choice("acclimatised", say("bench.acclimatised"), ticked=room.acclimatised),
            Choice("room-again", say("bench.room_again")),
        ),
    )


def _reference(register: tuple[Reference, ...], title: str, notice: str, say: Speech) -> Sheet:
    if not register:
        return Sheet(title, (Line(say("bench.no_reference"), bold=True),), notice)
    return Sheet(
        title,
        (Line(say("bench.choose_reference")),),
        notice,
        others=tuple(
            Choice(f"reference:{each.id}", f"{each.id} · {each.certificate}", certified(each, say))
            for each in register
        ),
    )


def certified(reference: Reference, say: Speech) -> str:
    return say(
        "bench.reference_told",
        laboratory=reference.laboratory,
        due=words.day(reference.due),
        u=words.number(reference.expanded, 2, say),
        k=words.number(reference.k, 0 if reference.k == int(reference.k) else 2, say),
    )


def _point(view: BenchView, plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    nominal = wanted(progress, plan)
    assert nominal is not None
    found = progress.step is Step.AS_FOUND
    done = progress.as_found if found else progress.as_left
    schedule = plan.schedule if found else plan.as_left
    point = words.degrees(nominal, say)
    where = f"{say('bench.point', n=len(done) + 1, all=len(schedule))}: {point} °C"
    if progress.gathering is not None:
        return Sheet(
            _title(progress, say),
            (
                Line(where, bold=True),
                Line(gate(progress.gathering, plan.readings, say)),
                *_reads(view.samples, say),
            ),
            notice,
            charts.stream(view.samples, progress.gathering, say),
            others=(Choice("again", say("bench.again")),),
        )
    lines = [Line(where, bold=True), Line(say("bench.bring", point=point), spare=2)]
    if done:
        last = done[-1]
        error = words.number(last.error, 2, say, sign=True)
        told = say("bench.last_point", point=words.degrees(last.nominal, say), error=error)
        lines.append(Line(told, spare=1))
    return Sheet(
        _title(progress, say),
        tuple(lines),
        notice,
        charts.errors(plan, progress, say) if done else None,
        asks=say("bench.it_shows"),
        enter="shown",
        others=(Choice(f"shown:{nominal / 100:.2f}", say("bench.exactly", point=point)),),
    )


def gate(state: Gathering, wanted: int, say: Speech) -> str:
    """How far the gate at a point is."""
    if state.phase is Phase.SETTLING:
        return say(words.UNQUIET[state.trouble])
    return say("bench.reading", n=len(state.readings), all=wanted)


def _fit(plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    proposal = progress.proposal
    assert proposal is not None
    lines: list[Line] = []
    figure = None
    if proposal.fit is not None:
        fit = proposal.fit
        lines.append(Line(say(words.FITS[fit.kind]), spare=4))
        lines.append(Line(words.line(fit.gain, fit.offset, say), bold=True))
        most = float(plan.mpe.limit / plan.fit.residual_divisor)
        residuals = tuple((each.nominal / 100, float(each.value)) for each in fit.residuals)
        figure = charts.between((Series(residuals, joined=False),), (most, -most), (), 2, say)
        lines.append(Line(say("bench.residuals"), spare=5))
    if proposal.uncertainty is not None:
        lines.append(
            Line(say("bench.uncertainty", u=words.number(proposal.uncertainty.stated, 2, say)), spare=1)
        )
    if progress.found is not None:
        outcome = say(words.OUTCOMES[progress.found.outcome])
        error = words.number(progress.found.worst, 2, say, sign=True)
        lines.append(Line(say("bench.found_told", error=error, outcome=outcome), spare=2))
    good = isinstance(proposal, Proposed)
    if not good:
        notice = notice or _all(proposal.reasons, say)
    close = Choice("close", say("bench.close"))
    return Sheet(
        _title(progress, say),
        tuple(lines),
        notice,
        figure,
        main=Choice("proceed", say("bench.go_on")) if good else close,
        others=(Choice("again", say("bench.again")), *((close,) if good else ())),
    )


def _decision(plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    left = progress.left
    assert left is not None
    outcome = say(words.OUTCOMES[left.outcome])
    error = words.number(left.worst, 2, say, sign=True)
    rule = say(words.RULES[left.rule])
    limit = words.number(left.mpe.limit, 2, say)
    lines = (
        Line(say("bench.left_told", error=error, outcome=outcome), bold=True),
        Line(say("bench.uncertainty", u=words.number(left.expanded, 2, say)), spare=1),
        Line(say("bench.judged", mpe=limit, rule=rule, document=left.mpe.document), spare=3),
    )
    close = Choice("close", say("bench.close"))
    passed = left.outcome in (Outcome.PASS, Outcome.CONDITIONAL_PASS)
    match progress.step:
        case Step.SECOND_PERSON:
            main, others = Choice("second", say("bench.second")), (close,)
            lines = (*lines, Line(say("bench.second_why"), spare=2))
        case Step.ACCEPT:
            main, others = Choice("accept", say("bench.accept")), (close,)
        case _ if passed:
            main, others = Choice("proceed", say("bench.go_on")), (close,)
        case _:
            main, others = close, (Choice("again", say("bench.again")),)
    return Sheet(
        _title(progress, say), lines, notice, charts.errors(plan, progress, say), main=main, others=others
    )


def _second_person(state: TechnicianAtWork, say: Speech) -> Sheet:
    notice = {
        None: say("pin.checking") if state.checking else say("pin.hint"),
        PinRefusal.SAME_PERSON: say("bench.pin_same"),
        PinRefusal.WRONG: say("pin.wrong"),
    }.get(state.refused, say("pin.store"))
    return Sheet(say("bench.second_person"), (Line(notice),), pin=True)


def _recorded(kept: KeptRecord | None, progress: Progress, notice: str, say: Speech) -> Sheet:
    if kept is None:
        return Sheet(_title(progress, say), notice=notice or say("bench.busy"))
    state = say("bench.activated" if kept.activated else "bench.not_activated")
    file = kept.path.rpartition("/")[2]
    return Sheet(
        _title(progress, say),
        (
            Line(state, bold=True),
            Line(kept.id, bold=True),
            Line(say("bench.hash", digest=kept.digest[:HASH_SHOWN]), spare=1),
            Line(say("bench.pdf", path=file) if file else say("bench.no_pdf"), spare=2),
        ),
        notice,
        qr=kept.qr,
    )


def _reads(samples: Samples, say: Speech) -> tuple[Line, ...]:
    if not samples:
        return ()
    value = words.degrees(samples[-1][1], say, 2)
    return (Line(say("bench.reads", value=value), bold=True, spare=1),)
