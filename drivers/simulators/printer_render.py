"""What composed bytes look like on paper, without a printer's faults or time."""

from __future__ import annotations

from drivers.printers.profiles import Profile
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.printer_tickets import PrintedTicket


def render(data: bytes, profile: Profile) -> list[PrintedTicket]:
    """What a healthy printer makes of the bytes; the last piece may be uncut."""
    printer = VirtualPrinter(profile)
    printer.receive(data, 0.0)
    if not printer.unfinished().blank:
        printer.command(["tear"])
    return printer.tickets
