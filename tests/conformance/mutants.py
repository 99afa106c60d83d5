"""Breaks one thing at a time on real screens in a real window; printed as JSON: what the report says of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kiosk.conformance import checks
from kiosk.conformance.checks import Glass
from kiosk.conformance.hands import lasts
from kiosk.conformance.look import screen, shown
from kiosk.conformance.seen import SeenScreen
from kiosk.rules.desk import Desk
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk, Look
from kiosk.ui.gallery import live, picture_of, settings_for
from kiosk.ui.samples.kiosks import moments
from tests.ui.window import answer

PANEL, MOMENT = "1080x1920", "papers"
GLASS = Glass(settings_for(PANEL).panel.width_mm / 1080, 900.0)


def _targets(face: Any) -> list[Any]:
    from kiosk.ui.widgets.target import Target

    return [each for each in shown(face.screen) if isinstance(each, Target)]


def _texts(face: Any) -> list[Any]:
    from kiosk.ui.widgets.text import Text

    return [each for each in shown(face.screen) if isinstance(each, Text) and each.text]


def size(face: Any) -> None:
    target = _targets(face)[0]
    target.height = face.theme.px_per_mm * 19


def gap(face: Any) -> None:
    *_, lower, upper = sorted(_targets(face), key=lambda target: float(target.y))
    lower.y = upper.y - lower.height - face.theme.px_per_mm


def capitals(face: Any) -> None:
    _texts(face)[0].font_size *= 0.5


def contrast(face: Any) -> None:
    """In the pixels only: the role is left as it was."""
    face.screen.question._colour.rgba = (0.8, 0.75, 0.7, 1)


def edges(face: Any) -> None:
    """A button of the ground's own colour, without an outline."""
    from kivy.graphics import Color, Rectangle

    target = _targets(face)[0]
    target.canvas.after.add(Color(*face.theme.colour("paper")))
    target.canvas.after.add(
        Rectangle(pos=(target.x - 9, target.y - 9), size=(target.width + 18, target.height + 18))
    )


def colour(face: Any) -> None:
    """An answer that is somehow another one, and says so by its ground alone."""
    button, theme = _targets(face)[0], face.theme
    button._box.texture = button.kit.pictures.box(
        "leaf_wash", "card_edge", "card_lip", theme.px("radius"), theme.px("outline"), theme.px("lip")
    )


def clipped(face: Any) -> None:
    face.screen.question.height = 10


def broken(face: Any) -> None:
    question = face.screen.question
    lines, drawn_size = question._drawn
    question._drawn = ((lines[0][:3], lines[0][3:], *lines[1:]), drawn_size)


def off_screen(face: Any) -> None:
    _targets(face)[0].x = face.right - 20


def overfull(face: Any) -> None:
    face.screen.height = 200


def dead(face: Any) -> None:
    _targets(face)[0].press = Press.DIGIT


def again(face: Any) -> None:
    """A screen that puts an answer elsewhere when it is shown once more."""
    first, here = _targets(face)[0], face.screen

    def elsewhere() -> None:
        first.x += 40

    here._said, here.arrange = None, elsewhere


def reach(face: Any) -> None:
    """An answer at the top of a panel that hangs high, in the low layout that was to bring it down."""
    _targets(face)[0].y = face.height - 300


def pictures(face: Any) -> None:
    from kiosk.ui.widgets.block import Picture
    from kiosk.ui.widgets.button import Button

    for widget in face.walk():
        if isinstance(widget, Picture):
            widget.name = ""
        if isinstance(widget, Button):
            widget.sign = widget.pictogram = ""


MUTANTS: dict[str, Callable[[Any], None]] = {
    "nothing": lambda face: None,
    "size": size,
    "gap": gap,
    "capitals": capitals,
    "contrast": contrast,
    "edges": edges,
    "colour": colour,
    "clipped": clipped,
    "broken": broken,
    "off-screen": off_screen,
    "overfull": overfull,
    "dead": dead,
    "again": again,
    "reach": reach,
    "pictures": pictures,
}


def main() -> None:
    settings = settings_for(PANEL)
    kiosk: Kiosk = replace(moments()[MOMENT], look=Look(low=True))
    found: dict[str, list[str]] = {}

    def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
        from kivy.core.window import Window

        whole: SeenScreen | None = None
        yield
        for name, break_it in MUTANTS.items():
            # A dress of its own for each: what was broken stays broken.
            face._dresses.clear()
            face.show(kiosk)
            yield
            break_it(face)
            seen = screen(face, kiosk, settings, MOMENT, picture_of(Window))
            seen = replace(seen, lasts=lasts(face, kiosk, Desk()))
            whole = whole or seen
            wrong = [
                *checks.violations(seen, GLASS),
                *checks.reach(seen, GLASS),
                *checks.told_apart([whole, seen]),
            ]
            found[name] = sorted({each.rule for each in wrong})

    live(settings, steps)
    answer(found)


if __name__ == "__main__":
    main()
