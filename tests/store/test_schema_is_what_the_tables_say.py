"""Migrations, metadata and the named constraints agree, on both databases."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import calibration_samples
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, delete, func, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError
from taking import AT, DAY

from kiosk.store.engine import open_store
from kiosk.store.errors import Cause, StoreError
from kiosk.store.migrate import HEAD, MIGRATIONS
from kiosk.store.tables import (
    HOURLY,
    audit,
    day_count,
    hour_count,
    metadata,
    override,
    pin_failures,
    return_code,
    service_day,
    service_share,
    staff,
    ticket,
)

TICKET = {
    "day": DAY,
    "number": 1,
    "service": "kk",
    "token": "t" * 22,
    "visit_key": "v1",
    "kiosk": "kiosk-1",
    "state": "taken",
    "priority": False,
    "ahead": 0,
    "witness": "0" * 8,
    "taken_at": AT,
    "reprints": 0,
    "recalls": 0,
}
DAY_ROW = {"day": DAY, "quota": 50, "reserve": 0, "issued": 1}
SHARE = {"day": DAY, "service": "kk", "quota": 3, "reserve": 0, "issued": 1}
HOUR = {"day": DAY, "hour": 8, "service": "kk"} | dict.fromkeys(HOURLY, 0)
AUDIT = {
    "seq": 1,
    "at": AT,
    "actor": "kiosk-1",
    "type": "paused",
    "data": "{}",
    "previous": "0" * 64,
    "hash": "a" * 64,
}
OVERRIDE = {"day": DAY, "at": AT, "staff_id": 1, "check_code": "mask", "reason": "child", "visit_key": "v1"}
STAFF = {
    "id": 1,
    "name": "Pos 1",
    "role": "officer",
    "pin_hash": "$argon2id$x",
    "active": True,
    "demo": False,
}
FAILURES = {"keypad": "kiosk", "failures": 0, "seen": AT}


def test_alembic_finds_nothing_to_change(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_constraint_is_the_same_by_name_and_text(url: str, engine: Engine) -> None:
    """Alembic does not compare CHECKs, so each table is made a second time from the metadata and read back."""
    migrated = constraints(engine)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    assert constraints(engine) == migrated
    assert all(name for table in migrated.values() for name in table)


def constraints(engine: Engine) -> dict[str, dict[str, object]]:
    found = inspect(engine)
    return {
        table: {
            check["name"]: re.sub(r"[\s()]+", " ", check["sqltext"])
            for check in found.get_check_constraints(table)
        }
        | {unique["name"]: tuple(unique["column_names"]) for unique in found.get_unique_constraints(table)}
        | {
            key["name"]: (key["referred_table"], *key["constrained_columns"])
            for key in found.get_foreign_keys(table)
        }
        | {
            found.get_pk_constraint(table)["name"]: tuple(
                found.get_pk_constraint(table)["constrained_columns"]
            )
        }
        for table in metadata.tables
    }


def test_the_known_head_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_opening_a_database_at_head_leaves_alembic_and_the_orm_alone(url: str, engine: Engine) -> None:
    program = (
        "import sys; from kiosk.store.engine import open_store; open_store(sys.argv[1]).dispose();"
        "print([m for m in ('alembic', 'sqlalchemy.orm', 'argon2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_newer_database_is_refused_and_left_as_it_is(url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.cause is Cause.VERSION
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_migration_that_stops_half_way_leaves_nothing(sqlite_url: str) -> None:
    blocked = create_engine(sqlite_url)
    with blocked.begin() as connection:
        connection.execute(text("CREATE TABLE ticket (other INTEGER)"))  # the last table the migration makes
    with pytest.raises(StoreError):
        open_store(sqlite_url)
    assert inspect(blocked).get_table_names() == ["ticket"]
    blocked.dispose()


BAD_ROWS: dict[str, Callable[[Connection], object]] = {
    "ck_service_day_issued": lambda c: c.execute(
        insert(service_day).values(DAY_ROW | {"day": date(2020, 3, 25), "issued": -1})
    ),
    "ck_service_day_reserve": lambda c: c.execute(
        insert(service_day).values(DAY_ROW | {"day": date(2020, 3, 25), "reserve": -1})
    ),
    "ck_service_day_fingerprint": lambda c: c.execute(update(service_day).values(fingerprint="two words")),
    "ck_service_day_quota": lambda c: c.execute(update(service_day).values(issued=51)),
    "pk_service_day": lambda c: c.execute(insert(service_day).values(DAY_ROW)),
    "ck_service_share_service": lambda c: share(c, service="kartu keluarga"),
    "ck_service_share_issued": lambda c: share(c, issued=-1),
    "ck_service_share_reserve": lambda c: share(c, reserve=-1),
    "ck_service_share_quota": lambda c: share(c, issued=4),
    "fk_service_share_day": lambda c: share(c, day=date(2020, 3, 25)),
    "uq_ticket_day_number": lambda c: another(c, token="u" * 22, visit_key="v2"),
    "uq_ticket_visit_key": lambda c: another(c, number=2, token="u" * 22),
    "uq_ticket_token": lambda c: another(c, number=2, visit_key="v2"),
    "ck_ticket_ahead": lambda c: c.execute(update(ticket).values(ahead=1)),
    "ck_ticket_service": lambda c: c.execute(update(ticket).values(service="kartu keluarga")),
    "ck_ticket_token": lambda c: c.execute(update(ticket).values(token="0001")),
    "ck_ticket_visit_key": lambda c: c.execute(update(ticket).values(visit_key="")),
    "ck_ticket_state": lambda c: c.execute(text("UPDATE ticket SET state = 'lost'")),
    "ck_ticket_printed": lambda c: c.execute(update(ticket).values(state="printed")),
    "ck_ticket_unprinted": lambda c: c.execute(update(ticket).values(printed_at=AT)),
    "ck_ticket_kiosk": lambda c: c.execute(update(ticket).values(kiosk="")),
    "ck_ticket_witness": lambda c: c.execute(update(ticket).values(witness="abc")),
    "ck_ticket_reprints": lambda c: c.execute(update(ticket).values(reprints=-1)),
    "ck_ticket_recalls": lambda c: c.execute(update(ticket).values(recalls=-1)),
    "ck_ticket_served": lambda c: c.execute(update(ticket).values(state="served")),
    "ck_ticket_void": lambda c: c.execute(update(ticket).values(state="void")),
    "ck_ticket_void_reason": lambda c: c.execute(
        update(ticket).values(state="void", void_reason="the wrong person")
    ),
    "fk_ticket_day": lambda c: another(c, day=date(2020, 3, 25), token="u" * 22, visit_key="v2"),
    "ck_return_code_kiosk": lambda c: c.execute(
        insert(return_code).values(kiosk="", code="431", ready_at=AT)
    ),
    "ck_return_code_code": lambda c: c.execute(
        insert(return_code).values(kiosk="door", code="38,", ready_at=AT)
    ),
    "ck_day_count_kind": lambda c: c.execute(insert(day_count).values(day=DAY, kind="Siti, 38.2", n=1)),
    "ck_day_count_n": lambda c: c.execute(insert(day_count).values(day=DAY, kind="passed", n=0)),
    "ck_hour_count_hour": lambda c: c.execute(insert(hour_count).values(HOUR | {"hour": 24})),
    "ck_hour_count_service": lambda c: c.execute(
        insert(hour_count).values(HOUR | {"service": "kartu keluarga"})
    ),
    "ck_hour_count_counts": lambda c: c.execute(insert(hour_count).values(HOUR | {"void": -1})),
    "uq_staff_name": lambda c: c.execute(insert(staff).values(STAFF | {"id": 2})),
    "ck_staff_name": lambda c: c.execute(update(staff).values(name="")),
    "ck_staff_role": lambda c: c.execute(text("UPDATE staff SET role = 'guest'")),
    "ck_staff_pin_hash": lambda c: c.execute(update(staff).values(pin_hash="739164")),
    "fk_override_staff_id": lambda c: c.execute(insert(override).values(OVERRIDE | {"staff_id": 9})),
    "ck_override_reason": lambda c: c.execute(insert(override).values(OVERRIDE | {"reason": "anak Bu Siti"})),
    "ck_override_check_code": lambda c: c.execute(
        insert(override).values(OVERRIDE | {"check_code": "no mask"})
    ),
    "ck_override_visit_key": lambda c: c.execute(insert(override).values(OVERRIDE | {"visit_key": ""})),
    "ck_pin_failures_keypad": lambda c: c.execute(insert(pin_failures).values(FAILURES | {"keypad": ""})),
    "ck_pin_failures_failures": lambda c: c.execute(insert(pin_failures).values(FAILURES | {"failures": -1})),
    "ck_pin_failures_locked_until": lambda c: c.execute(
        insert(pin_failures).values(FAILURES | {"locked_until": AT})
    ),
    "ck_audit_seq": lambda c: link(c, seq=0),
    "ck_audit_actor": lambda c: link(c, actor=""),
    "ck_audit_type": lambda c: link(c, type="two words"),
    "ck_audit_previous": lambda c: link(c, previous="0"),
    "ck_audit_hash": lambda c: link(c, hash="a"),
    "uq_audit_previous": lambda c: (link(c), link(c, seq=2, hash="b" * 64)),
    "uq_audit_hash": lambda c: (link(c), link(c, seq=2, previous="a" * 64)),
} | calibration_samples.BAD_ROWS


def link(connection: Connection, **changes: object) -> None:
    # SQLite's trigger would speak before the constraints do; it has its own test.
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER IF EXISTS audit_grows_at_its_end"))
    connection.execute(insert(audit).values(AUDIT | changes))


def share(connection: Connection, **changes: object) -> None:
    connection.execute(insert(service_share).values(SHARE | changes))


def another(connection: Connection, **changes: object) -> None:
    connection.execute(insert(ticket).values(TICKET | changes))


@pytest.mark.parametrize("name", BAD_ROWS)
def test_the_database_itself_refuses_the_row(sqlite_url: str, name: str) -> None:
    engine = open_store(sqlite_url)
    refuses(engine, name)
    engine.dispose()


def test_postgresql_refuses_the_same_rows(postgres_url: str) -> None:
    engine = open_store(postgres_url)
    for name in BAD_ROWS:
        refuses(engine, name)
    engine.dispose()


def refuses(engine: Engine, name: str) -> None:
    with engine.connect() as connection, connection.begin() as good_rows:
        connection.execute(insert(service_day).values(DAY_ROW))
        connection.execute(insert(staff).values(STAFF))
        another(connection)
        with pytest.raises(IntegrityError) as caught:
            BAD_ROWS[name](connection)
        # SQLite names only its CHECKs; of the others it tells the columns, or nothing.
        if name.startswith("ck_") or engine.dialect.name == "postgresql":
            assert name in str(caught.value.orig)
        good_rows.rollback()


def test_every_named_constraint_has_a_bad_row() -> None:
    named = {
        str(constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if not str(constraint.name).startswith("pk_")
    }
    assert named <= set(BAD_ROWS)


def test_no_column_could_hold_a_resident() -> None:
    """The whole list, so that a new column is a decision somebody reads."""
    assert {str(column) for table in metadata.tables.values() for column in table.columns} == {
        *(f"service_day.{name}" for name in ("day", "quota", "reserve", "issued", "fingerprint")),
        *(f"day_word.{name}" for name in ("day", "closed")),
        *(f"return_code.{name}" for name in ("kiosk", "code", "ready_at")),
        *(f"service_share.{name}" for name in ("day", "service", "quota", "reserve", "issued")),
        *(f"ticket.{name}" for name in ("id", "day", "number", "service", "token", "visit_key", "state")),
        *(f"ticket.{name}" for name in ("kiosk", "priority", "ahead", "witness", "taken_at", "printed_at")),
        *(f"ticket.{name}" for name in ("served_at", "void_reason", "reprints", "recalls")),
        *(f"hour_count.{name}" for name in ("day", "hour", "service", *HOURLY)),
        *(f"audit.{name}" for name in ("seq", "at", "actor", "type", "data", "previous", "hash")),
        *(f"day_count.{name}" for name in ("day", "kind", "n")),
        *(
            f"override.{name}"
            for name in ("id", "day", "at", "staff_id", "check_code", "reason", "visit_key")
        ),
        *(f"staff.{name}" for name in ("id", "name", "role", "pin_hash", "active", "demo")),
        *(f"staff.{name}" for name in ("disabled_at", "badge_hash")),
        *(f"pin_failures.{name}" for name in ("keypad", "failures", "locked_until", "seen")),
        *calibration_samples.COLUMNS,  # of blackbodies; listed one by one in kiosk/store/purposes.py
    }


def test_old_rows_leave_no_trace_in_free_pages(sqlite_url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    engine = open_store(sqlite_url)
    with engine.begin() as connection:
        connection.execute(insert(service_day).values(DAY_ROW))
        another(connection, token="the-token-that-must-go-1")
    with engine.begin() as connection:
        connection.execute(delete(ticket))
        assert connection.scalar(select(func.count()).select_from(ticket)) == 0
    engine.dispose()  # the last connection folds the write-ahead log into the file
    assert b"the-token-that-must-go" not in (tmp_path / "kiosk.db").read_bytes()
