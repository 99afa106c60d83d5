"""Where clips are: recorded ones in assets/sounds, made ones in the cache, made at the moment they are missed.

A made clip's file carries a mark of its words and its voice, so that a changed sentence is made anew and nothing
old is ever heard. A recording is played as it is; whoever changes its sentence records it again.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from kiosk.cache import cache_folder
from kiosk.voice import espeak, waves
from kiosk.voice.clips import Clip

RECORDED = Path(__file__).resolve().parents[2] / "assets" / "sounds"
COPIES = "made.txt"
"""Beside recordings: names and words of those that are none, but were made. Once a sentence changes, its copy is not
heard any more."""
log = logging.getLogger(__name__)

Maker = Callable[[str, str, Path], None]
"""Speaks a text in a language into a file."""


class Shelf:
    """Finds, makes and joins clips; slow, so not on the screen's thread. ``stamp`` marks the voice made with."""

    def __init__(
        self,
        *,
        recorded: Path = RECORDED,
        cache: Path | None = None,
        make: Maker = espeak.make,
        stamp: Callable[[str], str] = espeak.stamp,
    ) -> None:
        self.recorded, self.cache = recorded, cache or cache_folder() / "voice"
        self._make, self._stamp = make, stamp
        self._silent: set[str] = set()
        self._copies: dict[str, dict[str, str]] = {}

    def recording(self, clip: Clip) -> Path:
        """Where a recording of ``clip`` is looked for."""
        return self.recorded / clip.language / f"{clip.name}.wav"

    def copied(self, language: str) -> dict[str, str]:
        """Made clips that were put beside the recordings, and the words they were made from."""
        if language not in self._copies:
            try:
                lines = (self.recorded / language / COPIES).read_text(encoding="utf-8").splitlines()
            except OSError:
                lines = []
            pairs = (line.partition("\t") for line in lines)
            self._copies[language] = {name: words for name, _, words in pairs}
        return self._copies[language]

    def put(self, clips: Iterable[Clip], language: str) -> int:
        """Put made clips beside the recordings, for a machine that has no synthesiser; how many. What a person has
        recorded stays. Raises NoVoice or OSError."""
        copied = dict(self.copied(language))
        count = 0
        for clip in clips:
            target = self.recording(clip)
            if target.exists() and clip.name not in copied:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            kept = self.made(clip)
            if not kept.exists():
                self._fill(clip, kept)
            target.write_bytes(kept.read_bytes())
            copied[clip.name] = clip.text
            count += 1
        lines = "".join(f"{name}\t{words}\n" for name, words in sorted(copied.items()))
        (self.recorded / language).mkdir(parents=True, exist_ok=True)
        (self.recorded / language / COPIES).write_text(lines, encoding="utf-8")
        self._copies[language] = copied
        return count

    def made(self, clip: Clip) -> Path:
        """Where a made ``clip`` is kept. Raises NoVoice."""
        mark = hashlib.blake2b(
            f"{self._stamp(clip.language)}|{clip.text}".encode(), digest_size=6
        ).hexdigest()
        return self.cache / clip.language / f"{clip.name}.{mark}.wav"

    def fetch(self, clip: Clip) -> Path:
        """The file of ``clip``, made now if need be. Raises NoVoice or OSError."""
        recording = self.recording(clip)
        if recording.exists() and self.copied(clip.language).get(clip.name, clip.text) == clip.text:
            return recording
        kept = self.made(clip)
        if not kept.exists():
            self._fill(clip, kept)
        return kept

    def _fill(self, clip: Clip, kept: Path) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{os.getpid()}.part")
        try:
            self._make(clip.text, clip.language, partial)
            waves.write(partial, waves.trimmed(waves.read(partial)))
            for old in kept.parent.glob(f"{clip.name}.{'?' * 12}.wav"):
                old.unlink(missing_ok=True)
            partial.replace(kept)
        except waves.BadRecording as error:
            raise OSError(str(error)) from None
        finally:
            partial.unlink(missing_ok=True)

    def _read(self, clip: Clip) -> waves.Samples[int]:
        """The sound of ``clip``; a made one that cannot be read, as after a power cut, is made anew."""
        file = self.fetch(clip)
        try:
            return waves.read(file)
        except waves.BadRecording:
            if file == self.recording(clip):
                raise
            log.warning("%s is damaged and is made anew", file)
            file.unlink(missing_ok=True)
            return waves.read(self.fetch(clip))

    def join(self, clips: Iterable[Clip]) -> Path | None:
        """All of them in one temporary file, which is the caller's to delete; None when nothing could be had.

        A clip that cannot be had is left out and logged once: half a sentence is better than a silent kiosk.
        """
        parts = []
        for clip in clips:
            try:
                parts.append((self._read(clip), clip.pause))
            except (espeak.NoVoice, waves.BadRecording, OSError) as error:
                if str(error) not in self._silent:
                    self._silent.add(str(error))
                    log.warning("%s cannot be said: %s", clip.name, error)
        if not parts:
            return None
        try:
            handle, name = tempfile.mkstemp(suffix=".wav", prefix="kiosk-voice-", dir=_memory())
            os.close(handle)
            waves.write(Path(name), waves.joined(parts))
        except OSError as error:
            log.warning("nothing can be said: %s", error)
            return None
        return Path(name)


def _memory() -> str | None:
    """A folder that is no disk, where there is one: what is said is not worth wearing out a memory card."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and os.access(shared, os.W_OK) else None
