"""The thread that owns the thermometer: samples while a visit measures, a look now and then otherwise.

It also knows whether the instrument may measure people at all: its own settings are read back whenever the port was
opened and at each look, and ``Care`` compares them with the calibration in force. What goes to the rules is the
corrected value, with the raw one beside it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable

from drivers.errors import DriverError, LinkLost
from drivers.thermometers.readings import Reading, Rejected
from drivers.thermometers.thermometer import Thermometer
from kiosk.calibrating.care import Care, Verdict
from kiosk.calibrating.instrument import centi
from kiosk.calibrating.live import Heard
from kiosk.rules.calibration.in_force import InForce
from kiosk.rules.commands import StartMeasuring, StopMeasuring
from kiosk.rules.events import Event, FrameRejected, Sampled, ThermometerFailed, ThermometerSeen
from kiosk.rules.readings import FaultCause, Sample

log = logging.getLogger("kiosk.thermometer")

LOOK_EVERY = 5.0
"""Seconds between two looks while nobody is measured."""
LISTEN = 0.25
"""Seconds to listen at a time, so that a stop is heard soon."""
LOOK = 1.5
"""Seconds in which a healthy instrument is heard at least once, the slowest in the catalogue included."""

Job = Callable[[Thermometer], None]


class ThermometerThread:
    """``tell`` takes events from this thread; ``steady`` is the clock that the rules are handed. The instrument is
    opened late and reopened after a loss.

    Until ``adopt`` has brought the database's word nobody is measured. ``decided`` is told, from this thread, each new
    verdict on the calibration.
    """

    def __init__(
        self,
        thermometer: Thermometer,
        tell: Callable[[Event], None],
        crash: Callable[[BaseException], None],
        steady: Callable[[], float],
        care: Care,
        *,
        decided: Callable[[Verdict], None] = lambda _: None,
        look_every: float = LOOK_EVERY,
    ) -> None:
        self._steady = steady
        self._thermometer = thermometer
        self._tell = tell
        self._crash = crash
        self._care = care
        self._decided = decided
        self._look_every = look_every
        self._changed = threading.Condition()
        self._serial: int | None = None
        self._taps: dict[str, Callable[[Heard], None]] = {}
        self._jobs: deque[Job] = deque()
        self._running = True
        self._busy_since: float | None = None
        self._trouble: str | None = None
        self._read_for = -1  # which opening of the port the device's settings were read back for
        self.verdict: Verdict | None = None
        """The newest word on the calibration, for whoever shows it; None before the first."""
        self._thread = threading.Thread(target=self._run, name="thermometer", daemon=True)
        self._thread.start()

    def start(self, command: StartMeasuring) -> None:
        self._set(command.serial)

    def stop(self, command: StopMeasuring) -> None:
        with self._changed:
            if self._serial == command.serial:
                self._serial = None

    def adopt(self, in_force: InForce) -> None:
        """What the database says of the calibration, at the start and after each change."""
        self._care.adopt(in_force)
        self.do(lambda _: self._judge())

    def watch(self, tap: Callable[[Heard], None] | None, who: str = "") -> None:
        """Tell ``tap`` (on this thread) everything that is heard, also while nobody is measured; None ends it.

        Each ``who`` has one tap, so that two may listen at the same time.
        """
        with self._changed:
            others = {name: other for name, other in self._taps.items() if name != who}
            self._taps = others if tap is None else {**others, who: tap}
            self._changed.notify()

    def do(self, job: Job) -> None:
        """Let this thread do something with the instrument between two readings."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify()

    def busy_for(self, now: float) -> float:
        """Seconds (monotonic) that the look, the sample or the job at hand has taken so far, 0 at rest."""
        since = self._busy_since
        return 0.0 if since is None else now - since

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
                self._busy_since = time.monotonic()
                if self._jobs:
                    self._jobs.popleft()(self._thermometer)
                elif not self._taps and (self._serial is None or not self._care.known):
                    self._look()
                    self._rest()
                else:
                    self._sample(self._serial)
        except BaseException as error:  # noqa: BLE001 - handed on, whatever it is
            self._crash(error)
        finally:
            self._thermometer.close()

    def _rest(self, seconds: float | None = None) -> None:
        self._busy_since = None
        with self._changed:
            if self._running and not self._jobs and (self._serial is None or not self._care.known):
                self._changed.wait(self._look_every if seconds is None else seconds)

    def _sample(self, serial: int | None) -> None:
        try:
            if self._read_for != self._thermometer.link.opened:
                self._read_back()
            item = self._thermometer.sample(time.monotonic() + LISTEN)
        except LinkLost as error:
            self._heard(None, str(error))
            self._fail(serial, FaultCause.UNPLUGGED, str(error))
            if serial is None:
                self._rest(LISTEN)
            return
        except DriverError as error:
            log.debug("thermometer: %s", error)  # the rules' own patience with silence decides
            self._heard(None, str(error))
            return
        if self._read_for != self._thermometer.link.opened:
            return  # the port was opened just now: whoever is there has to be asked first
        self._heard(item)
        if serial is None:
            return
        verdict = self._judge()
        if verdict.cause is not None:
            self._fail(serial, verdict.cause, verdict.said or "", lost=False)
            return
        self._seen(None)
        self._tell(self._event(serial, item, verdict))

    def _event(self, serial: int, item: Reading | Rejected, verdict: Verdict) -> Event:
        match item:
            case Reading(object=value, ambient=ambient):
                raw, room = centi(value), None if ambient is None else centi(ambient)
                judged = self._care.corrected(raw, verdict.correction).adjusted
                return Sampled(serial, Sample(self._steady(), judged, room, raw))
            case Rejected(reason=reason):
                return FrameRejected(serial, reason)

    def _look(self) -> None:
        try:
            self._read_back()
            item = self._thermometer.sample(time.monotonic() + LOOK)
            if self._read_for != self._thermometer.link.opened:
                self._read_back()
        except DriverError as error:
            self._seen(str(error))
            return
        verdict = self._judge()
        if isinstance(item, Rejected):
            self._seen(item.reason)
        elif verdict.cause is not None and self._care.known:
            self._seen(verdict.said, lost=False)
        else:
            self._seen(None)

    def _read_back(self) -> None:
        """Raises LinkLost; a device that does not tell is told apart from one that told something else."""
        try:
            self._care.read(self._thermometer.settings(time.monotonic() + LOOK))
        except LinkLost:
            raise
        except DriverError as error:
            log.debug("thermometer: its settings cannot be read back: %s", error)
            if self._read_for != self._thermometer.link.opened:
                self._care.read(None)
        self._read_for = self._thermometer.link.opened

    def _judge(self) -> Verdict:
        verdict = self._care.verdict()
        if verdict != self.verdict and self._care.known:
            self.verdict = verdict
            if verdict.said is not None:
                log.warning("the thermometer: %s", verdict.said)
            else:
                log.info("the thermometer's calibration is valid: %s", verdict.standing)
            self._decided(verdict)
        return verdict

    def _heard(self, item: Reading | Rejected | None, trouble: str = "") -> None:
        for tap in self._taps.values():
            tap(Heard(time.monotonic(), item, trouble))

    def _fail(self, serial: int | None, cause: FaultCause, said: str, *, lost: bool = True) -> None:
        self._seen(said, lost=lost)
        if serial is None:
            return
        with self._changed:
            if self._serial == serial:
                self._serial = None
        self._tell(ThermometerFailed(serial, cause))

    def _seen(self, trouble: str | None, *, lost: bool = True) -> None:
        """Told and logged when it changes: once for a loss, once for the return."""
        if (trouble is None) == (self._trouble is None):
            return
        self._trouble = trouble
        if trouble is None:
            log.info("the thermometer is back")
        elif lost:
            log.warning("the thermometer is lost: %s", trouble)
        else:
            log.warning("the thermometer measures nobody: %s", trouble)
        self._tell(ThermometerSeen(trouble))
