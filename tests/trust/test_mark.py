"""Marks: short enough for the QR, and no two services alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trust_examples import OFFICE, TODAY

from kiosk.trust.mark import service_mark, service_marks
from kiosk.trust.token import Claims

CODES = ["kk", "ktp-el", "kia", "pindah-datang", "konfirmasi-data", "akta-kelahiran", "akta-kematian"]


def test_short_codes_stand_as_they_are_and_long_ones_keep_their_beginning() -> None:
    assert [service_mark(code) for code in CODES] == [
        "kk",
        "ktp-el",
        "kia",
        "pinrc7",
        "kont24",
        "aktozh",
        "aktcqc",
    ]


def test_every_mark_leads_back_to_its_service() -> None:
    assert [service_marks(CODES)[service_mark(code)] for code in CODES] == CODES


def test_two_services_that_would_look_alike_are_named() -> None:
    alike = service_mark("akta-kelahiran")
    with pytest.raises(ValueError, match=f"akta-kelahiran and {alike}"):
        service_marks(["akta-kelahiran", alike])


@given(st.from_regex(r"[a-z0-9]{1,10}(-[a-z0-9]{1,10})?", fullmatch=True))
@settings(max_examples=60)
def test_the_mark_of_any_code_in_the_settings_fits_a_token(code: str) -> None:
    assert Claims(TODAY, 1, service_mark(code), OFFICE, bytes(5)).service == service_mark(code)
