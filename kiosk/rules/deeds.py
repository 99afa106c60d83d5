"""What may be done at the technician's pages, and which page leads to which.

What is touched there comes as ``Touch(Press.WORK, "deed:value")`` through ``step``, so that who may do it is decided
here: a deed that is not listed for the page on show does nothing.
"""

from __future__ import annotations

from enum import Enum

from kiosk.rules.states import Page


class Deed(Enum):
    """One thing that is done at the desk; the value names it in a touch."""

    COME = "come"
    """A page is opened: what it shows is looked up anew. Done by the rules, never by a finger."""
    LEAVE = "leave"
    """Nobody is at the desk any more. Done by the rules, never by a finger."""
    ASK_PRINTER = "ask-printer"
    TEST_TICKET = "test-ticket"
    LOOK_OVER = "look-over"
    """The whole machine is looked at: what is ready and what is not."""
    PRINT_READINESS = "print-readiness"
    MEASURE_PANEL = "measure-panel"
    """Every screen is measured on the panel that is installed."""

    BEGIN = "begin"
    RESUME = "resume"
    DISCARD = "discard"
    POINTS = "points"
    """Another choice of points for the calibration that is to begin; so are RULE and MPE."""
    RULE = "rule"
    MPE = "mpe"
    WARM = "warm"
    """The technician answers for it that the instrument has been on for long enough."""
    AMBIENT = "ambient"
    HUMIDITY = "humidity"
    NO_DRAUGHT = "no-draught"
    ACCLIMATISED = "acclimatised"
    ROOM_AGAIN = "room-again"
    PROCEED = "proceed"
    REFERENCE = "reference"
    SHOWN = "shown"
    """The source stands before the instrument and shows so many degrees."""
    AGAIN = "again"
    BUDGET = "budget"
    """The estimates of the budget are opened, one row of them is chosen, or with "done" they are left."""
    HALF_WIDTH = "half-width"
    """The chosen row's number, as it was typed."""
    REMARK = "remark"
    """Remarks for the record are opened, one is ticked or not, or with "done" they are written."""
    ACCEPT = "accept"
    SECOND = "second"
    """A second person signs; by a finger it opens the pad for the PIN, done by the rules once that was right."""
    CLOSE = "close"
    """End with a record of what was found, without a new correction."""
    ROLL_BACK = "roll-back"


TILES: tuple[Page, ...] = (
    Page.CALIBRATION,
    Page.QUICK_CHECK,
    Page.HISTORY,
    Page.CARE,
    Page.READINESS,
)
"""The pages that the home page leads to, in its order."""
CARE_TILES: tuple[Page, ...] = (
    Page.CARE_DEVICES,
    Page.CARE_THERMOMETER,
    Page.CARE_PRINTER,
    Page.CARE_TOUCH,
    Page.CARE_SCREEN,
    Page.CARE_SOUND,
    Page.CARE_KEYPAD,
    Page.CARE_PANEL,
)
"""The pages that the page of care leads to."""
LEADS: dict[Page, tuple[Page, ...]] = {Page.HOME: TILES, Page.CARE: CARE_TILES}
"""Which pages a page leads to; from those the way back leads here again."""
CALIBRATING = frozenset(
    {
        Deed.BEGIN,
        Deed.RESUME,
        Deed.DISCARD,
        Deed.POINTS,
        Deed.RULE,
        Deed.MPE,
        Deed.WARM,
        Deed.AMBIENT,
        Deed.HUMIDITY,
        Deed.NO_DRAUGHT,
        Deed.ACCLIMATISED,
        Deed.ROOM_AGAIN,
        Deed.PROCEED,
        Deed.REFERENCE,
        Deed.SHOWN,
        Deed.AGAIN,
        Deed.BUDGET,
        Deed.HALF_WIDTH,
        Deed.REMARK,
        Deed.ACCEPT,
        Deed.SECOND,
        Deed.CLOSE,
    }
)
DEEDS: dict[Page, frozenset[Deed]] = {
    Page.CALIBRATION: CALIBRATING,
    Page.QUICK_CHECK: frozenset({Deed.REFERENCE, Deed.SHOWN, Deed.AGAIN}),
    Page.HISTORY: frozenset({Deed.ROLL_BACK}),
    Page.CARE_PRINTER: frozenset({Deed.ASK_PRINTER, Deed.TEST_TICKET}),
    Page.CARE_PANEL: frozenset({Deed.MEASURE_PANEL}),
    Page.READINESS: frozenset({Deed.LOOK_OVER, Deed.PRINT_READINESS}),
}
"""What a finger can do on each page."""


def back_from(page: Page) -> Page:
    """The page that leads to ``page``."""
    return next((before for before, pages in LEADS.items() if page in pages), Page.HOME)


def deed_of(page: Page, key: str) -> tuple[Deed, str] | None:
    """The deed and its value that a touch with ``key`` means on ``page``; None for one that is not to be had there."""
    name, _, value = key.partition(":")
    try:
        deed = Deed(name)
    except ValueError:
        return None
    return (deed, value) if deed in DEEDS.get(page, ()) else None
