"""Every sentence in every language, used, and complete."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kiosk.words import FOLDER, Words, long_date

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())
NAME = re.compile(r"[a-z_]+(\.[a-z_0-9]+)*")


def catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        return read_po(file, locale=language)


def sentences(language: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in catalogue(language):
        if message.id:
            name = message.id if isinstance(message.id, str) else message.id[0]
            found[name] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def literals() -> set[str]:
    """Every text constant of the program that could be a sentence's name."""
    found = set()
    for source in (ROOT / "kiosk").rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
                found.add(node.value)
    return found


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language: str) -> None:
    assert sentences(language).keys() == sentences("id").keys()
    for name, texts in sentences(language).items():
        assert all(text.strip() for text in texts), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    first = sentences("id")
    for name, texts in sentences(language).items():
        for text in texts:
            assert places(text) == places(first[name][0]), name


def test_every_sentence_is_used() -> None:
    assert set(sentences("id")) - literals() == set()


def test_no_screen_says_a_sentence_of_its_own() -> None:
    """Whatever two words stand together in a screen's program would be there in one language only."""
    for source in (ROOT / "kiosk" / "ui" / "screens").rglob("*.py"):
        tree = ast.parse(source.read_text())
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        own = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
            if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", node.value)
        ]
        assert own == [], source


def test_every_name_used_has_its_sentence() -> None:
    known = set(sentences("id"))
    rooms = {name.split(".")[0] for name in known if "." in name}
    asked = {name for name in literals() if "." in name and name.split(".")[0] in rooms}
    files = {name for name in asked if name.endswith((".py", ".ini", ".png", ".json", ".log"))}
    assert asked - files - known == set()


def test_a_count_takes_the_form_its_language_asks_for(tmp_path: Path) -> None:
    words = Words(("id", "en"), cache=tmp_path)
    assert words.counted("en", "ticket.ahead", 1).startswith("1 number comes")
    assert words.counted("en", "ticket.ahead", 2).startswith("2 numbers come")
    assert "2 nomor" in words.counted("id", "ticket.ahead", 2)


def test_an_unknown_name_is_an_error_and_not_a_text(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"welcome\.nothing"):
        Words(("id",), cache=tmp_path)("id", "welcome.nothing")


def write(folder: Path, language: str, text: str) -> Path:
    path = folder / language / "LC_MESSAGES" / "kiosk.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    path.write_text(f'{head}msgid "greeting"\nmsgstr "{text}"\n', encoding="utf-8")
    return path


def test_the_first_language_stands_in(tmp_path: Path) -> None:
    write(tmp_path, "id", "Selamat datang")
    write(tmp_path, "jv", "")
    assert Words(("id", "jv"), folder=tmp_path, cache=tmp_path / "c")("jv", "greeting") == "Selamat datang"


def test_a_changed_catalogue_is_compiled_anew(tmp_path: Path) -> None:
    path = write(tmp_path, "id", "lama")
    assert Words(("id",), folder=tmp_path, cache=tmp_path / "c")("id", "greeting") == "lama"
    before = path.stat().st_mtime_ns
    write(tmp_path, "id", "baru")
    import os

    os.utime(path, ns=(before + 1_000_000_000,) * 2)
    assert Words(("id",), folder=tmp_path, cache=tmp_path / "c")("id", "greeting") == "baru"
    assert len(list((tmp_path / "c").glob("id-*.mo"))) == 1


def test_a_place_that_cannot_be_written_keeps_nobody_silent(tmp_path: Path) -> None:
    write(tmp_path, "id", "Selamat datang")
    (tmp_path / "file").write_text("")
    assert (
        Words(("id",), folder=tmp_path, cache=tmp_path / "file" / "c")("id", "greeting") == "Selamat datang"
    )


def test_a_start_does_not_load_babel_when_nothing_has_changed(tmp_path: Path) -> None:
    import subprocess
    import sys

    program = (
        "import sys; from pathlib import Path; from kiosk.words import Words;"
        f"Words(('id',), cache=Path({str(tmp_path)!r}))('id', 'welcome.greeting');"
        "sys.stdout.write(str('babel' in sys.modules))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert told == ["True", "False"]


def test_days_are_named_by_the_catalogue(tmp_path: Path) -> None:
    words = Words(("id", "en"), cache=tmp_path)
    assert long_date(words, "id", date(2020, 3, 24)).replace("\u00a0", " ") == "Selasa, 24 Maret 2020"
    assert long_date(words, "en", date(2020, 3, 24)).replace("\u00a0", " ") == "Tuesday, 24 March 2020"
