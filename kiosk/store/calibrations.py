"""Calibrations: records and corrections that only grow. The session under way: calibration_sessions.py.

A row that no longer says what its digest says raises StoreError(DAMAGED): no reading is corrected by guesswork.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from kiosk.rules.calibration.calibration import Calibration, correction_of
from kiosk.rules.calibration.codec import digest
from kiosk.rules.calibration.correction import Correction, rollback
from kiosk.rules.calibration.in_force import InForce, Word, applying
from kiosk.rules.calibration.steps import Session
from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import CalibrationDecided
from kiosk.store.calibration_rows import as_row, as_value, checks
from kiosk.store.calibration_sessions import save
from kiosk.store.calibration_tables import calibration_correction, calibration_record
from kiosk.store.engine import reading, writing


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it is kept."""

    kiosk: str
    record: Calibration
    digest: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One word on which correction applies; ``correction`` None: none, from ``since`` on."""

    seq: int
    id: str
    instrument: str
    since: datetime
    correction: Correction | None


# ------------------------------------------------------------------------------ records and corrections


def keep(
    engine: Engine, kiosk: str, session: Session, record: Calibration, *, at: datetime, actor: Actor
) -> Correction | None:
    """The record, its correction if it activated one, the session's end and the audit's line: all or nothing.

    Raises LookupError when the session is not open (it was kept already), StoreError.
    """
    correction = correction_of(record)
    instrument = record.identity.key
    row = {"id": record.id, "kiosk": kiosk, "instrument": instrument, "ended_at": record.ended_at}
    with writing(engine) as connection:
        save(connection, session, at)
        connection.execute(
            insert(calibration_record).values(row | {"activated": record.activated} | as_row(record))
        )
        if correction is not None:
            _add_correction(connection, kiosk, correction)
        decision = "accepted" if record.activated else "refused"
        append(connection, at=at, actor=actor, event=CalibrationDecided(digest(record), decision))
    return correction


def records(engine: Engine, kiosk: str | None = None) -> list[Kept]:
    """All records, the oldest first; of one kiosk, or of all. Raises StoreError."""
    table = calibration_record
    query = select(table.c.kiosk, table.c.id, table.c.data, table.c.digest).order_by(
        table.c.ended_at, table.c.id
    )
    if kiosk is not None:
        query = query.where(table.c.kiosk == kiosk)
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return [Kept(row.kiosk, as_value(engine, Calibration, *row[1:]), row.digest) for row in rows]


def record(engine: Engine, id: str) -> Kept:
    """Raises LookupError for an unknown number, StoreError."""
    table = calibration_record
    query = select(table.c.kiosk, table.c.id, table.c.data, table.c.digest).where(table.c.id == id)
    with reading(engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        raise LookupError(f"there is no calibration {id}")
    return Kept(row.kiosk, as_value(engine, Calibration, *row[1:]), row.digest)


def digest_on_file(engine: Engine, id: str) -> str | None:
    """The hash of the record with this number as it was when it was made; None for an unknown number."""
    with reading(engine) as connection:
        return connection.scalar(select(calibration_record.c.digest).where(calibration_record.c.id == id))


def corrections(engine: Engine, kiosk: str) -> list[CorrectionRow]:
    """Every word on this kiosk's corrections, the oldest first. Raises StoreError."""
    with reading(engine) as connection:
        return _corrections(engine, connection, kiosk)


def words(engine: Engine, kiosk: str) -> InForce:
    """What a kiosk needs to know before it measures. Raises StoreError."""
    spoken = tuple(Word(row.instrument, row.correction) for row in corrections(engine, kiosk))
    return InForce(spoken, tuple(checks(engine, kiosk)))


def in_force(engine: Engine, kiosk: str, instrument: str) -> Correction | None:
    """The newest row of this ``instrument`` (its identity's key) on this kiosk; of an instrument that has none, the
    kiosk's newest, which then is suspended. Raises StoreError.
    """
    row = _in_force(corrections(engine, kiosk), instrument)
    return None if row is None else row.correction


def roll_back(
    engine: Engine, kiosk: str, instrument: str, *, to: str | None = None, at: datetime, by: str, actor: Actor
) -> Correction | None:
    """Bring back the correction before the one in force, or the row ``to``, as a new row; None when there was none
    before: from then on none applies. Raises LookupError when there is nothing to go back from or to, StoreError.
    """
    with writing(engine) as connection:
        rows = _corrections(engine, connection, kiosk)
        now = _in_force(rows, instrument)
        if now is None or now.correction is None:
            raise LookupError("no correction is in force")
        old = _named(rows, to) if to is not None else _before(rows, now.correction)
        withdrawn = connection.scalar(
            select(calibration_record.c.digest).where(calibration_record.c.id == now.correction.calibration)
        )
        new = None
        if old is not None:
            again = 1 + sum(
                row.correction is not None and row.correction.calibration == old.calibration for row in rows
            )
            new = rollback(old, id=f"{old.calibration}-R{again}", since=at, by=by)
            _add_correction(connection, kiosk, new)
        else:
            # A row that is made NULL in every part that says what applies: none does.
            id = f"{now.correction.calibration}-X{now.seq}"
            empty = {"id": id, "kiosk": kiosk, "instrument": now.instrument, "since": at}
            connection.execute(insert(calibration_correction).values(empty))
        event = CalibrationDecided(withdrawn or digest(now.correction), "withdrawn")
        append(connection, at=at, actor=actor, event=event)
    return new


def _add_correction(connection: Connection, kiosk: str, correction: Correction) -> None:
    row = {
        "id": correction.id,
        "record": correction.calibration,
        "restores": correction.restores,
        "kiosk": kiosk,
        "instrument": correction.identity.key,
        "since": correction.since,
        "due": correction.due,
    }
    connection.execute(insert(calibration_correction).values(row | as_row(correction)))


def _corrections(engine: Engine, connection: Connection, kiosk: str) -> list[CorrectionRow]:
    table = calibration_correction
    query = select(table).where(table.c.kiosk == kiosk).order_by(table.c.seq)
    found = []
    for row in connection.execute(query):
        value = None if row.data is None else as_value(engine, Correction, row.id, row.data, row.digest)
        found.append(CorrectionRow(row.seq, row.id, row.instrument, row.since, value))
    return found


def _in_force(rows: list[CorrectionRow], instrument: str) -> CorrectionRow | None:
    at = applying([row.instrument for row in rows], instrument)
    return None if at is None else rows[at]


def _named(rows: list[CorrectionRow], id: str) -> Correction:
    for row in rows:
        if row.id == id and row.correction is not None:
            return row.correction
    raise LookupError(f"there is no correction {id}")


def _before(rows: list[CorrectionRow], now: Correction) -> Correction | None:
    """The correction that the calibration behind ``now`` once replaced."""
    first = next(row.seq for row in rows if row.correction and row.correction.calibration == now.calibration)
    older = [
        row.correction
        for row in rows
        if row.seq < first
        and row.correction is not None
        and row.correction.restores is None
        and row.instrument == now.identity.key
    ]
    return older[-1] if older else None
