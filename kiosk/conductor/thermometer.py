"""The thread that owns the thermometer: samples while a visit measures, a look now and then otherwise."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from drivers.errors import DriverError, LinkLost
from drivers.thermometers.readings import Reading, Rejected
from drivers.thermometers.thermometer import Thermometer
from kiosk.rules.commands import StartMeasuring, StopMeasuring
from kiosk.rules.events import Event, FrameRejected, Sampled, ThermometerFailed, ThermometerSeen
from kiosk.rules.stable_reading import FaultCause, Sample

log = logging.getLogger("kiosk.thermometer")

LOOK_EVERY = 5.0
"""Seconds between two looks while nobody is measured."""
LISTEN = 0.25
"""Seconds to listen at a time, so that a stop is heard soon."""
LOOK = 1.5
"""Seconds in which a healthy instrument is heard at least once, the slowest in the catalogue included."""


class ThermometerThread:
    """``tell`` takes events from this thread; ``steady`` is the clock that the rules are handed. The
    instrument is opened late and reopened after a loss.
    """

    def __init__(
        self,
        thermometer: Thermometer,
        tell: Callable[[Event], None],
        crash: Callable[[BaseException], None],
        steady: Callable[[], float],
        *,
        look_every: float = LOOK_EVERY,
    ) -> None:
        self._steady = steady
        self._thermometer = thermometer
        self._tell = tell
        self._crash = crash
        self._look_every = look_every
        self._changed = threading.Condition()
        self._serial: int | None = None
        self._running = True
        self._trouble: str | None = None
        self._thread = threading.Thread(target=self._run, name="thermometer", daemon=True)
        self._thread.start()

    def start(self, command: StartMeasuring) -> None:
        self._set(command.serial)

    def stop(self, command: StopMeasuring) -> None:
        with self._changed:
            if self._serial == command.serial:
                self._serial = None

    def close(self) -> None:
        self._running = False
        self._set(None)
        self._thread.join(5.0)

    def _set(self, serial: int | None) -> None:
        with self._changed:
            self._serial = serial
            self._changed.notify()

    def _run(self) -> None:
        try:
            while self._running:
                serial = self._serial
                if serial is None:
                    self._look()
                    self._rest()
                else:
                    self._sample(serial)
        except BaseException as error:  # noqa: BLE001 - handed on, whatever it is
            self._crash(error)
        finally:
            self._thermometer.close()

    def _rest(self) -> None:
        with self._changed:
            if self._serial is None and self._running:
                self._changed.wait(self._look_every)

    def _sample(self, serial: int) -> None:
        try:
            item = self._thermometer.sample(time.monotonic() + LISTEN)
        except LinkLost as error:
            self._fail(serial, error)
        except DriverError as error:
            log.debug("thermometer: %s", error)  # the rules' own patience with silence decides
        else:
            self._seen(None)
            self._tell(self._event(serial, item))

    def _event(self, serial: int, item: Reading | Rejected) -> Event:
        match item:
            case Reading(object=value, ambient=ambient):
                room = None if ambient is None else _centi(ambient)
                return Sampled(serial, Sample(self._steady(), _centi(value), room))
            case Rejected(reason=reason):
                return FrameRejected(serial, reason)

    def _look(self) -> None:
        try:
            item = self._thermometer.sample(time.monotonic() + LOOK)
        except DriverError as error:
            self._seen(str(error))
        else:
            self._seen(item.reason if isinstance(item, Rejected) else None)

    def _fail(self, serial: int, error: DriverError) -> None:
        self._seen(str(error))
        with self._changed:
            if self._serial == serial:
                self._serial = None
        self._tell(ThermometerFailed(serial, FaultCause.UNPLUGGED))

    def _seen(self, trouble: str | None) -> None:
        """Told and logged when it changes: once for a loss, once for the return."""
        if (trouble is None) == (self._trouble is None):
            return
        self._trouble = trouble
        if trouble is None:
            log.info("the thermometer is back")
        else:
            log.warning("the thermometer is lost: %s", trouble)
        self._tell(ThermometerSeen(trouble))


def _centi(celsius: Decimal) -> int:
    return int((celsius * 100).to_integral_value(ROUND_HALF_UP))
