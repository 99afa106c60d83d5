"""Rows and values of the calibrations' tables, for the tests that walk every table and for those of the functions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert

from kiosk.store.calibration_tables import (
    calibration_check,
    calibration_correction,
    calibration_record,
    calibration_reference,
    calibration_session,
)

AT = datetime(2020, 6, 15, 8, 30, tzinfo=UTC)
DIGEST = "d" * 64

REFERENCE = {
    "id": "BB-1",
    "due": date(2021, 2, 2),
    "added_at": AT,
    "added_by": "Wayan",
    "data": "{}",
    "digest": DIGEST,
}
SESSION = {"id": "s-1", "kiosk": "kiosk-1", "state": "open", "begun_at": AT, "saved_at": AT, "data": "{}"}
RECORD = {
    "id": "CK-1",
    "kiosk": "kiosk-1",
    "instrument": "GY|gy|1",
    "ended_at": AT,
    "activated": True,
    "data": "{}",
    "digest": DIGEST,
}
CORRECTION = {
    "id": "CK-1",
    "record": "CK-1",
    "kiosk": "kiosk-1",
    "instrument": "GY|gy|1",
    "since": AT,
    "due": date(2021, 6, 15),
    "data": "{}",
    "digest": DIGEST,
}
CHECK = {
    "id": "Q-1",
    "kiosk": "kiosk-1",
    "correction": "CK-1",
    "at": AT,
    "failed": False,
    "data": "{}",
    "digest": DIGEST,
}


def _row(table, values):  # type: ignore[no-untyped-def]
    return lambda connection, **changes: connection.execute(insert(table).values(values | changes))


reference = _row(calibration_reference, REFERENCE)
session = _row(calibration_session, SESSION)
record = _row(calibration_record, RECORD)
correction = _row(calibration_correction, CORRECTION)
check = _row(calibration_check, CHECK)

BAD_ROWS: dict[str, Callable[[Connection], object]] = {
    "ck_calibration_reference_id": lambda c: reference(c, id=""),
    "ck_calibration_reference_digest": lambda c: reference(c, digest="d"),
    "ck_calibration_session_kiosk": lambda c: session(c, kiosk=""),
    "ck_calibration_session_state": lambda c: session(c, state="lost"),
    "ck_calibration_record_kiosk": lambda c: record(c, kiosk=""),
    "ck_calibration_record_digest": lambda c: record(c, digest="d"),
    "uq_calibration_record_digest": lambda c: (record(c), record(c, id="CK-2")),
    "ck_calibration_correction_kiosk": lambda c: (record(c), correction(c, kiosk="")),
    "ck_calibration_correction_whole": lambda c: (record(c), correction(c, data=None)),
    "ck_calibration_correction_digest": lambda c: (record(c), correction(c, digest="d")),
    "fk_calibration_correction_record": lambda c: correction(c),
    "uq_calibration_correction_id": lambda c: (record(c), correction(c), correction(c)),
    "ck_calibration_check_kiosk": lambda c: (record(c), correction(c), check(c, kiosk="")),
    "ck_calibration_check_digest": lambda c: (record(c), correction(c), check(c, digest="d")),
    "fk_calibration_check_correction": lambda c: (record(c), check(c)),
}
COLUMNS = {
    f"{table.name}.{column.name}"
    for table in (
        calibration_reference,
        calibration_session,
        calibration_record,
        calibration_correction,
        calibration_check,
    )
    for column in table.columns
}
