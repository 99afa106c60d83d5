"""A database that cannot be opened as kiosk.ini says it: what is wrong is told with its remedy, and no password is."""

from __future__ import annotations

import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from behind_tls import Authority, behind_tls, pump
from sqlalchemy import create_engine, make_url, text
from two_servers import Server, one_server
from typer.testing import CliRunner

from kiosk.__main__ import app
from kiosk.rules.door import Bar, door
from kiosk.store.engine import open_store
from kiosk.store.errors import Cause, StoreError
from kiosk.ui.screens.officer.words import STORE
from tests.flows.visitor import Eventually, Visitor

NOWHERE = "127.0.0.1:1/kiosk"
SHIPPED = Path(__file__).parents[2] / "kiosk.ini"


@pytest.fixture(scope="module")
def server(postgres: str) -> Iterator[Server]:
    """It wants a password of the user "kiosk"; ``postgres`` has made the user that runs it."""
    with one_server() as alone:
        admin = create_engine(
            f"postgresql+psycopg://postgres@/postgres?host={alone.folder}", isolation_level="AUTOCOMMIT"
        )
        with admin.connect() as connection:
            connection.execute(text("CREATE ROLE kiosk LOGIN PASSWORD 'hunter2'"))
            for name in ("kiosk", "kiosk_password", "kiosk_version"):
                connection.execute(text(f"CREATE DATABASE {name} OWNER kiosk"))
        admin.dispose()
        alone.stop()
        alone.ask_passwords_of("kiosk")
        alone.start()
        yield alone


@contextmanager
def behind_an_address(socket_path: str) -> Iterator[int]:
    """One connection to the server by way of a TCP port: libpq never asks for TLS on a socket of the machine."""
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket(socket.AF_UNIX) as behind:
        behind.connect(socket_path)

        def carry() -> None:
            with listening.accept()[0] as client:
                back = threading.Thread(target=pump, args=(behind, client), daemon=True)
                back.start()
                pump(client, behind)
                back.join(10)

        carrier = threading.Thread(target=carry, daemon=True)
        carrier.start()
        yield int(listening.getsockname()[1])
        carrier.join(10)


def refused(url: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    told = "".join(traceback.format_exception(caught.value))
    assert "hunter2" not in told
    assert "ter2" not in told
    return caught.value


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres://kiosk:hunter2@db/kiosk", "postgres is not supported"),
        ("postgresql+psycopg://kiosk:hunter2@db:five/kiosk", "no address of a database"),
        ("postgresql+psycopg://kiosk:hun@ter2@db/kiosk", "write %40 for @"),
        (
            f"postgresql+psycopg://kiosk:hunter2@{NOWHERE}?sslmode=verify-ful",
            'invalid sslmode value: "verify-ful"',
        ),
        (f"postgresql+psycopg://kiosk:hunter2@{NOWHERE}?ssl=on", 'invalid connection option "ssl"'),
        (
            f"postgresql+psycopg://kiosk:hunter2@{NOWHERE}?connect_timeout=soon",
            "bad value for connect_timeout",
        ),
        ("postgresql+psycopg://kiosk:hunter2@127.0.0.1:99999/kiosk", "invalid port number"),
    ],
)
def test_an_address_that_can_never_be_right_is_not_waited_for(url: str, said: str) -> None:
    error = refused(url)
    assert error.cause is Cause.ADDRESS
    assert said in str(error)
    assert "see `url` under [database] of kiosk.ini" in str(error)


def test_a_certificates_file_that_is_not_there_is_no_wrong_password(
    postgres_url: str, tmp_path: Path
) -> None:
    place = f"{make_url(postgres_url).query['host']}/.s.PGSQL.5432"
    office = Authority.made_in(tmp_path / "office")
    with behind_tls(place, office.certify("127.0.0.1")) as front:
        url = make_url(postgres_url).set(host="127.0.0.1", port=front.port, query={})
        url = url.update_query_dict({"sslmode": "verify-full", "sslrootcert": "/no/such/root.crt"})
        error = refused(url.render_as_string(hide_password=False))
    assert error.cause is Cause.UNTRUSTED
    assert "/no/such/root.crt" in str(error)
    assert "`sslrootcert`" in str(error)


def test_a_server_without_tls_is_no_server_that_is_away(server: Server) -> None:
    with behind_an_address(f"{server.folder}/.s.PGSQL.5432") as port:
        error = refused(f"postgresql+psycopg://kiosk:hunter2@127.0.0.1:{port}/kiosk?sslmode=require")
    assert error.cause is Cause.UNTRUSTED


def test_a_wrong_password_is_told_in_the_terminal_and_not_shown(server: Server, tmp_path: Path) -> None:
    right = f"postgresql+psycopg://kiosk:hunter2@/kiosk?host={server.folder}"
    open_store(right).dispose()
    error = refused(right.replace("hunter2", "hunter22"))
    assert error.cause is Cause.DENIED
    config = tmp_path / "kiosk.ini"
    lines = SHIPPED.read_text(encoding="utf-8").replace(
        "sqlite:///kiosk.db\n", right.replace("hunter2", "hunter22") + "\n"
    )
    config.write_text(lines, encoding="utf-8")
    done = CliRunner().invoke(app, ["staff", "list", "--config", str(config)])
    assert done.exit_code == 1
    assert "refused the sign-in: see user, password and name of the database" in done.output
    assert "hunter22" not in done.output


@pytest.mark.parametrize("trouble", ["password", "version"])
def test_a_kiosk_says_what_is_wrong_and_goes_on_when_it_is_right_again(
    server: Server, tmp_path: Path, trouble: str
) -> None:
    """On a machine that runs: the password was changed, or another program has brought the tables further."""
    changes, undone, bar = {
        "password": (
            "ALTER ROLE kiosk PASSWORD 'other'",
            "ALTER ROLE kiosk PASSWORD 'hunter2'",
            "officer.store_refused",
        ),
        "version": (
            "UPDATE alembic_version SET version_num = '9999'",
            "UPDATE alembic_version SET version_num = '{head}'",
            "officer.store_version",
        ),
    }[trouble]
    url = f"postgresql+psycopg://kiosk:hunter2@/kiosk_{trouble}?host={server.folder}"
    v = Visitor(tmp_path, database=url)
    admin = create_engine(url.replace("kiosk:hunter2@", "postgres@"), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            head = connection.scalar(text("SELECT version_num FROM alembic_version"))
            v.live(Eventually(lambda k: k.issued is not None))
            v.house.close()
            connection.exec_driver_sql(changes)
            v.house = v._house()
            v.live(Eventually(lambda k: k.devices.store is not None))
            cause = str(v.kiosk.devices.store).partition(":")[0]
            assert STORE[cause] == bar
            assert door(v.kiosk, v.settings).bar is Bar.STORE
            connection.exec_driver_sql(undone.format(head=head))
            v.live(Eventually(lambda k: k.devices.store is None), Eventually(lambda k: k.issued is not None))
    finally:
        admin.dispose()
        v.close()
