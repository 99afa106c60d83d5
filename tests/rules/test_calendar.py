"""Which table speaks of a day, what an estimated day does, and when staff are reminded of a table's end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from kiosk.rules.calendar import (
    Calendar,
    ClosedDay,
    Entry,
    EstimatedDays,
    Holiday,
    HolidayKind,
    NotDecreed,
    Origin,
    SpecialHours,
    TableEnds,
    UsualDay,
    calendar_of,
    entry,
    reminders,
)
from kiosk.rules.policy import Window

EID, NYEPI, LEAVE = date(2027, 3, 10), date(2027, 3, 8), date(2027, 3, 9)
TABLE = {
    NYEPI: Holiday("Nyepi"),
    LEAVE: Holiday("Cuti bersama", HolidayKind.JOINT_LEAVE),
    EID: Holiday("Idul Fitri", estimated=True),
}


def table(year):
    return {day: holiday for day, holiday in TABLE.items() if day.year == year}


NATIONAL = Calendar(holidays=table)


def closed(calendar, day):
    word = entry(calendar, day)
    return word is not None and word.closed


def test_a_day_no_table_knows_is_like_any_other():
    assert entry(NATIONAL, date(2027, 3, 11)) is None
    assert entry(Calendar(), EID) is None


def test_the_default_table_closes_its_decreed_days():
    assert entry(NATIONAL, NYEPI) == Entry("Nyepi", Origin.DEFAULT, closed=True, holiday=TABLE[NYEPI])
    assert closed(NATIONAL, LEAVE)
    assert not closed(replace(NATIONAL, joint_leave_closes=False), LEAVE)
    assert closed(replace(NATIONAL, joint_leave_closes=False), NYEPI)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (ClosedDay("a"), Entry("a", Origin.OWN, closed=True)),
        (UsualDay("a"), Entry("a", Origin.OWN, closed=False)),
    ],
)
@pytest.mark.parametrize("day", [NYEPI, EID, date(2027, 3, 11)])
def test_the_own_table_wins_over_every_other(row, word, day):
    calendar = replace(NATIONAL, own={day: row}, decided={day: True})
    assert entry(calendar, day) == word


def test_special_hours_are_the_own_tables_too():
    special = SpecialHours(Window(time(8), time(10)), "Natal", quota=20)
    assert entry(replace(NATIONAL, own={NYEPI: special}), NYEPI) == Entry("Natal", Origin.OWN, False, special)


def test_up_to_its_last_day_a_whole_table_of_the_office_is_the_only_one():
    whole = replace(NATIONAL, complete_until=NYEPI)
    assert entry(whole, NYEPI) is None
    assert closed(whole, LEAVE)


def test_a_table_of_the_office_that_is_not_whole_only_adds():
    adding = replace(NATIONAL, own={date(2027, 4, 1): ClosedDay("Hari Jadi Kota")})
    assert closed(adding, date(2027, 4, 1))
    assert closed(adding, NYEPI)


@pytest.mark.parametrize(
    ("setting", "closes", "asks"),
    [
        (EstimatedDays.ASK, False, True),
        (EstimatedDays.OPEN, False, False),
        (EstimatedDays.CLOSED, True, False),
    ],
)
def test_an_estimated_day_does_what_the_office_chose_and_is_always_flagged(setting, closes, asks):
    word = entry(replace(NATIONAL, estimated=setting), EID)
    assert (word.closed, word.asks, word.estimated, word.name) == (closes, asks, True, "Idul Fitri")


def test_as_shipped_an_estimated_day_never_closes_by_itself():
    assert not closed(NATIONAL, EID)


@pytest.mark.parametrize("setting", EstimatedDays)
@pytest.mark.parametrize("word", [True, False])
def test_an_officers_word_settles_an_estimated_day(setting, word):
    found = entry(replace(NATIONAL, estimated=setting, decided={EID: word}), EID)
    assert (found.closed, found.asks, found.origin) == (word, False, Origin.OFFICER)


def test_an_officers_word_is_heard_on_estimated_days_only():
    assert closed(replace(NATIONAL, decided={NYEPI: False}), NYEPI)
    assert entry(replace(NATIONAL, decided={date(2027, 3, 11): True}), date(2027, 3, 11)) is None


def test_estimated_leave_of_an_office_that_works_on_leave_asks_nobody():
    calendar = Calendar(
        holidays=lambda year: {EID: Holiday("Cuti", HolidayKind.JOINT_LEAVE, estimated=True)},
        joint_leave_closes=False,
        estimated=EstimatedDays.CLOSED,
    )
    assert (entry(calendar, EID).closed, entry(calendar, EID).asks) == (False, False)


def test_the_default_table_is_not_loaded_for_days_the_office_answers_for():
    def never(year):
        raise AssertionError(f"asked about {year}")

    calendar = Calendar(own={EID: ClosedDay("Idul Fitri")}, holidays=never, complete_until=date(2026, 12, 31))
    assert entry(calendar, date(2026, 3, 21)) is None
    assert closed(calendar, EID)


def test_dates_alone_make_a_calendar_of_closed_days():
    assert calendar_of({EID: "Idul Fitri"}) == Calendar({EID: ClosedDay("Idul Fitri")})
    assert calendar_of(frozenset({EID})) == Calendar({EID: ClosedDay("")})
    assert calendar_of(NATIONAL) is NATIONAL


# ------------------------------------------------------------------------------------------------ reminders


@pytest.mark.parametrize(
    ("days", "told"), [(61, False), (60, True), (1, True), (0, True), (-1, True), (-900, True)]
)
def test_staff_are_reminded_from_sixty_days_before_the_own_table_ends(days, told):
    last = date(2020, 12, 31)
    found = reminders(Calendar(complete_until=last), last - timedelta(days=days))
    assert found == ((TableEnds(last, days),) if told else ())


def test_an_office_without_a_table_of_its_own_is_not_reminded_of_its_end():
    assert reminders(Calendar(), date(2020, 12, 1)) == ()


def test_a_coming_year_without_decreed_leave_is_said_to_be_unknown():
    assert reminders(NATIONAL, date(2027, 10, 1)) == ()
    assert reminders(NATIONAL, date(2027, 12, 1)) == (NotDecreed(2028),)
    covered = replace(NATIONAL, complete_until=date(2028, 12, 31))
    assert reminders(covered, date(2027, 12, 1)) == ()
