"""Every screen once, unseen, while nobody is there: whoever touches the kiosk then waits for no screen.

A screen's first showing costs five times its second: its file is read, its widgets are made, its pictures drawn or
unpacked, its letters cut. A rehearsal lives all that with made-up moments of today, in each of the ways to see it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.rules import states
from kiosk.rules.kiosk import Kiosk, Look
from kiosk.ui.chooser import place_of
from kiosk.ui.samples import kiosks

if TYPE_CHECKING:
    from kiosk.ui.dress import Dress
    from kiosk.ui.look.theme import Theme

log = logging.getLogger(__name__)

LOOKS = (Look(), Look(large=True), Look(large=True, high=True), Look(high=True), Look(low=True))
"""The most asked for first; each costs some megabytes."""
ONLINE = states.OfferedOnline | states.GoneOnline
STAFF = states.OfficerSigningIn | states.OfficerDeciding


class Stage(Protocol):
    """Where it takes place: the face."""

    settings: Any

    @property
    def theme(self) -> Theme: ...
    def dressed(self, look: Look, local: datetime) -> Dress: ...


def rehearsal(stage: Stage, now: Kiosk) -> Iterator[Kiosk]:
    """One more screen at each step, until all have been lived that a touch may come to from ``now``."""
    every = moments(stage, now)
    residents = [kiosk for kiosk in every if not isinstance(kiosk.state, STAFF)]
    for look in LOOKS if stage.theme.can_be_low else (look for look in LOOKS if not look.low):
        # Staff see their pages in the usual letters.
        for kiosk in every if look == Look() else residents:
            try:
                stage.dressed(look, kiosk.now.local).rehearse(kiosk)
            except Exception:
                # Nobody sees it yet: whatever is wrong with it is told in time, and keeps nobody from the others.
                log.exception("the screen for %s cannot be rehearsed", type(kiosk.state).__name__)
            yield kiosk


def moments(stage: Stage, now: Kiosk) -> list[Kiosk]:
    """Every place but a technician's once, in the order of a visit, as it might be today at this office."""
    services = stage.settings.services
    online = [service for service in services if service.whatsapp]
    found: dict[object, Kiosk] = {}
    for state in kiosks.STATES.values():
        if isinstance(state, states.TechnicianAtWork) or (isinstance(state, ONLINE) and not online):
            continue
        service = (online or services)[0]
        kiosk = kiosks.kiosk(state, now.language, now.now.local, service.code)
        found.setdefault(place_of(state), kiosk)
    return list(found.values())
