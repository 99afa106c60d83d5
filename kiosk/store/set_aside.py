"""Database files that were set aside: kept for whoever wants to look into them, and forgotten when backups are.

They hold rows as any backup does, so they are kept as long as backups are and no longer.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.store.engine import address_of
from kiosk.store.errors import explained

KEPT = timedelta(days=14)


def set_aside(file: Path, why: str, now: datetime) -> Path | None:
    """Rename ``file`` for ``why`` (a small word); where it is now. Raises OSError.

    The write-ahead log goes first: left alone, it would be played into the file that comes next.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = file.with_name(f"{file.name}.{why}-{stamp}")
    tail = 1
    while aside.exists():
        tail += 1
        aside = file.with_name(f"{file.name}.{why}-{stamp}-{tail}")
    for part in ("-wal", "-shm", ""):
        old = file.with_name(file.name + part)
        if old.exists():
            old.rename(aside.with_name(aside.name + part))
    return aside if aside.exists() else None


def forget_set_aside(url: str, now: datetime) -> list[str]:
    """Delete what was set aside more than ``KEPT`` before ``now`` (aware); the names of what went. Of PostgreSQL, none.

    The time is the one in the name, so a file that was copied about is no younger for it. Raises StoreError.
    """
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        return []
    file = Path(address.database or "")
    named = re.compile(re.escape(file.name) + r"\.[a-z]+-(\d{8}T\d{6}Z)(-\d+)?(-wal|-shm)?")
    gone = []
    with explained(address):
        for path in sorted(file.parent.iterdir()):
            found = named.fullmatch(path.name)
            if found is None or path.is_dir():  # a folder that stood in the file's place is somebody's
                continue
            made_at = datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            if made_at < now - KEPT:
                path.unlink()
                gone.append(path.name)
    return gone
