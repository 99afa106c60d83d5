"""What was calibrated stays: no row of it is changed, replaced or deleted, on either database."""

from __future__ import annotations

import calibration_samples as samples
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

TABLES = ("calibration_reference", "calibration_record", "calibration_correction", "calibration_check")


def fill(connection: Connection) -> None:
    samples.reference(connection)
    samples.record(connection)
    samples.correction(connection)
    samples.check(connection)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE {} SET data = 'forged'", "DELETE FROM {}"])
def test_no_row_is_changed_or_deleted(engine: Engine, table: str, act: str) -> None:
    with engine.begin() as connection:
        fill(connection)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(act.format(table)))
    with engine.connect() as connection:
        assert connection.scalar(text(f"SELECT data FROM {table}")) == "{}"


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced_by_an_insert(sqlite_url: str, table: str) -> None:
    from kiosk.store.engine import open_store

    engine = open_store(sqlite_url)
    with engine.begin() as connection:
        fill(connection)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))
    engine.dispose()


def test_one_kiosk_has_one_calibration_under_way(engine: Engine) -> None:
    with engine.begin() as connection:
        samples.session(connection)
        samples.session(connection, id="s-0", state="recorded")
        samples.session(connection, id="s-2", kiosk="kiosk-2")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        samples.session(connection, id="s-3")


def test_nothing_of_a_truncated_table_is_lost(postgres_url: str) -> None:
    from kiosk.store.engine import open_store

    engine = open_store(postgres_url)
    with engine.begin() as connection:
        fill(connection)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("TRUNCATE calibration_check"))
    engine.dispose()
