"""Whatever goes wrong below, the caller gets a StoreError that names the cause and betrays no value."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Executable, create_engine, text
from taking import AT, DAY, take

from kiosk.store import engine as engine_module
from kiosk.store.acts import Waiver, write_act
from kiosk.store.audit_codec import Actor
from kiosk.store.counts import count
from kiosk.store.engine import open_store, writing
from kiosk.store.errors import Cause, StoreError
from kiosk.store.tickets import Taken, day_view

KILLED = """
import sys
from kiosk.store.engine import open_store
from taking import take
engine = open_store(sys.argv[1])
for i in range(100000):
    taken = take(engine, f"{sys.argv[2]}-{i}", quota=None)
    print(i, taken.number, flush=True)
"""

FILE_LIMIT = """
import os, resource, sys
from kiosk.store.engine import open_store
from kiosk.store.errors import StoreError
from taking import take
engine = open_store(sys.argv[1])
full = 150_000 + os.path.getsize(engine.url.database + "-wal")
resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))
given = 0
try:
    while given < 5000:
        take(engine, f"v{given}", quota=None)
        given += 1
except StoreError as error:
    print(given, error.cause.name)
"""


def run(program: str, *arguments: str) -> subprocess.Popen[str]:
    paths = os.pathsep.join(str(path) for path in (Path(__file__).parent, *Path(__file__).parents))
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": paths},
    )


def test_a_program_killed_in_mid_loop_loses_and_doubles_nothing(url: str, engine: Engine) -> None:
    """Four programs, each killed the moment it has told its twentieth number; the rest of its output is read
    afterwards, so that every answer somebody could have printed is known."""
    told: dict[str, int] = {}
    for name in ("a", "b", "c", "d"):
        with run(KILLED, url, name) as program:
            assert program.stdout is not None
            lines = [program.stdout.readline() for _ in range(20)]
            program.send_signal(signal.SIGKILL)
            lines += program.stdout.read().splitlines()
        for line in lines:
            if len(words := line.split()) == 2 and words[1].isdigit():
                told[f"{name}-{words[0]}"] = int(words[1])
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT visit_key, number FROM ticket ORDER BY number")).all()
        issued = connection.scalar(text("SELECT issued FROM service_day"))
    kept = dict(rows)
    assert [number for _, number in rows] == list(range(1, len(rows) + 1))
    assert issued == len(rows) >= 80
    # The last line may be cut in the middle of a number; what the database says of that visit holds.
    assert {
        key: number for key, number in told.items() if kept[key] != number and kept[key] // 10 != number
    } == {}
    # Asked again after the crash, a visit whose answer was lost gets the number it had.
    for key, number in rows[-5:]:
        again = take(engine, key, quota=None)
        assert isinstance(again, Taken)
        assert again.number == number


def test_a_full_database_says_so_and_goes_on_when_there_is_room(sqlite_url: str) -> None:
    engine = open_store(sqlite_url)
    with engine.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="no room left: free space") as caught:
        take_for_ever(engine)
    assert caught.value.cause is Cause.FULL
    given = day_view(engine, DAY).issued
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 10000")
    assert take(engine, "afterwards", quota=None).number == given + 1  # type: ignore[union-attr]
    engine.dispose()


def take_for_ever(engine: Engine) -> None:
    for i in range(100_000):
        take(engine, f"v{i}", quota=None)


def test_a_disk_that_refuses_to_write_is_an_error_and_keeps_what_was_acknowledged(sqlite_url: str) -> None:
    with run(FILE_LIMIT, sqlite_url) as program:
        assert program.stdout is not None
        given, cause = program.stdout.read().split()
    assert cause in {"AWAY", "FULL"}
    engine = open_store(sqlite_url)
    assert day_view(engine, DAY).issued == int(given) > 0
    engine.dispose()


def test_a_database_that_may_only_be_read(engine: Engine) -> None:
    take(engine, "before")
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
        else:
            name = engine.url.database
            connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    if engine.dialect.name == "postgresql":
        engine.dispose()
    with pytest.raises(StoreError, match="may not be written") as caught:
        take(engine, "v1")
    assert caught.value.cause is Cause.READ_ONLY
    assert day_view(engine, DAY).issued == 1


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "kiosk.db").write_bytes(b"these are holiday pictures" * 400)
    with pytest.raises(StoreError, match="damaged: set the file aside") as caught:
        open_store(f"sqlite:///{tmp_path / 'kiosk.db'}")
    assert caught.value.cause is Cause.DAMAGED


def test_a_damaged_page_is_found_when_the_database_is_opened(sqlite_url: str, tmp_path: Path) -> None:
    engine = open_store(sqlite_url)
    for i in range(50):
        take(engine, f"v{i}")
    engine.dispose()
    with (tmp_path / "kiosk.db").open("r+b") as file:
        whole = file.read()
        file.seek(whole.index(b"v49") // 4096 * 4096)  # the head of a page that holds tickets
        file.write(b"\xff" * 100)
    with pytest.raises(StoreError) as caught:
        open_store(sqlite_url)
    assert caught.value.cause is Cause.DAMAGED


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere") as caught:
        open_store(f"sqlite:///{tmp_path / 'nowhere' / 'deep' / 'kiosk.db'}")
    assert caught.value.cause is Cause.AWAY


@pytest.mark.parametrize("url", ["sqlite://", "mysql://localhost/kiosk", "kiosk.db", "", "oracle9://x"])
def test_an_address_that_cannot_be_right(url: str) -> None:
    with pytest.raises(StoreError, match=r"`url` under \[database\] of kiosk\.ini") as caught:
        open_store(url)
    assert caught.value.cause is Cause.ADDRESS


def test_another_program_that_never_ends_writing(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "BUSY_PATIENCE", 0.05)
    engine = open_store(sqlite_url)
    other = create_engine(sqlite_url, connect_args={"isolation_level": None})
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program") as caught:
            take(engine, "v1")
        assert day_view(engine, DAY).issued == 0  # readers do not wait
    assert caught.value.cause is Cause.BUSY
    engine.dispose()
    other.dispose()


def test_a_server_that_is_not_there() -> None:
    address = "postgresql+psycopg://kiosk:hunter2@127.0.0.1:1/kiosk"
    with pytest.raises(StoreError, match=r"kiosk on 127\.0\.0\.1 does not answer") as caught:
        open_store(address)
    assert caught.value.cause is Cause.AWAY
    assert "hunter2" not in told_by(caught.value)


def test_a_database_the_server_does_not_have(postgres_url: str) -> None:
    with pytest.raises(StoreError, match="refused the sign-in") as caught:
        open_store(postgres_url.replace("/test_", "/missing_"))
    assert caught.value.cause is Cause.DENIED


def test_connections_cut_by_the_server_recover_by_themselves(postgres_url: str) -> None:
    engine = open_store(postgres_url)
    take(engine, "v1")
    cut = text(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :n AND pid <> pg_backend_pid()"
    )
    other = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        connection.execute(cut, {"n": engine.url.database})
        assert take(engine, "v2").number == 2  # type: ignore[union-attr]
        with pytest.raises(StoreError) as caught:
            cut_in_mid_transaction(engine, connection, cut)
        assert caught.value.cause is Cause.AWAY
    assert take(engine, "v3").number == 3  # type: ignore[union-attr]
    engine.dispose()
    other.dispose()


def cut_in_mid_transaction(engine: Engine, other: Connection, cut: Executable) -> None:
    with writing(engine) as connection:
        other.execute(cut, {"n": engine.url.database})
        connection.execute(text("SELECT 1"))


def test_no_value_that_was_being_written_is_told(engine: Engine) -> None:
    secret = secrets.token_hex(8)
    with pytest.raises(StoreError, match="breaks a rule") as caught:
        write_act(engine, Waiver(DAY, secret, "mask", f"x {secret}"), at=AT, actor=Actor("kiosk-1", 99))
    assert caught.value.cause is Cause.INVARIANT
    assert secret not in told_by(caught.value)
    with pytest.raises(StoreError) as caught:
        take(engine, secret * 20)
    assert secret not in told_by(caught.value)


def told_by(error: BaseException) -> str:
    return str(error) + repr(error) + "".join(traceback.format_exception(error))


def test_the_file_is_its_owners_alone_and_safe_through_a_power_cut(sqlite_url: str, tmp_path: Path) -> None:
    engine = open_store(sqlite_url)
    take(engine, "v1")
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "kiosk.db": 0o600,
        "kiosk.db-wal": 0o600,
        "kiosk.db-shm": 0o600,
    }
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }
    engine.dispose()


def test_threads_of_one_program_do_not_disturb_each_other(engine: Engine) -> None:
    """The database worker and a report: the pool hands each its own connection."""
    problems: list[BaseException] = []

    def work(kind: str) -> None:
        try:
            for _ in range(25):
                count(engine, DAY, kind)
        except BaseException as error:  # noqa: BLE001 - told to the test, which fails on it
            problems.append(error)

    threads = [threading.Thread(target=work, args=(kind,)) for kind in ("passed", "passed", "rested")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []
    with engine.connect() as connection:
        assert dict(connection.execute(text("SELECT kind, n FROM day_count")).all()) == {
            "passed": 50,
            "rested": 25,
        }
