"""Clips made by espeak-ng, a synthesiser that needs no network and runs on the smallest board.

It knows Indonesian and English, but no Javanese yet. Until it does, its Indonesian voice reads Javanese that is
written as Indonesian would spell it; :func:`voice_for` says when that is so.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "espeak-ng"
PATIENCE = 20.0
"""Seconds for one clip; usual is a fiftieth of one."""
WANTED = {"id": ("id",), "en": ("en-gb", "en"), "jv": ("jv", "id")}
"""Voices by language, the best first."""
PACE, PITCH, LOUDNESS = 135, 45, 120
"""Words a minute, slower than the usual 175: most listeners are old, and a hall echoes."""


@dataclass(frozen=True, slots=True)
class Voice:
    """``name`` for espeak-ng; ``stands_in`` when it is another language's."""

    name: str
    stands_in: bool


class NoVoice(Exception):
    """espeak-ng is not there, or has no voice for a language; the message says what to install."""


@functools.cache
def voice_for(language: str) -> Voice:
    """The best voice for ``language``. Raises NoVoice."""
    if shutil.which(PROGRAM) is None:
        raise NoVoice(f"{PROGRAM} is not installed: apt-get install {PROGRAM}")
    for name in WANTED.get(language, (language,)):
        if _known(name):
            return Voice(name, not name.startswith(language))
    raise NoVoice(f"{PROGRAM} has no voice for {language!r}")


def _known(name: str) -> bool:
    told = subprocess.run(
        [PROGRAM, f"--voices={name}"], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    return any(line.split()[1:2] == [name] for line in told.stdout.splitlines()[1:])


def make(text: str, language: str, out: Path) -> None:
    """Speak ``text`` into the WAV file ``out``. Raises NoVoice, and OSError when the file cannot be written."""
    voice = voice_for(language)
    said = respelled(text) if voice.stands_in else text
    command = [
        PROGRAM,
        "-v",
        voice.name,
        "-s",
        str(PACE),
        "-p",
        str(PITCH),
        "-a",
        str(LOUDNESS),
        "-w",
        str(out),
    ]
    done = subprocess.run(
        [*command, "--", said], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if done.returncode or not out.exists():
        raise OSError(f"{PROGRAM} could not write {out}: {done.stderr.strip() or done.returncode}")


def stamp(language: str) -> str:
    """What the sound depends on besides the words: another stamp, another clip."""
    voice = voice_for(language)
    return f"{voice.name} {PACE} {PITCH} {LOUDNESS} {2 if voice.stands_in else 1}"


_LAST_A = re.compile(r"a((?:ng?g|n[djt]|mb|[^\W\d_aeiouéèê])?h?)a\b", re.IGNORECASE)
_ONLY_A = re.compile(r"a\b")
_SPELLINGS = (("dh", "d"), ("th", "t"), ("è", "e"), ("ê", "e"))


def respelled(text: str) -> str:
    """Javanese as an Indonesian reads it aloud rightly: a word's last open "a" is a dark one, near "o", and so is
    the one before it ("sumangga" is said sumonggo); dh and th have no letters of their own in Indonesian."""
    said = _LAST_A.sub(r"o\1o", text)
    said = _ONLY_A.sub("o", said)
    for javanese, indonesian in _SPELLINGS:
        said = said.replace(javanese, indonesian)
    return said
