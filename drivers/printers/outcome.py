"""What a printer can prove, and what became of a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from drivers.printers.status import Cause, Status


class Capability(Enum):
    """How far a printer can vouch for a ticket; probed once, when it is installed.

    PROCESS_ID names the job it has finished; FENCE answers a buffered question after it; STATUS_ONLY tells
    paper, cover and errors; PORT_STATUS answers nothing, but its USB port tells paper and error for it; WRITE_ONLY says
    nothing (also USB and spooler queues without a way back).
    """

    PROCESS_ID = "process-id"
    FENCE = "fence"
    STATUS_ONLY = "status-only"
    PORT_STATUS = "port-status"
    WRITE_ONLY = "write-only"


@dataclass(frozen=True, slots=True)
class Printed:
    """The ticket is on paper, as far as ``by`` can prove; ``status`` afterwards, None if nobody answered."""

    by: Capability
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing of this ticket was sent, so nothing can come out."""

    cause: Cause


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The ticket may be on paper whole, in part, or not at all.

    ``cleared`` says that the printer has thrown the rest away; otherwise it may still print later.
    """

    cause: Cause
    cleared: bool = False


Outcome = Printed | Refused | Uncertain
