"""A whole kiosk but its window, in a process of its own that can be killed: touches come as lines, what it is goes out
as lines of JSON. ``python -m tests.e2e.house_by_lines FOLDER PRINTER_PORT MINUTES``"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kiosk.conductor.clock import Clock
from kiosk.house import House
from kiosk.rules.events import Press, Touch
from kiosk.rules.opening import WIB
from kiosk.rules.screening import Requirement
from tests.flows.visitor import TUESDAY, settings_in


def main(folder: str, port: str, minutes: str) -> None:
    settings = settings_in(Path(folder))
    policies = tuple(
        replace(each, temperature=replace(each.temperature, requirement=Requirement.OFF))
        for each in settings.policies
    )
    # Known and fast, so that the only bytes on the wire are those of a ticket; its looks are rare for the same reason.
    printer = replace(settings.printer, port=port, line="115200/8n1", capability="process-id")
    settings = replace(settings, printer=printer, policies=policies)
    bells = 0

    def ring() -> None:
        nonlocal bells
        bells += 1
        show()

    lock = threading.Lock()

    def show() -> None:
        if not built.is_set():
            return
        kiosk = house.conductor.kiosk
        ticket = getattr(kiosk.state, "ticket", None)
        told = {
            "state": type(kiosk.state).__name__,
            "ready": kiosk.issued is not None and kiosk.devices.printer is None,
            "number": ticket.number if ticket else None,
            "doubtful": [each.ticket.number for each in kiosk.doubtful],
            "bells": bells,
        }
        with lock:
            print(json.dumps(told), flush=True)

    built = threading.Event()
    clock = Clock(WIB, TUESDAY + timedelta(minutes=int(minutes)))
    house = House(settings, clock, show=show, bell=ring, look_every=3600.0)
    built.set()
    show()
    for line in sys.stdin:
        name, _, value = line.strip().partition(" ")
        house.conductor.handle(Touch(Press[name], value))
    house.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
