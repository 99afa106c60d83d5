"""The tables. Each invariant stands in them as a named constraint, so that no program can break it.

No column can hold a name, a NIK, a number of a card or phone, or a temperature of a resident: there is none.
SQLAlchemy's typed Core tables are used without its ORM: no code needs it, and importing it costs 80 ms.

Each subject has its own file. Whoever takes the metadata from here sees all of them.
"""

from __future__ import annotations

import kiosk.store.calibration_tables  # noqa: F401
from kiosk.store.audit_table import Audit, audit
from kiosk.store.day_tables import (
    HOURLY,
    TicketState,
    day_count,
    day_word,
    hour_count,
    return_code,
    service_day,
    service_share,
    ticket,
)
from kiosk.store.schema import metadata
from kiosk.store.staff_tables import Role, override, pin_failures, staff

__all__ = [
    "HOURLY",
    "Audit",
    "Role",
    "TicketState",
    "audit",
    "day_count",
    "day_word",
    "hour_count",
    "metadata",
    "override",
    "pin_failures",
    "return_code",
    "service_day",
    "service_share",
    "staff",
    "ticket",
]
