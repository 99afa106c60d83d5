"""A printer in a time that only the test moves: the driver's own waiting is what lets it pass."""

from __future__ import annotations

from datetime import datetime, timedelta

from drivers.link import Link
from drivers.printers.outcome import Capability
from drivers.printers.printer import Patience, Printer
from drivers.printers.profiles import profile
from drivers.simulators.device_wire import DeviceWire
from drivers.simulators.printer import VirtualPrinter
from kiosk.conductor.paper_care import PaperCare
from kiosk.conductor.printer_desk import PrinterDesk
from kiosk.rules.events import Event
from tests.printing.papers import NOW, on


class Time:
    """Seconds since a beginning; waiting lets them pass at once."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def local(self) -> datetime:
        return NOW + timedelta(seconds=self.now - 1000.0)


def link_to(device: VirtualPrinter, time: Time, wire: type[DeviceWire] = DeviceWire) -> Link:
    """The real link, over a wire in the test's time, at 19200 baud."""
    return Link(
        "still", line="19200/8n1", backoff=(0.0, 0.0), clock=time, dial=lambda: wire(device, time, time.wait)
    )


class Desk:
    """A virtual printer, the driver on it, and the desk that the kiosk's printer thread works at."""

    def __init__(
        self,
        *words: str,
        capability: Capability | None = Capability.PROCESS_ID,
        care: PaperCare | None = None,
        name: str = "escpos-80",
    ) -> None:
        self.time = Time()
        self.device = VirtualPrinter(profile(name))
        self.say(*words)
        self.told: list[Event] = []
        self.printer = Printer(
            profile(name), link_to(self.device, self.time), capability=capability, patience=Patience(),
            clock=self.time,
        )  # fmt: skip
        self.desk = PrinterDesk(
            self.printer, on(name), self.time.local, self.told.append, care, clock=self.time
        )

    def say(self, *words: str) -> None:
        for line in words:
            self.device.command(line.split())

    def heard(self) -> list[Event]:
        """What was told since the last time this was asked."""
        told, self.told[:] = list(self.told), []
        return told
