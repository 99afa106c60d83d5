"""What the officer's page says of the kiosk and of the coming days."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.care.report import Part
from kiosk.rules import states as s
from kiosk.rules.acts import Act
from kiosk.rules.kiosk import Devices
from kiosk.rules.plan import Why, two_weeks
from kiosk.rules.stable_reading import FaultCause
from kiosk.rules.timekeeping import Doubt
from kiosk.ui import samples
from kiosk.ui.screens import officer_words as words
from kiosk.words import Words
from tests.ui.window import settings_for

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = settings_for("1080x1920")
IDLE = replace(samples.moments()["deciding-nothing"], devices=Devices())


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
        ({"devices": Devices(store="disk full")}, "Basis data"),
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
    code = "import sys; import kiosk.ui.screens.officer_words; sys.exit('kivy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
