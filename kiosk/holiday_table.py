"""Indonesia's public holidays and cuti bersama, from the package ``holidays``.

The package takes a quarter of a second to load on a desk computer and four times that on a small one, so it is
loaded when the first day is asked about that the office's own table leaves open, and not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec
from types import MappingProxyType

from kiosk.rules.calendar import Holiday, HolidayKind

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
    return MappingProxyType(dict(sorted(found.items())))


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
