"""Between two calibrations: an instrument that drifts is found out, and after two failures measures nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from kiosk.calibrating.care import Care
from kiosk.calibrating.overview import control_text, history_text
from kiosk.calibrating.quick import Checked, QuickBench
from kiosk.rules.calibration.control import Signal
from kiosk.rules.calibration.gate import Phase
from kiosk.rules.calibration.standing import Suspended, SuspendedBy
from kiosk.rules.readings import FaultCause
from kiosk.store import calibrations
from tests.calibrating.rig import BLACKBODY, SHELL, Laboratory

Open = Callable[..., Laboratory]


def check(here: Laboratory, shown: str = "37.00", **changes: object):  # type: ignore[no-untyped-def]
    bench = QuickBench(here.settings, here.engine, here.now, SHELL)
    identity = here.live.identify()
    here.tell("celsius 37")
    here.time.pass_(0.6)
    bench.begin(identity, replace(BLACKBODY, **changes), Decimal(shown), here.time())
    phase = Phase.SETTLING
    while phase not in (Phase.DONE, Phase.FAILED):
        heard = here.live.next()
        assert heard.item is not None
        phase = bench.heard(heard.t, heard.item).phase
    return bench.finish("Made")


def test_a_calibrated_instrument_is_in_control_and_one_that_drifted_goes_out_of_use(lab: Open) -> None:
    here = lab(query="gain=0.98&offset=0.2&noise=0.03")
    here.calibrate()
    found = check(here)
    assert isinstance(found, Checked)
    assert found.check.signal is Signal.IN_CONTROL
    here.tell("offset -0.1")
    for out in (False, True):
        found = check(here)
        assert isinstance(found, Checked)
        assert found.check.failed
        assert found.out is out
    care = Care(here.settings, lambda: here.now().date())
    care.read({})
    words = calibrations.words(here.engine, "kiosk-1")
    care.adopt(words)
    verdict = care.verdict()
    assert verdict.standing == Suspended(SuspendedBy.QUICK_CHECK)
    assert verdict.cause is FaultCause.CALIBRATION_OVERDUE
    assert verdict.correction is None
    chart = control_text(words)
    assert "out of use" in chart
    assert chart.count("X") == 2
    here.calibrate()  # a new calibration puts it back into use
    care.adopt(calibrations.words(here.engine, "kiosk-1"))
    assert care.verdict().cause is None
    records = [each.record for each in calibrations.records(here.engine)]
    assert "x" in history_text(records, 12)


def test_an_expired_reference_and_a_restless_instrument_count_for_nothing(lab: Open) -> None:
    here = lab(query="gain=0.98&offset=0.2&noise=0.03")
    here.calibrate()
    refused = check(here, due=here.now().date().replace(year=2020, month=3))
    assert isinstance(refused, tuple)
    here.tell("noise 1.0")
    refused = check(here)
    assert isinstance(refused, tuple)
    assert calibrations.words(here.engine, "kiosk-1").checks == ()


def test_there_is_nothing_to_check_without_a_correction_or_with_another_setting(lab: Open) -> None:
    here = lab("gy-614v", "gain=0.98&offset=0.2&noise=0.03")
    with pytest.raises(LookupError, match="no correction"):
        check(here)
    here.calibrate()
    here.tell("emissivity 0.9")
    with pytest.raises(LookupError, match="suspended"):
        check(here)
