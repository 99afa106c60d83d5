"""What a translator is told: every kind of mistake by name, and nothing about a catalogue that is right."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk import words_check
from kiosk.cli import words as command
from kiosk.words import FOLDER, draft

NGOKO = re.compile(
    r"\b(aku|kow[eé]|iki|iku|kae|ora|wis|durung|arep|is[oa]|ana|teka|lunga|mangan|turu|omah|kanggo|saka|karo|utawa|"
    r"y[eè]n|amarga|nanging|kabeh|akeh|sithik|sedh[eé]la|dina|sesuk|saiki|mengko|ngent[eè]ni|njupuk|mrene|kene|"
    r"kono|ngadeg|lungguh|krungu|weruh|ndelok|ngomong|takon|m?enehi|siji|loro|telu|papat|lima|sepuluh|bali|"
    r"man[eè]h|bisa|lagi|opo|apa|sap[ao]|piye|kepriye)\b",
    re.IGNORECASE,
)


def report(folder: Path, language: str) -> str:
    return "\n".join(str(problem) for problem in words_check.problems(language, folder))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogues, to be spoiled."""
    shutil.copytree(FOLDER, tmp_path / "translations")
    return tmp_path / "translations"


def spoil(folder: Path, language: str, before: str, after: str) -> None:
    path = folder / language / "LC_MESSAGES" / "kiosk.po"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize("language", words_check.languages())
def test_the_shipped_catalogues_are_right(language: str) -> None:
    assert words_check.problems(language) == []


def test_every_sentence_is_asked_for() -> None:
    assert words_check.unused() == []


def test_all_three_languages_are_there_with_the_first_one_first() -> None:
    assert words_check.languages() == ["id", "en", "jv"]


def test_only_javanese_is_a_draft_and_says_why() -> None:
    assert draft("id") == draft("en") == ""
    assert "native speaker" in draft("jv")


def test_a_missing_sentence_is_named(folder: Path) -> None:
    spoil(folder, "en", 'msgid "welcome.shut"\nmsgstr "The counters are closed"', "")
    spoil(folder, "en", '"Thank you"', '""')
    assert report(folder, "en").splitlines() == ["en: welcome.shut: missing", "en: gone.question: missing"]


def test_a_misspelt_name_is_named(folder: Path) -> None:
    spoil(folder, "en", 'msgid "welcome.shut"', 'msgid "welcome.shutt"')
    told = report(folder, "en")
    assert "en: welcome.shut: missing" in told
    assert "en: welcome.shutt: not a sentence of the kiosk" in told


def test_a_place_that_differs_is_named(folder: Path) -> None:
    spoil(folder, "en", "at\u00a0{time}", "at\u00a0{hour}")
    assert report(folder, "en").splitlines() == [
        "en: welcome.opens_today: {time} is missing",
        "en: welcome.opens_today: {hour} is filled in by nobody",
    ]


def test_an_open_brace_is_named(folder: Path) -> None:
    spoil(folder, "en", "at\u00a0{time}", "at\u00a0{time")
    assert "en: welcome.opens_today: braces do not match" in report(folder, "en")


def test_a_missing_plural_form_is_named(folder: Path) -> None:
    spoil(folder, "en", 'msgstr[1] "{n} numbers come before yours"\n', "")
    assert "en: ticket.ahead" in report(folder, "en")


def test_a_fuzzy_sentence_is_named(folder: Path) -> None:
    spoil(folder, "en", 'msgid "welcome.shut"', '#, fuzzy\nmsgid "welcome.shut"')
    assert "en: welcome.shut: marked fuzzy" in report(folder, "en")


def test_a_word_too_long_for_the_smallest_panel_is_named_with_its_length(folder: Path) -> None:
    spoil(folder, "en", '"Back"', '"Zurückblättern"')
    assert re.search(
        r"footer\.back: the word 'Zurückblättern' is \d+ mm in large text, where 30 fit", report(folder, "en")
    )


def test_every_problem_is_told_with_the_file_and_the_line(folder: Path) -> None:
    path = folder / "en" / "LC_MESSAGES" / "kiosk.po"
    spoil(folder, "en", "at\u00a0{time}", "at\u00a0{hour}")
    line = next(
        n for n, text in enumerate(path.read_text().splitlines(), 1) if text == 'msgid "welcome.opens_today"'
    )
    told = [problem.at(folder) for problem in words_check.problems("en", folder)]
    assert told[0] == f"{path}:{line}: welcome.opens_today: {{time}} is missing"
    spoil(folder, "en", 'msgid "welcome.shut"\nmsgstr "The counters are closed"', "")
    assert f"{path}: welcome.shut: missing" in [p.at(folder) for p in words_check.problems("en", folder)]


def test_the_command_ends_with_a_status_that_a_script_can_use() -> None:
    app = typer.Typer()
    command.add_to(app)
    runner = CliRunner()
    whole = runner.invoke(app, ["words", "check"])
    assert whole.exit_code == 0, whole.output
    assert "jv:" in whole.output
    assert "draft (krama" in whole.output
    assert runner.invoke(app, ["words", "check", "--strict", "id"]).exit_code == 0
    assert runner.invoke(app, ["words", "check", "--strict", "jv"]).exit_code == command.WRONG
    assert runner.invoke(app, ["words", "check", "de"]).exit_code == 2


def test_indonesian_says_bapak_ibu_or_nothing_and_kios() -> None:
    """On the screens of an office "Anda" is what an advertisement says; and one machine has one name."""
    for message in words_check.catalogue("id"):
        if message.id:
            texts = (message.string,) if isinstance(message.string, str) else message.string
            for text in texts:
                told = re.search(r"\b(Anda|kamu|antrian|nomer|kiosk(?!\.ini| cal))\b", text, re.IGNORECASE)
                assert told is None, (message.id, text)


def test_javanese_is_krama_throughout() -> None:
    """Words of the low language, which nobody says to a stranger in an office."""
    for message in words_check.catalogue("jv"):
        if message.id:
            texts = (message.string,) if isinstance(message.string, str) else message.string
            for text in texts:
                assert not NGOKO.search(text), (message.id, text)
