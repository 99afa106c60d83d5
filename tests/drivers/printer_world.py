"""A virtual printer and the driver on it, through the real link: not a test itself."""

from __future__ import annotations

import itertools

from drivers.link import Link
from drivers.printers.compose import compose
from drivers.printers.outcome import Capability, Outcome, Printed, Refused, Uncertain
from drivers.printers.printer import Patience, Printer
from drivers.printers.profiles import profile
from drivers.printers.sample import sample_ticket
from drivers.printers.status import Cause
from drivers.simulators import registry
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.printer_render import render

# Where silence is the point nothing is lost by waiting briefly; where an answer comes a busy machine gets its time.
QUICK = Patience(
    reply=0.15, send=0.2, acknowledge=0.2, grace=0.08, watch=0.01, clear=0.06, probe=0.1, cool=0.1
)
CALM = Patience(reply=2.0, send=2.0, acknowledge=5.0, grace=0.08, watch=0.05, clear=2.0, probe=2.0)
MUTE = (Cause.SILENT, Cause.BLOCKED, Cause.GARBAGE, Cause.HOT)
TICKET = sample_ticket()
PROFILE = profile("escpos-80")
(WHOLE,) = (ticket.text for ticket in render(compose(TICKET, PROFILE, job="x"), PROFILE))
_serial = itertools.count()


def setting(
    words: str = "", capability: Capability | None = Capability.PROCESS_ID, patience: Patience = QUICK
) -> tuple[VirtualPrinter, Printer]:
    """A fresh virtual printer with these words said to it (joined by ``;``), and the driver on it."""
    url = f"sim://printer?name=job-{next(_serial)}"
    device = registry.device(url)
    assert isinstance(device, VirtualPrinter)
    say(device, words)
    return device, driver(url, capability, patience)


def say(device: VirtualPrinter, words: str) -> None:
    for line in filter(None, words.split(";")):
        device.command(line.split())


def driver(
    port: str, capability: Capability | None = Capability.PROCESS_ID, patience: Patience = QUICK
) -> Printer:
    link = Link(port, line="115200/8n1", backoff=(0.0, 0.0))
    return Printer(PROFILE, link, capability=capability, patience=patience)


def told(outcome: Outcome) -> tuple[type, object]:
    match outcome:
        case Printed(by, _):
            return Printed, by
        case Refused(cause) | Uncertain(cause, _):
            return type(outcome), cause
    raise AssertionError(outcome)


PRINTED = (Printed, Capability.PROCESS_ID)
