"""A wa.me link carries the office's number and a short text, and nothing of a person."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules import whatsapp

PUBLISHED = ["0858-7031-0341", "0857-1250-7533", "0813-2684-6275"]
"""The office's numbers as it published them in 2020."""


@pytest.mark.parametrize(
    "written",
    [
        "0858-7031-0341",
        "0858 7031 0341",
        "0858.7031.0341",
        "085870310341",
        "+62 858-7031-0341",
        "6285870310341",
    ],
)
def test_a_number_is_understood_however_people_write_it(written):
    assert whatsapp.international(written) == "6285870310341"


@pytest.mark.parametrize("published", PUBLISHED)
def test_a_published_number_comes_back_as_it_was_published(published):
    assert whatsapp.in_clear(whatsapp.international(published)) == published


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0858",
        "858-7031-0341",
        "+60 858-7031-0341",
        "620858-7031-0341",
        "0858-7031-0341-555555",
        "0858-7031-O341",
        "٠٨٥٨٧٠٣١٠٣٤١",
        "0858-7031-0341; 0857-1250-7533",
        "00858-7031-0341",
        "0858-7031-0341\n0",
    ],
)
def test_what_is_no_indonesian_number_is_refused(written):
    with pytest.raises(ValueError, match="0858-7031-0341"):
        whatsapp.international(written)


def test_the_link_is_wa_me_with_digits_and_an_encoded_text():
    link = whatsapp.link("6285870310341", "Halo, saya ingin mengurus KK & KTP-el.")
    assert link == "https://wa.me/6285870310341?text=Halo%2C%20saya%20ingin%20mengurus%20KK%20%26%20KTP-el."


def test_without_a_text_the_link_is_the_number_alone():
    assert whatsapp.link("6285870310341", "") == "https://wa.me/6285870310341"


@pytest.mark.parametrize(
    "number", ["085870310341", "62858703", "6285870310341\n", "62858703103410000", "6285a70310341"]
)
def test_a_link_is_made_only_of_a_number_in_its_own_form(number):
    with pytest.raises(ValueError, match="62"):
        whatsapp.link(number, "")


@pytest.mark.parametrize(
    "text",
    ["NIK saya:", "Halo, nama saya", "my name is", "No. KK:", "no kk", "3375011234567890", "Nomor induk:"],
)
def test_a_text_that_carries_or_asks_for_a_name_or_a_nik_is_refused(text):
    with pytest.raises(ValueError, match="NIK"):
        whatsapp.link("6285870310341", text)


@pytest.mark.parametrize("text", ["Halo, saya ingin ke klinik.", "Ini tentang penamaan jalan.", "KK baru"])
def test_words_that_only_look_alike_are_fine(text):
    whatsapp.check_text(text)


def test_a_text_too_long_for_a_readable_qr_is_refused():
    with pytest.raises(ValueError, match="at most 160"):
        whatsapp.check_text("a" * 161)


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs", "Nd"]), max_size=40))
def test_every_text_arrives_as_it_was_written(text):
    try:
        link = whatsapp.link("6285870310341", text)
    except ValueError:
        return
    assert link.isascii()
    assert parse_qs(urlsplit(link).query, keep_blank_values=True).get("text", [""]) == [text]
