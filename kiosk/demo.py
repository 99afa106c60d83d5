"""The demonstration: simulated devices, a fresh database, PINs that exist nowhere else, a Tuesday in March 2020."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from drivers.simulators import registry
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.opening import WIB
from kiosk.settings import Settings
from kiosk.ui.demo.acts import Act, Section

if TYPE_CHECKING:
    from kiosk.conductor.books import Books
    from kiosk.conductor.clock import Clock
    from kiosk.house import House

START = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
DOOR, PRINTER = "demo-door", "demo-printer"
REST = timedelta(minutes=5)
WRONG = ("0.98", "0.35")
"""Gain and offset of a thermometer that is to be calibrated."""


class Shown(Protocol):
    """A kiosk on show; its house is None until it stands behind the window."""

    settings: Settings
    clock: Clock
    house: House | None


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
    # A demonstrator may press before the drivers have opened the devices.
    registry.introduce(door)
    registry.introduce(printer)
    return replace(
        settings,
        thermometer=replace(settings.thermometer, model="gy-mcu90614", port=door, line=None, settle=0.0),
        printer=replace(settings.printer, port=printer),
        data_dir=folder,
        database=f"sqlite:///{folder / 'kiosk.sqlite'}",
    )


def enter_people(database: str) -> None:
    """Let the demonstration's people sign in, and its blackbody stand in the register. Raises StoreError."""
    from kiosk.store import staff_register
    from kiosk.store.audit_codec import shell
    from kiosk.store.calibration_rows import add_reference
    from kiosk.store.engine import open_store
    from kiosk.store.tables import Role

    engine = open_store(database)
    for person in PEOPLE:
        staff_register.add(engine, person.name, Role(person.role), person.pin, demo=True, at=START)
    add_reference(engine, _blackbody(), at=START, by="demo", actor=shell("demo"))
    engine.dispose()


def _blackbody() -> Reference:
    """Its certificate is as old as the demonstration's day allows."""
    return Reference(
        id="BB-DEMO",
        maker="Demo",
        model="BB-40",
        serial="77",
        certificate="S.0000/DEMO",
        laboratory="Laboratorium Demo",
        accreditation="LK-000-IDN",
        calibrated_on=START.date() - timedelta(days=30),
        due=START.date() + timedelta(days=335),
        expanded=Decimal("0.04"),
        k=Decimal(2),
        emissivity=Decimal("0.99"),
    )


def tell(device: str, words: str) -> str:
    """Say something to a simulated device: ``tell(PRINTER, "paper out")``. KeyError outside a demonstration."""
    return registry.named(device).command(words.split())


def tickets(settings: Settings) -> list[Path]:
    """Pictures of the tickets that have come out, oldest first."""
    return sorted((settings.data_dir / "tickets").glob("*.png"))


def world(window: Shown) -> list[Section]:
    """What the panel beside the kiosk offers: the person, the devices, the time."""

    def person(celsius: float) -> Act:
        def do() -> str:
            tell(DOOR, f"celsius {celsius}")
            return tell(DOOR, "person here") and f"A person of {celsius} degrees stands on the marks."

        return Act(f"{celsius:.1f} \N{DEGREE SIGN}C", do)

    def device(label: str, name: str, words: str, answer: str) -> Act:
        return Act(label, lambda: tell(name, words) and answer)

    def later(label: str, by: timedelta) -> Act:
        def do() -> str:
            window.clock.skip(by)
            return f"It is {window.clock().local:%A %H.%M} now."

        return Act(label, do)

    def until(label: str, hour: int, minute: int) -> Act:
        def do() -> str:
            now = window.clock().local
            goal = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
            window.clock.skip(goal - now if goal > now else goal - now + timedelta(days=1))
            return f"It is {window.clock().local:%A %H.%M} now."

        return Act(label, do)

    def blackbody(celsius: float) -> Act:
        def do() -> str:
            tell(DOOR, f"celsius {celsius}")
            return tell(DOOR, "person here") and f"A blackbody of {celsius} degrees stands there."

        return Act(f"{celsius:.1f} \N{DEGREE SIGN}C", do)

    def wrong() -> str:
        tell(DOOR, f"gain {WRONG[0]}")
        return tell(DOOR, f"offset {WRONG[1]}") and "It shows 36.61 for 37.00 degrees from now on."

    def fill() -> str:
        others_take(window, 49)
        return "Other people have taken numbers: one place is left."

    return [
        Section(
            "Demonstration",
            lines=[
                "Touch the corner at the top right of the kiosk for the officer's PIN pad.",
                *(f"PIN of the {person.role}: {person.pin}" for person in PEOPLE),
            ],
        ),
        Section(
            "The person",
            [
                *(person(celsius) for celsius in (36.5, 37.2, 37.8, 39.4)),
                device("Steps away", DOOR, "person away", "Nobody stands on the marks."),
            ],
        ),
        Section(
            "The thermometer",
            [
                device("Cable out", DOOR, "unplug", "The thermometer's cable is out."),
                device("Cable in", DOOR, "plug", "The thermometer's cable is in."),
                device("Noise on the line", DOOR, "fault garbage", "The line is full of noise."),
                device("Stuck value", DOOR, "fault frozen", "The sensor repeats one value."),
                device("Healthy", DOOR, "fault none", "The thermometer is well."),
            ],
        ),
        Section(
            "The technician's blackbody",
            [
                *(blackbody(celsius) for celsius in (35.0, 37.0, 38.0, 39.0)),
                Act("Reads wrong", wrong),
            ],
        ),
        Section(
            "The printer",
            [
                device("Paper out", PRINTER, "paper out", "The roll is empty."),
                device("New roll", PRINTER, "paper ok", "There is paper."),
                device("Cover open", PRINTER, "cover open", "The cover is open."),
                device("Cover closed", PRINTER, "cover closed", "The cover is closed."),
                device("Dies in mid-job", PRINTER, "after 120 cable out", "It will die 120 bytes from now."),
                device("Cable in", PRINTER, "cable in", "The printer's cable is in."),
            ],
        ),
        Section(
            "Time and places",
            [
                later("5 minutes later", REST),
                until("10.59", 10, 59),
                until("Next 08.00", 8, 0),
                Act("One place left", fill),
            ],
        ),
        Section("Tickets", lines=[f"Their pictures lie in {_short(window.settings.data_dir / 'tickets')}"]),
    ]


def others_take(window: Shown, upto: int) -> None:
    """Other people take numbers until ``upto`` are gone."""
    from kiosk.store import tickets as store

    house = window.house
    if house is None:
        return
    kiosk = house.conductor.kiosk
    day, issued, at = kiosk.now.local.date(), kiosk.issued or 0, window.clock.utc()

    def job(books: Books) -> None:
        for n in range(issued, upto):
            store.take_number(
                books.engine,
                day=day,
                quota=None,
                service="kk",
                visit_key=f"others/{day}/{n}",
                token=f"OTHERS{n:010d}",
                at=at,
            )

    house.ledger.submit(job)


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
