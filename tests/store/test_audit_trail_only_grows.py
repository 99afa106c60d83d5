"""Every act is written with its line in the trail or not at all, and no line is ever changed."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import re
from datetime import UTC, datetime

import pytest
from auditing import OFFICER, example, rows, write_all
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from taking import AT, DAY, take

from kiosk.store import audit_doc, staff
from kiosk.store import audit_events as events
from kiosk.store.acts import Waiver, write_act
from kiosk.store.audit import write
from kiosk.store.audit_codec import Actor, actor_of, decoded, encoded
from kiosk.store.audit_head import GENESIS, head
from kiosk.store.audit_verify import verify, written
from kiosk.store.engine import open_store
from kiosk.store.errors import StoreError
from kiosk.store.tables import Role, audit, override
from kiosk.store.tables import staff as staff_table
from kiosk.store.tickets import Taken

PIN, OTHER_PIN = "739164", "402917"


def test_the_page_of_events_is_the_catalogue() -> None:
    assert audit_doc.TARGET.read_text(encoding="utf-8") == audit_doc.page()


def test_every_event_is_in_the_catalogue_with_a_type_of_its_own() -> None:
    kinds = [event.kind for event in events.CATALOGUE]
    assert len(set(kinds)) == len(kinds)
    assert {event.__name__ for event in events.AuditEvent.__subclasses__()} == {
        event.__name__ for event in events.CATALOGUE
    }


@pytest.mark.parametrize("event", events.CATALOGUE, ids=lambda event: event.kind)
def test_every_event_comes_back_as_it_went(event: type[events.AuditEvent]) -> None:
    assert decoded(event.kind, encoded(example(event))) == example(event)


@given(st.text(max_size=70))
def test_no_field_holds_a_name_a_nik_or_a_telephone(written: str) -> None:
    if any(c.isspace() for c in written) or not written.isascii() or re.search("[0-9]{9}", written):
        with pytest.raises(ValueError, match=r"^paused\.reason must be a code without blanks"):
            encoded(events.KioskPaused(written))


@pytest.mark.parametrize(
    "value", ["3375014508900001", "Siti Aminah", "085770310341", "a-3375014508900001", "", " "]
)
def test_these_are_no_codes(value: str) -> None:
    with pytest.raises(ValueError, match="must be a code"):
        encoded(events.KioskPaused(value))
    with pytest.raises(ValueError, match="an actor is"):
        actor_of(value)


def test_a_value_of_another_type_is_refused() -> None:
    for wrong in (events.ManualMode(1), events.TicketReprinted(DAY, 37.91, 1), events.VisitEnded(AT)):  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="must be of type"):
            encoded(wrong)


def test_a_stranger_with_json_and_sha256_finds_the_same_hashes(engine: Engine) -> None:
    write_all(engine)
    previous = "0" * 64
    for seq, at, actor, kind, data, named, mark in rows(engine):
        stamp = datetime.fromtimestamp(int(at) / 1e6, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")  # type: ignore[call-overload]
        row = {"actor": actor, "at": stamp, "data": json.loads(str(data)), "previous": named}
        row |= {"seq": seq, "type": kind}
        mark_here = hashlib.sha256(
            json.dumps(row, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
        assert (named, mark) == (previous, mark_here)
        previous = mark_here
    assert head(engine) == previous


def test_the_head_of_an_empty_trail_is_zeros_and_then_grows(engine: Engine) -> None:
    assert head(engine) == GENESIS
    heads = write_all(engine)
    assert head(engine) == heads[-1]
    assert [line.event for line in written(engine)] == [example(event) for event in events.CATALOGUE]
    assert {line.actor for line in written(engine)} == {str(OFFICER)}
    assert actor_of(str(OFFICER)) == OFFICER


def test_a_ticket_carries_the_head_of_its_moment(engine: Engine) -> None:
    first = take(engine, "v1")
    now = write(engine, at=AT, actor=OFFICER, event=events.KioskReopened())
    second = take(engine, "v2")
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert (first.witness, second.witness) == ("00000000", now[:8])
    assert take(engine, "v1") == first
    assert verify(engine, second.witness).head_at == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'nobody' WHERE seq = 2",
        "UPDATE audit SET data = data",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 3",
    ],
)
def test_the_database_refuses_to_change_or_delete(engine: Engine, statement: str) -> None:
    write_all(engine)
    before = rows(engine)
    with pytest.raises(DBAPIError, match="only grows"), engine.begin() as connection:
        connection.execute(text(statement))
    assert rows(engine) == before


def test_postgresql_refuses_to_empty_the_table(postgres_url: str) -> None:
    engine = open_store(postgres_url)
    write_all(engine)
    with pytest.raises(DBAPIError, match="only grows"), engine.begin() as connection:
        connection.execute(text("TRUNCATE audit"))
    engine.dispose()


def test_sqlite_refuses_to_replace_a_row_under_any_of_its_keys(sqlite_url: str) -> None:
    engine = open_store(sqlite_url)
    write_all(engine)
    before = rows(engine)
    _, at, actor, kind, data, previous, mark = before[1]
    end = len(before) + 1
    for seq, named, hashed in (
        (2, "e" * 64, "f" * 64),
        (end, previous, "f" * 64),
        (end, "e" * 64, mark),
        (end + 1, "e" * 64, "f" * 64),
    ):
        row = {"seq": seq, "at": at, "actor": actor, "type": kind, "data": data}
        row |= {"previous": named, "hash": hashed}
        with pytest.raises(DBAPIError, match="only grows"), engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT OR REPLACE INTO audit (seq, at, actor, type, data, previous, hash)"
                    " VALUES (:seq, :at, :actor, :type, :data, :previous, :hash)"
                ),
                row,
            )
    assert rows(engine) == before
    engine.dispose()


def unwritable(engine: Engine) -> None:
    """From now on the trail takes no row, as with a full disk."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(
                text(
                    "CREATE TRIGGER full_disk BEFORE INSERT ON audit"
                    " BEGIN SELECT RAISE(ABORT, 'no room'); END"
                )
            )
        else:
            connection.execute(text("CREATE RULE full_disk AS ON INSERT TO audit DO INSTEAD SELECT 1/0"))


def test_what_cannot_be_written_does_not_happen(engine: Engine) -> None:
    officer = staff.add(engine, "Pos 1", Role.OFFICER, PIN)
    unwritable(engine)
    acts = [
        lambda: staff.add(engine, "Pos 2", Role.OFFICER, OTHER_PIN),
        lambda: staff.reset(engine, "Pos 1", OTHER_PIN),
        lambda: staff.disable(engine, "Pos 1"),
        lambda: staff.give_badge(engine, "Pos 1"),
        lambda: write_act(engine, Waiver(DAY, "v", "mask", "child"), at=AT, actor=Actor("kiosk-1", officer)),
        lambda: staff.authenticate(engine, PIN, AT),
    ]
    before = people_and_overrides(engine)
    for act in acts:
        with pytest.raises(StoreError):
            act()
    assert people_and_overrides(engine) == before


def people_and_overrides(engine: Engine) -> tuple[object, ...]:
    with engine.connect() as connection:
        return (
            connection.execute(select(staff_table)).all(),
            connection.scalar(select(func.count()).select_from(override)),
            connection.scalar(select(func.count()).select_from(audit)),
        )


def test_each_act_leaves_its_line(engine: Engine) -> None:
    officer = staff.add(engine, "Pos 1", Role.OFFICER, PIN, actor=Actor("kiosk-1:shell"), at=AT)
    write_act(engine, Waiver(DAY, "v", "mask", "child"), at=AT, actor=Actor("kiosk-1", officer))
    staff.authenticate(engine, OTHER_PIN, AT, keypad="kiosk-1")
    staff.authenticate(engine, PIN, AT, keypad="kiosk-1")
    secret = staff.give_badge(engine, "Pos 1", at=AT)
    assert isinstance(staff.authenticate_badge(engine, secret.lower(), AT, keypad="kiosk-1"), staff.SignedIn)
    assert staff.authenticate_badge(engine, secret[:-1], AT) == staff.WrongPin(4)
    staff.reset(engine, "Pos 1", OTHER_PIN, at=AT)
    staff.disable(engine, "Pos 1", at=AT)
    assert staff.authenticate_badge(engine, secret, AT) == staff.WrongPin(3)
    for _ in range(5):
        staff.authenticate(engine, OTHER_PIN, AT, keypad="kiosk-2")
    assert [(line.actor, line.event) for line in written(engine)] == [
        ("kiosk-1:shell", events.StaffAdded(officer, "officer")),
        (f"kiosk-1/staff:{officer}", events.OverrideGiven(1, "mask", "child")),
        (f"kiosk-1/staff:{officer}", events.SignedIn()),
        ("shell", events.StaffBadgeGiven(officer)),
        (f"kiosk-1/staff:{officer}", events.SignedIn()),
        ("shell", events.StaffPinReset(officer)),
        ("shell", events.StaffDisabled(officer)),
        ("kiosk-2", events.KeypadLocked(5, 30)),
    ]
    assert verify(engine).whole


KIOSKS, EACH = 3, 20


def test_several_kiosks_grow_one_branch(url: str, engine: Engine) -> None:
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(KIOSKS)
    kiosks = [context.Process(target=append_some, args=(url, n, start)) for n in range(KIOSKS)]
    for kiosk in kiosks:
        kiosk.start()
    for kiosk in kiosks:
        kiosk.join(timeout=60)
    assert [kiosk.exitcode for kiosk in kiosks] == [0] * KIOSKS
    verdict = verify(engine)
    assert verdict.whole
    assert verdict.rows == KIOSKS * EACH


def append_some(url: str, kiosk: int, start) -> None:  # type: ignore[no-untyped-def]
    engine = open_store(url)
    start.wait(timeout=60)
    for _ in range(EACH):
        write(engine, at=AT, actor=Actor(f"kiosk-{kiosk}"), event=events.KioskReopened())
    engine.dispose()
