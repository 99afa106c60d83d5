"""Out of all that was ever said, the newest word on the instrument that is there; and never a narrower guard band."""

from __future__ import annotations

from dataclasses import replace

from kiosk.rules.calibration.correction import guarded
from kiosk.rules.calibration.in_force import InForce, Word, applying
from kiosk.rules.screening import TemperatureRule
from tests.rules.calibration.test_the_life_of_a_correction import ROW

MINE, OTHER = ROW.identity.key, "GY|gy-614v|B20"
NEWER = replace(ROW, id="CK-2")


def test_the_newest_word_on_the_instrument_applies_and_a_withdrawal_is_a_word() -> None:
    assert InForce((Word(MINE, ROW), Word(MINE, NEWER))).correction(MINE) == NEWER
    assert InForce((Word(MINE, ROW), Word(MINE, None))).correction(MINE) is None
    assert InForce((Word(MINE, ROW), Word(OTHER, NEWER))).correction(MINE) == ROW


def test_a_strange_instrument_is_given_anothers_correction_to_be_suspended_by() -> None:
    assert InForce((Word(MINE, ROW),)).correction(OTHER) == ROW
    assert InForce().correction(OTHER) is None
    assert applying([], OTHER) is None


def test_a_guard_band_of_the_offices_own_is_never_made_narrower() -> None:
    assert guarded(TemperatureRule(guard=20), ROW).guard == 20
    assert guarded(TemperatureRule(guard=5), ROW).guard == 12
    assert guarded(TemperatureRule(guard=5), None).guard == 5
