"""Show every state once and tell what is on the screen: texts, targets, codes. Printed as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kiosk.rules.events import Press, Touch
from kiosk.rules.states import Kiosk, Look
from kiosk.rules.visit import step
from kiosk.ui import samples
from kiosk.ui.theme import CAPITAL, Contrast, TextSize
from tests.ui.window import answer, live, settings_for


def main() -> None:
    size, scale, language, text, contrast, low = sys.argv[1:7]
    seen: dict[str, Any] = {}
    settings = settings_for(size)

    def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
        yield
        for name, kiosk in samples.moments(language).items():
            kiosk = replace(kiosk, look=Look(low=low == "low"))
            face.show(kiosk)
            yield
            seen[name] = _screen(face, kiosk, settings)

    live(size, float(scale), TextSize(text), steps, Contrast(contrast))
    answer(seen)


def _screen(face: Any, kiosk: Kiosk, settings: Any) -> dict[str, Any]:
    from kivy.core.window import Window

    from kiosk.ui.widgets.button import Target, Turn
    from kiosk.ui.widgets.pieces import Keypad, Qr
    from kiosk.ui.widgets.text import Text

    theme = face.theme
    texts, targets, codes = [], [], []
    keys = set()
    for widget in _shown(face):
        if isinstance(widget, Keypad):
            keys.update(id(part) for part in widget.parts)
        if isinstance(widget, Text) and widget.text:
            texts.append(
                {
                    "text": widget.text,
                    "role": widget.role,
                    "capital": theme.mm(widget.font_size * CAPITAL),
                    "least": theme.least_capital(widget.role),
                    "clipped": widget.clipped,
                    "words": sorted(widget.text.split()),
                    "drawn": sorted(" ".join(widget._drawn[0]).split()) if widget._drawn else [],
                    "colour": widget.colour_role,
                    "inside": _inside(widget, face),
                }
            )
        if isinstance(widget, Target):
            footer = widget.parent is face.footer
            targets.append(
                {
                    "press": widget.press.name,
                    "value": widget.value,
                    "box": [theme.mm(part) for part in (*widget.pos, *widget.size)],
                    "inside": _inside(widget, face),
                    "small": footer or id(widget) in keys or widget.press in (Press.CORNER, Press.ACT),
                    "alive": isinstance(widget, Turn)
                    or widget.press in (Press.CORNER, Press.ERASE)
                    or step(kiosk, Touch(widget.press, widget.value), settings) != (kiosk, ()),
                }
            )
        if isinstance(widget, Qr):
            side = widget._image.size[0]
            codes.append(
                {
                    "data": widget.data,
                    "module": side / widget.modules,
                    "side": theme.mm(side),
                    "read": _read(Window, widget),
                }
            )
    return {
        "screen": type(face.screen).__name__,
        "squeeze": face.screen.squeeze,
        "overfull": face.screen.root.height_for(int(face.screen.width), face.screen.squeeze)
        - face.screen.height,
        "texts": texts,
        "targets": targets,
        "codes": codes,
    }


def _shown(widget: Any) -> Iterator[Any]:
    """What can be seen: widgets that are hidden keep their place in the tree."""
    for child in widget.children:
        if getattr(child, "present", True):
            yield child
            yield from _shown(child)


def _inside(widget: Any, face: Any) -> bool:
    return bool(
        widget.x >= face.x and widget.y >= face.y and widget.right <= face.right and widget.top <= face.top
    )


def _read(window: Any, code: Any) -> list[str]:
    """What a phone would read in the pixels that are really on the screen."""
    import zxingcpp

    from kiosk.ui.gallery import picture_of

    image = picture_of(window)
    left, top = int(code.x), int(window.height - code.top)
    part = image.crop((left, top, left + int(code.width), top + int(code.height)))
    return [found.text for found in zxingcpp.read_barcodes(part)]


if __name__ == "__main__":
    main()
