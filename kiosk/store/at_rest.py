"""What an SQLite file was when its kiosk stopped in good order, so that a bit that rots overnight is seen.

SQLite keeps no checksums, so some flipped bits look like data. A program that writes leaves a new time of change on
the file, rot does not: the same size and time with another content is damage, and another time is somebody's work.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

SUFFIX = ".rest"
_SECOND = 1_000_000_000


def note_rest(file: Path) -> None:
    """Keep what ``file`` is now; to be called when nobody uses it any more. Raises OSError."""
    if file.with_name(file.name + "-wal").exists():
        return  # another program still has it open
    note = file.with_name(file.name + SUFFIX)
    draft = note.with_name(note.name + ".draft")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(_seen(file))
    draft.replace(note)


def changed_at_rest(file: Path) -> bool:
    """Whether ``file`` has another content than when it was noted, though nothing wrote to it. Raises OSError."""
    try:
        size, changed, _ = noted = tuple(file.with_name(file.name + SUFFIX).read_text("ascii").split())
    except (FileNotFoundError, ValueError):
        return False
    now = file.stat()
    if (str(now.st_size), str(now.st_mtime_ns)) != (size, changed) or now.st_mtime_ns % _SECOND == 0:
        return False  # written since; or a file system that tells whole seconds, in which somebody could have
    return tuple(_seen(file).split()) != noted


def _seen(file: Path) -> str:
    now = file.stat()
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return f"{now.st_size} {now.st_mtime_ns} {digest}\n"
