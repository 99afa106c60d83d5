"""Files that others must not read, or must not change: read and written with their modes checked.

Every trouble is a sentence that ends in what mends it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

_LARGEST = 4096  # bytes; a key file has about 120


class KeyTrouble(Exception):
    """What is wrong with a key file, and what mends it."""


class Guard(Enum):
    """Permission bits that others must not have, the modes of file and folder, and what they could do with it."""

    SECRET = (0o077, 0o600, 0o700, "read or change")
    PUBLIC = (0o022, 0o644, 0o755, "change")

    def __init__(self, forbidden: int, file_mode: int, folder_mode: int, verb: str) -> None:
        self.forbidden = forbidden
        self.file_mode = file_mode
        self.folder_mode = folder_mode
        self.verb = verb


def make_folder(folder: Path, guard: Guard) -> None:
    """Make ``folder`` unless it is there; either way, refuse it when its mode is loose. Raises KeyTrouble."""
    with _sentences(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            folder.mkdir(mode=guard.folder_mode)
            folder.chmod(guard.folder_mode)  # a strict umask would shut counters out of the public keys
    check_folder(folder, guard)


def check_folder(folder: Path, guard: Guard) -> None:
    """Raises KeyTrouble when others may do in ``folder`` what ``guard`` forbids."""
    with _sentences(folder):
        _refuse_loose(folder, folder.stat(), guard, guard.folder_mode)


def is_there(path: Path) -> bool:
    """Whether ``path`` exists. Raises KeyTrouble when this user may not even know."""
    with _sentences(path):
        return path.exists()


def read(path: Path, guard: Guard) -> bytes:
    """The bytes of a key file. Raises KeyTrouble."""
    with _sentences(path), path.open("rb") as file:
        # Asked of the open file, so that it cannot be exchanged between the question and the reading.
        _refuse_loose(path, os.fstat(file.fileno()), guard, guard.file_mode)
        return file.read(_LARGEST)


@contextmanager
def prepared(path: Path, guard: Guard) -> Iterator[Path]:
    """An empty ``path`` of the right mode, gone at the end; while it exists, nobody else can prepare it.

    Raises KeyTrouble when it exists already.
    """
    with _sentences(path):
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, guard.file_mode)
        except FileExistsError:
            raise KeyTrouble(
                f"{path} is there: keys are being changed, or a change was cut off; if so, remove it and try again"
            ) from None
        try:
            os.fchmod(descriptor, guard.file_mode)
            os.close(descriptor)
            yield path
        finally:
            path.unlink(missing_ok=True)


def put(data: bytes, path: Path, through: Path) -> None:
    """Write ``data`` to ``through`` and give it the name ``path``: whole or not at all, even when power fails."""
    with through.open("r+b") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    through.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _refuse_loose(path: Path, found: os.stat_result, guard: Guard, wanted: int) -> None:
    mode = stat.S_IMODE(found.st_mode)
    if mode & guard.forbidden:
        raise KeyTrouble(f"others may {guard.verb} {path} (mode {mode:04o}); run `chmod {wanted:o} {path}`")


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        raise KeyTrouble(
            f"{wrong.filename or path} cannot be used ({wrong.strerror}); run this as the user who owns the keys, or "
            "give them to this one with `chown`"
        ) from wrong
