"""The demonstration: simulated devices, a fresh database, PINs that exist nowhere else, a Tuesday in March 2020."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from drivers.simulators import registry
from kiosk.rules.opening import WIB
from kiosk.settings import Settings

START = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
DOOR, PRINTER = "demo-door", "demo-printer"
REST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    pin: str


PEOPLE = (Person("Petugas (demo)", "officer", "402917"), Person("Teknisi (demo)", "technician", "715308"))
"""Entered with the mark ``demo``: without ``--demo`` the store does not know them."""


def settings_for(settings: Settings) -> Settings:
    """The same office with simulated devices, in a folder of its own that each demonstration starts afresh."""
    folder = settings.data_dir / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tickets").mkdir(parents=True)
    door = f"sim://gy-mcu90614?celsius=36.5&ambient=27&person=away&name={DOOR}"
    printer = f"sim://printer?profile={settings.printer.profile}&out={folder / 'tickets'}&name={PRINTER}"
    return replace(
        settings,
        thermometer=replace(settings.thermometer, model="gy-mcu90614", port=door, line=None, settle=0.0),
        printer=replace(settings.printer, port=printer),
        data_dir=folder,
        database=f"sqlite:///{folder / 'kiosk.sqlite'}",
    )


def enter_people(database: str) -> None:
    """Let the demonstration's people sign in. Raises StoreError."""
    from kiosk.store import staff
    from kiosk.store.engine import open_store
    from kiosk.store.tables import Role

    engine = open_store(database)
    for person in PEOPLE:
        staff.add(engine, person.name, Role(person.role), person.pin, demo=True)
    engine.dispose()


def tell(device: str, words: str) -> str:
    """Say something to a simulated device: ``tell(PRINTER, "paper out")``. KeyError before it was opened."""
    return registry.named(device).command(words.split())


def tickets(settings: Settings) -> list[Path]:
    """Pictures of the tickets that have come out, oldest first."""
    return sorted((settings.data_dir / "tickets").glob("*.png"))
