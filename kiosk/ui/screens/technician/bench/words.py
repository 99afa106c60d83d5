"""Words and numbers of a calibration on the screen: reasons, outcomes, how things stand. Words by name only."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kiosk.rules.calibration.decision import Outcome, Rule
from kiosk.rules.calibration.fit import FitKind
from kiosk.rules.calibration.gate import Trouble as Unquiet
from kiosk.rules.calibration.life import Trend
from kiosk.rules.calibration.refusals import Reason, Refusal
from kiosk.rules.calibration.standing import NeverCalibrated, Overdue, Standing, Suspended, Valid
from kiosk.rules.calibration.steps import Progress, Step
from kiosk.rules.calibration.view import Layers, Snag, Trouble
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.figures import local, technical

MINUS = "\N{MINUS SIGN}"

STEPS = {
    Step.IDENTIFY: "bench.warm_up",
    Step.WARM_UP: "bench.warm_up",
    Step.ENVIRONMENT: "bench.room",
    Step.REFERENCE: "bench.reference",
    Step.AS_FOUND: "bench.found",
    Step.FIT: "bench.fit",
    Step.AS_LEFT: "bench.left",
    Step.DECISION: "bench.decision",
    Step.ACCEPT: "bench.accepting",
    Step.SECOND_PERSON: "bench.second_person",
    Step.RECORDED: "bench.record",
    Step.DISCARDED: "bench.record",
}
REASONS = {
    Reason.NOT_NOW: "refusal.not_now",
    Reason.IDENTITY_INCOMPLETE: "refusal.identity_incomplete",
    Reason.IDENTITY_CHANGED: "refusal.identity_changed",
    Reason.UNWARMED: "refusal.unwarmed",
    Reason.ROOM_TEMPERATURE: "refusal.room_temperature",
    Reason.HUMIDITY: "refusal.humidity",
    Reason.DRAUGHT: "refusal.draught",
    Reason.NOT_ACCLIMATISED: "refusal.not_acclimatised",
    Reason.REFERENCE_EXPIRED: "refusal.reference_expired",
    Reason.REFERENCE_NOT_YET_VALID: "refusal.reference_not_yet_valid",
    Reason.REFERENCE_OFF_POINT: "refusal.reference_off_point",
    Reason.UNSTABLE: "refusal.unstable",
    Reason.SESSION_TOO_OLD: "refusal.session_too_old",
    Reason.SAME_PERSON: "refusal.same_person",
    Reason.NAME_MISSING: "refusal.name_missing",
    Reason.TOO_FEW_POINTS: "refusal.too_few_points",
    Reason.TOO_FEW_READINGS: "refusal.too_few_readings",
    Reason.POINTS_TOO_CLOSE: "refusal.points_too_close",
    Reason.NOT_MONOTONIC: "refusal.not_monotonic",
    Reason.NOISY: "refusal.noisy",
    Reason.HYSTERESIS: "refusal.hysteresis",
    Reason.GAIN: "refusal.gain",
    Reason.OFFSET: "refusal.offset",
    Reason.RESIDUAL: "refusal.residual",
    Reason.RANGE: "refusal.range",
    Reason.UNCERTAINTY: "refusal.uncertainty",
    Reason.BUDGET: "refusal.budget",
    Reason.CONFORMITY: "refusal.conformity",
}
OUTCOMES = {
    Outcome.PASS: "bench.pass",
    Outcome.CONDITIONAL_PASS: "bench.conditional_pass",
    Outcome.CONDITIONAL_FAIL: "bench.conditional_fail",
    Outcome.FAIL: "bench.fail",
}
RULES = {
    Rule.SIMPLE: "bench.rule_simple",
    Rule.GUARDED: "bench.rule_guarded",
    Rule.NON_BINARY: "bench.rule_non_binary",
}
FITS = {
    FitKind.OFFSET: "bench.fit_offset",
    FitKind.GAIN_AND_OFFSET: "bench.fit_gain_and_offset",
    FitKind.LEAST_SQUARES: "bench.fit_least_squares",
}
UNQUIET = {
    None: "bench.settling",
    Unquiet.NOISY: "bench.noisy",
    Unquiet.DRIFTING: "bench.drifting",
    Unquiet.OUTLIER: "bench.outlier",
    Unquiet.REJECTED: "bench.rejected",
}
SNAGS = {
    Snag.INSTRUMENT: "bench.snag_instrument",
    Snag.STORE: "bench.snag_store",
    Snag.NUMBER: "bench.snag_number",
    Snag.BEGUN: "bench.snag_begun",
    Snag.NO_CORRECTION: "bench.snag_no_correction",
    Snag.CHANGED: "refusal.identity_changed",
    Snag.UNREADABLE: "bench.snag_unreadable",
}
TRENDS = {
    Trend.FIRST: "bench.trend_first",
    Trend.SHORTEN: "bench.trend_shorten",
    Trend.KEEP: "bench.trend_keep",
    Trend.EXTEND: "bench.trend_extend",
}
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


def number(value: Decimal, places: int, say: Speech, *, sign: bool = False) -> str:
    """With the language's decimal mark, halves away from zero, and a true minus."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0
    text = f"{abs(rounded):f}"
    text = local(say, text)
    if rounded < 0:
        return MINUS + text
    return "+" + text if sign and rounded > 0 else text


def degrees(centi: int, say: Speech, places: int = 1) -> str:
    return number(Decimal(centi).scaleb(-2), places, say)


def points(which: tuple[int, ...], say: Speech) -> str:
    return " · ".join(degrees(point, say, 0 if point % 100 == 0 else 1) for point in which)


def day(on: date) -> str:
    return f"{on:%d.%m.%Y}"


def refusal(found: Refusal, say: Speech) -> str:
    """The reason; with what was found, and what would be right, where both are figures."""
    words = say(REASONS[found.reason])
    if found.value is None:
        return words
    value = number(found.value, _places(found.value), say)
    if found.limit is None or found.reason is Reason.REFERENCE_EXPIRED:
        return f"{words} ({value})"
    return f"{words} ({value} / {number(found.limit, _places(found.limit), say)})"


def trouble(found: Trouble | None, say: Speech) -> str:
    return "" if found is None else say(SNAGS[found.snag])


def standing(found: Standing, say: Speech) -> str:
    match found:
        case Valid(days=days):
            return say("bench.valid", n=days)
        case Suspended():
            return say("bench.suspended")
        case Overdue(days=days):
            return say("bench.overdue", n=days)
        case NeverCalibrated():
            return say("bench.never")


def layers(found: Layers | None, say: Speech) -> tuple[str, ...]:
    """The three layers of a number, a line each; nothing before they are known."""
    if found is None:
        return ()
    device = ", ".join(
        f"{technical(name, say)} {local(say, value)}" for name, value in found.identity.settings
    )
    applied, site = found.correction, found.site
    formula = "" if applied is None else line(applied.gain, applied.offset, say)
    added = number(Decimal(site.centi).scaleb(-2), 2, say, sign=True) + " °C"
    return (
        say("bench.layer_device", told=device or say("bench.none")),
        say("bench.layer_correction", told=formula or say("bench.none")),
        say("bench.layer_site", told=added if site.centi else say("bench.none")),
    )


def line(gain: Decimal, offset: Decimal, say: Speech) -> str:
    """The correction itself."""
    return f"{number(gain, 4, say)} × t {number(offset, 3, say, sign=True)}"


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(3, max(0, -exponent)) if isinstance(exponent, int) else 0


def title(progress: Progress, say: Speech) -> str:
    """Which step of how many, and its name."""
    at = next(n for n, steps in enumerate(ORDER, 1) if progress.step in steps)
    return say("bench.step", n=at, name=say(STEPS[progress.step]))


def refusals(refused: tuple[Refusal, ...], say: Speech) -> str:
    """A line each."""
    return "\n".join(refusal(each, say) for each in refused)
