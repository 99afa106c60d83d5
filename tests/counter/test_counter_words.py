"""The staff's words: complete in both languages, all used, and every verdict has its sentences."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from kiosk.counter.sentences import FOLDER, LANGUAGES, MARKED, MARKS, NOTES, REFUSALS, Mood, Speaker
from kiosk.counter.verdict import (
    CannotTell,
    Mark,
    Marked,
    Note,
    Nothing,
    Reason,
    Refused,
    Shown,
    Unchecked,
    Unkept,
    Valid,
)
from tests.counter.office import Office

ROOT = Path(__file__).resolve().parents[2]


def sentences(language: str) -> dict[str, str]:
    with (FOLDER / language / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        return {
            str(message.id): str(message.string) for message in read_po(file, locale=language) if message.id
        }


def asked() -> set[str]:
    found = set()
    for source in (ROOT / "kiosk" / "counter").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value.startswith("counter.")
            ):
                found.add(node.value)
    return found


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    first, second = (sentences(language) for language in LANGUAGES)
    assert first.keys() == second.keys()
    for name, text in first.items():
        assert text.strip()
        assert second[name].strip()
        assert places(text) == places(second[name]), name


def test_every_sentence_is_asked_for_and_every_one_asked_for_is_there() -> None:
    assert asked() == set(sentences("id"))


def test_every_reason_note_and_mark_has_its_words() -> None:
    assert set(REFUSALS) == set(Reason)
    assert set(NOTES) == set(Note)
    assert set(MARKED) == set(MARKS) == set(Mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_is_said_in_a_few_words(office: Office, language: str) -> None:
    say = Speaker(office.settings, language)
    now = office.now
    ticket = Shown(now.date(), 34, "kk", "3326", "K7Q-M2F-9XA", now, now, "mistaken")
    moods = {
        Mood.IDLE: [Nothing()],
        Mood.GO: [Valid(ticket), Valid(ticket, (Note.PRIORITY, Note.REPRINTED, Note.UNPRINTED))],
        Mood.CARE: [
            Valid(ticket, (Note.MISSED,)),
            Valid(ticket, paper=False),
            Unchecked(ticket),
            CannotTell(),
        ],
        Mood.STOP: [Unkept(ticket), *(Refused(reason, ticket) for reason in Reason)],
        Mood.DONE: [Marked(mark, ticket, owed) for mark in Mark for owed in (False, True)],
    }
    for mood, verdicts in moods.items():
        for verdict in verdicts:
            said = say.verdict(verdict, now)
            assert said.mood is mood, verdict
            assert 0 < len(said.headline) <= 24, said.headline
            assert "{" not in "".join((said.headline, *said.lines))


def test_a_refusal_says_what_staff_need_to_explain_it(office: Office) -> None:
    say = Speaker(office.settings)
    now = office.now.replace(hour=9, minute=12)
    ticket = Shown(now.date(), 34, None, "3326", served_at=now, void_reason="mistaken")

    def why(reason: Reason) -> str:
        return " ".join(say.verdict(Refused(reason, ticket), now).lines)

    assert "3326" in why(Reason.OTHER_OFFICE)
    assert "09.12" in why(Reason.SERVED)
    assert "09.12" in why(Reason.COPIED)
    assert "Salah ambil" in why(Reason.VOID)
    assert str(now.year) in why(Reason.OTHER_DAY)
    assert say.verdict(Refused(Reason.SERVED, ticket), now).service == say("counter.fact.service_unknown")
