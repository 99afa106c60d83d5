"""Indonesia's public holidays and cuti bersama, from the package ``holidays``.

The package takes a quarter of a second to load on a desk computer and four times that on a small one, and the first
picture of the morning waits for it. So it is loaded only when a year is asked about whose days were not kept when
this version of the package was last asked.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from kiosk.cache import cache_folder, keep
from kiosk.rules.calendar import Holiday, HolidayKind

log = logging.getLogger(__name__)

FIRST_YEAR, LAST_YEAR = 1946, 2100
"""The years that the package knows."""

_MOON_DAYS_UNMARKED = frozenset({"Hari Suci Nyepi"})
"""The package computes these for years ahead without saying that no decree has confirmed them yet."""


def installed() -> bool:
    return find_spec("holidays") is not None


@cache
def indonesia(year: int) -> Mapping[date, Holiday]:
    """The days of ``year``, with their Indonesian names; empty beyond the years that the package knows.

    Estimated are the days the package marks so, and in a year for which no cuti bersama has been decreed yet
    also Nyepi, whose date it only computes.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return MappingProxyType({})
    file = cache_folder() / f"indonesia-{year}-{_stamp()}.json"
    kept = _kept(file)
    if kept is None:
        kept = _asked(year)
        rows = [(day.isoformat(), h.name, h.kind.value, h.estimated) for day, h in kept.items()]
        keep(file, json.dumps(rows).encode())
    return MappingProxyType(kept)


def _stamp() -> str:
    """Another one for another version of the package."""
    spec = find_spec("holidays")
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).parent / "countries" / "indonesia.py"
    return f"{source.stat().st_mtime_ns:x}"


def _kept(file: Path) -> dict[date, Holiday] | None:
    """The days kept in ``file``; None when there are none, or not whole ones."""
    try:
        rows = json.loads(file.read_bytes())
        return {
            date.fromisoformat(day): Holiday(str(name), HolidayKind(kind), bool(estimated))
            for day, name, kind, estimated in rows
        }
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        log.warning("the holidays kept in %s are not to be read and are looked up anew: %s", file, error)
        return None


def _asked(year: int) -> dict[date, Holiday]:
    """The days as the package has them, in their order."""
    from holidays.countries.indonesia import Indonesia

    public = Indonesia(years=year, language="id", categories=("public",))
    leave = Indonesia(years=year, language="id", categories=("government",))
    marks = _Marks(public)
    decreed = bool(leave)
    found: dict[date, Holiday] = {}
    for table, kind in ((leave, HolidayKind.JOINT_LEAVE), (public, HolidayKind.PUBLIC)):
        for day in table:
            names, estimated = zip(*(marks.read(name) for name in table.get_list(day)), strict=True)
            unmarked = not decreed and bool(_MOON_DAYS_UNMARKED & set(names))
            found[day] = Holiday(" · ".join(names), kind, all(estimated) or unmarked)
    return dict(sorted(found.items()))


class _Marks:
    """What the package adds to a name: taken off again, and remembered."""

    def __init__(self, table: object) -> None:
        labels = ("observed_estimated_label", "estimated_label", "observed_label")
        self._labels = [("estimated" in label, getattr(table, label)) for label in labels]

    def read(self, name: str) -> tuple[str, bool]:
        """The bare name, and whether the day is an estimate."""
        for estimated, label in self._labels:
            before, _, after = label.partition("%s")
            if name.startswith(before) and name.endswith(after):
                return name.removeprefix(before).removesuffix(after), estimated
        return name, False
