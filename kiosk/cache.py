"""What can be made again at any time, but is read quicker than made: compiled words, drawn pictures, days of a year."""

from __future__ import annotations

import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Where it may be kept; losing it costs a second at the next start."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "kiosk-antrean"


def keep(file: Path, content: bytes) -> bool:
    """Write ``file`` whole or not at all. False, and said in the log, when this disk keeps nothing: then it is made
    anew each time, which is no reason to stop."""
    partial = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(content)
        partial.replace(file)
    except OSError as error:
        log.warning("nothing can be kept in %s: %s", file.parent, error)
        return False
    return True
