"""What lies on the technician's desk in the moments of kiosk/ui/samples/kiosks.py at the bench.

The calibration is a true one: the procedure is led from step to step, with the readings of an instrument that shows
36.61 for 37 degrees.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from itertools import cycle

from kiosk.rules.calibration.asides import Budget, Remarks
from kiosk.rules.calibration.budget import Source
from kiosk.rules.calibration.calibration import calibration, correction_of
from kiosk.rules.calibration.codec import digest
from kiosk.rules.calibration.control import Chart, QuickCheck, Signal
from kiosk.rules.calibration.correction import Correction, SiteAdjustment
from kiosk.rules.calibration.decision import SKIN
from kiosk.rules.calibration.environment import Environment
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.life import Advice, Trend
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.procedure import advance, begin
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.standing import NeverCalibrated, OverduePolicy, Valid
from kiosk.rules.calibration.steps import (
    Accepted,
    EnvironmentNoted,
    Identified,
    Place,
    PointReady,
    Proceed,
    Progress,
    ReferenceChosen,
    SampleTaken,
    Step,
    wanted,
)
from kiosk.rules.calibration.view import (
    BenchView,
    HistoryView,
    KeptRecord,
    Layers,
    Past,
    QuickView,
    Room,
    Samples,
    Snag,
    Trouble,
    Word,
)
from kiosk.rules.desk import Desk

WIB = timezone(timedelta(hours=7), "WIB")
MORNING = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
GAIN, OFFSET = Decimal("0.98"), Decimal("0.35")
NOISE = (0, 3, -2, 1, -3, 2, -1, 4, -4, 0)
"""Hundredths of a degree: noise that is the same in every picture."""
RATE = 0.5
PLAN = Plan()
PLACE = Place("Dindukcapil", "Jalan Contoh 1", "Dindukcapil", "Jalan Contoh 1", "kiosk-1")
INSTRUMENT = InstrumentIdentity(
    "GY", "gy-614v", "A10-0042", "/dev/ttyUSB0", "gy-614v/1", 100, (("emissivity", "0.97"), ("offset", "0"))
)
BLACKBODY = Reference(
    id="BB-1",
    maker="Contoh",
    model="BB-40",
    serial="77",
    certificate="S.0123/2020",
    laboratory="Laboratorium Contoh",
    accreditation="LK-000-IDN",
    calibrated_on=date(2020, 2, 3),
    due=date(2021, 2, 2),
    expanded=Decimal("0.04"),
    k=Decimal(2),
    emissivity=Decimal("0.99"),
)
OLD = replace(BLACKBODY, id="BB-0", certificate="S.0044/2018", due=date(2020, 3, 1))
ROOM = Room(2650, 60, no_draught=True, acclimatised=True)


def raw(true: Decimal, noise: int) -> int:
    """What the instrument shows, centi."""
    return int((true * GAIN + OFFSET) * 100) + noise


def _read(progress: Progress, plan: Plan, *, most: int = 200) -> tuple[Progress, Samples]:
    """One point, or its first ``most`` readings."""
    nominal = wanted(progress, plan)
    assert nominal is not None
    shown, heard = Decimal(nominal).scaleb(-2), []
    progress = advance(progress, PointReady(MORNING, 0.0, shown), plan)
    for number, noise in zip(range(most), cycle(NOISE), strict=False):
        t = number * RATE
        heard.append((t, raw(shown, noise)))
        before = len(progress.as_found) + len(progress.as_left)
        progress = advance(progress, SampleTaken(t, raw(shown, noise), 2650), plan)
        if len(progress.as_found) + len(progress.as_left) > before:
            break
    return progress, tuple(heard)


@cache
def _way(plan: Plan = PLAN) -> dict[str, tuple[Progress, Samples]]:
    """A calibration from end to end, by the name of each moment, with the readings on the chart."""
    on = MORNING - timedelta(minutes=12)
    p = begin("S-1", by="Wayan", at=MORNING, place=PLACE, active=None)
    p = advance(p, Identified(MORNING, INSTRUMENT, on), plan)
    level = tuple(
        (n * RATE, raw(Decimal(36), noise)) for n, noise in zip(range(60), cycle(NOISE), strict=False)
    )
    way: dict[str, tuple[Progress, Samples]] = {"warm-up": (p, level)}
    p = replace(p, powered_since=MORNING - timedelta(minutes=45))
    p = advance(p, Proceed(MORNING), plan)
    way["room"] = (p, ())
    p = advance(p, EnvironmentNoted(MORNING, Environment(2650, 60, no_draught=True, acclimatised=True)), plan)
    way["reference"] = (p, ())
    way["reference-expired"] = (advance(p, ReferenceChosen(MORNING, OLD), plan), ())
    p = advance(p, ReferenceChosen(MORNING, BLACKBODY), plan)
    p, _ = _read(p, plan)
    way["point"] = (p, ())
    way["reading"] = _read(p, plan, most=26)
    while p.step is Step.AS_FOUND:
        p, _ = _read(p, plan)
    way["fit"] = (p, ())
    p = advance(p, Proceed(MORNING), plan)
    while p.step is Step.AS_LEFT:
        p, _ = _read(p, plan)
    p = advance(p, Proceed(MORNING), plan)
    way["accept"] = (p, ())
    way["recorded"] = (advance(p, Accepted(MORNING, "Wayan"), plan), ())
    return way


def _refused() -> Progress:
    """The same with an instrument that the limits do not allow: the fit says why."""
    strict = replace(
        PLAN,
        fit=replace(PLAN.fit, offset=Decimal("0.2"), gain_low=Decimal("0.99"), gain_high=Decimal("1.01")),
    )
    return _way(strict)["fit"][0]


@cache
def _correction() -> Correction:
    found = correction_of(calibration(_way()["recorded"][0], PLAN))
    assert found is not None
    return found


def _kept() -> KeptRecord:
    record = calibration(_way()["recorded"][0], PLAN)
    mark = digest(record)
    return KeptRecord(
        record.id, mark, f"calibrations/{record.id}.pdf", f"CK1:{record.id}:{mark.upper()}", True
    )


def _layers() -> Layers:
    return Layers(INSTRUMENT, _correction(), SiteAdjustment(30, "SK 12/2020"), Valid(300, soon=False))


def _bench(name: str, **more: object) -> Desk:
    progress, samples = _way()[name]
    view = BenchView(PLAN, progress, ROOM, (BLACKBODY, OLD), samples)
    return Desk(calibration=replace(view, **more), layers=_layers())  # type: ignore[arg-type]


def _checks() -> tuple[QuickCheck, ...]:
    deviations = ("0.01", "-0.03", "0.02", "0.04", "-0.01", "0.05", "0.13")
    return tuple(
        QuickCheck(
            f"Q-{n}",
            MORNING + timedelta(days=7 * n),
            "Wayan",
            _correction().id,
            BLACKBODY.id,
            Decimal(37),
            (3700,) * 10,
            Decimal(deviation),
            Decimal(deviation),
            Signal.WARNING if n == 6 else Signal.IN_CONTROL,
        )
        for n, deviation in enumerate(deviations)
    )


def _quick(**more: object) -> Desk:
    limits = Chart(Decimal("0.06"), Decimal("0.12"), Decimal("0.18"), learnt=False)
    view = QuickView((BLACKBODY, OLD), checks=_checks(), limits=limits)
    return Desk(quick=replace(view, **more), layers=_layers())  # type: ignore[arg-type]


def _history() -> Desk:
    months = ((2018, 3, "-0.41", "0.02"), (2019, 3, "0.12", "0.01"), (2020, 3, "-0.24", "0.00"))
    records = tuple(
        Past(
            f"CK-{year}0{month}24-0A1B2C",
            date(year, month, 24),
            "Wayan",
            Decimal(found),
            Decimal(left),
            SKIN,
            Decimal("0.12"),
            activated=True,
        )
        for year, month, found, left in months
    )
    words = (Word(records[-1].id, MORNING, Decimal("1.020408"), Decimal("-0.35714")),)
    view = HistoryView(records, words, Advice(Trend.KEEP, 12, Decimal("0.26")))
    return Desk(history=view, layers=_layers())


@cache
def desks() -> dict[str, Desk]:
    """By the moment's name."""
    gathering, heard = _way()["reading"]
    never = Layers(INSTRUMENT, None, SiteAdjustment(), NeverCalibrated(OverduePolicy.WARN))
    return {
        "bench-start": Desk(calibration=BenchView(PLAN, references=(BLACKBODY,)), layers=never),
        "bench-half-way": Desk(calibration=BenchView(PLAN, references=(BLACKBODY,)), layers=never),
        "bench-warm-up": _bench("warm-up"),
        "bench-room": _bench("room", room=Room()),
        "bench-room-wrong": _bench("room", room=Room(2650), trouble=Trouble(Snag.NUMBER)),
        "bench-attest": _bench("room", room=replace(ROOM, acclimatised=False)),
        "bench-reference": _bench("reference"),
        "bench-reference-expired": _bench("reference-expired"),
        "bench-point": _bench("point"),
        "bench-reading": _bench("reading"),
        "bench-silent": _bench("reading", trouble=Trouble(Snag.INSTRUMENT, "no answer")),
        "bench-fit": _bench("fit"),
        "bench-fit-refused": _bench("fit", progress=_refused()),
        "bench-budget": _bench("fit", aside=Budget()),
        "bench-budget-row": _bench("fit", aside=Budget(Source.DISTANCE)),
        "bench-remarks": _bench("accept", aside=Remarks(("closed",))),
        "bench-accept": _bench("accept"),
        "bench-second": _bench("accept"),
        "bench-recorded": _bench("recorded", kept=_kept()),
        "quick": _quick(),
        "quick-shown": _quick(reference=BLACKBODY),
        "quick-reading": _quick(reference=BLACKBODY, gathering=gathering.gathering, samples=heard),
        "quick-warning": _quick(checked=_checks()[-1]),
        "quick-out": _quick(checked=replace(_checks()[-1], signal=Signal.ACTION), out=True),
        "history": _history(),
        "history-empty": Desk(layers=never),
    }
