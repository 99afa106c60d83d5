"""What the officer's page says of the kiosk and of the coming days."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.care.report import Part
from kiosk.rules import states as s
from kiosk.rules.acts import Act
from kiosk.rules.kiosk import Devices
from kiosk.rules.plan import Why, ahead, two_weeks
from kiosk.rules.stable_reading import FaultCause
from kiosk.rules.timekeeping import Doubt
from kiosk.store.errors import Cause
from kiosk.ui.samples import kiosks
from kiosk.ui.screens.officer import words
from kiosk.words import Words
from tests.ui.window import settings_for

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = settings_for("1080x1920")
IDLE = replace(kiosks.moments()["deciding-nothing"], devices=Devices())


@dataclass(frozen=True)
class Say:
    """Speech as the screens have it; theirs comes with Kivy."""

    words: Words
    language: str

    def __call__(self, name: str, /, **values: object) -> str:
        return self.words(self.language, name, **values)

    def of(self, texts: Any) -> Any:
        return texts[self.language]


SAY: Any = Say(Words(("id",)), "id")


def test_every_act_fault_trouble_and_kind_of_day_has_its_words() -> None:
    assert set(words.ACTS) == set(Act)
    assert set(words.FAULTS) == set(FaultCause)
    assert set(words.TROUBLES) == {None, *s.Trouble}
    assert set(words.DAYS) == set(Why)
    assert list(words.PARTS) == [part.value for part in Part]


def test_a_kiosk_that_is_well_says_so_three_times() -> None:
    assert [well for well, _ in words.standing(IDLE, SETTINGS, SAY)] == [True, True, True]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"unready": ("disk", "calibration")}, "ruang simpan, kalibrasi"),
        ({"devices": Devices(printer=s.Trouble.PAPER_OUT)}, "kertas habis"),
        ({"devices": Devices(thermometer="gone")}, "Termometer"),
        ({"devices": Devices(store="fault: something new")}, "Basis data: bermasalah"),
        ({"devices": Devices(store="full: no room")}, "penyimpanan penuh"),
        ({"devices": Devices(store="rules: other ones")}, "Aturan berbeda"),
        ({"paper_left": 12}, "12 tiket"),
        ({"clock_doubt": Doubt.UNCONFIRMED}, "Jam"),
        ({"paused": "break"}, "Istirahat"),
        ({"manual": True}, "petugas"),
    ],
    ids=lambda value: str(value),
)
def test_what_is_to_be_looked_after_stands_first(changed: dict[str, Any], told: str) -> None:
    well, line = words.standing(replace(IDLE, **changed), SETTINGS, SAY)[0]
    assert not well
    assert told in line


def on(day: datetime, **changes: Any) -> Any:
    return replace(IDLE, now=replace(IDLE.now, local=day), **changes)


def test_an_estimated_day_is_asked_about_until_an_officer_has_spoken() -> None:
    before = on(datetime(2027, 3, 4, 8, 15, tzinfo=kiosks.WIB))
    assert (False, "Kantor libur Rabu, 10 Maret? (Hari Raya Idul Fitri, perkiraan)") in (
        words.standing(before, SETTINGS, SAY)
    )
    decided = replace(before, decided=((date(2027, 3, 10), True), (date(2027, 3, 11), False)))
    assert not [line for _, line in words.standing(decided, SETTINGS, SAY) if "?" in line]
    plans = ahead(SETTINGS.policies, decided.days(SETTINGS.calendar), date(2027, 3, 4))
    told = dict(words.day(plan, SAY) for plan in plans)
    assert told["Rabu, 10 Maret"] == "Libur: Hari Raya Idul Fitri"
    assert told["Kamis, 11 Maret"].endswith("buka menurut petugas: Hari kedua dari Hari Raya Idul Fitri")
    asked = dict(words.day(plan, SAY) for plan in two_weeks(SETTINGS, date(2027, 3, 4)))
    assert asked["Rabu, 10 Maret"].endswith("mungkin libur: Hari Raya Idul Fitri (belum dijawab petugas)")


@pytest.mark.parametrize(
    ("days", "told"),
    [(61, ""), (60, "60 hari lagi"), (0, "0 hari lagi"), (-1, "sudah habis")],
)
def test_officers_read_that_the_offices_own_table_ends(days: int, told: str) -> None:
    today = datetime(2026, 3, 2, 8, 15, tzinfo=kiosks.WIB)
    table = replace(SETTINGS.calendar, complete_until=today.date() + timedelta(days=days))
    lines = words.of_days(on(today), replace(SETTINGS, calendar=table), SAY)
    assert [line for _, line in lines if "Tabel" in line] == ([] if not told else [lines[-1][1]])
    assert told in "".join(line for _, line in lines)


def test_officers_read_that_joint_leave_of_the_next_year_is_not_in_the_table() -> None:
    # Without a table of its own the office goes by the default one.
    own = replace(SETTINGS, calendar=replace(SETTINGS.calendar, complete_until=None))
    lines = words.of_days(on(datetime(2027, 11, 20, 8, 15, tzinfo=kiosks.WIB)), own, SAY)
    assert lines == [(False, "Cuti bersama 2028 belum tercatat: hubungi teknisi")]


def test_every_cause_of_the_database_that_is_named_is_one() -> None:
    assert set(words.STORE) <= {cause.name.lower() for cause in Cause}


def test_todays_numbers_are_of_today_only() -> None:
    assert words.today(IDLE, SETTINGS, SAY) == "Nomor hari ini: 12 dari 50, sisa 38"
    tomorrow = replace(IDLE, now=replace(IDLE.now, local=IDLE.now.local.replace(day=26)))
    assert words.today(tomorrow, SETTINGS, SAY) == ""


def test_two_weeks_say_when_and_why_not() -> None:
    told = dict(words.day(plan, SAY) for plan in two_weeks(SETTINGS, IDLE.now.local.date()))
    assert told["Selasa, 24 Maret"] == "08.00–11.00, 50 nomor"
    assert told["Rabu, 25 Maret"] == "Tutup: Hari Suci Nyepi"
    assert told["Sabtu, 28 Maret"] == "Tidak ada pengambilan nomor"
    assert len(told) == 14


def test_words_alone_need_no_window() -> None:
    code = "import sys; import kiosk.ui.screens.officer.words; sys.exit('kivy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
