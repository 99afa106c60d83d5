"""An office moves between SQLite and PostgreSQL with every row, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from taking import AT, DAY, take

from kiosk.store.audit_codec import Actor
from kiosk.store.copy import copy_office
from kiosk.store.counts import count
from kiosk.store.engine import open_store, reading
from kiosk.store.errors import Cause, StoreError
from kiosk.store.staff import authenticate
from kiosk.store.tables import metadata
from kiosk.store.tickets import Taken, mark_printed, mark_uncertain

PEOPLE = (
    "INSERT INTO staff (name, role, pin_hash, active, demo) VALUES ('Pos 1', 'officer', '$argon2id$x', true, false)",
    "INSERT INTO override (day, at, staff_id, check_code, reason, visit_key)"
    " VALUES ('2020-03-24', 100, 1, 'mask', 'child', 'v1')",
)


def furnish(url: str) -> None:
    """Rows of every kind that a kiosk writes, and a gap where a row was purged."""
    engine = open_store(url)
    with engine.begin() as connection:
        for row in PEOPLE:
            connection.execute(text(row))
    for i in range(1, 8):
        take(engine, f"v{i}", quota=9, service="ktp-el" if i % 3 else "kk")
    take(engine, "tomorrow", quota=None, day=DAY + timedelta(days=1))
    mark_printed(engine, "v1", AT)
    mark_uncertain(engine, "v2")
    for kind in (
        "passed",
        "Passed",
        "passed-2",
        "_",
        "started",
        "passed",
    ):  # text that a locale would sort otherwise
        count(engine, DAY, kind)
    authenticate(engine, "739164", AT)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM ticket WHERE visit_key = 'v4'"))
    engine.dispose()


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = open_store(url)
    with reading(engine) as connection:
        found = {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return found


def test_there_and_back_again_every_row_is_the_same(sqlite_url: str, postgres_url: str) -> None:
    furnish(sqlite_url)
    before = everything(sqlite_url)
    seen: list[tuple[str, int]] = []
    rows = copy_office(sqlite_url, postgres_url, lambda table, rows: seen.append((table, rows)))
    assert rows == {name: len(found) for name, found in before.items()}
    assert sum(rows.values()) > 15
    assert dict(seen) == {name: n for name, n in rows.items() if n}
    assert everything(postgres_url) == before
    back = sqlite_url.replace("kiosk.db", "back.db")
    copy_office(postgres_url, back)
    assert everything(back) == before


def test_the_audit_trail_goes_on_with_the_copy_itself(sqlite_url: str, postgres_url: str) -> None:
    furnish(sqlite_url)
    copy_office(sqlite_url, postgres_url, at=AT, actor=Actor("kiosk-1:shell"))
    moved = everything(postgres_url)
    assert [(row[2], row[3], row[4]) for row in moved["audit"]] == [
        ("kiosk-1:shell", "copied", f'{{"head":"{"0" * 64}","source":"sqlite"}}')
    ]
    assert {**moved, "audit": []} == everything(sqlite_url)


def test_the_day_goes_on_where_it_was(sqlite_url: str, postgres_url: str) -> None:
    furnish(sqlite_url)
    copy_office(sqlite_url, postgres_url)
    engine = open_store(postgres_url)
    again, following, last = (take(engine, key, quota=9) for key in ("v7", "v8", "v9"))
    assert [taken.number for taken in (again, following, last) if isinstance(taken, Taken)] == [7, 8, 9]
    engine.dispose()


def test_rows_are_not_mixed_with_others(sqlite_url: str, postgres_url: str) -> None:
    furnish(sqlite_url)
    other = open_store(postgres_url)
    count(other, DAY, "passed")
    other.dispose()
    before = everything(postgres_url)
    with pytest.raises(StoreError, match="copy into an empty database"):
        copy_office(sqlite_url, postgres_url)
    assert everything(postgres_url) == before


@pytest.mark.parametrize("same", ["sqlite_url", "postgres_url"])
def test_a_database_is_not_copied_onto_itself(same: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(same)
    with pytest.raises(StoreError, match="the same database") as caught:
        copy_office(url, url)
    assert caught.value.cause is Cause.ADDRESS


def test_a_row_that_comes_out_different_undoes_the_copy(sqlite_url: str, postgres_url: str) -> None:
    """The target changes what it is given, as a trigger or a faulty driver would."""
    furnish(sqlite_url)
    target = open_store(postgres_url)
    with target.begin() as connection:
        for statement in (
            "CREATE FUNCTION worse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.ahead := 0; RETURN NEW; END $$",
            "CREATE TRIGGER worse BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION worse()",
        ):
            connection.execute(text(statement))
    target.dispose()
    with pytest.raises(StoreError, match=r"ticket \[2\] is not what it was"):
        copy_office(sqlite_url, postgres_url)
    assert not any(everything(postgres_url).values())


def test_a_number_given_during_the_copy_does_not_tear_it(postgres_url: str, sqlite_url: str) -> None:
    """The snapshot is the source at one instant, also when a kiosk goes on: whole, if not newest."""
    furnish(postgres_url)
    before = everything(postgres_url)
    kiosk = open_store(postgres_url)

    def meanwhile(table: str, rows: int) -> None:
        take(kiosk, f"while-{table}", quota=None)

    copy_office(postgres_url, sqlite_url, meanwhile)
    kiosk.dispose()
    assert everything(sqlite_url) == before


def test_many_rows_go_in_batches(sqlite_url: str, postgres_url: str) -> None:
    engine = open_store(sqlite_url)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO service_day (day, quota, reserve, issued) VALUES ('2020-03-24', NULL, 0, 2500)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
            " INSERT INTO ticket (day, number, service, token, visit_key, kiosk, state, priority, ahead, witness,"
            " taken_at, reprints, recalls) SELECT '2020-03-24', i, 'kk', printf('%020d', i), 'v' || i, 'kiosk',"
            " 'taken', false, 0, '00000000', i, 0, 0 FROM n",
        ):
            connection.execute(text(statement))
    engine.dispose()
    seen: list[int] = []
    copy_office(
        sqlite_url, postgres_url, lambda table, rows: seen.append(rows) if table == "ticket" else None
    )
    assert seen == [1000, 2000, 2500]
    target = open_store(postgres_url)
    with reading(target) as connection:
        assert connection.scalar(select(func.count()).select_from(metadata.tables["ticket"])) == 2500
    target.dispose()
