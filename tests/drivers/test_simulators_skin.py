"""The person before the thermometer comes, holds, walks away, and is warmed or outshone as real ones are."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from drivers.simulators.skin import Person, Scene, moved, seen, settled

HERE = settled(Scene(Person.HERE, celsius=36.5, ambient=28.0))
AWAY = settled(Scene(Person.AWAY, celsius=36.5, ambient=28.0))


def test_a_person_who_holds_still_is_seen_as_warm_as_they_are() -> None:
    assert {seen(HERE, at) for at in (0, 1, 1000)} == {36.5}


def test_with_nobody_there_the_room_is_seen() -> None:
    assert {seen(AWAY, at) for at in (0, 1, 1000)} == {28.0}


def test_an_approach_rises_without_a_jump_and_is_over_within_a_second() -> None:
    coming = moved(AWAY, Person.HERE, 10.0)
    values = [seen(coming, 10.0 + step / 10) for step in range(16)]
    assert values[0] == 28.0
    assert values == sorted(values)
    assert max(after - before for before, after in itertools.pairwise(values)) < 5
    assert values[10] == pytest.approx(36.5, abs=0.05)


def test_turning_back_half_way_starts_from_what_is_seen_then() -> None:
    coming = moved(AWAY, Person.HERE, 10.0)
    half_way = seen(coming, 10.1)
    going = moved(coming, Person.AWAY, 10.1)
    assert seen(going, 10.1) == half_way
    assert seen(going, 12.0) == pytest.approx(28.0, abs=0.01)


def test_walking_away_loses_more_than_a_plateau_allows() -> None:
    walking = moved(HERE, Person.WALKING, 0.0)
    assert 0.1 < seen(walking, 0.0) - seen(walking, 1.0) < 1.0


def test_chilled_skin_warms_up_over_minutes() -> None:
    chilled = moved(replace(AWAY, chill=3.0), Person.HERE, 0.0)
    assert seen(chilled, 2.0) == pytest.approx(33.5, abs=0.1)
    assert seen(chilled, 600.0) == pytest.approx(36.5, abs=0.1)


def test_a_hot_spike_outshines_everything_and_passes() -> None:
    glint = replace(HERE, spike=60.0, spike_until=5.2)
    assert (seen(glint, 5.1), seen(glint, 5.2)) == (60.0, 36.5)
