"""The tables of the thermometer's calibrations. Each row carries its whole value as canonical JSON with its SHA-256;
the other columns only find it.

Records, corrections, references and quick checks only grow: triggers of the migration refuse UPDATE and DELETE. What
is measured here is a blackbody, never a person; the only people in it are the staff who calibrated.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    text,
)

from kiosk.store.columns import Instant
from kiosk.store.schema import metadata

OPEN = text("state = 'open'")


class CalibrationReference(TypedColumns):
    """One entry in the register of blackbodies; a new certificate is a new row with the same ``id``."""

    seq: Named[int] = Column(Integer, primary_key=True)
    id: Named[str] = Column(String(40), nullable=False)
    due: Named[date] = Column(Date, nullable=False)
    added_at: Named[datetime] = Column(Instant, nullable=False)
    added_by: Named[str] = Column(String(64), nullable=False)
    data: Named[str] = Column(Text, nullable=False)
    digest: Named[str] = Column(String(64), nullable=False)


calibration_reference = Table(
    "calibration_reference",
    metadata,
    CalibrationReference,
    CheckConstraint("length(id) BETWEEN 1 AND 40", name="id"),
    CheckConstraint("length(digest) = 64", name="digest"),
)


class CalibrationSession(TypedColumns):
    """A calibration under way, so that it can go on after a power cut; one may be open on each kiosk."""

    id: Named[str] = Column(String(40), primary_key=True)
    kiosk: Named[str] = Column(String(64), nullable=False)
    state: Named[str] = Column(String(16), nullable=False)
    begun_at: Named[datetime] = Column(Instant, nullable=False)
    saved_at: Named[datetime] = Column(Instant, nullable=False)
    data: Named[str] = Column(Text, nullable=False)


calibration_session = Table(
    "calibration_session",
    metadata,
    CalibrationSession,
    CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name="kiosk"),
    CheckConstraint("state IN ('open', 'recorded', 'discarded')", name="state"),
    Index(
        "uq_calibration_session_open",
        "kiosk",
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    ),
)


class CalibrationRecord(TypedColumns):
    """One "Catatan Kalibrasi"; ``instrument`` is the key of the instrument's identity."""

    id: Named[str] = Column(String(40), primary_key=True)
    kiosk: Named[str] = Column(String(64), nullable=False)
    instrument: Named[str] = Column(String(250), nullable=False)
    ended_at: Named[datetime] = Column(Instant, nullable=False)
    activated: Named[bool] = Column(Boolean, nullable=False)
    data: Named[str] = Column(Text, nullable=False)
    digest: Named[str] = Column(String(64), nullable=False)


calibration_record = Table(
    "calibration_record",
    metadata,
    CalibrationRecord,
    UniqueConstraint("digest"),
    CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name="kiosk"),
    CheckConstraint("length(digest) = 64", name="digest"),
)


class CalibrationCorrection(TypedColumns):
    """One word on which correction applies; the newest ``seq`` of an instrument is the one that holds.

    ``data`` NULL: none applies from here on. ``restores`` names the row that a rollback brought back.
    """

    seq: Named[int] = Column(Integer, primary_key=True)
    id: Named[str] = Column(String(64), nullable=False)
    record: Named[str | None] = Column(String(40), ForeignKey(calibration_record.c.id))
    restores: Named[str | None] = Column(String(64))
    kiosk: Named[str] = Column(String(64), nullable=False)
    instrument: Named[str] = Column(String(250), nullable=False)
    since: Named[datetime] = Column(Instant, nullable=False)
    due: Named[date | None] = Column(Date)
    data: Named[str | None] = Column(Text)
    digest: Named[str | None] = Column(String(64))


calibration_correction = Table(
    "calibration_correction",
    metadata,
    CalibrationCorrection,
    UniqueConstraint("id"),
    CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name="kiosk"),
    CheckConstraint(
        "(data IS NULL) = (digest IS NULL) AND (data IS NULL) = (due IS NULL)"
        " AND (data IS NULL) = (record IS NULL)",
        name="whole",
    ),
    CheckConstraint("length(digest) = 64", name="digest"),
)


class CalibrationCheck(TypedColumns):
    """One quick check between calibrations; ``correction`` is the row that was in force."""

    id: Named[str] = Column(String(40), primary_key=True)
    kiosk: Named[str] = Column(String(64), nullable=False)
    correction: Named[str] = Column(String(64), ForeignKey(calibration_correction.c.id), nullable=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    failed: Named[bool] = Column(Boolean, nullable=False)
    data: Named[str] = Column(Text, nullable=False)
    digest: Named[str] = Column(String(64), nullable=False)


calibration_check = Table(
    "calibration_check",
    metadata,
    CalibrationCheck,
    CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name="kiosk"),
    CheckConstraint("length(digest) = 64", name="digest"),
)
