"""Read kiosk.ini once. The file belongs to the technician: it is never written."""

from __future__ import annotations

import stat
from collections.abc import Collection
from pathlib import Path

from kiosk.settings import calibration, care, days, machine, office, policies, services
from kiosk.settings.ini import Problem, parse
from kiosk.settings.model import Settings
from kiosk.settings.reader import Reader, SettingsError

LARGEST = 1_000_000
"""Bytes: twenty times the shipped file. What is larger is something else, and is not read into memory."""
NO_INI = "cannot be read: it is a folder, a device or far too large; give the path of a kiosk.ini"


def load(
    path: Path | str,
    *,
    thermometers: Collection[str] | None = None,
    printers: Collection[str] | None = None,
) -> Settings:
    """The settings in the file ``path``; relative paths in it count from the file's own directory.

    ``thermometers`` and ``printers`` are the names the drivers know; given them, a model nobody knows is
    refused here too, with its line. Raises SettingsError with every problem of the file.
    """
    path = Path(path)
    reader = Reader(str(path), parse(_text_of(path)))
    settings = _read(reader, path.resolve().parent, thermometers, printers)
    reader.finish()
    return settings


def _read(
    reader: Reader, home: Path, thermometers: Collection[str] | None, printers: Collection[str] | None
) -> Settings:
    languages = office.languages(reader.section("languages"))
    data_dir, database = machine.database(reader.section("database"), home)
    here = office.office(reader.section("office"), languages)
    offered = services.services(reader, languages)
    rules = policies.policies(reader, languages, offered)
    return Settings(
        office=here,
        panel=machine.panel(reader.section("panel")),
        languages=languages,
        thermometer=machine.thermometer(reader.section("thermometer"), thermometers),
        reading=machine.reading(reader.section("reading")),
        calibration=calibration.calibration(reader.section("calibration")),
        care=care.care(reader.section("care")),
        printer=machine.printer(reader.section("printer"), printers),
        scanner=machine.scanner(reader.section("scanner")),
        counter=machine.counter(reader.section("counter")),
        voice=machine.voice(reader.section("voice")),
        patience=machine.patience(reader.section("patience")),
        data_dir=data_dir,
        database=database,
        policies=rules,
        calendar=days.calendar(
            reader.section("holidays"), reader.section("exceptional days"), rules, here.zone
        ),
        services=offered.all(),
        reasons=office.reasons(reader, languages),
    )


def _text_of(path: Path) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise SettingsError(str(path), [Problem(NO_INI)])
        raw = path.read_bytes()
    except OSError as wrong:
        remedy = (
            f"cannot be read ({wrong.strerror}); give the path of a kiosk.ini, or copy the shipped one there"
        )
        raise SettingsError(str(path), [Problem(remedy)]) from wrong
    try:
        text = raw.decode("utf-8")
        stray = text.find("\0")  # what UTF-16 looks like to whoever expects UTF-8
        if stray < 0:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        line = text.count("\n", 0, stray) + 1
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
    raise SettingsError(str(path), [Problem("is not UTF-8 text; save the file as UTF-8", line)])
