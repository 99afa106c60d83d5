"""Somebody deletes, moves or replaces the database's file while the kiosk runs: it is put back, and nothing is lost."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.rules import states as s
from kiosk.rules.commands import CountDay
from kiosk.rules.events import Press
from kiosk.store.audit_verify import verify
from kiosk.store.engine import open_store
from kiosk.store.tables import ticket
from tests.flows.test_damaged_while_running import ONE_NUMBER, file_of
from tests.flows.test_officers_acts import SIGN_IN
from tests.flows.test_visits import READY
from tests.flows.visitor import Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]
# By another program: closing a file of one's own gives up SQLite's locks on it.
DISPLACED = {
    "deleted": "rm {file}",
    "deleted with all beside it": "rm {file} {file}-wal {file}-shm",
    "its log deleted": "rm {file}-wal",
    "moved away": "mv {file} {file}.old",
    "replaced": "printf 'another file' > {file}.new && mv {file}.new {file}",
    "a folder in its place": "rm {file} && mkdir {file}",
}


def numbers(v: Visitor) -> list[int]:
    with v.engine.connect() as connection:
        return list(connection.scalars(select(ticket.c.number).order_by(ticket.c.number)))


@pytest.mark.parametrize("what", DISPLACED)
def test_the_running_kiosk_puts_it_back_with_everything_in_it(visitor: Open, what: str) -> None:
    v = visitor()
    v.live(*ONE_NUMBER, Eventually(lambda k: k.issued == 1))
    file = file_of(v)
    v.engine.dispose()
    inode = file.stat().st_ino
    subprocess.run(DISPLACED[what].format(file=file), shell=True, check=True)
    v.house.ledger.count_day(CountDay(v.clock().local.date()))
    v.live(Eventually(lambda _: file.is_file() and file.stat().st_ino != inode))
    v.live(*ONE_NUMBER, Eventually(lambda k: k.issued == 2))
    v.restart()
    v.live(READY, *SIGN_IN, Touch(Press.CLOSE), see(s.Welcome), *ONE_NUMBER)
    v.engine = open_store(v.settings.database)
    assert numbers(v) == [1, 2, 3]
    assert verify(v.engine).whole
    assert v.kiosk.restored is None


def test_a_folder_moved_away_is_waited_for(visitor: Open, tmp_path: Path) -> None:
    v = visitor()
    v.live(READY)
    v.engine.dispose()
    folder = v.settings.data_dir
    folder.rename(tmp_path / "elsewhere")
    v.house.ledger.count_day(CountDay(v.clock().local.date()))
    v.live(Eventually(lambda k: k.devices.store is not None))
    (tmp_path / "elsewhere").rename(folder)
    v.live(Eventually(lambda k: k.devices.store is None), *ONE_NUMBER)
    assert v.issued() == 1
