"""An office for the counter's tests: a kiosk.ini, keys, a database, and tickets as a kiosk would give them."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from kiosk.settings import Settings, load
from kiosk.store import acts, desk
from kiosk.store.audit_codec import Actor
from kiosk.store.engine import open_store
from kiosk.store.tables import TicketState
from kiosk.store.tickets import Taken, mark_printed, take_number
from kiosk.trust.keys import SigningKey, create_keys, key_folders
from kiosk.trust.stamp import Stamp, Stamped

SHIPPED = Path(__file__).resolve().parents[2] / "kiosk.ini"


@dataclass
class Office:
    """``now`` and ``steady`` are the counter's clocks; ``away()`` takes the database away, ``back()`` returns it."""

    folder: Path
    settings: Settings
    engine: Engine
    key: SigningKey
    now: datetime
    steady: float = 0.0
    tokens: dict[int, str] = field(default_factory=dict)
    services: dict[int, str] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, *, changes: dict[str, str] | None = None) -> Office:
        text = SHIPPED.read_text(encoding="utf-8")
        for old, new in (changes or {}).items():
            assert old in text, old
            text = text.replace(old, new)
        ini = folder / "kiosk.ini"
        ini.write_text(text, encoding="utf-8")
        settings = load(ini)
        key = create_keys(key_folders(settings.data_dir))
        now = datetime.now(settings.office.zone)
        return cls(folder, settings, open_store(settings.database), key, now)

    @property
    def ini(self) -> Path:
        return self.folder / "kiosk.ini"

    @property
    def database(self) -> Path:
        return self.settings.data_dir / "kiosk.db"

    def give(
        self, service: str = "kk", *, ago: float = 0, priority: bool = False, printed: bool = True
    ) -> int:
        """One more number, taken ``ago`` minutes before now."""
        at = self.now - timedelta(minutes=ago)
        token = base64.b32encode(secrets.token_bytes(10)).decode()
        key = f"kiosk-1/test/{secrets.token_hex(4)}"
        taken = take_number(
            self.engine, day=self.now.date(), quota=None, service=service, visit_key=key, token=token, at=at,
            priority=priority,
        )  # fmt: skip
        assert isinstance(taken, Taken)
        if printed:
            mark_printed(self.engine, key, at)
        self.tokens[taken.number], self.services[taken.number] = token, service
        return taken.number

    def stamped(
        self, number: int, *, key: SigningKey | None = None, office: str = "", day: datetime | None = None
    ) -> Stamped:
        """What stands on the ticket of ``number``."""
        stamp = Stamp(office or self.settings.office.code, key or self.key)
        return stamp.ticket((day or self.now).date(), number, self.services[number], self.tokens[number])

    def qr(self, number: int) -> str:
        return self.stamped(number).qr

    def void(self, number: int) -> None:
        """An officer's word."""
        act = acts.Voiding(self.now.date(), number, "mistaken")
        acts.write_act(self.engine, act, at=self.now, actor=Actor("kiosk-1", 1))

    def away(self) -> None:
        """The database is gone, as when its disk or its server is."""
        self.engine.dispose()
        self.database.rename(self.database.with_suffix(".away"))

    def back(self) -> None:
        self.database.with_suffix(".away").rename(self.database)

    def later(self, **span: float) -> None:
        """Time goes by."""
        passed = timedelta(**span)
        self.now += passed
        self.steady += passed.total_seconds()

    def state(self, number: int) -> TicketState:
        """What the database says of a number of today."""
        found = desk.find(self.engine, self.now.date(), number)
        assert found is not None
        return found.state


def a_morning(folder: Path) -> Office:
    """22 numbers, half of them served, one who did not come, one with priority."""
    office = Office.open(folder)
    kinds = ("kk", "ktp-el", "kk", "akta-kelahiran", "pindah-datang", "kia", "kk", "konfirmasi-data")
    for n in range(22):
        office.give(kinds[n % len(kinds)], ago=95 - 4 * n, priority=n == 17, printed=n != 20)
    for number in range(1, 11):
        at = office.now - timedelta(minutes=45 - 4 * number)
        desk.serve(office.engine, office.now.date(), number, at)
    desk.miss(office.engine, office.now.date(), 11)
    return office
