"""How long the kiosk waits for people and for machines: all of it, in one table."""

from __future__ import annotations

from dataclasses import dataclass, replace

TWICE = 2.0
"""For whoever listens to the screens, needs large letters or answers by keypad (VVSG, WCAG 2.2.1)."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Every wait of a visit. Seconds of a monotonic clock, except ``extensions``, which counts touches.

    The pause before a second temperature check is an office rule and stands in the policy instead.
    """

    idle: float = 60.0
    """Without a touch, until "Masih di sini?" is asked (Visa, WCAG 2.2.1)."""
    still_there: float = 30.0
    """How long that question waits before the visit is given up."""
    extensions: int = 10
    """How often one touch may answer it."""
    ticket_screen: float = 20.0
    """How long the number stays on the screen when nobody touches it."""
    diverted_farewell: float = 15.0
    """How long the way online stays on the screen after it was chosen."""
    good_news: float = 3.0
    """How long "your temperature is fine" stays before the visit goes on by itself."""
    return_within: float = 900.0
    """How long after the pause a return code still leads to the second check."""
    broken_off: float = 180.0
    """How long after a number was taken its person is thought to be there still, if the machine stopped meanwhile."""
    look_again: float = 2.0
    """Between two looks at a printer or a database that was not ready."""
    recount: float = 15.0
    """Between two looks at the day's count, which other kiosks change too."""
    held: float = 600.0
    """How long a held visit waits for the officer before the kiosk is free for the next person."""
    officer_session: float = 60.0
    """Without a touch, until an officer is signed out."""
    technician_session: float = 2700.0
    """Without a touch, until a technician is signed out: longer than an instrument takes to warm up."""
    pin_idle: float = 30.0
    """Without a digit, until the PIN pad closes."""
    badge_again: float = 2.0
    """Within this time the badge that was just refused is not tried again: a scanner reads what is held before it."""
    printer_answer: float = 20.0
    """Until a ticket without an acknowledgement counts as uncertain."""
    database_answer: float = 5.0
    """Until a question to the database counts as failed."""
    double_tap: float = 0.5
    """The same target touched again within this time is one touch."""
    busy_sign: float = 1.0
    """Work that takes longer than this is shown as work."""
    dim: float = 600.0
    """Without a touch while no numbers are given, until the screen goes dark; a touch then only wakes it."""

    @property
    def unhurried(self) -> Patience:
        """The same, with every wait for a person twice as long; machines and officers are waited for as ever."""
        return replace(
            self,
            idle=self.idle * TWICE,
            still_there=self.still_there * TWICE,
            ticket_screen=self.ticket_screen * TWICE,
            diverted_farewell=self.diverted_farewell * TWICE,
            good_news=self.good_news * TWICE,
        )
