"""Starting on whatever the disk still holds: a damaged file is set aside, the last whole backup takes its place.

Nothing is deleted here (set_aside.py forgets it later), and no number is given a second time: what the backup has
forgotten of the last day is made good from the side file (last_number.py), at every start and before anything else is
asked of the database.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from sqlalchemy import Engine, case, insert, select, update

from kiosk.store.at_rest import changed_at_rest, note_rest
from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import BackupRestored
from kiosk.store.audit_head import head_of
from kiosk.store.backup import Backup, backup_of, backups, draft_of, publish
from kiosk.store.damage import damage
from kiosk.store.engine import BUSY_PATIENCE, address_of, open_store, reading, writing
from kiosk.store.errors import Cause, StoreError, explained
from kiosk.store.last_number import NONE_YET, Known, LastNumber
from kiosk.store.service_places import continue_above, places
from kiosk.store.set_aside import set_aside
from kiosk.store.tables import service_day

KIOSK = Actor("kiosk")


class Why(Enum):
    """Why the database is not what it was when the kiosk stopped."""

    DAMAGED = "the database was damaged"
    MISSING = "the database was gone"
    BEHIND = "the database had forgotten the last numbers"
    ASKED = "a restore was asked for"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done at the start, for the officer. Tickets and audit rows newer than ``backup`` are only in the file
    ``set_aside``; ``backup`` None: there was none to use, and the staff must be entered anew.
    """

    why: Why
    detail: str
    last: Known
    backup: Backup | None
    set_aside: Path | None

    def __str__(self) -> str:
        told = [f"{self.why.value} ({self.detail})" if self.detail else self.why.value]
        if self.set_aside:
            told.append(f"it is kept as {self.set_aside.name}")
        if self.backup:
            told.append(f"the backup of {self.backup.made_at:%Y-%m-%d %H:%M} UTC took its place")
        elif self.why is not Why.BEHIND:
            told.append("there was no whole backup: it begins empty")
        if self.last.number:
            told.append(f"numbers of {self.last.day} continue above {self.last.number}")
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Opened:
    """A database ready for use. ``last`` goes into every ``take_number``; None on PostgreSQL, which needs none."""

    engine: Engine
    restored: Restored | None
    last: LastNumber | None
    lock: int | None = None

    def close(self) -> None:
        """Let the database go; a ``kiosk restore`` may then move its file. Raises StoreError."""
        self.engine.dispose()
        if self.lock is not None:
            try:
                with explained(self.engine.url):
                    note_rest(Path(self.engine.url.database or ""))
            finally:
                os.close(self.lock)


def open_or_restore(url: str, folder: Path, now: datetime, *, actor: Actor = KIOSK) -> Opened:
    """As ``open_store``, for the kiosk itself: makes good what happened to an SQLite file, from ``folder``'s backups.

    ``now`` (aware) names the file set aside, and dates the row of ``actor`` in the audit trail. Raises StoreError;
    with Cause.DAMAGED when the file is damaged and either another program uses it or the side file, too, cannot tell
    which number was the last.
    """
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        return Opened(open_store(url), None, None)
    file = Path(address.database or "")
    with explained(address):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        lock, alone = _lock(file)
        try:
            last = LastNumber(file)
            restored = None
            if trouble := _trouble(file, last, folder):
                if not alone:
                    raise StoreError(Cause.DAMAGED, str(file), f"{trouble[1]}; another program is using it")
                restored = _replace(file, last, reversed(backups(folder)), *trouble, now)
            engine = open_store(url)
            try:
                if _continue_above(engine, last) and restored is None and last.known:
                    restored = Restored(Why.BEHIND, "", last.known, None, None)
                if restored is not None:
                    _audit(engine, restored, now, actor)
                fcntl.flock(lock, fcntl.LOCK_SH)  # whoever starts now finds everything made good
            except BaseException:
                engine.dispose()
                raise
        except BaseException:
            os.close(lock)
            raise
    return Opened(engine, restored, last, lock)


def restore(
    url: str,
    folder: Path,
    now: datetime,
    *,
    chosen: Path | None = None,
    last: Known | None = None,
    actor: Actor = KIOSK,
) -> Restored:
    """Put ``chosen``, or the newest whole backup of ``folder``, in the place of the SQLite file, which is set aside.

    ``last`` overrules what the side file says: the number on the last paper. Raises StoreError: BUSY while a kiosk
    runs on the file, DAMAGED when no backup is whole, ADDRESS for PostgreSQL.
    """
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        detail = "restore PostgreSQL with its own tools, or `kiosk database copy` into an empty database"
        raise StoreError(Cause.ADDRESS, address.database or "", detail)
    file = Path(address.database or "")
    with explained(address):
        lock, alone = _lock(file)
        try:
            if not alone:
                raise StoreError(Cause.BUSY, str(file), "a kiosk is running")
            side = LastNumber(file)
            if last is not None:
                side.overrule(last)
            if _trouble(file, side, folder) is None and file.exists():
                opened = open_store(url)
                _continue_above(
                    opened, side
                )  # a file from before there were side files knows its last number
                opened.dispose()
            candidates = _named(chosen) if chosen else list(reversed(backups(folder)))
            if not any(damage(candidate.path) is None for candidate in candidates):
                raise StoreError(Cause.DAMAGED, str(chosen or folder), "no whole backup")
            restored = _replace(file, side, candidates, Why.ASKED, "", now)
            engine = open_store(url)
            _continue_above(engine, side)
            _audit(engine, restored, now, actor)
            engine.dispose()
        finally:
            os.close(lock)
    return restored


def _audit(engine: Engine, restored: Restored, now: datetime, actor: Actor) -> None:
    with writing(engine) as connection:
        event = BackupRestored(head_of(connection), restored.last.number)
        append(connection, at=now, actor=actor, event=event)


def _named(chosen: Path) -> list[Backup]:
    if not chosen.is_file():
        raise StoreError(Cause.AWAY, str(chosen), "there is no such file")
    made_at = datetime.fromtimestamp(chosen.stat().st_mtime, UTC)
    return [backup_of(chosen) or Backup(0, made_at, chosen)]


def _lock(file: Path) -> tuple[int, bool]:
    """A lock held until its handle is closed, and whether nobody else has one. Raises StoreError(BUSY)."""
    handle = os.open(file.with_name(file.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + BUSY_PATIENCE
    while time.monotonic() < deadline:
        for kind in (fcntl.LOCK_EX, fcntl.LOCK_SH):
            try:
                fcntl.flock(handle, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            return handle, kind == fcntl.LOCK_EX
        time.sleep(0.02)  # another kiosk is starting
    os.close(handle)
    raise StoreError(Cause.BUSY, str(file), "another program is opening it")


def _trouble(file: Path, last: LastNumber, folder: Path) -> tuple[Why, str] | None:
    if file.exists() and file.stat().st_size > 0:
        if changed_at_rest(file):
            return Why.DAMAGED, "it changed while nobody used it"
        found = damage(file, last.known)
        return (Why.DAMAGED, found) if found else None
    # SQLite would take an empty file for a new database and begin at 1.
    known_before = last.path.exists() or backups(folder)
    return (Why.MISSING, "no file" if not file.exists() else "an empty file") if known_before else None


def _replace(
    file: Path, last: LastNumber, candidates: Iterable[Backup], why: Why, detail: str, now: datetime
) -> Restored:
    if last.known is None:
        unknown = (
            "which number was the last is not known: take it from the last paper, `kiosk restore --last N`"
        )
        raise StoreError(Cause.DAMAGED, str(file), f"{detail}; {unknown}")
    aside = set_aside(file, why.name.lower(), now)
    used = None
    for candidate in candidates:
        with draft_of(file) as draft:
            shutil.copyfile(candidate.path, draft)
            if damage(draft) is None:
                publish(draft, file)
                used = candidate
                break
    return Restored(why, detail, last.known, used, aside)


def _continue_above(engine: Engine, last: LastNumber) -> bool:
    """Bring the day's counters up to the last given; whether they stood below. Makes a missing side file."""
    if last.known is None:
        newest = select(service_day.c.day, service_day.c.issued).order_by(service_day.c.day.desc()).limit(1)
        with reading(engine) as connection:
            row = connection.execute(newest).first()
            services = places(connection, row.day) if row else {}
        last.overrule(Known(*row) if row else NONE_YET, services)
        return False
    day, number = last.known
    if number == 0:
        return False
    mine = service_day.c.day == day
    with reading(engine) as connection:
        issued = connection.scalar(select(service_day.c.issued).where(mine))
    if issued is not None and issued >= number:
        return False
    allowed = number - service_day.c.reserve
    quota = case((service_day.c.quota < allowed, allowed), else_=service_day.c.quota)
    with writing(engine) as connection:
        if issued is None:
            connection.execute(insert(service_day).values(day=day, quota=None, reserve=0, issued=number))
        else:
            connection.execute(update(service_day).where(mine).values(issued=number, quota=quota))
        continue_above(connection, day, last.services)
    return True
