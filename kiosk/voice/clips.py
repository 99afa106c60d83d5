"""From what is to be said to clips: each a name, a language, the words in it, and the pause after it.

A sentence with something to fill in is cut at those places: "welcome.opens_on-1", the day, "welcome.opens_on-2",
the time. A recording with a clip's name in assets/sounds/LANGUAGE takes the place of the made one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from string import Formatter

from kiosk.voice.items import Digits, Item, Number, Own, Say
from kiosk.voice.numbers import PIECES, piece_name, pieces
from kiosk.words import Words

WITHIN_NUMBER, WITHIN_SENTENCE, BETWEEN_DIGITS, BETWEEN_GROUPS, AFTER_SENTENCE = 0.02, 0.07, 0.12, 0.35, 0.45
"""Seconds of silence."""


@dataclass(frozen=True, slots=True)
class Clip:
    language: str
    name: str
    text: str
    pause: float = AFTER_SENTENCE


def clips(items: Iterable[Item], words: Words, language: str) -> tuple[Clip, ...]:
    """All clips of ``items`` in the order in which they are heard."""
    return tuple(clip for item in items for clip in _ended(_clips(item, words, language)))


def _ended(found: Iterable[Clip]) -> list[Clip]:
    heard = list(found)
    return [*heard[:-1], replace(heard[-1], pause=AFTER_SENTENCE)] if heard else []


def _clips(item: Item, words: Words, language: str) -> Iterator[Clip]:
    match item:
        case Own(name=name, text=text, language=own):
            yield Clip(own, name, text, WITHIN_SENTENCE)
        case Number(n=n):
            yield from _number(language, n)
        case Digits(text=text):
            yield from _digits(language, text)
        case Say(language=own):
            yield from _sentence(item, words, own or language)


def _number(language: str, n: int) -> Iterator[Clip]:
    parts = pieces(language, n)
    for place, piece in enumerate(parts, 1):
        pause = WITHIN_SENTENCE if place == len(parts) else WITHIN_NUMBER
        yield Clip(language, piece_name(piece), PIECES[language][piece], pause)


def _digits(language: str, text: str) -> Iterator[Clip]:
    for group in "".join(c if c.isdigit() else " " for c in text).split():
        for place, digit in enumerate(group, 1):
            pause = BETWEEN_GROUPS if place == len(group) else BETWEEN_DIGITS
            yield Clip(language, piece_name(int(digit)), PIECES[language][int(digit)], pause)


def _sentence(item: Say, words: Words, language: str) -> Iterator[Clip]:
    values = dict(item.values)
    if item.count is None:
        text, name = words(language, item.name), item.name
    else:
        form = words.form(language, item.count)
        text, name = words.pattern(language, item.name, item.count), f"{item.name}.{form}"
        values["n"] = Number(item.count)
    for suffix, part in fragments(text):
        if suffix is None:
            yield from _clips(values[part], words, language)
        else:
            yield Clip(language, name + suffix, part, WITHIN_SENTENCE)


def fragments(sentence: str) -> Iterator[tuple[str | None, str]]:
    """What a clip's name ends with, and its words; None and a name for a place to be filled in.

    ``("-1", "Buka kembali,")``, ``(None, "day")``, ``("-2", "pukul,")``, ``(None, "time")``. A sentence without
    places is one piece, and its name has no ending. What holds no letter is not said.
    """
    parts = list(Formatter().parse(sentence))
    if all(field is None for _, field, _, _ in parts):
        yield "", sentence
        return
    for place, (literal, field, _, _) in enumerate(parts, 1):
        said = literal.strip(" \u00a0.,;:")
        if any(letter.isalpha() for letter in said):
            # A comma keeps the voice up: the sentence goes on.
            yield f"-{place}", said + ("," if field else "")
        if field:
            yield None, field
