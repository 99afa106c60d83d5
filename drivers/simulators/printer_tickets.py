"""Pieces of paper that came out of the virtual printer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.printers.profiles import Profile
from drivers.simulators.paper import Edge, Line, Strip, draw

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True)
class PrintedTicket:
    """What was printed on one piece, the commands that did it, and how it came off."""

    data: bytes
    strip: Strip
    profile: Profile
    end: Edge

    @cached_property
    def image(self) -> Image.Image:
        """The piece as a picture, one element a dot."""
        return draw(self.strip, self.profile, bottom=self.end)

    @property
    def text(self) -> str:
        """The lines of text on it."""
        lines = (mark.runs for mark in self.strip.marks if isinstance(mark, Line))
        return "\n".join("".join(run.text for run in runs) for runs in lines if runs)

    def save(self, folder: Path, picture: str = "png") -> Path:
        """Writes ``ticket-001.png`` and so on, never over an older one; complete as soon as it has its name.

        A ``pdf`` is the paper alone, in its own size.
        """
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while (path := folder / f"ticket-{number:03d}.{picture}").exists():
            number += 1
        unfinished = path.with_suffix(".part")
        if picture == "pdf":
            paper = draw(self.strip, self.profile, bottom=self.end, desk=False)
            paper.save(unfinished, "PDF", resolution=self.profile.dpi)
        else:
            # Not the picture that stays with the piece: a demonstration of a thousand tickets would keep them all.
            drawn = draw(self.strip, self.profile, bottom=self.end)
            drawn.save(unfinished, "PNG", dpi=(self.profile.dpi, self.profile.dpi))
        unfinished.rename(path)
        return path
