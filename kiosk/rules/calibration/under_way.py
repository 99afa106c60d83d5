"""A calibration that stands in the database, as the kiosk sees it: while it does, nobody is measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.rules.calibration.steps import Step


@dataclass(frozen=True, slots=True)
class UnderWay:
    """``by`` began it at ``begun``; ``step`` is how far it is, None when this version cannot read it. From ``until`` on
    it can only be discarded. With ``aside`` an officer has let visits go on since it was last worked on.
    """

    by: str
    begun: datetime
    step: Step | None
    until: datetime
    aside: bool = False

    def pauses(self, now: datetime) -> bool:
        """Whether visits wait for it. One that cannot go on any more holds nobody up."""
        return not self.aside and now < self.until
