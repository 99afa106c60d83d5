"""Base45 as RFC 9285 has it, and nothing more lenient."""

from __future__ import annotations

import base45 as published
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.trust import base45

RFC_9285 = [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")]


@pytest.mark.parametrize(("data", "text"), RFC_9285)
def test_examples_of_the_rfc(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=130))
@settings(max_examples=100)
def test_any_bytes_come_back_and_the_published_package_agrees(data: bytes) -> None:
    text = base45.encode(data)
    assert base45.decode(text) == data
    assert text == published.b45encode(data).decode()
    assert not text.endswith(" ")  # a reader that trims its line does no harm


@pytest.mark.parametrize("text", ["A", "BB8B", "GGW", ":::", "::", "bb8", "BB8\n", "BB_", "ÄÖÜ"])
def test_what_encode_never_writes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Base45"):
        base45.decode(text)


@given(st.text(base45.ALPHABET, max_size=12))
@settings(max_examples=200)
def test_no_two_texts_mean_the_same_bytes(text: str) -> None:
    try:
        data = base45.decode(text)
    except ValueError:
        return
    assert base45.encode(data) == text
