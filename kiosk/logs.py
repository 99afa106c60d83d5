"""Where the kiosk's own story goes: standard error for the system's journal, and a file that never grows large."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path

SIZE = 5_000_000
KEPT = 9
"""Ten files of 5 MB: 50 MB is the most that logs may take of a small disk."""
FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def start(folder: Path, *, quiet: bool = False) -> None:
    """Begin to log. No message anywhere in the house holds a value of a person; see docs on privacy."""
    handlers: list[logging.Handler] = [] if quiet else [logging.StreamHandler(sys.stderr)]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handlers.append(
            _File(folder / "kiosk.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True)
        )
    except OSError as error:
        print(f"no log file in {folder}: {error}", file=sys.stderr)  # noqa: T201 - nowhere else to say it
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in handlers:
        handler.setFormatter(logging.Formatter(FORMAT))
        root.addHandler(handler)
    for name in ("kivy", "PIL", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


class _File(logging.handlers.RotatingFileHandler):
    """What cannot be written for want of room is said once, not with a traceback each time: the journal has the lines
    themselves, and shares the disk."""

    _told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
        elif not self._told:
            print(f"{self.baseFilename} cannot be written: {error.strerror}", file=sys.stderr)  # noqa: T201 - see start
        self._told = True
