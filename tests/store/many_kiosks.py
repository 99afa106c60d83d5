"""Shared by the tests of several kiosks: a wire that is cut where it hurts most, and kiosk processes that ask again."""

from __future__ import annotations

import multiprocessing
import random
import secrets
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import make_url
from taking import AT, DAY

from kiosk.store.engine import open_store
from kiosk.store.errors import StoreError
from kiosk.store.tickets import QuotaGone, Taken, take_number

COMMIT = b"COMMIT\0"
"""As it is on the wire; BEGIN ISOLATION LEVEL READ COMMITTED goes on otherwise."""


class Cut(Enum):
    """What the wire does with a COMMIT: let it pass, lose it, or lose its answer."""

    NOWHERE = "nowhere"
    BEFORE = "before the COMMIT arrives"
    AFTER = "after it was carried out, before its answer"


class Wire:
    """A TCP port in front of a PostgreSQL socket. ``choose`` says for each COMMIT what becomes of it."""

    def __init__(self, server: str, choose: Callable[[], Cut]) -> None:
        self._server = server
        self._choose = choose
        self.port = 0
        self.cuts = dict.fromkeys(Cut, 0)
        self._carried: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.mend()

    def mend(self) -> None:
        """Listen, on the port it had before."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def sever(self) -> None:
        """Refuse new connections and end those there are."""
        self._listener.shutdown(socket.SHUT_RDWR)  # close alone would not wake the thread that accepts
        self._listener.close()
        with self._lock:
            for client in self._carried:
                client.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self._carried.add(client)
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with socket.socket(socket.AF_UNIX) as server, selectors.DefaultSelector() as either:
            server.connect(self._server)
            either.register(client, selectors.EVENT_READ, server)
            either.register(server, selectors.EVENT_READ, client)
            while self._pass_on(either, client, server):
                pass
        with self._lock:
            self._carried.discard(client)
            client.close()

    def _pass_on(self, either: selectors.BaseSelector, client: socket.socket, server: socket.socket) -> bool:
        for key, _ in either.select():
            source: Any = key.fileobj
            try:
                data = source.recv(65536)
                if not data or (source is client and COMMIT in data and self._cut(server, data)):
                    return False
                key.data.sendall(data)
            except OSError:
                return False
        return True

    def _cut(self, server: socket.socket, data: bytes) -> bool:
        with self._lock:
            where = self._choose()
            self.cuts[where] += 1
        if where is Cut.AFTER:
            server.sendall(data)
            server.recv(65536)  # the answer: it is committed, and the kiosk will never read so
        return where is not Cut.NOWHERE


@contextmanager
def wire(postgres_url: str, choose: Callable[[], Cut]) -> Iterator[tuple[Wire, str]]:
    """The wire and the address of the database behind it."""
    url = make_url(postgres_url)
    made = Wire(f"{url.query['host']}/.s.PGSQL.5432", choose)
    through = url.set(host="127.0.0.1", port=made.port, query={"sslmode": "disable"})
    try:
        yield made, through.render_as_string(hide_password=False)
    finally:
        with suppress(OSError):  # severed already
            made.sever()


def now_and_then(seed: int) -> Callable[[], Cut]:
    """One COMMIT in ten is lost, the answer of one in ten."""
    chance = random.Random(seed)
    return lambda: chance.choices(list(Cut), weights=(8, 1, 1))[0]


@dataclass(frozen=True, slots=True)
class Visits:
    """What one kiosk process told its residents, and how often the database failed it meanwhile."""

    told: tuple[tuple[str, Taken | QuotaGone], ...]
    failures: int


def run_kiosks(url: str, visits: int, quota: int, *, kiosks: int) -> list[Visits]:
    """Each kiosk a process of its own, all asking at once; a failed question is asked again with the same key."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["many_kiosks", "sqlalchemy.dialects.postgresql.psycopg"])
    results: multiprocessing.Queue[Visits | BaseException] = context.Queue()
    start = context.Barrier(kiosks)
    processes = [
        context.Process(target=_kiosk, args=(url, f"kiosk-{i}", visits, quota, start, results))
        for i in range(kiosks)
    ]
    for process in processes:
        process.start()
    found = [results.get(timeout=90) for _ in processes]
    for process in processes:
        process.join(10)
    for result in found:
        if isinstance(result, BaseException):
            raise result
    return [result for result in found if isinstance(result, Visits)]


def _kiosk(url: str, name: str, visits: int, quota: int, start: Any, results: Any) -> None:
    try:
        engine = _patiently(lambda: open_store(url))[0]
        start.wait(60)
        told, failures = [], 0
        for i in range(visits):
            key = f"{name}/{i}"
            answer, failed = _patiently(lambda key=key: _ask(engine, name, key, quota))
            told.append((key, answer))
            failures += failed
        engine.dispose()
        results.put(Visits(tuple(told), failures))
    except BaseException as error:  # noqa: BLE001 - told to the test, which fails on it
        results.put(error)


def _ask(engine: Any, name: str, key: str, quota: int) -> Taken | QuotaGone:
    return take_number(
        engine,
        day=DAY,
        quota=quota,
        service="kk",
        visit_key=key,
        token=secrets.token_urlsafe(16),
        at=AT,
        kiosk=name,
        fingerprint="f" * 64,
    )


def _patiently(job: Callable[[], Any], patience: float = 30.0) -> tuple[Any, int]:
    deadline = time.monotonic() + patience
    failures = 0
    while True:
        try:
            return job(), failures
        except StoreError:
            failures += 1
            if time.monotonic() > deadline:
                raise
