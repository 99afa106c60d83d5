"""What a technician reads off: noise without spikes, rate, hex, and how well the panel hears a finger."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rules.care import BYTES, in_hex, noise, rate
from kiosk.rules.touching import Net, accuracy, crosses


def test_the_noise_of_a_steady_instrument_is_its_standard_deviation() -> None:
    dice = random.Random(5)
    values = [3650 + round(dice.gauss(0, 10)) for _ in range(2000)]
    found = [noise(values[at : at + 60]) for at in range(0, 1940, 60)]
    assert sum(x for x in found if x is not None) / len(found) == pytest.approx(10, rel=0.1)


def test_a_spike_or_a_slow_rise_is_no_noise() -> None:
    steady = [3650, 3651] * 30
    spiked = [*steady[:30], 4900, *steady[30:59]]
    assert noise(spiked) == pytest.approx(noise(steady))
    assert noise([3000 + 2 * n for n in range(60)]) == pytest.approx(1.4826 * 2 / 2**0.5, rel=0.01)
    assert noise([3650] * 60) == 0


def test_two_values_have_no_noise_and_one_no_rate() -> None:
    assert noise([3650, 3660]) is None
    assert rate([5.0]) is None
    assert rate([5.0, 5.0]) is None


def test_ten_readings_a_second_are_ten() -> None:
    assert rate([n / 10 for n in range(51)]) == pytest.approx(10)


def test_a_long_frame_is_shown_by_its_beginning_and_its_length() -> None:
    assert in_hex(b"\x5a\x5a\x45\x04") == "5A 5A 45 04"
    assert in_hex(bytes(BYTES)).count("00") == BYTES
    assert in_hex(bytes(2070)).endswith("(2070)")


def test_a_panel_that_is_off_is_told_from_a_finger_that_shakes() -> None:
    shifted = accuracy([((x, 100.0), (x + 8, 100.0)) for x in (0.0, 50.0, 90.0)], px_per_mm=4)
    shaking = accuracy([((50.0, 50.0), (50.0 + dx, 50.0)) for dx in (8.0, -8.0)], px_per_mm=4)
    assert shifted is not None
    assert shaking is not None
    assert shifted.mean == shaking.mean == 2
    assert (shifted.right, shaking.right) == (2, 0)
    assert accuracy([], 4) is None


def test_the_crosses_stand_in_corners_at_edges_and_in_the_middle() -> None:
    places = crosses(1080, 1920, 60)
    assert len(set(places)) == 9
    assert (540, 960) in places
    assert all(60 <= x <= 1020 and 60 <= y <= 1860 for x, y in places)


@given(
    width=st.integers(300, 4000),
    height=st.integers(300, 4000),
    side=st.integers(20, 200),
    data=st.data(),
)
def test_every_place_of_the_panel_lies_in_the_cell_whose_box_holds_it(
    width: int, height: int, side: int, data: st.DataObject
) -> None:
    net = Net.over(width, height, side)
    x = data.draw(st.floats(0, width, exclude_max=True))
    y = data.draw(st.floats(0, height, exclude_max=True))
    cell = net.cell((x, y))
    assert cell is not None
    left, bottom, wide, high = net.box(cell)
    assert left - 1e-6 <= x <= left + wide + 1e-6
    assert bottom - 1e-6 <= y <= bottom + high + 1e-6
    assert wide >= side or net.columns == 1
    assert net.cell((-1, 5)) is None
    assert net.cell((width + 1, 5)) is None
