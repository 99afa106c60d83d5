"""One running kiosk under one name: a second would take the first one's numbers on their way for lost ones.

Programs that only look, a backup or the counter's window use the database beside it as they like.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from sqlalchemy import URL

from kiosk.store.errors import Cause, StoreError, explained, place


def claim(address: URL, folder: Path, kiosk: str) -> int:
    """A handle that keeps others away until it is closed, or the program ends in whatever way.

    The mark stands beside an SQLite file; for a server in ``folder``, so that there only a second kiosk of this machine
    is found. Raises StoreError: TWICE when the name is taken.
    """
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        mark = file.with_name(f"{file.name}.{kiosk}.running")
    else:
        mark = folder / f"{kiosk}.running"
    with explained(address):
        mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
            os.close(handle)
            raise StoreError(Cause.TWICE, place(address), f"{kiosk}, process {other or 'unknown'}") from None
        except OSError:
            os.close(handle)
            raise
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    return handle
