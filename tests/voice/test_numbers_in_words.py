"""Numbers as people say them, in pieces that add up."""

from __future__ import annotations

import pytest

from kiosk.voice.numbers import AND, MOST, PIECES, in_words, pieces


@pytest.mark.parametrize("language", PIECES)
def test_the_pieces_of_every_number_add_up_to_it(language: str) -> None:
    for n in range(MOST + 1):
        said = pieces(language, n)
        assert sum(piece for piece in said if piece != AND) == n
        assert all(piece in PIECES[language] for piece in said)


@pytest.mark.parametrize("language", PIECES)
def test_no_two_numbers_sound_the_same(language: str) -> None:
    assert len({in_words(language, n) for n in range(MOST + 1)}) == MOST + 1


@pytest.mark.parametrize(
    ("language", "n", "words"),
    [
        ("id", 0, "nol"),
        ("id", 11, "sebelas"),
        ("id", 17, "tujuh belas"),
        ("id", 20, "dua puluh"),
        ("id", 117, "seratus tujuh belas"),
        ("id", 250, "dua ratus lima puluh"),
        ("id", 999, "sembilan ratus sembilan puluh sembilan"),
        ("en", 12, "twelve"),
        ("en", 45, "forty five"),
        ("en", 117, "one hundred and seventeen"),
        ("en", 200, "two hundred"),
        ("jv", 4, "sekawan"),
        ("jv", 11, "sewelas"),
        ("jv", 17, "pitulas"),
        ("jv", 21, "selikur"),
        ("jv", 25, "selangkung"),
        ("jv", 50, "sèket"),
        ("jv", 63, "sewidak tiga"),
        ("jv", 117, "satus pitulas"),
    ],
)
def test_numbers_are_said_as_people_say_them(language: str, n: int, words: str) -> None:
    assert in_words(language, n) == words


@pytest.mark.parametrize("n", [-1, 1000])
def test_what_cannot_be_said_is_an_error(n: int) -> None:
    with pytest.raises(ValueError, match="999"):
        pieces("id", n)


def test_javanese_numbers_are_krama() -> None:
    ngoko = {
        "siji",
        "loro",
        "telu",
        "papat",
        "lima",
        "sepuluh",
        "rolas",
        "rong",
        "telung",
        "patang",
        "limang",
    }
    spoken = {word for words in PIECES["jv"].values() for word in words.split()}
    assert not spoken & ngoko
