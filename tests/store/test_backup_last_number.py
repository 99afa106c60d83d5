"""The side file: the last number survives a torn write, a flipped bit, and says so when it cannot know."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from taking import AT, DAY

from kiosk.store.errors import Cause, StoreError
from kiosk.store.last_number import BLOCK, Known, LastNumber
from kiosk.store.tickets import Taken, take_number


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.db"


def read(file: Path) -> Known | None:
    return LastNumber(file).known


def test_nothing_is_known_before_anything_was_kept(file: Path) -> None:
    assert read(file) is None


def test_each_number_is_there_for_the_next_start(file: Path) -> None:
    side = LastNumber(file)
    for number in range(1, 12):
        side.keep(DAY, number)
        assert read(file) == (DAY, number)
    side.keep(DAY + timedelta(days=1), 1)
    assert read(file) == (DAY + timedelta(days=1), 1)
    assert side.path.stat().st_mode & 0o777 == 0o600


def test_an_old_answer_asked_for_again_takes_nothing_back(file: Path) -> None:
    side = LastNumber(file)
    side.keep(DAY, 9)
    side.keep(DAY, 4)
    assert read(file) == (DAY, 9)


def test_who_holds_the_last_paper_is_believed(file: Path) -> None:
    side = LastNumber(file)
    side.keep(DAY, 99)
    side.overrule(Known(DAY, 37))
    assert read(file) == (DAY, 37)


@pytest.mark.parametrize("torn", range(1, 40))
def test_a_power_cut_in_mid_write_leaves_the_number_before_or_passes_one_over(file: Path, torn: int) -> None:
    """The slot being written holds the beginning of the new text and the end of the old."""
    side = LastNumber(file)
    for number in (35, 36, 37):
        side.keep(DAY, number)
    before = side.path.read_bytes()
    side.keep(DAY, 38)
    after = side.path.read_bytes()
    slot = next(at for at in (0, BLOCK) if before[at : at + 64] != after[at : at + 64])
    side.path.write_bytes(before[:slot] + after[slot : slot + torn] + before[slot + torn :])
    assert read(file) in {(DAY, 37), (DAY, 38)}
    again = LastNumber(file)
    again.keep(DAY, 39)
    assert read(file) == (DAY, 39)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 2 * BLOCK * 8 - 1))
def test_no_flipped_bit_makes_it_smaller(tmp_path_factory: pytest.TempPathFactory, at: int) -> None:
    file = tmp_path_factory.mktemp("flip") / "kiosk.db"
    side = LastNumber(file)
    for number in (36, 37):
        side.keep(DAY, number)
    raw = bytearray(side.path.read_bytes())
    raw[at // 8] ^= 1 << at % 8
    side.path.write_bytes(raw)
    assert read(file) in {(DAY, 37), (DAY, 38)}


@pytest.mark.parametrize("raw", [b"", b"\0" * 2 * BLOCK, b"\xff" * 100, b" " * 2 * BLOCK, b"2020-03-24 5"])
def test_what_cannot_be_believed_is_not_known(file: Path, raw: bytes) -> None:
    side = LastNumber(file)
    side.path.write_bytes(raw)
    assert read(file) is None
    LastNumber(file).keep(DAY, 3)
    assert read(file) == (DAY, 3)


def test_a_number_is_kept_before_it_is_told(engine: Engine, file: Path) -> None:
    side = LastNumber(file)
    asked = {"day": DAY, "quota": 5, "service": "kk", "token": "t" * 22, "visit_key": "v1", "at": AT}
    assert isinstance(take_number(engine, **asked, last=side), Taken)  # type: ignore[arg-type]
    assert read(file) == (DAY, 1)


def test_a_number_that_cannot_be_kept_is_not_told_until_it_can(engine: Engine, tmp_path: Path) -> None:
    side = LastNumber(tmp_path / "gone" / "kiosk.db")
    asked = {"day": DAY, "quota": 5, "service": "kk", "token": "t" * 22, "visit_key": "v1", "at": AT}
    with pytest.raises(StoreError) as caught:
        take_number(engine, **asked, last=side)  # type: ignore[arg-type]
    assert caught.value.cause is Cause.AWAY
    (tmp_path / "gone").mkdir()
    taken = take_number(engine, **asked, last=side)  # type: ignore[arg-type]
    assert isinstance(taken, Taken)
    assert (taken.number, side.known) == (1, (DAY, 1))
