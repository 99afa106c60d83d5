"""The calibration under way on a kiosk: kept after every step, to be resumed, discarded or set aside."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, insert, select, update

from kiosk.rules.calibration.codec import to_json
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.steps import Session, Step
from kiosk.rules.calibration.under_way import UnderWay
from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor, encoded
from kiosk.store.audit_events import CalibrationDiscarded, CalibrationSetAside
from kiosk.store.calibration_rows import as_value
from kiosk.store.calibration_tables import calibration_session
from kiosk.store.engine import reading, writing
from kiosk.store.errors import StoreError
from kiosk.store.tables import audit


class SessionOpen(Exception):
    """Another calibration is under way on this kiosk: resume or discard it first."""


def fingerprint(id: str) -> str:
    """How the audit trail names a session."""
    return hashlib.sha256(id.encode()).hexdigest()


def begin_session(engine: Engine, kiosk: str, session: Session, at: datetime) -> None:
    """Keep a new session. Raises SessionOpen when one is under way, StoreError."""
    with writing(engine) as connection:
        if _open_row(connection, kiosk) is not None:
            raise SessionOpen
        row = {"id": session.id, "kiosk": kiosk, "state": "open", "begun_at": at, "saved_at": at}
        connection.execute(insert(calibration_session).values(row | {"data": to_json(session)}))


def save_session(engine: Engine, session: Session, at: datetime, actor: Actor) -> None:
    """Keep how far it is; one that was discarded is over, and the trail says so.

    Raises LookupError when it is not open, StoreError.
    """
    with writing(engine) as connection:
        save(connection, session, at)
        if session.progress.step is Step.DISCARDED:
            append(connection, at=at, actor=actor, event=CalibrationDiscarded(fingerprint(session.id)))


def open_session(engine: Engine, kiosk: str) -> Session | None:
    """The session to resume or discard, if any. Raises StoreError."""
    with reading(engine) as connection:
        row = _open_row(connection, kiosk)
    return None if row is None else as_value(engine, Session, row[0], row[1])


def under_way(engine: Engine, kiosk: str) -> UnderWay | None:
    """What the kiosk needs to know of the open session, if any; also of one that this version cannot read.

    Raises StoreError when the database cannot be asked.
    """
    with reading(engine) as connection:
        row = _open_row(connection, kiosk)
        if row is None:
            return None
        aside = _set_aside(connection, row[0], row[3])
    try:
        session = as_value(engine, Session, row[0], row[1])
    except StoreError:
        until = row[2] + timedelta(hours=Plan().resume_hours)
        return UnderWay("", row[2], None, until, aside)
    progress = session.progress
    until = progress.started_at + timedelta(hours=session.plan.resume_hours)
    return UnderWay(progress.by, progress.started_at, progress.step, until, aside)


def abandon_session(engine: Engine, kiosk: str, at: datetime, actor: Actor) -> bool:
    """Discard the open session unread, for one that this version cannot read; whether there was one."""
    with writing(engine) as connection:
        row = _open_row(connection, kiosk)
        if row is None:
            return False
        this = update(calibration_session).where(calibration_session.c.id == row[0])
        connection.execute(this.values(state="discarded", saved_at=at))
        append(connection, at=at, actor=actor, event=CalibrationDiscarded(fingerprint(row[0])))
        return True


def open_id(connection: Connection, kiosk: str) -> str:
    """The id of the session under way. Raises LookupError without one."""
    row = _open_row(connection, kiosk)
    if row is None:
        raise LookupError(f"no calibration is under way on {kiosk}")
    return row[0]


def save(connection: Connection, session: Session, at: datetime) -> None:
    """Within a transaction. Raises LookupError when it is not open."""
    table = calibration_session
    state = {Step.RECORDED: "recorded", Step.DISCARDED: "discarded"}.get(session.progress.step, "open")
    values = {"state": state, "saved_at": at, "data": to_json(session)}
    done = connection.execute(
        update(table).where(table.c.id == session.id, table.c.state == "open").values(values)
    )
    if not done.rowcount:
        raise LookupError(f"calibration {session.id} is not under way")


def _open_row(connection: Connection, kiosk: str) -> tuple[str, str, datetime, datetime] | None:
    """Id, data, begun, saved."""
    table = calibration_session
    query = select(table.c.id, table.c.data, table.c.begun_at, table.c.saved_at)
    row = connection.execute(query.where(table.c.kiosk == kiosk, table.c.state == "open")).first()
    return None if row is None else (row.id, row.data, row.begun_at, row.saved_at)


def _set_aside(connection: Connection, id: str, saved: datetime) -> bool:
    """Whether an officer has set it aside since it was last worked on: to take it up again ends that."""
    said = encoded(CalibrationSetAside(fingerprint(id)))
    query = select(func.max(audit.c.at)).where(audit.c.type == CalibrationSetAside.kind, audit.c.data == said)
    at = connection.scalar(query)
    return at is not None and at >= saved
