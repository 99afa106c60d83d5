"""Show every state once and tell what is on the screen, as JSON: what kiosk.conformance sees of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kiosk.conformance.look import moments, screen, shown
from kiosk.conformance.seen import as_json
from kiosk.rules.events import Touch
from kiosk.rules.kiosk import Look
from kiosk.ui.gallery import LANGUAGES, picture_of
from kiosk.ui.look.theme import Contrast, TextSize
from kiosk.ui.samples.desks import desk
from tests.ui.window import answer, live, settings_for


def main() -> None:
    size, scale, text, contrast, low = sys.argv[1:6]
    seen: dict[str, dict[str, Any]] = {language: {} for language in LANGUAGES}
    settings = settings_for(size)
    way = Look(text == "large", contrast == "high", low == "low")

    def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
        from kivy.core.window import Window

        from kiosk.ui.widgets.pieces import Qr

        yield
        every = (
            (language, *one) for language in LANGUAGES for one in moments(language, large=way.large).items()
        )
        for language, name, kiosk in every:
            kiosk = replace(kiosk, look=way)
            face.show(kiosk, desk(name))
            yield
            # Pixels take longest: they are looked at here only where a phone would.
            coded = any(isinstance(widget, Qr) for widget in shown(face))
            picture = picture_of(Window) if coded else None
            seen[language][name] = as_json(screen(face, kiosk, settings, name, picture))

    live(size, float(scale), TextSize(text), steps, Contrast(contrast))
    answer(seen)


if __name__ == "__main__":
    main()
