"""A real house with a calibrated instrument: people are judged by the corrected value, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

import tests.flows.visitor
from drivers.thermometers import catalog
from kiosk.calibrating.instrument import identity
from kiosk.rules import states as s
from kiosk.rules.calibration.calibration import calibration
from kiosk.rules.calibration.correction import SiteAdjustment, correct
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.standing import LifePolicy, OverduePolicy
from kiosk.rules.calibration.steps import Session, Step
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.policy import Check
from kiosk.rules.readings import FaultCause
from kiosk.rules.states import Page
from kiosk.settings import Settings
from kiosk.settings.calibration import CalibrationSettings
from kiosk.store import calibration_sessions, calibrations
from kiosk.store.audit_codec import Actor
from kiosk.store.engine import open_store
from tests.flows.test_care import instrument, opened
from tests.flows.test_visits import TO_THE_MARKS
from tests.flows.visitor import TUESDAY, Cable, Eventually, Skin, Visitor, see, settings_in
from tests.rules.calibration.rig import Instrument, accepted

BEFORE = TUESDAY - timedelta(days=10)
OFF = "gain=0.98&offset=0.1"  # says 37.14 of 37.8
Open = Callable[..., Visitor]
MANUAL = LifePolicy(OverduePolicy.MANUAL_ONLY, OverduePolicy.MANUAL_ONLY)


def house_with(
    folder: Path, model: str = "gy-mcu90614", query: str = OFF, **calibration: Any
) -> dict[str, Any]:
    """Changes to the visitor's settings: the instrument, and what kiosk.ini says of its calibration."""
    usual = settings_in(folder)
    name = usual.thermometer.port.rpartition("name=")[2]
    port = f"sim://{model}?celsius=36.5&ambient=27&noise=0.04&seed=7&{query}&name={name}"
    return {
        "thermometer": replace(usual.thermometer, model=model, port=port),
        "calibration": replace(CalibrationSettings(serial="A10-0042"), **calibration),
    }


def calibrate(
    settings: Settings, engine: Engine, *, device: dict[str, str] | None = None, due: date | None = None
) -> None:
    """A calibration of ten days ago that knows this instrument's truth, kept as any other."""
    found = identity(
        catalog.model(settings.thermometer.model),
        settings.thermometer.port,
        serial=settings.calibration.serial,
        distance_mm=settings.calibration.distance_mm,
        device={name: Decimal(value) for name, value in (device or {}).items()},
    )
    plan = Plan()
    done = accepted(plan, Instrument(gain=0.98, offset=0.1, noise=0.04))
    done = replace(done, identity=found, accepted_at=BEFORE, started_at=BEFORE, session="s-1")
    record = replace(calibration(done, plan), ended_at=BEFORE, due=due or BEFORE.date() + timedelta(days=365))
    open_one = Session("s-1", plan, replace(done, step=Step.ACCEPT))
    calibration_sessions.begin_session(engine, settings.office.kiosk, open_one, BEFORE)
    actor = Actor("kiosk-1:shell")
    calibrations.keep(
        engine, settings.office.kiosk, Session("s-1", plan, done), record, at=BEFORE, actor=actor
    )


@pytest.fixture
def visitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """As the flows' own, but of an instrument that was calibrated before the kiosk starts."""
    opened: list[Visitor] = []

    def open_house(
        *, calibrated: bool = True, device: dict[str, str] | None = None, due: date | None = None, **own: Any
    ) -> Visitor:
        folder = tmp_path / f"{tmp_path.name}-{len(opened)}"
        folder.mkdir()
        settings = replace(settings_in(folder), **house_with(folder, **own))
        if calibrated:
            engine = open_store(settings.database)
            calibrate(settings, engine, device=device, due=due)
            engine.dispose()
        with monkeypatch.context() as patch:
            patch.setattr(tests.flows.visitor, "settings_in", lambda _: settings)
            opened.append(Visitor(folder))
        return opened[-1]

    yield open_house
    for house in opened:
        house.close()


def adopted(v: Visitor) -> Eventually:
    return Eventually(lambda k: isinstance(k.state, s.Welcome) and v.house.thermometer.verdict is not None)


def measured(v: Visitor, celsius: float) -> int:
    """The value judged when somebody of ``celsius`` stands on the marks."""
    values: list[int] = []

    def seen(kiosk: Kiosk) -> bool:
        settling = getattr(kiosk.state, "settling", None)
        if settling is not None and settling.window:
            values.append(settling.window[-1].object)
        return isinstance(kiosk.state, (s.TemperaturePassed, s.MeasureAgain, s.Resting, s.Held))

    v.live(adopted(v), Skin(celsius), *TO_THE_MARKS, see(s.Measuring), Eventually(seen))
    assert values
    return sorted(values)[len(values) // 2]


def test_the_corrected_value_is_judged_and_the_raw_one_stands_beside_it(visitor: Open) -> None:
    v = visitor()
    raws: list[int | None] = []

    def noted(kiosk: Kiosk) -> bool:
        settling = getattr(kiosk.state, "settling", None)
        if settling is not None and settling.window:
            raws.append(settling.window[-1].raw)
            return len(raws) > 3
        return False

    v.live(adopted(v), Skin(37.8), *TO_THE_MARKS, see(s.Measuring), Eventually(noted), see(s.Resting))
    raw = raws[-1]
    assert raw is not None
    assert abs(raw - 3714) < 20  # uncorrected it would have passed


def test_the_uncertainty_of_the_correction_is_the_guard_band_of_every_policy(visitor: Open) -> None:
    v = visitor()
    v.live(adopted(v), Eventually(lambda _: v.house._book.policies[0].temperature.guard > 0))
    verdict = v.house.thermometer.verdict
    assert verdict is not None
    assert verdict.correction is not None
    guard = v.house._book.policies[0].temperature.guard
    assert guard == int(verdict.correction.expanded * 100) > 0
    assert v.house._book.reading.resolution == 1
    assert v.house.settings.policies[0].temperature.guard == 0  # what the file says stays what it says
    v.live(Skin(37.3), *TO_THE_MARKS, see(s.Measuring), see(s.MeasureAgain))


def test_the_site_adjustment_is_added_after_the_correction(visitor: Open) -> None:
    v = visitor(site=SiteAdjustment(40, "SK Kepala Dinas 12/2020"))
    assert abs(measured(v, 36.0) - 3640) < 15


def test_an_instrument_that_was_never_calibrated_measures_unless_the_office_forbids_it(visitor: Open) -> None:
    v = visitor(calibrated=False, query="gain=1")
    v.live(adopted(v), Skin(36.4), *TO_THE_MARKS, see(s.TemperaturePassed))
    strict = visitor(calibrated=False, query="gain=1", life=MANUAL)
    strict.live(adopted(strict), *TO_THE_MARKS)
    strict.live(see(s.Held, check=Check.DEVICE, cause=FaultCause.CALIBRATION_OVERDUE))


@pytest.mark.parametrize("policy", OverduePolicy)
def test_an_overdue_calibration_asks_for_the_officer_or_only_warns(
    visitor: Open, policy: OverduePolicy
) -> None:
    v = visitor(due=TUESDAY.date() - timedelta(days=1), life=LifePolicy(overdue=policy))
    v.live(adopted(v), *TO_THE_MARKS)
    if policy is OverduePolicy.WARN:
        v.live(see(s.TemperaturePassed))
    else:
        v.live(see(s.Held, check=Check.DEVICE, cause=FaultCause.CALIBRATION_OVERDUE))
    assert v.house.thermometer.verdict is not None
    assert "1 days overdue" in str(v.house.thermometer.verdict.said)


def test_it_becomes_overdue_while_the_kiosk_runs(visitor: Open) -> None:
    v = visitor(due=TUESDAY.date())
    v.live(adopted(v))
    assert v.house.thermometer.verdict is not None
    assert v.house.thermometer.verdict.cause is None
    v.clock.skip(timedelta(days=1))
    v.live(Eventually(lambda k: k.devices.thermometer is not None))
    assert v.house.thermometer.verdict.cause is FaultCause.CALIBRATION_OVERDUE


def test_another_distance_suspends_the_correction(visitor: Open) -> None:
    v = visitor(calibrated=True, distance_mm=100)
    other = visitor(calibrated=False, distance_mm=150)
    calibrate(replace(other.settings, calibration=v.settings.calibration), other.engine)
    other.house.calibration.changed()
    other.live(
        Eventually(lambda _: other.house.thermometer.verdict is not None),
        Eventually(lambda k: k.devices.thermometer is not None),
    )
    assert other.house.thermometer.verdict is not None
    assert other.house.thermometer.verdict.cause is FaultCause.REGISTER_MISMATCH


SETTINGS = {
    "gy-614v": ({"emissivity": "0.97", "offset": "0", "id": "164"}, "device-offset 0.5"),
    "calex-pyrousb": ({"emissivity": "0.98"}, "emissivity 0.9"),
    "optris-ct-hs": ({"emissivity": "0.95"}, "emissivity 0.9"),
    "raytek-mi3": ({"emissivity": "0.95"}, "emissivity 0.9"),
}


@pytest.mark.parametrize("model", SETTINGS)
def test_a_setting_changed_in_the_device_is_seen_and_nobody_is_measured(visitor: Open, model: str) -> None:
    device, change = SETTINGS[model]
    v = visitor(model=model, device=device)
    v.live(adopted(v))
    assert v.house.thermometer.verdict is not None
    assert v.house.thermometer.verdict.cause is None, v.house.thermometer.verdict
    v.live(Cable("door", change), Eventually(lambda k: k.devices.thermometer is not None), *TO_THE_MARKS)
    v.live(see(s.Held, check=Check.DEVICE, cause=FaultCause.REGISTER_MISMATCH))


def test_a_rollback_applies_to_the_next_person(visitor: Open) -> None:
    v = visitor()
    v.live(adopted(v))
    assert v.house.thermometer.verdict is not None
    key = v.house.thermometer.verdict.identity.key
    calibrations.roll_back(
        v.engine, "kiosk-1", key, at=v.clock.utc(), by="Made", actor=Actor("kiosk-1:shell")
    )
    v.house.calibration.changed()
    v.live(
        Eventually(lambda _: v.house.thermometer.verdict.correction is None),  # type: ignore[union-attr]
        Skin(37.8),
        *TO_THE_MARKS,
        see(s.TemperaturePassed),
    )


def test_no_visit_begins_before_the_database_has_spoken_of_the_calibration(visitor: Open) -> None:
    v = visitor()
    early: list[Kiosk] = []

    def may_begin(kiosk: Kiosk) -> bool:
        begun = kiosk.issued is not None  # before, the door is shut
        if begun and not v.house.thermometer._care.known:
            early.append(kiosk)
        return begun

    v.live(Eventually(may_begin))
    assert not early


def test_the_technicians_page_shows_the_correction_as_a_layer_of_its_own(visitor: Open) -> None:
    v = visitor(site=SiteAdjustment(-10, "SK 12/2020"))
    v.live(adopted(v), *opened(Page.CARE_THERMOMETER), instrument(v, lambda i: i.layers.raw is not None))
    view = v.house.board.desk.instrument
    assert view is not None
    layers = view.layers
    verdict = v.house.thermometer.verdict
    assert verdict is not None
    assert verdict.correction is not None
    assert layers.raw is not None
    assert layers.corrected == correct(layers.raw, verdict.correction) != layers.raw
    assert layers.adjusted == layers.corrected - 10
    assert (layers.correction, layers.site) == (verdict.correction.id, "-0.10")
    assert Decimal(layers.gain) == verdict.correction.gain
