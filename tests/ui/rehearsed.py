"""A face that rehearses at an office of one's choice; what it looked like meanwhile and afterwards, as JSON."""

from __future__ import annotations

import hashlib
import logging
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.rules import states
from kiosk.rules.events import Touch
from kiosk.rules.kiosk import Look
from kiosk.settings.model import Settings
from kiosk.ui import gallery
from kiosk.ui.rehearsal import rehearsal
from kiosk.ui.samples import kiosks
from tests.ui.window import answer, settings_for

VISIT = ("welcome", "choosing-service", "papers", "hands", "mask", "held", "ticket", "welcome")
EVENING = datetime(2020, 3, 24, 18, 30, tzinfo=kiosks.WIB)
LOOKS = (Look(), Look(large=True), Look(high=True))


class Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))


def without_online(settings: Settings) -> Settings:
    """An office whose matters all want a visit."""
    services = tuple(replace(service, whatsapp=None, whatsapp_text={}) for service in settings.services)
    return replace(settings, services=services, languages=("en",))


def by_itself() -> None:
    """The face rehearses when it has time: not while somebody is at it, and anew at another tone of the day."""
    told: dict[str, Any] = {}

    def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
        from kiosk.ui.face import REHEARSAL_PAUSE

        moments, ended = kiosks.moments(), []
        welcome, evening = moments["welcome"], kiosks.kiosk(states.Welcome(), local=EVENING)
        face.show(moments["mask"])
        face.warm(lambda: ended.append(len(face._dresses)))
        pause = time.monotonic() + 10 * REHEARSAL_PAUSE
        while time.monotonic() < pause:
            yield
        told["while somebody is there"] = sorted(place.__name__ for place in face.dress.screens)
        for kiosk in (welcome, evening):
            face.show(kiosk)
            count = len(ended)
            while len(ended) == count:
                yield
        told["dresses after each"] = ended
        told["tone"] = face.theme.tone.value
        told["screens"] = len(face.dress.screens)

    gallery.live(settings_for("800x480"), steps, scale=0.5, speaks=False)
    answer(told)


def main() -> None:
    office, size = sys.argv[1:]
    if office == "by-itself":
        by_itself()
        return
    settings = settings_for(size)
    if office == "without-online":
        settings = without_online(settings)
    complaints = Complaints()
    told: dict[str, Any] = {}

    def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
        from kivy.core.window import Window

        def seen() -> str:
            return hashlib.sha256(gallery.picture_of(Window).tobytes()).hexdigest()

        logging.getLogger().addHandler(complaints)
        yield
        service = settings.services[0].code
        language = settings.languages[0]
        moments = kiosks.moments(language, service)
        shown = [(name, replace(moments[name], look=look)) for look in LOOKS for name in VISIT]
        face.show(moments["welcome"])
        yield
        if office != "unrehearsed":
            before, meanwhile = seen(), set()
            told["lived"] = []
            for kiosk in rehearsal(face, moments["welcome"]):
                told["lived"].append(type(kiosk.state).__name__)
                meanwhile.add(seen())
                yield
            told["unseen"] = meanwhile == {before}
        told["pictures"] = []
        for _name, kiosk in shown:
            face.show(kiosk)
            yield
            told["pictures"].append(seen())
        told["complaints"] = complaints.heard

    gallery.live(settings, steps, scale=0.5, speaks=False)
    answer(told)


if __name__ == "__main__":
    main()
