"""``kiosk preview``: what staff and programs are told of a day, with the shipped file as the example."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.cli.preview import add_to
from kiosk.preview import as_json, as_table, as_text, preview, reason, span
from kiosk.rules.calendar import EstimatedDays, Holiday, HolidayKind, SpecialHours, UsualDay
from kiosk.rules.plan import Why
from kiosk.rules.policy import Window
from kiosk.settings import load


@pytest.fixture(scope="module")
def shipped():
    return load(Path(__file__).parents[1] / "kiosk.ini")


@pytest.fixture
def with_days(shipped):
    """The shipped office with other tables of days."""

    def changed(**tables):
        usual = {"own": {}, "holidays": lambda year: {}, "complete_until": None}
        return replace(shipped, calendar=replace(shipped.calendar, **(usual | tables)))

    return changed


def told(settings, day, moment=None):
    seen = as_json(preview(settings, date.fromisoformat(day), time.fromisoformat(moment) if moment else None))
    return [seen[key] for key in ("open", "window", "quota", "policy_from", "reason_code", "next_opening")]


# The office's own stories, as a program is told them.
STORIES = [
    ("2020-03-24", "08:15", True, "08:00-11:00", 50, "2020-03-24", "usual", "2020-03-26T08:00:00+07:00"),
    ("2020-03-24", None, True, "08:00-11:00", 50, "2020-03-24", "usual", "2020-03-24T08:00:00+07:00"),
    ("2020-03-24", "07:59", False, "08:00-11:00", 50, "2020-03-24", "before", "2020-03-24T08:00:00+07:00"),
    ("2020-03-25", "09:00", False, None, None, "2020-03-24", "closed_day", "2020-03-26T08:00:00+07:00"),
    ("2020-03-27", "10:05", False, "08:00-10:00", 50, "2020-03-24", "after", "2020-03-30T08:00:00+07:00"),
    ("2020-03-28", None, False, None, None, "2020-03-24", "no_window", "2020-03-30T08:00:00+07:00"),
    ("2020-06-10", "11:59", True, "08:00-12:00", None, "2020-06-10", "usual", "2020-06-11T08:00:00+07:00"),
    ("2021-07-02", "11:00", True, "08:00-12:00", None, "2020-06-10", "usual", "2021-07-05T08:00:00+07:00"),
    ("2021-07-03", "09:00", False, None, None, "2021-07-03", "no_window", "2021-07-05T08:00:00+07:00"),
    ("2022-01-15", None, False, None, None, "2021-07-03", "no_window", "2022-01-17T08:00:00+07:00"),
    ("2022-01-22", "09:30", True, "09:00-12:00", None, "2022-01-17", "usual", "2022-01-24T08:00:00+07:00"),
    ("2022-04-29", None, False, None, None, "2022-01-17", "joint_leave", "2022-04-30T09:00:00+07:00"),
    ("2022-05-02", None, False, None, None, "2022-01-17", "holiday", "2022-05-07T09:00:00+07:00"),
    ("1970-01-01", None, False, None, None, None, "no_policy", None),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story[0]} {story[1] or ''}".strip())
def test_the_offices_own_days_are_told_to_programs(shipped, story):
    day, moment, *expected = story
    assert told(shipped, day, moment) == expected


@pytest.mark.parametrize(
    ("day", "moment", "sentence"),
    [
        ("2020-03-24", "09:00", "Numbers are given 08.00-11.00."),
        ("2020-03-24", "07:00", "The window 08.00-11.00 has not opened yet."),
        ("2020-03-27", "10:00", "The window 08.00-10.00 is over."),
        ("2020-03-25", "09:00", "Closed by the office: Hari Suci Nyepi."),
        ("2020-03-28", None, "No numbers on a Saturday."),
        ("2020-03-22", None, "No policy is in force yet."),
        ("2022-05-02", None, "Public holiday: Hari Raya Idul Fitri."),
        ("2022-04-29", None, "Joint leave: Cuti Bersama Hari Raya Idul Fitri."),
        ("2022-12-25", None, "Public holiday: Hari Raya Natal."),
    ],
)
def test_the_reason_is_a_sentence(shipped, day, moment, sentence):
    seen = preview(shipped, date.fromisoformat(day), time.fromisoformat(moment) if moment else None)
    assert reason(seen) == sentence


WEDNESDAY = date(2020, 3, 25)


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({}, "Perhaps Idul Fitri (estimated date): open until an officer decides."),
        ({"estimated": EstimatedDays.OPEN}, "Perhaps Idul Fitri (estimated date): open all the same."),
        (
            {"estimated": EstimatedDays.CLOSED},
            "Public holiday: Idul Fitri (estimated date; estimated_days = closed).",
        ),
        ({"decided": {WEDNESDAY: True}}, "Public holiday: Idul Fitri, as an officer decided."),
        (
            {"decided": {WEDNESDAY: False}},
            "Perhaps Idul Fitri (estimated date): open, as an officer decided.",
        ),
    ],
)
def test_an_estimated_day_is_flagged_whatever_it_does(with_days, tables, sentence):
    office = with_days(holidays=lambda year: {WEDNESDAY: Holiday("Idul Fitri", estimated=True)}, **tables)
    seen = preview(office, WEDNESDAY)
    assert reason(seen).endswith(sentence)
    assert as_json(seen)["estimated"]
    assert as_json(seen)["asks_officer"] == (not tables)


def test_days_that_the_office_arranged_itself_say_so(with_days):
    special = SpecialHours(Window(time(9), time(10)), "Rapat pagi", quota=20)
    seen = preview(with_days(own={WEDNESDAY: special}), WEDNESDAY)
    assert reason(seen) == "Numbers are given 09.00-10.00. Special hours: Rapat pagi."
    assert (seen.plan.quota, seen.code) == (20, "special_hours")
    seen = preview(with_days(own={WEDNESDAY: UsualDay("Tetap buka")}), WEDNESDAY)
    assert reason(seen) == "Numbers are given 08.00-11.00. Open in spite of other tables: Tetap buka."


def test_the_text_of_a_day_names_all_its_rules(shipped):
    assert as_text(preview(shipped, date(2020, 3, 27), time(10, 5))).split("\n") == [
        "Friday 2020-03-27, 10.05 WIB: closed",
        "  why       The window 08.00-10.00 is over.",
        "  opens     Monday 2020-03-30, 08.00 WIB",
        "  quota     50 people, and 5 more at an officer's word",
        "  served    until everyone with a number has been",
        "  checks    temperature required (from 37.3, absolute 39.0, 2 checks, pause 300 s); mask required",
        "  policy    from 2020-03-24: Surat Edaran Wali Kota Pekalongan 443.1/001, layanan tatap muka terbatas, "
        "musim semi 2020",
    ]


def test_limits_and_hours_of_service_are_named_where_there_are_any(shipped):
    limited = replace(
        shipped.policies[0],
        reserve=5,
        service_quotas={"kk": 30},
        room=30,
        service_hours=(Window(time(8), time(15)),) * 7,
    )
    text = as_text(preview(replace(shipped, policies=(limited,)), date(2020, 3, 24)))
    assert "  quota     50 people, and 5 more at an officer's word, kk at most 30\n" in text
    assert "  served    08.00-15.00\n" in text
    assert "  room      30 people at a time\n" in text


def test_staff_are_told_when_a_table_ends(shipped, with_days):
    assert as_json(preview(shipped, date(2020, 10, 31)))["notes"] == []
    (note,) = as_json(preview(shipped, date(2020, 11, 2)))["notes"]
    assert note == "The office's own table of days ends on 2020-12-31, in 59 days: write the next one."
    (note,) = as_json(preview(shipped, date(2021, 2, 1)))["notes"]
    assert "ended on 2020-12-31" in note
    leave = Holiday("Cuti", HolidayKind.JOINT_LEAVE)
    office = with_days(holidays=lambda year: {date(2020, 8, 21): leave} if year == 2020 else {})
    assert as_json(preview(office, date(2020, 9, 1)))["notes"] == []
    (note,) = as_json(preview(office, date(2020, 12, 1)))["notes"]
    assert "no cuti bersama of 2021" in note


def test_a_span_of_days_is_a_line_a_day_with_a_heading_for_each_policy(shipped):
    days = list(span(shipped, date(2020, 6, 8), date(2020, 6, 11)))
    assert [seen.plan.why for seen in days] == [Why.USUAL] * 4
    lines = as_table(days).split("\n")
    assert lines[0].startswith("Policy from 2020-03-24: Surat Edaran")
    assert lines[1] == "  Mon 2020-06-08  open          50  Numbers are given 08.00-11.00."
    assert lines[3].startswith("Policy from 2020-06-10: Pengumuman")
    assert lines[4] == "  Wed 2020-06-10  open    no limit  Numbers are given 08.00-12.00."
    assert len(lines) == 6


# ------------------------------------------------------------------------------------- the command


@pytest.fixture
def run():
    app = typer.Typer()
    app.callback()(lambda: None)
    add_to(app)
    return lambda *words: CliRunner().invoke(app, ["preview", *words])


def test_the_command_answers_in_words_or_as_json(run):
    assert run("2020-03-27", "10.05").output.startswith("Friday 2020-03-27, 10.05 WIB: closed\n")
    found = json.loads(run("2020-03-27", "10:05", "--json").output)
    assert {"open", "window", "quota", "policy_from", "reason", "next_opening"} <= set(found)
    assert (found["at"], found["next_opening"]) == ("2020-03-27T10:05:00+07:00", "2020-03-30T08:00:00+07:00")


def test_the_command_answers_for_many_days(run):
    found = json.loads(run("2020-03-24", "--until", "2020-04-06", "--json").output)
    assert [seen["open"] for seen in found] == [
        *[True, False, True, True],
        *[False] * 2,
        *[True] * 5,
        *[False] * 2,
        True,
    ]
    assert len(run("2020-03-24", "--until", "2020-04-06").output.strip().split("\n")) == 15


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (["24-03-2020"], "2020-03-24"),
        (["2020-03-24", "noon"], "08.00"),
        (["2020-03-24", "24.00"], "23.59"),
        (["2020-03-24", "--until", "2020-03-23"], "lies before"),
    ],
)
def test_the_command_says_what_would_be_right(run, words, right):
    done = run(*words)
    assert done.exit_code == 2
    assert right in done.output


def test_the_command_refuses_a_file_that_cannot_be_used(run, tmp_path):
    done = run("2020-03-24", "--config", str(tmp_path / "none.ini"))
    assert done.exit_code == 78
