"""What hands do at a screen without the visit changing: pages turned, the calendar opened, the glass touched, keys
pressed down. None of it is in the state, so that none of it would be seen by showing every state alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.rules.desk import Desk
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.drawing import testcards

SOUNDS = "speaker"
"""The sign of a button that plays something: what it says then is told, the loudspeaker is left in peace."""
PRESSED = "+pressed"
MOST = 40
"""Places behind one screen: a page that always looks otherwise would never end."""
ALMOST, FAIR, WIDE = 0.5, 3.0, 9.0
"""Millimetres a finger misses a cross by, for each of the verdicts on the glass."""


def places(face: Any, kiosk: Kiosk, desk: Desk, known: set[tuple[str, ...]]) -> Iterator[str]:
    """Stands ``face`` at the screen of ``kiosk``, then at every place behind it, and yields what has been done there:
    nothing, or ``+calendar``, ``+calendar+forward``. What is ``known`` already is not turned to once more.

    Raises RuntimeError when there is no end of them.
    """
    _anew(face, kiosk, desk)
    yield ""
    special = SPECIAL.get(type(face.screen).__name__)
    if special is not None:
        for name in special(face.screen):
            yield f"+{name}"
        return
    known.add(_said(face))
    ways, found = _onward(face, ()), 0
    while ways:
        way = ways.pop(0)
        _anew(face, kiosk, desk)
        done = [_turn(face, place) for place in way]
        if _said(face) not in known:
            known.add(_said(face))
            found += 1
            if found > MOST:
                raise RuntimeError(f"there is no end of what {type(face.screen).__name__} turns to")
            ways += _onward(face, way)
            yield "".join(f"+{name}" for name in done)
    if found:
        _anew(face, kiosk, desk)


def lasts(face: Any, kiosk: Kiosk, desk: Desk) -> bool:
    """Does everything stand where it stood, when the screen is shown to the next person?"""
    before = _standing(face)
    _anew(face, kiosk, desk)
    return _standing(face) == before


def _standing(face: Any) -> list[tuple[object, ...]]:
    from kiosk.conformance.look import shown

    return [(type(each).__name__, *each.pos, *each.size, getattr(each, "text", "")) for each in shown(face)]


def press_down(face: Any) -> Callable[[], None]:
    """Every button that can be seen, held down at once; what comes back lets go of them."""
    from kiosk.ui.widgets.target import Target

    held = [target for target in _seen(face, Target) if target.press is not Press.CORNER]
    for target in held:
        target._show(True)

    def let_go() -> None:
        for target in held:
            target._show(False)

    return let_go


def _anew(face: Any, kiosk: Kiosk, desk: Desk) -> None:
    """As whoever comes next finds it: no page turned."""
    face.dress.put(None)
    face.show(kiosk, desk)


def _seen(face: Any, kind: type) -> list[Any]:
    """What of this kind can be seen; a hidden part may hold one that would show if it were."""
    from kiosk.conformance.look import shown

    return [widget for widget in shown(face) if isinstance(widget, kind)]


def _turns(face: Any) -> list[Any]:
    """Always the same ones in the same order, whether they can be seen now or not."""
    from kiosk.ui.widgets.button import Turn

    return [widget for widget in face.screen.walk() if isinstance(widget, Turn) and widget.sign != SOUNDS]


def _onward(face: Any, way: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The ways from here, by each button that can be seen and turns to something."""
    from kiosk.ui.widgets.button import Turn

    seen = _seen(face, Turn)
    return [(*way, place) for place, turn in enumerate(_turns(face)) if turn in seen]


def _turn(face: Any, place: int) -> str:
    """What has been turned to."""
    turn = _turns(face)[place]
    name: str = turn.sign or "more"
    turn.act()
    return name


def _said(face: Any) -> tuple[str, ...]:
    """All that can be read."""
    from kiosk.conformance.look import shown
    from kiosk.ui.widgets.text import Text

    return tuple(widget.text for widget in shown(face.screen) if isinstance(widget, Text) and widget.text)


# ------------------------------------------------------------------------- screens with hands of their own


def _touch(screen: Any) -> Iterator[str]:
    """The first cross, then all of them, hit well, hit so so and missed; and the whole net wiped."""
    for name, away in (("good", ALMOST), ("fair", FAIR), ("missed", WIDE)):
        screen._begin()
        while (asked := screen.asked) is not None:
            screen._heard((asked[0] + away * screen.theme.px_per_mm, asked[1]), True)
            if name == "good" and len(screen.pairs) == 1:
                yield "first"
        yield name
    screen._begin()
    while (asked := screen.asked) is not None:
        screen._heard(asked, True)
    for cell in range(screen.net.cells):
        left, bottom, wide, high = screen.net.box(cell)
        screen._heard((left + wide / 2, bottom + high / 2), True)
    yield "wiped"


def _cards(screen: Any) -> Iterator[str]:
    """Every test card."""
    for number, _ in enumerate(testcards.CARDS, 1):
        screen._heard((0.0, 0.0), True)
        yield f"card-{number}"


def _keys(screen: Any) -> Iterator[str]:
    """Some keys, one of them twice; then all."""
    from kiosk.ui.screens.technician.care.keypad import KEYS

    for key in ("1", "2", "2"):
        screen.typed(key)
    yield "some"
    for key in KEYS:
        screen.typed(key)
    yield "all"


def _sounds(screen: Any) -> Iterator[str]:
    """What it says while something is to be heard, and where nothing can be."""
    for name in ("care.sound_plays", "care.sound_none", "care.sound_no_voice"):
        screen._tell(name)
        yield name.partition("sound_")[2].replace("_", "-")


SPECIAL: dict[str, Callable[[Any], Iterator[str]]] = {
    "CareTouchScreen": _touch,
    "CareScreenScreen": _cards,
    "CareKeypadScreen": _keys,
    "CareSoundScreen": _sounds,
}
"""By the screen's class."""
