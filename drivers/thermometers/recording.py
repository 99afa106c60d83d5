"""Bytes with their times, in a file: what a technician records, a test replays, and a maker's support can read.

One JSON object a line. The first says what was recorded (`recording` is the version of this form, with
`port`, `line`, `model`, `started`); each further one has `t`, seconds since the start, and one of `rx`
(from the device) or `tx` (to it), in hexadecimal, or `note` (opened, lost, and why).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from drivers.thermometers.model import Model
from drivers.thermometers.readings import Decoder, Item

VERSION = 1
_WAYS = ("rx", "tx", "note")


@dataclass(frozen=True, slots=True)
class Piece:
    """What happened at one moment: bytes one way or the other, or a note."""

    at: float
    way: str
    data: bytes = b""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timed:
    """An item and the time of the piece that completed it, in seconds since the start of the recording."""

    at: float
    item: Item


class Recorder:
    """Writes a recording; its ``trace`` is for a ``Link``.

    Every line is flushed, a pulled plug costs nothing.
    """

    def __init__(
        self,
        file: TextIO,
        about: Mapping[str, Any],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``about``: port, line, model, started; written into the first line."""
        self._file = file
        self._clock = clock
        self._start = clock()
        self.bytes = 0
        self._write({"recording": VERSION, **about})

    def trace(self, way: str, data: bytes) -> None:
        """Bytes that moved now: ``"rx"`` or ``"tx"``."""
        self.bytes += len(data)
        self._write({"t": self._now(), way: data.hex()})

    def note(self, text: str) -> None:
        """Something that is no bytes."""
        self._write({"t": self._now(), "note": text})

    def _now(self) -> float:
        return round(self._clock() - self._start, 6)

    def _write(self, line: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()


def read_recording(path: Path) -> tuple[dict[str, Any], list[Piece]]:
    """The first line and the pieces.

    ValueError names the line that is wrong, OSError when it cannot be read.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    about = _object(path, 1, lines[0] if lines else "")
    if about.get("recording") != VERSION:
        raise ValueError(f"{path}: line 1: no recording of version {VERSION}")
    return about, [_piece(path, number, line) for number, line in enumerate(lines[1:], 2) if line.strip()]


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise ValueError(f"{path}: line {number}: no JSON ({error})") from error
    if not isinstance(found, dict):
        raise ValueError(f"{path}: line {number}: no JSON object")
    return found


def _piece(path: Path, number: int, line: str) -> Piece:
    found = _object(path, number, line)
    ways = [way for way in _WAYS if isinstance(found.get(way), str)]
    if len(ways) != 1 or not isinstance(found.get("t"), int | float):
        raise ValueError(f"{path}: line {number}: expected t and one of rx, tx, note")
    (way,) = ways
    if way == "note":
        return Piece(float(found["t"]), way, note=found[way])
    try:
        return Piece(float(found["t"]), way, bytes.fromhex(found[way]))
    except ValueError as error:
        raise ValueError(f"{path}: line {number}: {way} is not hexadecimal") from error


def replayed(pieces: Iterable[Piece], model: Model) -> Iterator[Timed]:
    """What the model's decoder makes of a recording.

    After a question or a loss it starts afresh, as the driver does.
    """
    decoder: Decoder = model.decoder()
    at = 0.0
    for piece in pieces:
        at = piece.at
        if piece.way == "rx":
            yield from (Timed(at, item) for item in decoder.feed(piece.data))
        else:
            yield from (Timed(at, item) for item in decoder.finish())
            decoder = model.decoder()
    yield from (Timed(at, item) for item in decoder.finish())
