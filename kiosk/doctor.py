"""Is this machine ready, where no kiosk runs? Each part is asked through its real driver, and says why if it is not.

A running kiosk, which holds the ports, asks its own threads instead: :mod:`kiosk.care.rounds`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path

from drivers.errors import DriverError
from drivers.link import Link
from kiosk import ntp
from kiosk.calibrating.care import Care
from kiosk.calibrating.live import open_live
from kiosk.care import rights
from kiosk.care.report import (
    Item,
    Part,
    Report,
    State,
    held,
    of_clock,
    of_days,
    of_disk,
    of_printer,
    of_samples,
    of_scanner,
    of_verdict,
)
from kiosk.rules.calibration.in_force import InForce
from kiosk.rules.timekeeping import ClockReading, Timekeeping, trust
from kiosk.settings import Settings

LISTEN = 2.5
"""Seconds for which the thermometer is listened to."""


def examine(settings: Settings, config: Path | None = None) -> Report:
    """Ask every part, and who may change the file ``config``. Takes some seconds; never raises."""
    in_force, newest, database = _database(settings)
    return Report(
        settings.office.kiosk,
        datetime.now(settings.office.zone),
        (
            database,
            _clock(settings, newest),
            of_files(of_disk(settings.data_dir), settings, config),
            of_days(settings.calendar, datetime.now(settings.office.zone).date()),
            *_thermometer(settings, in_force),
            *_printer(settings),
            *_scanner(settings),
        ),
    )


def of_files(disk: Item, settings: Settings, config: Path | None) -> Item:
    """The item of the disk, unless somebody else may change kiosk.ini, which is worse."""
    loose = rights.of_config(config, settings.database) if config else []
    return Item(Part.DISK, State.FAILED, "; ".join(loose), disk.detail) if loose else disk


def _database(settings: Settings) -> tuple[InForce | None, datetime | None, Item]:
    from kiosk.store import calibrations
    from kiosk.store.engine import open_store
    from kiosk.store.errors import StoreError
    from kiosk.store.tickets import newest

    try:
        engine = open_store(settings.database)
        try:
            words = calibrations.words(engine, settings.office.kiosk)
            latest = newest(engine)
        finally:
            engine.dispose()
    except StoreError as error:
        return None, None, Item(Part.DATABASE, State.FAILED, str(error))
    return words, latest, Item(Part.DATABASE, State.OK, f"answers ({engine.dialect.name})")


def _clock(settings: Settings, newest: datetime | None) -> Item:
    from kiosk.conductor.timekeeper import read_confirmation

    now = datetime.now(UTC)
    earliest = datetime.combine(settings.policies[0].valid_from, time_of_day(), settings.office.zone)
    keeping = Timekeeping(earliest, newest, read_confirmation(settings.data_dir / "clock.json"))
    reading = ClockReading(now, time.monotonic(), ntp.boot(), ntp.state().in_step)
    return of_clock(trust(keeping, reading), now.astimezone(settings.office.zone))


def _thermometer(settings: Settings, in_force: InForce | None) -> Iterator[Item]:
    care = Care(settings, lambda: datetime.now(settings.office.zone).date())
    live = open_live(settings)
    try:
        live.thermometer.link.open()
        care.read(live.device())
        until = live.clock() + settings.thermometer.settle + LISTEN
        heard = []
        while live.clock() < until:
            heard.append(live.next(until - live.clock()))
        yield of_samples(heard, settings.reading)
    except DriverError as error:
        yield Item(Part.THERMOMETER, State.FAILED, held(error))
        yield Item(Part.CALIBRATION, State.FAILED, "unknown: the instrument does not answer")
        return
    finally:
        live.close()
    if in_force is None:
        yield Item(Part.CALIBRATION, State.FAILED, "unknown: the database does not answer")
        return
    care.adopt(in_force)
    yield of_verdict(care.verdict())


def _printer(settings: Settings) -> tuple[Item, Item]:
    from kiosk.conductor.printer import printer_of

    printer = printer_of(settings.printer)
    try:
        return of_printer(printer.status())
    except DriverError as error:
        unknown = Item(Part.PAPER, State.FAILED, "unknown: the printer does not answer")
        return Item(Part.PRINTER, State.FAILED, held(error)), unknown
    finally:
        printer.close()


def _scanner(settings: Settings) -> Iterator[Item]:
    """One that types has no port to open: the technician sees at the sign-in page whether it reads."""
    if settings.scanner.port is None:
        return
    link = Link(settings.scanner.port, line=settings.scanner.line)
    try:
        link.open()
    except DriverError as error:
        yield of_scanner(held(error))
    else:
        yield of_scanner(None)
    finally:
        link.close()
