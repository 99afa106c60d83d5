"""Days, months and figures are written as Babel's tables for the locale write them, though no locale is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from babel.dates import format_date, get_day_names, get_month_names
from babel.numbers import get_decimal_symbol

from kiosk.rules.opening import WIB
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.figures import DECIMAL, figure
from kiosk.words import DAYS, MONTHS, Words, long_date

LANGUAGES = {"id": "id_ID", "en": "en_GB"}
MONDAY = date(2020, 3, 23)
WORDS = Words(("id", "en", "jv"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_months_have_the_names_of_their_locale(language: str) -> None:
    locale = LANGUAGES[language]
    days, months = get_day_names("wide", locale=locale), get_month_names("wide", locale=locale)
    assert [WORDS(language, name) for name in DAYS] == [days[n] for n in range(7)]
    assert [WORDS(language, name) for name in MONTHS] == [months[n] for n in range(1, 13)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_date_is_the_locales_own(language: str) -> None:
    """But for a comma behind the day's name, which Babel leaves out in English, and the 0 that it writes in Indonesian
    before the first nine days and nobody on paper does."""
    for n in range(366):
        day = MONDAY + timedelta(days=n)
        shown = long_date(WORDS, language, day).replace("\u00a0", " ")
        told = format_date(day, "full", locale=LANGUAGES[language])
        assert shown.replace(",", "") == told.replace(",", "").replace(" 0", " ")


@pytest.mark.parametrize("language", DECIMAL)
def test_figures_have_the_decimal_sign_of_their_locale(language: str) -> None:
    assert DECIMAL[language] == get_decimal_symbol(LANGUAGES.get(language, language))
    assert figure(Speech(WORDS, language), 0.25, 2) == f"0{DECIMAL[language]}25"


def test_a_time_has_24_hours_a_point_and_its_zone() -> None:
    assert dates.clock(datetime(2020, 3, 23, 8, 5, tzinfo=WIB)) == "08.05\u00a0WIB"
    assert dates.hour(datetime(2020, 3, 23, 16, 0, tzinfo=WIB)) == "16.00"
