"""The first page: whose record, the result at a glance, and all the particulars of ISO/IEC 17025, 7.8.2."""

from __future__ import annotations

from decimal import Decimal

from kiosk.record.paper import ACCENT, BAD, FAIR, GOOD, INK, LINE, MARGIN, QUIET, WASH, Colour, Paper
from kiosk.record.qr import modules, payload
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.decision import Conformity, Outcome
from kiosk.rules.calibration.exact import celsius

QR = 25.0
TONE: dict[Outcome, Colour] = {
    Outcome.PASS: GOOD,
    Outcome.CONDITIONAL_PASS: FAIR,
    Outcome.CONDITIONAL_FAIL: BAD,
    Outcome.FAIL: BAD,
}


def head(pdf: Paper, record: Calibration, digest: str) -> None:
    """The letterhead with the code."""
    words, width = pdf.words, pdf.width - QR - 8
    pdf.set_fill_color(*ACCENT)
    pdf.rect(0, 0, 210, 4, style="F")
    pdf.set_xy(MARGIN, 12)
    pdf.ink(9.5, "B")
    pdf.multi_cell(width, 4.6, record.place.performer, align="L")
    pdf.set_x(MARGIN)
    pdf.ink(8, "", QUIET)
    pdf.multi_cell(width, 4, record.place.performer_address, align="L")
    pdf.set_xy(MARGIN, pdf.get_y() + 4)
    pdf.ink(23, "B", ACCENT)
    pdf.cell(width, 9.5, words("title"))
    pdf.set_xy(MARGIN, pdf.get_y() + 10)
    pdf.ink(9.5)
    pdf.cell(width, 5, words("subtitle"))
    pdf.set_xy(MARGIN, pdf.get_y() + 6)
    pdf.ink(9.5, "B")
    pdf.cell(width, 5, f"{words('number')} {record.id}")
    below = pdf.get_y() + 6.5
    _code(pdf, payload(record.id, digest), MARGIN + pdf.width - QR, 12)
    pdf.set_xy(MARGIN + pdf.width - QR - 6, 12 + QR + 1)
    pdf.ink(5.8, "", QUIET)
    pdf.multi_cell(QR + 6, 2.6, words("scan"), align="R")
    pdf.set_xy(MARGIN, max(below, 12 + QR + 8))
    pdf.ink(8, "I", QUIET)
    pdf.cell(pdf.width, 4.4, words("not-accredited"))
    pdf.set_xy(MARGIN, pdf.get_y() + 6)


def summary(pdf: Paper, record: Calibration) -> None:
    """What most readers want: before, after, how sure, which correction, until when."""
    words, y = pdf.words, pdf.get_y()
    height, gap = 25.0, 3.0
    width = (pdf.width - 2 * gap) / 3
    _verdict(pdf, words("as-found-short"), record.found, MARGIN, y, width, height)
    _verdict(pdf, words("as-left-short"), record.left, MARGIN + width + gap, y, width, height)
    x = MARGIN + 2 * (width + gap)
    _box(pdf, x, y, width, height, ACCENT if record.activated else QUIET)
    pdf.set_xy(x + 4, y + 2.4)
    pdf.ink(7.6, "", QUIET)
    pdf.cell(width - 6, 4, words("correction-in-force"))
    pdf.set_xy(x + 4, y + 6.8)
    pdf.ink(9.2, "B")
    pdf.multi_cell(width - 6, 4.4, _in_force(pdf, record), align="L")
    pdf.set_xy(x + 4, y + height - 9.6)
    pdf.ink(7.6, "", QUIET)
    pdf.cell(width - 6, 4, words("due") if record.activated else words("not-activated"))
    if record.activated:
        pdf.set_xy(x + 4, y + height - 5.8)
        pdf.ink(8.6, "B")
        pdf.cell(width - 6, 4, words.day(record.due))
    pdf.set_xy(MARGIN, y + height + 5)


def formula(pdf: Paper, gain: Decimal, offset: Decimal) -> str:
    """The correction as it is written in both languages: offset with a spaced sign."""
    words = pdf.words
    shown = words.number(offset, 5, sign=True)
    return words(
        "formula", gain=words.number(gain, 6), offset=f"{shown[0]} {shown[1:]}" if offset else f"+ {shown}"
    )


def particulars(pdf: Paper, record: Calibration) -> None:
    """Two columns of names and values."""
    words, gap = pdf.words, 8.0
    width = (pdf.width - gap) / 2
    right, top = MARGIN + width + gap, pdf.get_y()
    first = pdf.facts(words("instrument"), _instrument(pdf, record), MARGIN, top, width)
    second = pdf.facts(words("reference"), _reference(pdf, record), right, top, width)
    below = max(first, second) + 3
    first = pdf.facts(words("parties"), _parties(pdf, record), MARGIN, below, width)
    second = pdf.facts(words("conditions"), _conditions(pdf, record), right, below, width)
    pdf.set_xy(MARGIN, max(first, second) + 2)


def method(pdf: Paper, record: Calibration) -> None:
    words, plan = pdf.words, record.plan
    pdf.heading(words("method"), 22)
    pdf.paragraph(
        words(
            "method-text",
            method=record.method,
            points=" / ".join(words.number(celsius(point), 1) for point in plan.points),
            n=plan.readings,
            left=" / ".join(words.number(celsius(point), 1) for point in plan.as_left),
        )
    )
    reference = record.reference
    pdf.paragraph(
        words(
            "traceability",
            certificate=reference.certificate,
            laboratory=reference.laboratory,
            accreditation=reference.accreditation or words("none"),
        )
    )


def _code(pdf: Paper, text: str, x: float, y: float) -> None:
    squares = modules(text)
    side = QR / len(squares)
    pdf.set_fill_color(0, 0, 0)
    for row, line in enumerate(squares):
        start = None
        for column, dark in enumerate([*line, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                pdf.rect(x + start * side, y + row * side, (column - start) * side, side, style="F")
                start = None


def _box(pdf: Paper, x: float, y: float, width: float, height: float, tone: Colour) -> None:
    pdf.set_fill_color(*WASH)
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.2)
    pdf.rect(x, y, width, height, style="DF")
    pdf.set_fill_color(*tone)
    pdf.rect(x, y, 1.3, height, style="F")


def _verdict(
    pdf: Paper, title: str, statement: Conformity | None, x: float, y: float, width: float, height: float
) -> None:
    words = pdf.words
    tone = TONE[statement.outcome] if statement else QUIET
    _box(pdf, x, y, width, height, tone)
    pdf.set_xy(x + 4, y + 2.4)
    pdf.ink(7.6, "", QUIET)
    pdf.cell(width - 6, 4, title)
    pdf.set_xy(x + 4, y + 6.8)
    pdf.ink(12, "B", tone)
    pdf.cell(width - 6, 5.4, words.of(statement.outcome) if statement else words("not-measured"))
    if statement is None:
        return
    rows = (
        (words("largest-error"), f"{words.number(statement.worst, 3, sign=True)} °C"),
        (words("expanded", k=2), f"{words.number(statement.expanded, 2)} °C"),
    )
    for number, (name, value) in enumerate(rows):
        pdf.set_xy(x + 4, y + height - 9.6 + 3.9 * number)
        pdf.ink(7.6, "", QUIET)
        pdf.cell(width - 25, 4, name)
        pdf.ink(8.4, "B", INK)
        pdf.cell(19, 4, value, align="R")


def _in_force(pdf: Paper, record: Calibration) -> str:
    if record.activated and record.fit is not None:
        return formula(pdf, record.fit.gain, record.fit.offset)
    if record.replaces is None:
        return pdf.words("no-correction")
    return formula(pdf, record.replaces.gain, record.replaces.offset)


def _instrument(pdf: Paper, record: Calibration) -> list[tuple[str, str]]:
    words, identity = pdf.words, record.identity
    before = record.replaces
    return [
        (words("maker-model"), f"{identity.maker} {identity.model}".strip()),
        (words("serial"), identity.serial or words("no-serial")),
        (words("port"), identity.port or words("none")),
        (words("distance"), f"{identity.distance_mm} mm"),
        (
            words("settings"),
            "; ".join(words.setting(name, value) for name, value in identity.settings) or words("none"),
        ),
        (words("driver"), identity.driver_version),
        (words("state"), words("state-before", id=before.id) if before else words("state-uncorrected")),
    ]


def _reference(pdf: Paper, record: Calibration) -> list[tuple[str, str]]:
    words, source = pdf.words, record.reference
    corrections = "; ".join(
        f"{words.number(at, 1)}: {words.number(by, 3, sign=True)}" for at, by in source.corrections
    )
    return [
        (words("source"), f"{source.maker} {source.model}, {source.serial}"),
        (words("certificate"), source.certificate),
        (words("laboratory"), f"{source.laboratory} ({source.accreditation or words('none')})"),
        (words("certified"), f"{words.day(source.calibrated_on)}; {words.day(source.due)}"),
        (words("reference-u"), f"{words.plain(source.expanded)} °C (k = {words.plain(source.k)})"),
        (words("emissivity"), words.plain(source.emissivity)),
        (words("certificate-corrections"), f"{corrections} °C" if corrections else words("none")),
    ]


def _parties(pdf: Paper, record: Calibration) -> list[tuple[str, str]]:
    words, place = pdf.words, record.place
    return [
        (words("customer"), f"{place.customer}, {place.customer_address}"),
        (words("location"), place.location),
        (words("performed"), f"{words.moment(record.started_at)} – {words.moment(record.ended_at)}"),
        (words("issued"), words.moment(record.ended_at)),
    ]


def _conditions(pdf: Paper, record: Calibration) -> list[tuple[str, str]]:
    words, room = pdf.words, record.environment
    return [
        (words("room"), f"{words.number(celsius(room.ambient), 1)} °C"),
        (words("humidity"), f"{room.humidity} %"),
        (words("draught"), words("yes" if room.no_draught else "no")),
        (words("acclimatised"), words("yes" if room.acclimatised else "no")),
        (words("warm-up"), f"{words.moment(record.powered_since)}; {words.moment(record.warmed_at)}"),
    ]
