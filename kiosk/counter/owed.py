"""Marks that the books could not take: kept in a file, so that a counter may be switched off before they are back."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kiosk.counter.verdict import Mark

log = logging.getLogger("kiosk.counter")


@dataclass(frozen=True, slots=True)
class Debt:
    """``mark`` was put on number ``number`` of ``day`` at ``at`` (aware)."""

    mark: Mark
    day: date
    number: int
    at: datetime


class Owed:
    """Debts in the order in which they were made. The file holds days, numbers and times, nothing of a person."""

    def __init__(self, file: Path) -> None:
        """Reads what an earlier run has left. A line that was cut off by a power cut is dropped, and logged."""
        self._file = file
        self._debts: list[Debt] = []
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return
        except OSError as error:
            log.error("marks kept in %s cannot be read: %s", file, error.strerror)
            return
        for line in lines:
            try:
                self._debts.append(_debt(line))
            except (ValueError, KeyError, TypeError):
                log.error("a mark kept in %s cannot be read and is dropped", file)

    def __len__(self) -> int:
        return len(self._debts)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(tuple(self._debts))

    def add(self, debt: Debt) -> None:
        """Keep ``debt``, on the disk before this returns. Raises OSError."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(_line(debt) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._debts.append(debt)

    def settled(self, debt: Debt) -> None:
        """The books have it. Written whole or not at all."""
        self._debts.remove(debt)
        if not self._debts:
            self._file.unlink(missing_ok=True)
            return
        partial = self._file.with_suffix(".new")
        partial.write_text("".join(_line(each) + "\n" for each in self._debts), encoding="utf-8")
        partial.replace(self._file)


def _line(debt: Debt) -> str:
    return json.dumps(
        {
            "mark": debt.mark.value,
            "day": debt.day.isoformat(),
            "number": debt.number,
            "at": debt.at.isoformat(),
        }
    )


def _debt(line: str) -> Debt:
    said = json.loads(line)
    at = datetime.fromisoformat(said["at"])
    if at.utcoffset() is None:
        raise ValueError("a mark's time has no zone")
    return Debt(Mark(said["mark"]), date.fromisoformat(said["day"]), int(said["number"]), at)
