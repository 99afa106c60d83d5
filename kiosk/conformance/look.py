"""Looks at a face in its window: walks the widgets that can be seen and reads the pixels.

``python -m kiosk.conformance.look`` is run in a process of its own for each panel, text size and contrast, since
Kivy can be set up only once in a process. It writes what it saw as JSON, one screen a line.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL.Image import Resampling

from kiosk.conformance import hands, pixels, settled
from kiosk.conformance.seen import SeenCode, SeenScreen, SeenTarget, SeenText, as_json
from kiosk.conformance.sentences import Noted
from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Kiosk, Look, Moment
from kiosk.rules.states import OfficerDeciding, OfficerSigningIn, State, TechnicianAtWork
from kiosk.rules.visit import step
from kiosk.ui.gallery import LANGUAGES, PANELS, live, only_pictures, picture_of, settings_for
from kiosk.ui.look.theme import CAPITAL, Contrast, TextSize
from kiosk.ui.samples import kiosks
from kiosk.ui.samples.desks import desk

if TYPE_CHECKING:
    from PIL import Image

SMALL = {
    Press.CORNER,
    Press.ACT,
    Press.RETURN,
    Press.UNDERSTOOD,
    Press.STILL_HERE,
    Press.SLIP,
    Press.PAGE,
    Press.WORK,
    Press.PRIVACY,
}
"""What may be 12.7 mm wherever it stands: it is not how most people answer."""
ALWAYS_ALIVE = {Press.CORNER, Press.ERASE, Press.SPEAK, Press.STILL_HERE}
"""Turning a page or taking back a digit that is not there changes nothing of the visit."""
STAFF = (OfficerSigningIn, OfficerDeciding, TechnicianAtWork)
QUALITY = 70
FAST = 2
"""WebP's own effort from 0 to 6: most of a look's time went into the last percent of its pictures' bytes."""
EVENING = 17
"""An hour at which screens are shown at dusk."""


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    settings = settled.kept(options.settings) if options.settings else settings_for(options.panel)
    way = Look(options.text == "large", options.contrast == "high", options.low)
    report = options.out / "seen.jsonl"
    words = Noted(settings.languages)

    def steps(face: Any, _touches: list[Touch]) -> Iterator[None]:
        yield
        pressed = options.languages.split(",")[0] if options.pressed else ""
        with report.open("w", encoding="utf-8") as file, only_pictures(_window()):
            for language, name, kiosk in _chosen(options, settings, way):
                yield
                for done in hands.places(face, kiosk, desk(name), known[language]):
                    look_at(face, kiosk, f"{name}{done}", file)
                    if language == pressed:
                        let_go = hands.press_down(face)
                        look_at(face, kiosk, f"{name}{done}{hands.PRESSED}", file)
                        let_go()

    known: dict[str, set[tuple[str, ...]]] = defaultdict(set)

    def look_at(face: Any, kiosk: Kiosk, name: str, file: Any) -> None:
        picture = picture_of(_window()) if options.pixels else None
        seen = screen(face, kiosk, settings, name, picture)
        if "+" not in name:
            seen = replace(seen, lasts=hands.lasts(face, kiosk, desk(name)))
        file.write(json.dumps(as_json(seen), ensure_ascii=False) + "\n")
        if options.pictures and picture is not None:
            _keep(picture, options.out / kiosk.language / f"{name}.webp", options.pictures)

    live(
        settings,
        steps,
        scale=options.scale,
        text=TextSize(options.text),
        contrast=Contrast(options.contrast),
        words=words,
    )
    (options.out / "asked.json").write_text(json.dumps(sorted(words.asked)), encoding="utf-8")


def _chosen(options: argparse.Namespace, settings: Any, way: Look) -> Iterator[tuple[str, str, Kiosk]]:
    """Language, name and kiosk of every moment that is to be looked at."""
    only = options.only.split(",") if options.only else ()
    for language in options.languages.split(","):
        every = moments(language, settled.service(settings), large=way.large, staff=not options.residents)
        for name, kiosk in every.items():
            if not only or name in only:
                told = {"audio": True, "keypad": True} if options.heard else {}
                yield language, name, replace(kiosk, look=way, now=at(kiosk.now, dusk=options.dusk), **told)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    shown = parser.add_mutually_exclusive_group(required=True)
    shown.add_argument("--panel", choices=PANELS)
    shown.add_argument("--settings", type=Path, help="a file of kiosk.conformance.settled.keep")
    parser.add_argument("--text", choices=[size.value for size in TextSize], default="standard")
    parser.add_argument("--contrast", choices=[kind.value for kind in Contrast], default="standard")
    parser.add_argument("--low", action="store_true", help="moved down into everybody's reach")
    parser.add_argument("--dusk", action="store_true", help="as the screens are shown in the evening")
    parser.add_argument(
        "--heard", action="store_true", help="as for somebody who listens and answers by keypad"
    )
    parser.add_argument(
        "--pressed", action="store_true", help="in the first language also with every button held"
    )
    parser.add_argument("--residents", action="store_true", help="no pages for staff")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pixels", action="store_true", help="measure contrast in the pixels, read codes")
    parser.add_argument(
        "--pictures", type=int, default=0, help="keep pictures, their longer side so many pixels at most"
    )
    parser.add_argument("--only", default="", help="names of moments, separated by commas")
    return parser.parse_args()


def moments(
    language: str, service: str = kiosks.SERVICE, *, large: bool = False, staff: bool = True
) -> dict[str, Kiosk]:
    """Every moment that looks otherwise than in the other text size: pages for staff always have the usual letters.
    Without ``staff`` only those of residents."""
    every = kiosks.moments(language, service)
    return {
        name: one for name, one in every.items() if (staff and not large) or not isinstance(one.state, STAFF)
    }


def at(now: Moment, *, dusk: bool) -> Moment:
    """The moment as it is looked at: in the evening it is dusk, and the door is shut."""
    return replace(now, local=now.local.replace(hour=EVENING)) if dusk else now


def _keep(picture: Image.Image, path: Path, side: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whole pixels are averaged first: four times as fast as one resampling, and no eye sees it.
    small = picture.reduce(max(1, max(picture.size) // side))
    small.thumbnail((side, side), Resampling.BILINEAR)
    small.save(path, quality=QUALITY, method=FAST)


def _window() -> Any:
    from kivy.core.window import Window

    return Window


def screen(
    face: Any, kiosk: Kiosk, settings: Any, moment: str, picture: Image.Image | None = None
) -> SeenScreen:
    """What ``face`` shows of ``kiosk``; contrast and codes only with a ``picture`` of the window."""
    from kiosk.ui.widgets.block import Picture
    from kiosk.ui.widgets.button import Button
    from kiosk.ui.widgets.pieces import Keypad, Qr
    from kiosk.ui.widgets.target import Target
    from kiosk.ui.widgets.text import Text

    texts, targets, codes, pictures, shapes = [], [], [], [], []
    keys: set[int] = set()
    for widget in shown(face):
        if isinstance(widget, Keypad):
            keys.update(id(part) for part in widget.parts)
        if isinstance(widget, Text) and widget.text:
            texts.append(_text(face, widget, picture))
        if isinstance(widget, Target):
            small = widget.parent is face.footer or id(widget) in keys or widget.press in SMALL
            targets.append(_target(face, kiosk, settings, widget, small, picture))
        if isinstance(widget, Qr):
            codes.append(_code(face, widget, picture))
        if isinstance(widget, Picture) and widget.name and widget._image.size[0] > 1:
            pictures.append(widget.name)
        if widget.shape:
            shapes.append(widget.shape)
        if isinstance(widget, Button) and (widget.sign or widget.pictogram):
            pictures.append(widget.sign or widget.pictogram)
    here = face.screen
    return SeenScreen(
        moment=moment,
        screen=type(here).__name__,
        language=kiosk.language,
        low=kiosk.look.low,
        squeeze=round(here.squeeze, 3),
        overfull=here.root.height_for(int(here.width), here.squeeze) - here.height,
        staff=isinstance(kiosk.state, STAFF),
        texts=tuple(texts),
        targets=tuple(targets),
        codes=tuple(codes),
        pictures=tuple(pictures),
        shapes=tuple(shapes),
        pixels="" if picture is None else blake2b(picture.tobytes(), digest_size=16).hexdigest(),
    )


def shown(widget: Any) -> Iterator[Any]:
    """What can be seen: widgets that are hidden keep their place in the tree."""
    for child in widget.children:
        if getattr(child, "present", True):
            yield child
            yield from shown(child)


def _text(face: Any, widget: Any, picture: Image.Image | None) -> SeenText:
    theme = face.theme
    drawn = " ".join(widget._drawn[0]).split() if widget._drawn else []
    return SeenText(
        text=widget.text,
        role=widget.role,
        capital=round(theme.mm(widget.font_size * CAPITAL), 3),
        least=round(theme.least_capital(widget.role), 3),
        clipped=bool(widget.clipped),
        words=tuple(sorted(widget.text.split())),
        drawn=tuple(sorted(drawn)),
        colour=widget.colour_role,
        inside=_inside(widget, face),
        contrast=None if picture is None else pixels.text_contrast(picture.crop(_ink_box(picture, widget))),
    )


def _ink_box(picture: Image.Image, text: Any) -> tuple[int, int, int, int]:
    """Where the letters are: a text's room may reach over other grounds."""
    image = text._image
    return _box(picture, *image.pos, *image.size)


def _target(
    face: Any, kiosk: Kiosk, settings: Any, widget: Any, small: bool, picture: Image.Image | None
) -> SeenTarget:
    theme = face.theme
    edge = None
    hidden = widget.press is Press.CORNER
    if picture is not None and not hidden:
        # The number of the keypad's key hangs over the left corner.
        edge = pixels.edge_contrast(
            picture,
            _box(picture, *widget.pos, *widget.size),
            theme.px("outline") + 1,
            right=bool(widget.mark),
        )
    changes = step(kiosk, Touch(widget.press, widget.value), settings) != (kiosk, ())
    return SeenTarget(
        press=widget.press.name,
        value=widget.value,
        box=tuple(round(theme.mm(part), 3) for part in (*widget.pos, *widget.size)),  # type: ignore[arg-type]
        inside=_inside(widget, face),
        small=small,
        footer=widget.parent is face.footer,
        hidden=hidden,
        alive=changes or widget.press in ALWAYS_ALIVE or _answering(kiosk.state),
        edge=edge,
    )


def _answering(state: State) -> bool:
    """Is an answer on its way that a touch must not overtake? A moment later every key is heard again."""
    match state:
        case OfficerSigningIn(checking=checking) | TechnicianAtWork(checking=checking):
            return checking
        case OfficerDeciding(writing=writing):
            return writing is not None
        case _:
            return False


def _code(face: Any, widget: Any, picture: Image.Image | None) -> SeenCode:
    side = widget._image.size[0]
    read: tuple[str, ...] | None = None
    if picture is not None:
        read = _read(picture.crop(_box(picture, *widget.pos, *widget.size)))
    return SeenCode(widget.data, side / widget.modules, round(face.theme.mm(side), 2), read)


def _read(part: Image.Image) -> tuple[str, ...] | None:
    """What a phone would read in the pixels that are really on the screen; None without the reader of the tests."""
    try:
        import zxingcpp
    except ImportError:
        return None
    return tuple(found.text for found in zxingcpp.read_barcodes(part))


def _box(picture: Image.Image, x: float, y: float, width: float, height: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in the picture of a widget's box, which begins at the bottom."""
    return round(x), round(picture.height - y - height), round(x + width), round(picture.height - y)


def _inside(widget: Any, face: Any) -> bool:
    return bool(
        widget.x >= face.x and widget.y >= face.y and widget.right <= face.right and widget.top <= face.top
    )


if __name__ == "__main__":
    main()
