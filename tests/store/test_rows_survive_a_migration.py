"""Each newer schema takes over what an older program wrote, on both databases."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from taking import DAY, take

from kiosk.store.engine import open_store
from kiosk.store.migrate import MIGRATIONS
from kiosk.store.tickets import Taken, mark_printed, unfinished

OLD_ROWS = (
    "INSERT INTO service_day (day, quota, issued) VALUES ('2020-03-24', 50, 4)",
    "INSERT INTO ticket (day, number, service, token, visit_key, state, ahead, taken_at, printed_at) VALUES"
    " ('2020-03-24', 1, 'kk', 'tttttttttttttttt1', 'door-2/abc/1', 'served', 0, 100, 200),"
    " ('2020-03-24', 2, 'kk', 'tttttttttttttttt2', 'door-2/abc/2', 'void', 0, 100, NULL),"
    " ('2020-03-24', 3, 'kk', 'tttttttttttttttt3', 'v3', 'printed', 0, 100, 200),"
    " ('2020-03-24', 4, 'kk', 'tttttttttttttttt4', 'door-2/abc/4', 'taken', 0, 100, NULL)",
    "INSERT INTO staff (name, role, pin_hash, active, demo) VALUES ('Pos', 'officer', '$argon2id$x', true, false)",
    "INSERT INTO override (day, at, staff_id, check_code, reason, visit_key)"
    " VALUES ('2020-03-24', 100, 1, 'mask', 'child', 'door-2/abc/1')",
)


@pytest.fixture
def old_url(url: str) -> str:
    """A database at the first schema with a row of every kind."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in OLD_ROWS:
            connection.execute(text(row))
    engine.dispose()
    return url


def test_tickets_keep_their_number_state_and_kiosk(old_url: str) -> None:
    engine = open_store(old_url)
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT number, kiosk, state, served_at, void_reason, reprints FROM ticket ORDER BY id")
        ).all()
        tables = connection.execute(text("SELECT count(*) FROM override")).scalar()
    assert [tuple(row) for row in rows] == [
        (1, "door-2", "served", 100, None, 0),
        (2, "door-2", "void", None, "unknown", 0),
        (3, "kiosk", "printed", None, None, 0),
        (4, "door-2", "taken", None, None, 0),
    ]
    assert tables == 1
    assert [left.number for left in unfinished(engine, DAY, "door-2")] == [4]
    engine.dispose()


def test_the_day_goes_on_with_the_next_number(old_url: str) -> None:
    engine = open_store(old_url)
    mark_printed(engine, "door-2/abc/4", unfinished(engine, DAY)[0].taken_at)
    taken = take(engine, "next")
    assert isinstance(taken, Taken)
    assert (taken.number, taken.ahead) == (5, 2)
    engine.dispose()
