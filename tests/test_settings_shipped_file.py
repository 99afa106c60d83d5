"""kiosk.ini as it is shipped: complete, commented, true to the office, and simulated until told otherwise."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from kiosk import holiday_table
from kiosk.rules import whatsapp
from kiosk.rules.calendar import ClosedDay, EstimatedDays
from kiosk.rules.opening import policy_for
from kiosk.rules.patience import Patience
from kiosk.rules.plan import Why, plan_day
from kiosk.rules.policy import Check, Window, reasons_for
from kiosk.rules.screening import Requirement, TemperatureRule
from kiosk.rules.stable_reading import ReadingLimits
from kiosk.settings import convert, load
from kiosk.settings.ini import parse
from kiosk.settings.load import _read
from kiosk.settings.reader import Reader

FILE = Path(__file__).parents[1] / "kiosk.ini"


@pytest.fixture(scope="module")
def shipped():
    return load(FILE)


@pytest.fixture(scope="module")
def ini():
    return parse(FILE.read_text(encoding="utf-8"))


def test_every_key_has_a_comment_above_it(ini):
    bare = []
    for section in ini.sections.values():
        above = ""
        for key, entry in section.entries.items():
            topic, _, language = key.rpartition(".")
            same_topic = language in convert.LANGUAGES and topic == above
            if not entry.commented and not same_topic:
                bare.append(f"line {entry.line}: [{section.name}] {key}")
            above = topic
    assert bare == []


def test_every_key_that_can_be_set_stands_in_the_file(ini):
    """A key left out of a service or a later policy stands at least once in another of its kind."""
    reader = Reader(str(FILE), ini)
    _read(reader, FILE.parent, None, None)
    reader.finish()
    written: dict[str, set[str]] = {}
    known: dict[str, set[str]] = {}
    for section in reader.readers:
        kind = section.section.name.split(" ")[0]
        written.setdefault(kind, set()).update(section.section.entries)
        known.setdefault(kind, set()).update(section.asked)
    assert written == known


def test_every_wait_can_be_set(ini):
    assert set(ini.sections["patience"].entries) == {field.name for field in fields(Patience)}


def test_the_shipped_numbers_of_the_method_are_the_methods_own(shipped):
    assert shipped.reading == ReadingLimits()
    assert shipped.patience == Patience()


def test_the_file_shows_the_values_that_hold_when_a_key_is_left_out(shipped, tmp_path):
    """So the head of the file may say: a key that is left out has the value shown here."""
    text = FILE.read_text(encoding="utf-8")
    text = re.sub(
        r"(?m)^\[(patience|counter|reading|panel|languages|voice|database)\]\n([^\[\n].*\n|\n)*", "", text
    )
    optional = r"line|settle|flow|kiosk|time_zone|temperature_(operator|absolute|checks|pause|guard)"
    optional += r"|service_hours|service_quota|ticket_note.(id|en)|offered|default_table|joint_leave"
    optional += r"|estimated_days|capability|acknowledge|roll|near_end"
    text = re.sub(rf"(?m)^({optional}) = .*\n", "", text).replace("postpone_days = 14\n", "")
    text = text.replace("\nroom = none\n", "\n")
    file = tmp_path / "kiosk.ini"
    file.write_text(text, encoding="utf-8")
    found = load(file)
    for part in (
        "office",
        "panel",
        "languages",
        "thermometer",
        "reading",
        "calibration",
        "printer",
        "counter",
        "voice",
        "patience",
        "policies",
        "calendar",
    ):
        assert getattr(found, part) == getattr(shipped, part), part
    assert found.data_dir == tmp_path / "var"
    assert found.database == f"sqlite:///{tmp_path}/var/kiosk.db"


def test_shipped_devices_are_simulated_and_the_database_is_a_file_beside(shipped):
    assert shipped.thermometer.port.startswith("sim://")
    assert shipped.printer.port.startswith("sim://")
    assert shipped.data_dir == FILE.parent / "var"
    assert shipped.database == f"sqlite:///{FILE.parent}/var/kiosk.db"
    assert shipped.database not in repr(shipped)


def test_the_reference_policy_is_the_offices_spring_of_2020(shipped):
    policy = policy_for(shipped.policies, date(2020, 3, 24))
    morning = Window(time(8), time(11))
    assert policy.windows == (morning,) * 4 + (Window(time(8), time(10)), None, None)
    assert (policy.quota, policy.mask, policy.postpone_days) == (50, Requirement.REQUIRED, 14)
    assert policy.temperature == TemperatureRule(Requirement.REQUIRED, ">=", 3730, 3900, 2, 300.0, 0)
    assert "443.1/001" in policy.source


@pytest.mark.parametrize(
    ("since", "monday", "friday", "saturday"),
    [
        (date(2020, 6, 10), Window(time(8), time(12)), Window(time(8), time(12)), None),
        (date(2021, 7, 3), Window(time(8), time(11)), Window(time(8), time(10)), None),
        (
            date(2022, 1, 17),
            Window(time(8), time(14)),
            Window(time(8), time(10, 30)),
            Window(time(9), time(12)),
        ),
    ],
)
def test_each_later_policy_changes_the_hours_and_keeps_the_checks(shipped, since, monday, friday, saturday):
    policy = policy_for(shipped.policies, since)
    assert policy.valid_from == since
    assert policy_for(shipped.policies, since - timedelta(days=1)) != policy
    assert (policy.windows[0], policy.windows[4], policy.windows[5]) == (monday, friday, saturday)
    assert policy.quota is None
    assert policy.temperature == shipped.policies[0].temperature
    assert policy.mask is Requirement.REQUIRED


def test_no_closed_day_is_one_that_was_closed_anyway(shipped):
    for day, row in shipped.calendar.own.items():
        assert isinstance(row, ClosedDay)
        assert policy_for(shipped.policies, day).window(day) is not None, day


def test_the_shipped_days_of_2020_are_those_of_the_national_table_that_were_working_days(shipped):
    """The feasts and cuti bersama of the last decree for 2020; the package is the second witness."""
    national = {
        day
        for day in holiday_table.indonesia(2020)
        if day >= date(2020, 3, 24) and policy_for(shipped.policies, day).window(day) is not None
    }
    assert set(shipped.calendar.own) == national
    assert shipped.calendar.complete_until == date(2020, 12, 31)


def test_later_days_come_from_the_national_table_and_estimates_are_asked_about(shipped):
    assert plan_day(shipped.policies, shipped.calendar, date(2021, 5, 13)).why is Why.HOLIDAY
    assert plan_day(shipped.policies, shipped.calendar, date(2022, 4, 29)).why is Why.JOINT_LEAVE
    assert shipped.calendar.estimated is EstimatedDays.ASK


def test_every_policy_offers_every_service_and_only_the_second_wave_limits_the_room(shipped):
    assert [policy.services for policy in shipped.policies] == [shipped.services] * 4
    assert [policy.room for policy in shipped.policies] == [None, None, 30, 30]
    assert [policy.quota for policy in shipped.policies] == [50, None, None, None]
    assert [policy.reserve for policy in shipped.policies] == [5, 0, 0, 0]
    assert "30" in shipped.policies[2].notice["id"]
    assert all(policy.service_hours is None for policy in shipped.policies)


def test_the_most_wanted_service_comes_first_and_numbers_are_the_published_ones(shipped):
    published = {service.code: service.whatsapp for service in shipped.services}
    assert list(published)[:4] == ["kk", "ktp-el", "pindah-datang", "konfirmasi-data"]
    assert published["kk"] == published["ktp-el"] == whatsapp.international("0858-7031-0341")
    assert published["pindah-datang"] == whatsapp.international("0857-1250-7533")
    assert published["konfirmasi-data"] == whatsapp.international("0813-2684-6275")
    assert published["kia"] is None


def test_every_text_is_given_in_every_shipped_language(ini, shipped):
    for section in ini.sections.values():
        topics = {
            key.rpartition(".")[0] for key in section.entries if key.rpartition(".")[2] in convert.LANGUAGES
        }
        for topic in topics:
            for language in shipped.languages:
                assert f"{topic}.{language}" in section.entries, f"[{section.name}] {topic}.{language}"


def test_papers_in_both_languages_are_the_same_list(shipped):
    for service in shipped.services:
        assert len(service.papers["id"]) == len(service.papers["en"]) > 0, service.code
        assert service.source
        assert service.as_of >= date(2020, 3, 24)


def test_lists_not_confirmed_by_the_office_are_marked(shipped):
    drafts = {service.code for service in shipped.services if service.draft}
    assert drafts == {"ktp-el", "konfirmasi-data", "akta-kelahiran", "akta-kematian"}


def test_every_online_way_makes_a_link(shipped):
    for service in shipped.services:
        for language in shipped.languages:
            if service.whatsapp:
                link = whatsapp.link(service.whatsapp, service.whatsapp_text[language])
                assert link.startswith("https://wa.me/62")
                assert len(link) <= 160


def test_an_officer_has_reasons_for_every_check(shipped):
    codes = {check: [reason.code for reason in reasons_for(shipped.reasons, check)] for check in Check}
    assert codes == {
        Check.TEMPERATURE: ["new-check", "handheld-pass", "doctors-letter"],
        Check.MASK: ["child", "medical", "mask-given"],
        Check.DEVICE: ["handheld-pass", "manual-mode"],
        Check.REFUSAL: ["handheld-fail"],
        Check.QUOTA: ["urgent", "called-in"],
        Check.HOURS: ["urgent", "called-in"],
        Check.TICKET: ["left", "mistaken"],
        Check.PAUSE: ["break", "room-full", "maintenance"],
    }


def test_reading_the_settings_loads_nothing_heavy():
    heavy = "kivy sqlalchemy serial escpos PIL qrcode drivers difflib holidays dateutil"
    code = (
        "import sys, kiosk.settings; kiosk.settings.load('kiosk.ini'); "
        f"print([m for m in {heavy.split()!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=FILE.parent
    )
    assert done.stdout.strip() == "[]"
