"""What the house hands to the bench, and what the bench and its pages are to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from drivers.thermometers.thermometer import Thermometer
from kiosk.calibrating.live import Heard
from kiosk.rules.calibration.identity import InstrumentIdentity
from kiosk.rules.calibration.view import Trouble
from kiosk.rules.deeds import Deed
from kiosk.rules.states import Officer
from kiosk.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Tools:
    """``engine`` is None until the books are open; ``now`` is aware, in the office's zone; ``uptime`` is how long the
    machine has been switched on; ``steady`` monotonic seconds, the thermometer's own; ``watch`` and ``ask`` speak
    with the thermometer's thread; ``put`` lays a part on the board; ``changed`` says that calibrations have changed.
    """

    settings: Settings
    engine: Callable[[], Engine | None]
    now: Callable[[], datetime]
    uptime: Callable[[], timedelta]
    steady: Callable[[], float]
    watch: Callable[[Callable[[Heard], None] | None], None]
    ask: Callable[[Callable[[Thermometer], None]], None]
    put: Callable[..., None]
    changed: Callable[[], None]


class BenchPage(Protocol):
    """What the bench does with a page, always on its own thread."""

    def come(self) -> None:
        """The page is opened."""

    def work(self, who: Officer, deed: Deed, value: str) -> None:
        """Do what the technician wishes."""

    def heard(self, heard: Heard) -> None:
        """The instrument was heard while this page listens."""

    def trouble(self, trouble: Trouble) -> None:
        """Show what stood in the way."""


class Instrument(Protocol):
    """What a page asks of the bench: the instrument, which stays with a thread of its own."""

    def identify(self, page: BenchPage, then: Callable[[InstrumentIdentity], None]) -> None:
        """Ask the instrument who it is, and go on with ``then`` unless the page was left meanwhile."""

    def listen(self, page: BenchPage) -> None:
        """Let ``page`` hear the instrument until it or the desk is left."""

    def quiet(self) -> None:
        """Nobody here needs to hear it any more."""
