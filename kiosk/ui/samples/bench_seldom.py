"""What lies on the technician's desk in the seldom moments of a calibration (kiosk/ui/samples/seldom.py): refusals,
snags, and the outcomes that nobody hopes for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kiosk.rules.calibration.control import Signal
from kiosk.rules.calibration.decision import Outcome, Rule
from kiosk.rules.calibration.fit import FitKind
from kiosk.rules.calibration.gate import Phase
from kiosk.rules.calibration.gate import Trouble as Unquiet
from kiosk.rules.calibration.life import Advice, Trend
from kiosk.rules.calibration.proposal import Proposed, Refused
from kiosk.rules.calibration.refusals import Reason, Refusal
from kiosk.rules.calibration.standing import Overdue, OverduePolicy, Suspended, SuspendedBy, Valid
from kiosk.rules.calibration.steps import Progress, Step
from kiosk.rules.calibration.view import BenchView, Room, Snag, Trouble
from kiosk.rules.desk import Desk
from kiosk.ui.samples.bench import BLACKBODY, PLAN, _bench, _checks, _history, _kept, _layers, _quick, _way


def _why(reason: Reason, value: str = "", limit: str = "") -> Refusal:
    return Refusal(reason, Decimal(value) if value else None, Decimal(limit) if limit else None)


PROBLEMS: dict[str, tuple[str, tuple[Refusal, ...]]] = {
    "refused-room": (
        "room",
        (
            _why(Reason.ROOM_TEMPERATURE, "31.5", "30"),
            _why(Reason.HUMIDITY, "88", "85"),
            _why(Reason.DRAUGHT),
            _why(Reason.NOT_ACCLIMATISED),
        ),
    ),
    "refused-reference": ("reference", (_why(Reason.REFERENCE_NOT_YET_VALID),)),
    "refused-point": ("point", (_why(Reason.REFERENCE_OFF_POINT, "36.2", "37"),)),
    "refused-late": ("point", (_why(Reason.UNSTABLE, "", "300"),)),
    "refused-name": ("accept", (_why(Reason.NAME_MISSING),)),
    "refused-budget": ("accept", (_why(Reason.CONFORMITY, "0.34", "0.3"),)),
}
"""The moment whose step it is, and what is refused there."""
FITS = {
    "refused-data": (_why(Reason.TOO_FEW_POINTS, "1", "3"), _why(Reason.TOO_FEW_READINGS, "8", "10")),
    "refused-fit": (
        _why(Reason.NOISY, "0.12", "0.1"),
        _why(Reason.HYSTERESIS, "0.21", "0.15"),
        _why(Reason.RESIDUAL, "0.16", "0.1"),
    ),
    "refused-points": (
        _why(Reason.POINTS_TOO_CLOSE, "0.4", "1"),
        _why(Reason.NOT_MONOTONIC, "-12", "0"),
        _why(Reason.RANGE, "1.4", "1"),
    ),
    "rejected": (_why(Reason.UNCERTAINTY, "0.32", "0.3"), _why(Reason.BUDGET)),
}
"""Fits that are refused."""
STRANDED = {
    "refused-identity": (_why(Reason.IDENTITY_CHANGED), _why(Reason.IDENTITY_INCOMPLETE)),
    "asking": (_why(Reason.SESSION_TOO_OLD, "26", "12"), _why(Reason.UNWARMED, "12", "30")),
    "snag-changed": (_why(Reason.SAME_PERSON), _why(Reason.NOT_NOW)),
}
"""Sessions that can only be given up."""
GATES = {
    "settling": None,
    "noisy": Unquiet.NOISY,
    "drifting": Unquiet.DRIFTING,
    "outlier": Unquiet.OUTLIER,
    "noise-of-frames": Unquiet.REJECTED,
}


def _with(name: str, **changes: object) -> Desk:
    progress: Progress = replace(_way()[name][0], **changes)  # type: ignore[arg-type]
    return _bench(name, progress=progress)


def _start(**changes: object) -> Desk:
    return replace(Desk(calibration=BenchView(PLAN, references=(BLACKBODY,)), layers=_layers()), **changes)  # type: ignore[arg-type]


def _refused(reasons: tuple[Refusal, ...], kind: FitKind, outcome: Outcome) -> Desk:
    progress = _way()["fit"][0]
    proposal, found = progress.proposal, progress.found
    assert isinstance(proposal, Proposed)
    assert found is not None
    fit = replace(proposal.fit, kind=kind)
    refused = Refused(reasons, fit, proposal.rows, proposal.uncertainty)
    return _with("fit", proposal=refused, found=replace(found, outcome=outcome))


def _decided(step: Step, outcome: Outcome, rule: Rule) -> Desk:
    left = _way()["accept"][0].left
    assert left is not None
    return _with("accept", step=step, left=replace(left, outcome=outcome, rule=rule))


def _gate(trouble: Unquiet | None) -> Desk:
    gathering = _way()["reading"][0].gathering
    assert gathering is not None
    return _with("reading", gathering=replace(gathering, phase=Phase.SETTLING, readings=(), trouble=trouble))


def desks() -> dict[str, Desk]:
    """By the moment's name."""
    layers = _layers()
    found = {
        "overdue": _start(layers=replace(layers, standing=Overdue(12, OverduePolicy.MANUAL_ONLY))),
        "suspended": _start(layers=replace(layers, standing=Suspended(SuspendedBy.SETTINGS))),
        "valid": _start(
            calibration=BenchView(replace(PLAN, rule=Rule.SIMPLE)),
            layers=replace(layers, standing=Valid(300, soon=False)),
        ),
        "resting": _start(calibration=BenchView(replace(PLAN, rule=Rule.NON_BINARY))),
        "no-reference": replace(
            _bench("reference"), calibration=_bench("reference", references=()).calibration
        ),
        **{name: _gate(trouble) for name, trouble in GATES.items()},
        "left": _with("point", step=Step.AS_LEFT, as_found=_way()["fit"][0].as_found),
        "decided": _decided(Step.DECISION, Outcome.CONDITIONAL_PASS, Rule.NON_BINARY),
        "decided-fail": _decided(Step.DECISION, Outcome.CONDITIONAL_FAIL, Rule.SIMPLE),
        "seconding": _decided(Step.SECOND_PERSON, Outcome.PASS, Rule.GUARDED),
        "busy": _bench("warm-up", busy=True),
        "not-activated": _bench("recorded", kept=replace(_kept(), activated=False, path="")),
        **{
            f"snag-{snag.value}": _bench("room", room=Room(), trouble=Trouble(snag, "no answer"))
            for snag in Snag
        },
        **{name: _with(at, problems=why) for name, (at, why) in PROBLEMS.items()},
        **{name: _with("point", stranded=why) for name, why in STRANDED.items()},
    }
    kinds = (FitKind.OFFSET, FitKind.GAIN_AND_OFFSET, FitKind.LEAST_SQUARES, FitKind.OFFSET)
    outcomes = (Outcome.CONDITIONAL_PASS, Outcome.CONDITIONAL_FAIL, Outcome.FAIL, Outcome.PASS)
    for (name, reasons), kind, outcome in zip(FITS.items(), kinds, outcomes, strict=True):
        found[name] = _refused(reasons, kind, outcome)
    return {
        **{f"bench-{name}": desk for name, desk in found.items()},
        **dict.fromkeys(
            ("bench-second-typed", "bench-second-checking", "bench-second-wrong", "bench-second-store"),
            _bench("accept"),
        ),
        "quick-good": _quick(checked=replace(_checks()[-1], signal=Signal.IN_CONTROL)),
        "quick-no-reference": _quick(references=(), trouble=Trouble(Snag.NO_CORRECTION)),
        **{f"history-{trend.value}": _advised(trend) for trend in Trend if trend is not Trend.KEEP},
    }


def _advised(trend: Trend) -> Desk:
    desk = _history()
    return replace(desk, history=replace(desk.history, advice=Advice(trend, 6, None)))
