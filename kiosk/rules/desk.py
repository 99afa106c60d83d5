"""What a technician's pages show that is no part of a visit, and what may be done at them.

A desk is a frozen value, put together by those parts of the house that own the instrument, the database and the
devices, and handed to the face beside the ``Kiosk``. What is touched comes back as ``Touch(Press.WORK, "deed:value")``
through ``step``, so that who may do it is decided here: a deed that is not listed for the page on show does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.rules.states import Page


class Deed(Enum):
    """One thing that is done at the desk; the value names it in a touch."""

    COME = "come"
    """A page is opened: what it shows is looked up anew. Done by the rules, never by a finger."""
    LEAVE = "leave"
    """Nobody is at the desk any more. Done by the rules, never by a finger."""


TILES: tuple[Page, ...] = ()
"""The pages that the home page leads to, in its order."""
DEEDS: dict[Page, frozenset[Deed]] = {}
"""What a finger can do on each page."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the technician's pages show. Each part has one owner, who replaces it whole."""


def deed_of(page: Page, key: str) -> tuple[Deed, str] | None:
    """The deed and its value that a touch with ``key`` means on ``page``; None for one that is not to be had there."""
    name, _, value = key.partition(":")
    try:
        deed = Deed(name)
    except ValueError:
        return None
    return (deed, value) if deed in DEEDS.get(page, ()) else None
