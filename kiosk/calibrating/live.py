"""An instrument in the hands of one program: read back who it is, and listen. For the terminal, where no kiosk runs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from drivers.errors import BadFrame, DriverError, LinkLost, NoAnswer
from drivers.thermometers.readings import Reading, Rejected
from drivers.thermometers.thermometer import Thermometer, open_thermometer
from kiosk.calibrating.care import Parts
from kiosk.calibrating.instrument import identity
from kiosk.rules.calibration.identity import InstrumentIdentity

log = logging.getLogger("kiosk.calibrating")

LISTEN = 1.0
"""Seconds to wait for one reading; the slowest model of the catalogue sends two a second."""
ANSWER = 3.0
"""Seconds in which a device tells its settings."""
TRIES = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """At ``t`` (monotonic seconds) the instrument said ``item``, or nothing, and why."""

    t: float
    item: Reading | Rejected | None
    trouble: str = ""


class Live:
    """``clock`` is monotonic seconds, the same as the thermometer's own."""

    def __init__(
        self, settings: Parts, thermometer: Thermometer, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self.thermometer = thermometer
        self.clock = clock

    def identify(self) -> InstrumentIdentity:
        """The instrument, its own settings read back just now. Raises DriverError when it does not tell them."""
        own = self._settings.calibration
        return identity(
            self.thermometer.model,
            self._settings.thermometer.port,
            serial=own.serial,
            distance_mm=own.distance_mm,
            device=self.device(),
        )

    def listen(self) -> Iterator[Heard]:
        """What it says, for ever; a silence or a lost cable is told, and listened through."""
        while True:
            yield self.next()

    def next(self, seconds: float = LISTEN) -> Heard:
        """The next word within ``seconds``."""
        try:
            item = self.thermometer.sample(self.clock() + seconds)
        except LinkLost as error:
            time.sleep(min(seconds, max(0.05, self.thermometer.link.retry_at - self.clock())))
            return Heard(self.clock(), None, str(error))
        except DriverError as error:
            return Heard(self.clock(), None, str(error))
        return Heard(self.clock(), item)

    def close(self) -> None:
        self.thermometer.close()

    def device(self) -> dict[str, Decimal]:
        """Its own settings, asked up to three times. Raises DriverError."""
        for _ in range(TRIES - 1):
            try:
                return self.thermometer.settings(self.clock() + ANSWER)
            except (NoAnswer, BadFrame) as error:
                log.debug("asked again for its settings: %s", error)
        return self.thermometer.settings(self.clock() + ANSWER)


def open_live(settings: Parts) -> Live:
    """The thermometer of kiosk.ini; its port is opened at the first question."""
    port = settings.thermometer
    thermometer = open_thermometer(port.model, port.port, line=port.line, settle=port.settle)
    return Live(settings, thermometer)
