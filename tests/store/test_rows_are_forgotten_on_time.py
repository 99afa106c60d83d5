"""Retention: rows become counts in time, no byte of them stays, and the audit trail stands all the same."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from auditing import OFFICER
from sqlalchemy import Engine, func, make_url, select
from taking import DAY

from kiosk.rules.opening import WIB
from kiosk.store import staff
from kiosk.store.acts import Voiding, Waiver, write_act
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import RowsPurged
from kiosk.store.audit_verify import verify, written
from kiosk.store.columns import EPOCH
from kiosk.store.desk import find, miss, serve
from kiosk.store.engine import open_store, reading
from kiosk.store.retention import Purged, purge
from kiosk.store.return_codes import forget_code, keep_code, kept_codes
from kiosk.store.tables import Role, hour_count, override, ticket
from kiosk.store.tables import staff as staff_table
from kiosk.store.tickets import Taken, day_view, mark_printed, take_number

EIGHT = datetime(2020, 3, 24, 1, 15, tzinfo=UTC)  # 08.15 WIB
PIN = "739164"


def take_at(engine: Engine, at: datetime, key: str, token: str | None = None, service: str = "kk") -> int:
    day = at.astimezone(WIB).date()
    taken = take_number(
        engine,
        day=day,
        quota=None,
        service=service,
        visit_key=key,
        token=token or secrets.token_urlsafe(16),
        at=at,
    )
    assert isinstance(taken, Taken)
    return taken.number


def forget(engine: Engine, today: date):  # type: ignore[no-untyped-def]
    at = datetime(today.year, today.month, today.day, 15, tzinfo=UTC)
    return purge(engine, today=today, zone=WIB, at=at, actor=OFFICER)


def test_tickets_stay_seven_days_by_row_and_then_as_counts(engine: Engine) -> None:
    hour = timedelta(hours=1)
    for key in "abcd":
        take_at(engine, EIGHT, key)
    take_at(engine, EIGHT + hour, "e", service="kia")
    mark_printed(engine, "a", EIGHT)
    serve(engine, DAY, 1, EIGHT + timedelta(minutes=10))
    serve(engine, DAY, 2, EIGHT + timedelta(minutes=40))
    miss(engine, DAY, 3)
    write_act(engine, Voiding(DAY, 4, "left"), at=EIGHT, actor=OFFICER)
    assert forget(engine, DAY + timedelta(days=7)).tickets == 0
    assert find(engine, DAY, 1) is not None
    done = forget(engine, DAY + timedelta(days=8))
    assert (done.tickets, done.scrubbed) == (5, True)
    assert find(engine, DAY, 1) is None
    assert day_view(engine, DAY).issued == 5
    with engine.connect() as connection:
        counts = [tuple(row) for row in connection.execute(select(hour_count).order_by(hour_count.c.hour))]
    # day, hour, service, taken, printed, uncertain, reprinted, void, no_show, served, priority, waited, longest
    assert counts == [
        (DAY, 8, "kk", 4, 1, 0, 0, 1, 1, 2, 0, 3000, 2400),
        (DAY, 9, "kia", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ]
    assert forget(engine, DAY + timedelta(days=8)).tickets == 0


def test_return_codes_of_the_day_before_go_with_the_first_purge(engine: Engine) -> None:
    keep_code(engine, "door", "431", EIGHT)
    keep_code(engine, "door", "127", EIGHT + timedelta(days=1))
    keep_code(engine, "gate", "431", EIGHT)
    forget(engine, DAY)
    assert [code for code, _ in kept_codes(engine, "door")] == ["431", "127"]
    forget(engine, DAY + timedelta(days=1))
    assert kept_codes(engine, "door") == (("127", EIGHT + timedelta(days=1)),)
    assert kept_codes(engine, "gate") == ()
    forget_code(engine, "door", "127")
    assert kept_codes(engine, "door") == ()


def test_a_ticket_that_comes_late_is_added_to_the_counts(engine: Engine) -> None:
    for key in "ab":
        take_at(engine, EIGHT, key)
        assert forget(engine, DAY + timedelta(days=8)).tickets == 1
    with engine.connect() as connection:
        assert connection.scalar(select(hour_count.c.taken)) == 2


def test_overrides_and_dismissed_people_go_after_a_year_and_the_trail_stays_whole(engine: Engine) -> None:
    officer = staff.add(engine, "Siti Aminah", Role.OFFICER, PIN, at=EIGHT)
    write_act(
        engine, Waiver(DAY, "visit-to-forget", "mask", "child"), at=EIGHT, actor=Actor("kiosk-1", officer)
    )
    staff.disable(engine, "Siti Aminah", at=EIGHT)
    assert forget(engine, DAY + timedelta(days=364)) == Purged(0, 0, 0, scrubbed=True)
    done = forget(engine, DAY + timedelta(days=366))
    assert (done.overrides, done.people) == (1, 1)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(override)) == 0
        assert connection.scalar(select(staff_table.c.name)) == f"staff-{officer}"
    verdict = verify(engine)
    assert verdict.whole
    last = list(written(engine))[-1].event
    assert last == RowsPurged(
        tickets=0,
        tickets_before=DAY + timedelta(days=359),
        overrides=1,
        overrides_before=DAY + timedelta(days=1),
        people=1,
    )
    assert forget(engine, DAY + timedelta(days=367)).people == 0
    assert all(line.at >= EPOCH for line in written(engine))


def test_the_trail_names_neither_people_nor_visits(engine: Engine) -> None:
    officer = staff.add(engine, "Siti Aminah", Role.OFFICER, PIN, at=EIGHT)
    write_act(
        engine, Waiver(DAY, "visit-of-anybody", "mask", "child"), at=EIGHT, actor=Actor("kiosk-1", officer)
    )
    with engine.connect() as connection:
        trail = str(connection.exec_driver_sql("SELECT * FROM audit").all())
    assert "Siti" not in trail
    assert "visit-of-anybody" not in trail


def test_no_byte_of_a_purged_row_stays_in_any_file(sqlite_url: str) -> None:
    """Hundreds of rows over many pages, some old and some new, in every index: then each file is searched."""
    engine = open_store(sqlite_url)
    file = Path(make_url(sqlite_url).database or "")
    officer = staff.add(engine, "Siti Aminah", Role.OFFICER, PIN, at=EIGHT)
    old, new = [], []
    for n in range(12):
        at = EIGHT + timedelta(days=n)
        for number in range(30):
            key, token = secrets.token_hex(12), secrets.token_hex(12)
            take_at(engine, at, key, token)
            (old if n < 4 else new).extend([key, token])
            if number % 10 == 0:
                write_act(
                    engine, Waiver(at.date(), key, "mask", "child"), at=at, actor=Actor("kiosk-1", officer)
                )
    staff.disable(engine, "Siti Aminah", at=EIGHT - timedelta(days=400))
    with engine.begin() as connection:  # as if a year had gone since
        connection.execute(
            override.update().where(override.c.day < date(2020, 3, 29)).values(day=date(2019, 1, 1))
        )
    before = everything(file)
    assert all(secret.encode() in before for secret in [*old, *new, "Siti Aminah"])
    assert forget(engine, date(2020, 4, 4)).scrubbed
    after = everything(file)
    assert [secret for secret in [*old, "Siti Aminah"] if secret.encode() in after] == []
    assert all(secret.encode() in after for secret in new)
    assert Path(f"{file}-wal").stat().st_size == 0
    engine.dispose()


def test_a_reader_in_the_way_is_told_and_the_next_purge_makes_up_for_it(sqlite_url: str) -> None:
    engine = open_store(sqlite_url)
    file = Path(make_url(sqlite_url).database or "")
    take_at(engine, EIGHT, "v1", "token-that-must-go-away")
    reader = open_store(sqlite_url)
    with reading(reader) as connection:
        connection.execute(select(func.count()).select_from(ticket)).scalar()
        done = forget(engine, DAY + timedelta(days=9))
    assert (done.tickets, done.scrubbed) == (1, False)
    assert forget(engine, DAY + timedelta(days=9)).scrubbed
    assert b"token-that-must-go-away" not in everything(file)
    reader.dispose()
    engine.dispose()


def everything(file: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
