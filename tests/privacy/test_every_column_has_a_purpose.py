"""Nothing is kept without a reason and an end, and the published page says the same as the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.cli import privacy
from kiosk.store.purposes import PURPOSES, entries
from kiosk.store.retention import TICKETS
from kiosk.store.tables import metadata
from kiosk.words import Words

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_every_column_has_a_purpose_and_a_retention() -> None:
    listed = [(entry.table, entry.column) for entry in entries()]
    assert sorted(listed) == sorted(
        (table.name, column.name) for table in metadata.tables.values() for column in table.columns
    )
    assert all(entry.why.strip() and entry.retention.strip() for entry in entries())


def test_no_purpose_is_written_for_what_does_not_exist() -> None:
    assert {table: set(purpose.columns) for table, purpose in PURPOSES.items()} == {
        name: set(table.columns.keys()) for name, table in metadata.tables.items()
    }


@pytest.mark.parametrize(
    "word", ["nik", "phone", "telephone", "address", "birth", "celsius", "temperature", "face"]
)
def test_no_column_is_named_after_a_resident(word: str) -> None:
    assert not [
        column for table in metadata.tables.values() for column in table.columns if word in column.name
    ]


@pytest.mark.parametrize("table", PURPOSES)
def test_the_assessment_lists_every_table_with_its_retention(table: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{table}` |"))
    assert PURPOSES[table].retention in row
    assert PURPOSES[table].why in row


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_notice_on_the_page_is_the_one_on_the_screen_and_promises_what_is_kept(language: str) -> None:
    words = Words((language,))
    for part in ("question", "temperature", "number", "choice"):
        assert words(language, f"privacy.{part}") in PAGE
    assert f" {TICKETS.days} " in words(language, "privacy.number")


def test_the_command_prints_every_column() -> None:
    app = typer.Typer()
    privacy.add_to(app)
    app.command("other")(lambda: None)
    shown = CliRunner().invoke(app, ["privacy"])
    assert shown.exit_code == 0
    assert all(entry.column in shown.output and entry.why in shown.output for entry in entries())
    listed = json.loads(CliRunner().invoke(app, ["privacy", "--json"]).output)
    assert len(listed) == len(list(entries()))
