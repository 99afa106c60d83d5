"""The sheet: fonts, colours, header and footer, headings, tables of facts and of figures. A4, millimetres."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import fpdf
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace

from kiosk.record.words import Words

Colour = tuple[int, int, int]
INK: Colour = (27, 37, 47)
QUIET: Colour = (96, 110, 122)
LINE: Colour = (199, 209, 216)
WASH: Colour = (243, 246, 248)
ACCENT: Colour = (14, 84, 98)
GOOD: Colour = (28, 107, 58)
FAIR: Colour = (150, 95, 0)
BAD: Colour = (163, 38, 28)

MARGIN = 17.0
BODY = 8.6
LEAD = 4.2
PRODUCER = f"kiosk record 1, fpdf2 {fpdf.__version__}"


def fonts() -> Path:
    """Roboto as Kivy carries it; looked up without importing Kivy."""
    spec = importlib.util.find_spec("kivy")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the fonts of the record come with kivy, which is not installed")
    return Path(spec.origin).parent / "data" / "fonts"


class Paper(FPDF):
    """A PDF/A-3 whose bytes depend on nothing but what is written: no clock, no path, no chance."""

    def __init__(self, words: Words, *, title: str, id: str, digest: str, at: datetime) -> None:
        super().__init__(format="A4", unit="mm", enforce_compliance="PDF/A-3U")
        self.words, self._id, self._digest = words, id, digest
        for style, name in (("", "Regular"), ("B", "Bold"), ("I", "Italic")):
            self.add_font("body", style, fonts() / f"Roboto-{name}.ttf")
        self.add_font("mono", "", fonts() / "RobotoMono-Regular.ttf")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, 20)
        self.c_margin = 0  # text begins where lines begin
        self.set_title(title)
        self.set_lang(words.language)
        self.set_creator("kiosk")
        self.set_producer(PRODUCER)
        self.set_creation_date(at.astimezone(UTC))
        self.set_xmp_metadata(_xmp(title, at.astimezone(UTC)))
        self.alias_nb_pages("{nb}")

    @property
    def width(self) -> float:
        return self.epw

    def ink(self, size: float = BODY, style: str = "", colour: Colour = INK, family: str = "body") -> None:
        self.set_font(family, style, size)
        self.set_text_color(*colour)

    def header(self) -> None:
        if self.page_no() == 1:
            return
        self.ink(8, "B", ACCENT)
        self.set_y(10)
        self.cell(self.width / 2, 5, self.words("title"))
        self.ink(8, "", QUIET)
        self.cell(self.width / 2, 5, self._id, align="R")
        self.rule(16)
        self.set_y(MARGIN + 3)

    def footer(self) -> None:
        self.rule(297 - 15)
        self.set_y(-13.5)
        self.ink(7, "", QUIET)
        text = self.words("footer", id=self._id, digest=self._digest[:16])
        self.cell(self.width * 0.8, 4, text)
        page = self.words("page", page=self.page_no(), pages="{nb}")
        # the library aligns the placeholder, which is wider than the number that replaces it
        self.set_x(self.get_x() + self.get_string_width("{nb}") - self.get_string_width("0"))
        self.cell(self.width * 0.2, 4, page, align="R")

    def rule(self, y: float, colour: Colour = LINE, width: float = 0.2) -> None:
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(MARGIN, y, MARGIN + self.width, y)

    def room_for(self, height: float) -> None:
        """A new page unless ``height`` still fits on this one."""
        if self.get_y() + height > self.page_break_trigger:
            self.add_page()

    def heading(self, text: str, keep: float = 30) -> None:
        """A section's title, never alone at the foot of a page."""
        self.room_for(keep)
        self.ln(3.2)
        self.ink(10.5, "B", ACCENT)
        self.cell(self.width, 5.4, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.rule(self.get_y() + 0.3, ACCENT, 0.35)
        self.ln(2)

    def subheading(self, text: str, keep: float = 24) -> None:
        self.room_for(keep)
        self.ln(1.4)
        self.ink(9, "B")
        self.cell(self.width, 5, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(0.4)

    def paragraph(self, text: str, *, style: str = "", colour: Colour = INK, size: float = BODY) -> None:
        self.ink(size, style, colour)
        lines = self.multi_cell(self.width, LEAD, text, align="L", dry_run=True, output="LINES")
        assert isinstance(lines, list)
        self.room_for(LEAD * len(lines))
        self.ink(size, style, colour)
        self.multi_cell(self.width, LEAD, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(0.8)

    def facts(self, title: str, rows: Sequence[tuple[str, str]], x: float, y: float, width: float) -> float:
        """A titled list of names and values at (x, y); gives the y below it."""
        self.set_xy(x, y)
        self.ink(9, "B", ACCENT)
        self.cell(width, 5, title)
        y += 5.6
        name_width = width * 0.39
        for name, value in rows:
            self.set_xy(x, y)
            self.ink(7.8, "", QUIET)
            self.multi_cell(name_width - 1.5, 3.9, name, align="L")
            below = self.get_y()
            self.set_xy(x + name_width, y)
            self.ink(8.2)
            self.multi_cell(width - name_width, 3.9, value, align="L")
            y = max(below, self.get_y()) + 0.5
        return y

    def figures(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        align: str,
        *,
        strong: Sequence[int] = (),
        size: float = 8,
    ) -> None:
        """A table; ``align`` is one letter a column, ``strong`` the rows to print bold. Repeats its head."""
        self.ink(size)
        self.set_draw_color(*LINE)
        self.set_fill_color(255, 255, 255)
        self.set_line_width(0.2)
        ways = tuple({"L": "LEFT", "R": "RIGHT", "C": "CENTER"}[letter] for letter in align)
        face = FontFace(emphasis="BOLD", color=INK, fill_color=WASH, size_pt=size - 0.6)
        bold = FontFace(emphasis="BOLD")
        with self.table(
            borders_layout="HORIZONTAL_LINES",
            col_widths=tuple(widths),
            headings_style=face,
            line_height=size * 0.5,
            padding=(0.55, 1.2, 0.55, 1.2),
            text_align=ways,
            width=self.width,
            align="LEFT",
        ) as table:
            top = table.row()
            for text in head:
                top.cell(text)
            for number, cells in enumerate(rows):
                row = table.row()
                for text in cells:
                    row.cell(text, style=bold if number in strong else None)
        self.ln(1.2)


def _xmp(title: str, at: datetime) -> str:
    """The metadata, with the record's own time: the library would write the hour of printing."""
    moment = at.isoformat(timespec="seconds")
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmp:CreatorTool="kiosk" xmp:CreateDate="{moment}" xmp:ModifyDate="{moment}" xmp:MetadataDate="{moment}"
    pdf:Producer="{escape(PRODUCER)}" pdfaid:part="3" pdfaid:conformance="U">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>"""
