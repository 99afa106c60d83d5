"""A wrong instrument, calibrated through its real link and decoder, then shows the truth within the U stated."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from drivers.thermometers import catalog
from kiosk.calibrating.instrument import RESOLUTIONS, resolution
from kiosk.record.verify import verify
from kiosk.rules.calibration.codec import digest, to_json
from kiosk.rules.calibration.correction import correct
from kiosk.rules.calibration.steps import Step
from kiosk.store import calibrations
from tests.calibrating.rig import Laboratory

Open = Callable[..., Laboratory]
MODELS = [model.name for model in catalog.models()]
GAIN, OFFSET = 0.97, 0.8


@pytest.mark.parametrize("model", MODELS)
def test_a_wrong_instrument_finds_its_truth_within_the_stated_uncertainty(lab: Open, model: str) -> None:
    here = lab(model, f"gain={GAIN}&offset={OFFSET}&noise=0.04&seed=11")
    progress = here.calibrate()
    assert progress.step is Step.RECORDED, (progress.problems, progress.proposal)
    correction, record = here.bench.correction, here.bench.record
    assert correction is not None
    assert record is not None
    for true in (3500, 3600, 3700, 3800, 3900):
        # What it says of this temperature on average, by the truth that the simulation was given.
        said = GAIN * true + OFFSET * 100
        shown = correct(round(said), correction)
        assert abs(shown - true) <= correction.expanded * 100, (true, said, shown)
    assert correction.expanded <= Decimal("0.20")
    assert calibrations.in_force(here.engine, "kiosk-1", record.identity.key) == correction
    kept = calibrations.record(here.engine, record.id)
    assert verify(to_json(kept.record).encode("ascii"), kept.digest).ok
    assert kept.digest == digest(record)


def test_every_model_of_the_catalogue_has_a_known_step() -> None:
    assert set(MODELS) <= set(RESOLUTIONS)
    assert resolution("raytek-mi3?address=2") == 10
    assert resolution("somebody-elses") == 0


@pytest.mark.parametrize("model", ["gy-614v", "calex-pyrousb", "optris-ct-hs", "raytek-mi3"])
def test_what_the_device_keeps_by_itself_stands_in_the_record(lab: Open, model: str) -> None:
    here = lab(model, "emissivity=0.95")
    assert dict(here.live.identify().settings)["emissivity"] == "0.95"


@pytest.mark.parametrize(
    "truth", ["gain=0.85&offset=5.6", "offset=1.6", "noise=0.4", "gain=1.0&offset=0&fault=frozen"]
)
def test_a_bad_instrument_is_refused_and_what_was_found_is_recorded(lab: Open, truth: str) -> None:
    from kiosk.rules.calibration.steps import Closed

    here = lab("gy-mcu90614", truth)
    progress = here.calibrate()
    assert progress.step in (Step.FIT, Step.AS_FOUND)
    assert progress.problems
    if progress.step is Step.FIT:
        here.bench.do(Closed(here.now(), "Wayan"))
        assert here.bench.record is not None
        assert not here.bench.record.activated
        assert here.bench.correction is None
    assert calibrations.in_force(here.engine, "kiosk-1", here.live.identify().key) is None
