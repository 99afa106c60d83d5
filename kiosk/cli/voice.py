"""``kiosk voice``: the clips that screens are read aloud with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.common import SHIPPED, Config, settings_or_exit

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.voice.clips import Clip
    from kiosk.voice.shelf import Shelf

WRONG = 1
"""Exit status when a clip cannot be made or a recording cannot be used."""

Sounds = Annotated[Path | None, typer.Option(help="Folder of recordings; usually assets/sounds.")]
Languages = Annotated[
    list[str] | None, typer.Argument(metavar="[LANGUAGE]...", help="Like jv; without one, those shown.")
]


def add_to(app: typer.Typer) -> None:
    voice = typer.Typer(help="The clips that screens are read aloud with.", no_args_is_help=True)
    voice.command("make")(make)
    voice.command("list")(show)
    voice.command("check")(check)
    voice.command("say")(speak)
    app.add_typer(voice, name="voice")


def make(
    languages: Languages = None,
    sounds: Sounds = None,
    beside: Annotated[
        bool,
        typer.Option("--beside", help="Put them beside the recordings, for a machine without espeak-ng."),
    ] = False,
    config: Config = SHIPPED,
) -> None:
    """Make every clip that is neither recorded nor made yet, so that the first listener need not wait."""
    from kiosk.voice import espeak

    shelf = _shelf(sounds)
    settings = settings_or_exit(config)
    for language, clips in _every(languages, settings):
        try:
            voice = espeak.voice_for(language)
            if beside:
                count, place = shelf.put(clips.values(), language), shelf.recorded / language
            else:
                for clip in clips.values():
                    shelf.fetch(clip)
                count, place = len(clips), shelf.cache / language
        except (espeak.NoVoice, OSError) as error:
            typer.echo(f"{language}: {error}", err=True)
            raise typer.Exit(WRONG) from None
        typer.echo(f"{language}: {count} clips in {place}, {_voice(voice)}")


def show(languages: Languages = None, config: Config = SHIPPED) -> None:
    """Every clip's name and words, separated by a tab: what to read out, and what to call the file."""
    for language, clips in _every(languages, settings_or_exit(config)):
        for name, clip in clips.items():
            typer.echo(f"{language}/{name}.wav\t{clip.text}")


def check(languages: Languages = None, sounds: Sounds = None, config: Config = SHIPPED) -> None:
    """Which voice each language has, what is recorded, and which recordings are called like nothing or unusable."""
    from kiosk.voice import espeak, waves
    from kiosk.words import draft

    shelf, failed = _shelf(sounds), False
    for language, clips in _every(languages, settings_or_exit(config)):
        recorded = {path.stem: path for path in sorted((shelf.recorded / language).glob("*.wav"))}
        for name, path in recorded.items():
            problem = "" if name in clips or name.startswith("holiday.") else "no clip has this name"
            if name in clips and shelf.copied(language).get(name, clips[name].text) != clips[name].text:
                problem = "made from other words: kiosk voice make --beside"
            try:
                waves.read(path)
            except waves.BadRecording as error:
                problem = str(error)
            if problem:
                failed = True
                typer.echo(f"{path}: {problem}")
        try:
            told = _voice(espeak.voice_for(language))
        except espeak.NoVoice as error:
            told, failed = str(error), True
        words = f", words are a draft ({draft(language)})" if draft(language) else ""
        by_people = len(recorded.keys() - shelf.copied(language).keys())
        typer.echo(f"{language}: {len(clips)} clips, {by_people} recorded; {told}{words}")
    if failed:
        raise typer.Exit(WRONG)


def speak(
    moment: Annotated[str, typer.Argument(help="A moment such as welcome, mask or ticket.")],
    out: Annotated[Path, typer.Option(help="The WAV file to write.")],
    language: Annotated[str, typer.Option(help="id, en or jv.")] = "id",
    sounds: Sounds = None,
    config: Config = SHIPPED,
) -> None:
    """Read one screen aloud into a file, as a person at the kiosk would hear it."""
    from kiosk.ui.samples import kiosks
    from kiosk.voice.clips import clips
    from kiosk.voice.script import script
    from kiosk.words import Words

    moments = kiosks.moments(language)
    if moment not in moments:
        raise typer.BadParameter(f"{moment!r} is none of {', '.join(moments)}")
    settings = settings_or_exit(config)
    heard = clips(script(moments[moment], settings, language), Words(settings.languages), language)
    joined = _shelf(sounds).join(heard)
    if joined is None:
        raise typer.Exit(WRONG)
    out.write_bytes(joined.read_bytes())
    joined.unlink()
    typer.echo(" ".join(clip.text for clip in heard))


def _shelf(sounds: Path | None) -> Shelf:
    from kiosk.voice.shelf import RECORDED, Shelf

    return Shelf(recorded=sounds or RECORDED)


def _every(languages: list[str] | None, settings: Settings) -> Iterator[tuple[str, dict[str, Clip]]]:
    from kiosk.voice.inventory import inventory
    from kiosk.voice.numbers import PIECES
    from kiosk.words import Words

    words = Words(settings.languages)
    for language in languages or settings.languages:
        if language not in PIECES:
            raise typer.BadParameter(f"{language!r} is none of {', '.join(PIECES)}")
        yield language, inventory(words, settings, language)


def _voice(voice: object) -> str:
    from kiosk.voice.espeak import Voice

    assert isinstance(voice, Voice)
    if voice.stands_in:
        return f"read by the voice {voice.name!r}, which stands in until there is one of its own"
    return f"read by the voice {voice.name!r}"
