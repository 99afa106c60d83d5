"""Indonesia's days as the kiosk takes them from the package: names, cuti bersama, estimates."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.holiday_table import indonesia, installed
from kiosk.rules.calendar import Holiday, HolidayKind


def test_the_days_of_2020_are_those_of_the_decree():
    days = indonesia(2020)
    assert days[date(2020, 3, 25)] == Holiday("Hari Suci Nyepi")
    assert days[date(2020, 8, 21)] == Holiday("Cuti Bersama Tahun Baru Islam", HolidayKind.JOINT_LEAVE)
    assert days[date(2020, 12, 9)] == Holiday("Hari Pemilihan Kepala Daerah")
    assert date(2020, 3, 24) not in days
    assert list(days) == sorted(days)


def test_nothing_in_a_decreed_year_is_an_estimate():
    assert not any(holiday.estimated for year in (2020, 2021, 2022) for holiday in indonesia(year).values())


def test_in_a_year_without_a_decree_every_day_that_follows_the_moon_is_an_estimate():
    """2040 is far enough ahead that no package of today can know its decree."""
    days = indonesia(2040)
    by_the_sun = {"Tahun Baru Masehi", "Hari Buruh Internasional", "Hari Lahir Pancasila", "Hari Raya Natal"}
    by_the_sun |= {"Hari Kemerdekaan Republik Indonesia"}
    by_easter = {"Wafat Yesus Kristus", "Kebangkitan Yesus Kristus", "Kenaikan Yesus Kristus"}
    certain = {holiday.name for holiday in days.values() if not holiday.estimated}
    assert certain == by_the_sun | by_easter
    estimated = {holiday.name for holiday in days.values() if holiday.estimated}
    assert {"Hari Suci Nyepi", "Hari Raya Idul Fitri", "Tahun Baru Imlek", "Hari Raya Waisak"} <= estimated
    assert all(holiday.kind is HolidayKind.PUBLIC for holiday in days.values())


def test_names_carry_no_marks_of_the_package():
    for year in range(2020, 2041):
        for holiday in indonesia(year).values():
            assert "perkiraan" not in holiday.name
            assert "egangti" not in holiday.name
            assert holiday.name


def test_years_that_the_package_does_not_know_have_no_days():
    assert dict(indonesia(1900)) == dict(indonesia(2101)) == {}


def asked_anew(cache: Path) -> list[str]:
    """Whether the package was loaded before and after another program asked for 2021, and how many days it got."""
    code = (
        "import sys; from kiosk import holiday_table as t; print(t.installed(), 'holidays' in sys.modules); "
        "days = t.indonesia(2021); print('holidays' in sys.modules, len(days), days == t._asked(2021))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )
    return done.stdout.split()


def test_the_package_is_loaded_once_for_a_year_and_not_before(tmp_path: Path):
    known = str(len(indonesia(2021)))
    assert asked_anew(tmp_path) == ["True", "False", "True", known, "True"]
    assert asked_anew(tmp_path) == ["True", "False", "False", known, "True"]
    assert installed()


@pytest.mark.parametrize("damage", [b"", b"[", b"[1]", b'[["2021-13-01", "x", "public", false]]', b"\xff"])
def test_days_that_were_kept_and_damaged_are_looked_up_anew(tmp_path: Path, damage: bytes):
    before = asked_anew(tmp_path)
    (kept,) = (tmp_path / "kiosk-antrean").glob("indonesia-2021-*.json")
    kept.write_bytes(damage)
    assert asked_anew(tmp_path) == before


def test_where_nothing_can_be_kept_the_package_is_asked_each_time(tmp_path: Path):
    (tmp_path / "kiosk-antrean").write_text("a file where the folder should be")
    assert asked_anew(tmp_path)[2] == asked_anew(tmp_path)[2] == "True"
