"""The two checks at the door: temperature and mask."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.rules.commands import CallOfficer, DrawCode, StartMeasuring, StopMeasuring, Tally
from kiosk.rules.door import RuleBook
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.moves import Move, farewell, patience_with, stay, tally, to, visit_of
from kiosk.rules.opening import policy_for
from kiosk.rules.policy import Check
from kiosk.rules.screening import Requirement, Verdict, decide, is_absolute
from kiosk.rules.stable_reading import (
    FaultCause,
    InstrumentFault,
    Measurement,
    Settling,
    Unsettled,
    begin,
)
from kiosk.rules.states import (
    ConfirmingMask,
    Held,
    MeasureAgain,
    Measuring,
    Resting,
    TemperaturePassed,
    WashingHands,
)
from kiosk.rules.ticketing import prepare

TRIES = 3
"""How often a reading may fail to settle before a person helps."""


def measure(kiosk: Kiosk) -> Move:
    """Start a measurement of the person now on the marks; in manual mode the officer does it instead."""
    visit = visit_of(kiosk)
    if kiosk.manual:
        return hold(kiosk, Held(Check.DEVICE))
    return to(kiosk, Measuring(begin(kiosk.now.steady, after=visit.earlier)), StartMeasuring(visit.serial))


def settled_so_far(kiosk: Kiosk, settling: Settling, book: RuleBook) -> Move:
    """Take in how far the reading has settled; decide once it has an outcome."""
    visit = visit_of(kiosk)
    stop = StopMeasuring(visit.serial)
    match settling.outcome:
        case None:
            return to(kiosk, Measuring(settling))
        case Measurement(value=value):
            judged, commands = _judge(kiosk, value, book)
            return judged, (stop, *commands)
        case Unsettled(reason=reason):
            tries = visit.tries + 1
            learned = begin(kiosk.now.steady, after=settling)
            tried = replace(kiosk, visit=replace(visit, tries=tries, earlier=learned))
            if tries >= TRIES:
                return hold(tried, Held(Check.DEVICE), stop)
            return to(tried, MeasureAgain(reason, tries), stop)
        case InstrumentFault(cause=cause):
            return hold(kiosk, Held(Check.DEVICE, cause=cause), stop)


def thermometer_failed(kiosk: Kiosk, cause: FaultCause) -> Move:
    return hold(kiosk, Held(Check.DEVICE, cause=cause), StopMeasuring(visit_of(kiosk).serial))


def _judge(kiosk: Kiosk, value: int, book: RuleBook) -> Move:
    visit = visit_of(kiosk)
    rule = policy_for(book.policies, visit.day).temperature
    values = (*visit.values, value)
    kept = replace(kiosk, visit=replace(visit, values=values, tries=0))
    decided = replace(kiosk, visit=replace(visit, values=(), tries=0))
    match decide(values, visit.check, rule):
        case Verdict.PASS:
            decided = replace(decided, visit=replace(visit_of(decided), absolute=False))
            until = kiosk.now.steady + patience_with(kiosk, book).good_news
            return to(decided, TemperaturePassed(until), tally(kiosk, Tally.PASSED))
        case Verdict.MEASURE_AGAIN:
            return to(kept, MeasureAgain(None))
        case Verdict.REST:
            resting = Resting(
                code="",
                ready=kiosk.now.steady + rule.pause,
                ready_local=kiosk.now.local + timedelta(seconds=rule.pause),
            )
            draw = DrawCode(visit.serial, tuple(r.code for r in kiosk.returning))
            return to(decided, resting, draw, tally(kiosk, Tally.RESTED))
        case Verdict.HOLD:
            return hold(decided, Held(Check.TEMPERATURE, absolute=is_absolute(values, rule)))


def hold(kiosk: Kiosk, held: Held, *commands: StopMeasuring) -> Move:
    what = {
        Check.TEMPERATURE: Tally.HELD_TEMPERATURE,
        Check.MASK: Tally.HELD_MASK,
        Check.DEVICE: Tally.HELD_DEVICE,
    }[held.check]
    visit = visit_of(kiosk)
    if held.check is Check.DEVICE:
        held = replace(held, absolute=visit.absolute)
    elif held.check is Check.TEMPERATURE:
        kiosk = replace(kiosk, visit=replace(visit, absolute=held.absolute))
    return to(kiosk, held, *commands, tally(kiosk, what))


def after_temperature(kiosk: Kiosk, book: RuleBook) -> Move:
    if policy_for(book.policies, visit_of(kiosk).day).mask is Requirement.OFF:
        return prepare(kiosk)
    return to(kiosk, ConfirmingMask())


def measuring(kiosk: Kiosk, touch: Touch) -> Move:
    match touch.press:
        case Press.BACK:
            return to(kiosk, WashingHands(), StopMeasuring(visit_of(kiosk).serial))
        case _:
            return stay(kiosk)


def measure_again(kiosk: Kiosk, touch: Touch) -> Move:
    match touch.press:
        case Press.AGAIN:
            return measure(kiosk)
        case Press.BACK:
            return to(kiosk, WashingHands())
        case Press.CALL_OFFICER:
            return hold(kiosk, Held(Check.DEVICE))
        case _:
            return stay(kiosk)


def temperature_passed(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.UNDERSTOOD:
            return after_temperature(kiosk, book)
        case _:
            return stay(kiosk)


def confirming_mask(kiosk: Kiosk, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.MASK_ON:
            return prepare(kiosk)
        case Press.NO_MASK:
            if policy_for(book.policies, visit_of(kiosk).day).mask is Requirement.ADVISED:
                return prepare(kiosk)
            return hold(kiosk, Held(Check.MASK))
        case _:
            return stay(kiosk)


def held(kiosk: Kiosk, state: Held, touch: Touch, book: RuleBook) -> Move:
    match touch.press:
        case Press.CALL_OFFICER:
            return to(kiosk, replace(state, called=True), CallOfficer())
        case Press.MASK_ON if state.check is Check.MASK:
            return prepare(kiosk)
        case Press.AGAIN if state.check is Check.DEVICE and kiosk.devices.thermometer is None:
            return measure(replace(kiosk, visit=replace(visit_of(kiosk), tries=0)))
        case Press.UNDERSTOOD:
            return farewell(kiosk, book, Tally.CANCELLED)
        case _:
            return stay(kiosk)


def waived(kiosk: Kiosk, check: Check, book: RuleBook) -> Move:
    """The officer's word is written: the visit goes on behind the check."""
    visit = visit_of(kiosk)
    freed = replace(kiosk, visit=replace(visit, waived=visit.waived | {check}, values=()))
    if check is Check.MASK:
        return prepare(freed)
    return after_temperature(freed, book)
