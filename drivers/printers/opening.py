"""A printer by its name and its port."""

from __future__ import annotations

from collections.abc import Callable

from drivers.printers.dialogue import Patience
from drivers.printers.outcome import Capability
from drivers.printers.ports import transport_to, write_only
from drivers.printers.printer import Printer
from drivers.printers.profiles import profile


def open_printer(
    profile_name: str,
    port: str,
    *,
    line: str = "19200/8n1",
    flow: str = "none",
    capability: Capability | None = None,
    patience: Patience | None = None,
    trace: Callable[[str, bytes], None] | None = None,
) -> Printer:
    """A printer by the name of its profile, on a port as ``drivers.printers.ports`` lists them, opened on first use.

    A port from which nothing comes back makes the printer write-only. Raises UnknownModel, ValueError.
    """
    row = profile(profile_name)
    link = transport_to(port, row, line=line, flow=flow, trace=trace)
    if write_only(port):
        return Printer(row, link, capability=Capability.WRITE_ONLY, patience=patience, whole_jobs=True)
    return Printer(row, link, capability=capability, patience=patience)
