"""``kiosk voice``: what to record, whether it can be used, and a screen heard without a kiosk."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.cli import voice
from kiosk.voice import waves


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for recordings."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "sounds"


def run(*words: str) -> Result:
    app = typer.Typer()
    voice.add_to(app)
    return CliRunner().invoke(app, ["voice", *words])


def test_a_reader_is_given_every_file_name_with_its_words(folder: Path) -> None:
    lines = run("list", "jv").output.splitlines()
    assert "jv/welcome.greeting.wav\tSugeng rawuh" in lines
    assert "jv/number.25.wav\tselangkung" in lines


def test_a_recording_called_like_nothing_is_named(folder: Path) -> None:
    (folder / "id").mkdir(parents=True)
    waves.write(folder / "id" / "welcome.greting.wav", waves.Samples("h", [0] * 100))
    told = run("check", "id", "--sounds", str(folder))
    assert told.exit_code == voice.WRONG
    assert "welcome.greting.wav: no clip has this name" in told.output


def test_a_recording_that_cannot_be_played_is_named(folder: Path) -> None:
    (folder / "id").mkdir(parents=True)
    (folder / "id" / "welcome.greeting.wav").write_text("no sound")
    told = run("check", "id", "--sounds", str(folder))
    assert told.exit_code == voice.WRONG
    assert "welcome.greeting.wav" in told.output


def test_the_technician_sees_that_javanese_is_a_draft_and_whose_voice_reads_it(folder: Path) -> None:
    told = run("check", "jv", "--sounds", str(folder))
    assert "draft" in told.output
    assert "voice" in told.output


def test_a_screen_can_be_heard_without_a_kiosk(folder: Path, tmp_path: Path) -> None:
    told = run("say", "mask", "--out", str(tmp_path / "mask.wav"), "--sounds", str(folder))
    assert told.exit_code == 0, told.output
    assert "Masker menutup hidung dan mulut?" in told.output
    assert 3 < waves.seconds(waves.read(tmp_path / "mask.wav")) < 20
