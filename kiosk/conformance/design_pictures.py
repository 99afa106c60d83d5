"""The pictures of docs/design.md, made from the real screens: ``python -m kiosk.conformance.design_pictures``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from kiosk.conformance.design_doc import DOC
from kiosk.conformance.display import display
from kiosk.conformance.survey import Look, survey
from kiosk.ui.drawing import batik
from kiosk.ui.look.theme import LIGHT, Contrast, TextSize, Tone
from kiosk.ui.samples.kiosks import MORNING, TOKEN

FOLDER = DOC.parent / "pictures"
MOST = 58_000
"""Bytes of one picture: a page of them must not be heavier than the program."""
QUALITIES = (88, 82, 76)
SHARES = (1.0, 0.88, 0.76, 0.66)
"""What is tried one after the other to make a picture small enough: less exact, then smaller."""
GAP = 12
BETWEEN = "#B9AF9C"
UPRIGHT, ACROSS, NARROW, HAND = "1080x1920", "1920x1080", "1280x800", "800x480"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, display() as name:
        shots = Shots(Path(folder), name)
        visit = ["welcome", "choosing-service", "measuring-still", "mask", "ticket"]
        keep("design-visit", row(shots(Look(UPRIGHT), visit), 620))
        ways = [Look(UPRIGHT, text, contrast) for contrast in Contrast for text in TextSize]
        keep("design-ways", row([shots(way, ["papers"])[0] for way in ways], 640))
        panels = [Look(UPRIGHT), Look(UPRIGHT, low=True), Look(ACROSS), Look(HAND)]
        keep("design-panels", row([shots(panel, ["offered-online"])[0] for panel in panels], 480))
        tones = [Look(UPRIGHT, tone=tone) for tone in Tone]
        keep("design-dusk", row([shots(tone, ["papers"])[0] for tone in tones], 640))
        keep("design-heard", row(shots(Look(UPRIGHT), ["welcome-heard", "papers-heard", "privacy"]), 600))
        moods = ["ticket", "ticket-priority", "ticket-waiting-paper", "held-device-called"]
        keep("design-moods", row(shots(Look(UPRIGHT), moods), 600))
        staff = ["deciding-temperature", "deciding-asks", "quick-warning", "care-thermometer"]
        keep("design-staff", row(shots(Look(UPRIGHT), staff), 600))
        (ticket,) = shots(Look(UPRIGHT), ["ticket"])
        keep("design-ticket", row([ticket, _paper()], 720))
    keep("design-cloth", _cloth())
    for picture in sorted(FOLDER.glob("design-*.webp")):
        sys.stdout.write(f"{picture.name}: {picture.stat().st_size} bytes\n")


class Shots:
    """Screens as pictures, each look taken when it is first wanted."""

    def __init__(self, folder: Path, display: str) -> None:
        self._folder, self._display = folder, display

    def __call__(self, look: Look, moments: Sequence[str]) -> list[Image.Image]:
        alone = Look(look.panel, look.text, look.contrast, look.low, look.tone, languages=("id",))
        survey([alone], self._folder, self._display, pictures=1920, only=",".join(moments))
        found = [self._folder / alone.name / "id" / f"{moment}.webp" for moment in moments]
        return [Image.open(path).convert("RGB") for path in found]


def row(pictures: Sequence[Image.Image], high: int) -> Image.Image:
    """Side by side, each as high as fits, on a ground that is none of the screen's colours."""
    small = []
    for picture in pictures:
        share = min(high / picture.height, 1.25 * high / picture.width)
        small.append(picture.resize((round(picture.width * share), round(picture.height * share))))
    width = sum(picture.width for picture in small) + GAP * (len(small) + 1)
    whole = Image.new("RGB", (width, high + 2 * GAP), BETWEEN)
    left = GAP
    for picture in small:
        whole.paste(picture, (left, GAP + (high - picture.height) // 2))
        left += picture.width + GAP
    return whole


def _paper() -> Image.Image:
    """The ticket that comes out while that screen is shown, as the virtual printer draws it."""
    from drivers.printers.compose import compose
    from drivers.printers.profiles import profile
    from drivers.simulators.printer_render import render
    from kiosk.conductor.ticket_paper import TicketPaper
    from kiosk.rules.commands import PrintTicket
    from kiosk.rules.states import Ticket
    from kiosk.ui.gallery import settings_for
    from kiosk.words import Words

    settings = settings_for(UPRIGHT)
    paper = TicketPaper(settings, Words(settings.languages))
    command = PrintTicket(1, MORNING.date(), "kk", Ticket(17, TOKEN, 4, "K7Q-M2F-9XA"))
    printer = profile(settings.printer.profile)
    (ticket,) = render(compose(paper.blocks(command, MORNING), printer, job="design"), printer)
    return ticket.image.convert("RGB")


def _cloth() -> Image.Image:
    """The motif close up, as the header wears it, as the ground wears it, and alone."""
    side = 300
    close = batik.tile(side, LIGHT["band"], LIGHT["gold"], LIGHT["gold"])
    parts = [
        close,
        _tiled(LIGHT["band"], LIGHT["band_motif"], side),
        _tiled(LIGHT["paper"], LIGHT["motif"], side),
    ]
    seal = Image.new("RGB", (side, side), LIGHT["paper"])
    rosette = batik.seal(side - 60, LIGHT["soga"], LIGHT["paper"])
    seal.paste(rosette, (30, 30), rosette)
    return row([*parts, seal], side)


def _tiled(ground: str, motif: str, side: int) -> Image.Image:
    tile = batik.tile(side // 4, ground, motif, motif)
    whole = Image.new("RGB", (side, side))
    for left in range(0, side, tile.width):
        for top in range(0, side, tile.height):
            whole.paste(tile, (left, top))
    return whole


def keep(name: str, picture: Image.Image) -> None:
    """As large and exact as the size allows. Raises ValueError when even the least makes too large a file."""
    path = FOLDER / f"{name}.webp"
    for share in SHARES:
        small = picture.resize((round(picture.width * share), round(picture.height * share)))
        for quality in QUALITIES:
            small.save(path, quality=quality, method=6)
            if path.stat().st_size <= MOST:
                return
    raise ValueError(f"{path} is larger than {MOST} bytes")


if __name__ == "__main__":
    main()
