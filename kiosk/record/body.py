"""The pages after the first: results, uncertainty, decision, statements, people, integrity, raw readings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kiosk.record.front import TONE, formula
from kiosk.record.paper import BAD, LINE, MARGIN, QUIET, Paper
from kiosk.record.plots import error_plot, readings_plot, residual_plot
from kiosk.rules.calibration.budget import ROOT_3, ROOT_6, Row, Shape, Type
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.decision import Conformity, Outcome
from kiosk.rules.calibration.exact import celsius
from kiosk.rules.calibration.points import PointResult

PLOT = 66.0
A_LINE = 10  # raw readings in a line of the appendix


def results(pdf: Paper, record: Calibration) -> None:
    """Both tables with the words error and correction, the fit, and the plots."""
    words = pdf.words
    pdf.heading(words("results"), 60)
    stated = record.uncertainty.stated if record.uncertainty else None
    u = words.number(stated, 2) if stated is not None else "?"
    pdf.paragraph(words("table-note", u=u, k=2), size=7.6, colour=QUIET)
    pdf.subheading(words("as-found"), _height(record.as_found))
    _points(pdf, record.as_found)
    pdf.subheading(words("as-left"), _height(record.as_left))
    if record.as_left:
        _points(pdf, record.as_left)
    else:
        pdf.paragraph(words("as-left-none"), colour=QUIET)
    _fit(pdf, record)
    pdf.room_for(PLOT + 2)
    y, half = pdf.get_y() + 1, (pdf.width - 6) / 2
    error_plot(pdf, record, MARGIN, y, half, PLOT)
    if record.fit is not None:
        residual_plot(pdf, record, MARGIN + half + 6, y, half, PLOT)
    pdf.set_xy(MARGIN, y + PLOT)
    pdf.room_for(50)
    y = pdf.get_y() + 1
    readings_plot(pdf, record, MARGIN, y, pdf.width, 48)
    pdf.set_xy(MARGIN, y + 48)


def _height(points: Sequence[PointResult]) -> float:
    """Millimetres of a table with its title, to keep it on one page while it is short."""
    return 18 + 5.2 * min(len(points), 12)


def _points(pdf: Paper, points: Sequence[PointResult]) -> None:
    words = pdf.words
    keys = ("point", "way", "reference", "raw", "indicated", "error", "correction", "s", "n", "repeats")
    rows = [
        (
            words.number(celsius(point.nominal), 1),
            words.of(point.direction),
            words.number(point.reference, 3),
            words.number(point.raw, 3),
            words.number(point.indicated, 3),
            words.number(point.error, 3, sign=True),
            words.number(point.correction, 3, sign=True),
            words.number(point.deviation, 3),
            str(len(point.readings)),
            str(point.repeats),
        )
        for point in points
    ]
    heads = [words(f"col-{key}") for key in keys]
    pdf.figures(heads, rows, (13, 14, 20, 21, 21, 20, 20, 15, 9, 16), "LLRRRRRRRR")


def _fit(pdf: Paper, record: Calibration) -> None:
    words, fit = pdf.words, record.fit
    pdf.subheading(words("fit"))
    if fit is not None:
        pdf.paragraph(
            words(
                "fit-text",
                kind=words.of(fit.kind),
                gain=words.number(fit.gain, 6),
                offset=formula(pdf, fit.gain, fit.offset).split(" ", 6)[6].removesuffix(" °C"),
                low=words.number(fit.low, 2),
                high=words.number(fit.high, 2),
            )
        )
    if record.refusals:
        pdf.paragraph(words("refused"), style="B", colour=BAD)
        for refusal in record.refusals:
            pdf.paragraph(f"•  {words.refusal(refusal)}", colour=BAD)


def uncertainty(pdf: Paper, record: Calibration) -> None:
    """The budget, row by row, and its sum."""
    words, found = pdf.words, record.uncertainty
    if found is None:
        return
    pdf.heading(words("budget"), 34 + 5.2 * (len(record.rows) + 3))
    keys = ("source", "type", "shape", "value", "divisor", "sensitivity", "standard", "freedom", "share")
    total = found.combined**2
    rows = [_row(pdf, row, total) for row in record.rows]
    count = len(rows)
    rows += [
        (
            words("combined"),
            "",
            "",
            "",
            "",
            "",
            words.number(found.combined, 4),
            _freedom(pdf, found.freedom),
            "",
        ),
        (words("expanded-row", k=2), "", "", "", "", "", words.number(found.expanded, 3), "", ""),
        (words("stated-row"), "", "", "", "", "", words.number(found.stated, 2), "", ""),
    ]
    heads = [words(f"col-{key}") for key in keys]
    widths = (48, 10, 20, 16, 17, 20, 17, 17, 13)
    pdf.figures(heads, rows, widths, "LCLRRRRRR", strong=(count, count + 1, count + 2))
    freedom = _freedom(pdf, found.freedom)
    pdf.paragraph(words("budget-note", freedom=freedom, k=2), size=7.6, colour=QUIET)


def _row(pdf: Paper, row: Row, total: Decimal) -> tuple[str, ...]:
    words = pdf.words
    name = words.of(row.source) + (f": {row.note}" if row.note and row.type is Type.B else "")
    share = row.standard**2 / total * 100 if total else Decimal(0)
    return (
        name,
        words.of(row.type),
        words.of(row.shape),
        words.plain(row.value),
        _divisor(pdf, row),
        words.plain(row.sensitivity),
        words.number(row.standard, 4),
        _freedom(pdf, row.freedom),
        f"{words.number(share, 0)} %",
    )


def _divisor(pdf: Paper, row: Row) -> str:
    if row.divisor in (ROOT_3, ROOT_6) and row.shape is not Shape.NORMAL:
        return "√3" if row.divisor == ROOT_3 else "√6"
    square = row.divisor**2
    whole = square.to_integral_value()
    if row.type is Type.A and whole > 1 and abs(square - whole) < Decimal("0.001"):
        return f"√{whole}"
    return pdf.words.plain(row.divisor)


def _freedom(pdf: Paper, freedom: int | None) -> str:
    return pdf.words("infinite") if freedom is None else str(freedom)


def decision(pdf: Paper, record: Calibration) -> None:
    words, plan = pdf.words, record.plan
    pdf.heading(words("decision"), 34)
    rule = words.of(plan.rule)
    text = words("decision-text", mpe=words.number(plan.mpe.limit, 1), document=plan.mpe.document, rule=rule)
    pdf.paragraph(text)
    for key, statement in (("as-found-short", record.found), ("as-left-short", record.left)):
        if statement is not None:
            _statement(pdf, words(key), statement)
    if record.found is not None and record.found.outcome is Outcome.FAIL:
        pdf.paragraph(words("found-failed"), style="I")


def _statement(pdf: Paper, which: str, statement: Conformity) -> None:
    words = pdf.words
    text = words(
        "decision-line",
        which=which,
        error=words.number(statement.worst, 3, sign=True),
        u=words.number(statement.expanded, 2),
        outcome=words.of(statement.outcome),
    )
    pdf.paragraph(text, style="B", colour=TONE[statement.outcome])


def statements(pdf: Paper, record: Calibration) -> None:
    words = pdf.words
    pdf.heading(words("notes"), 16)
    for note in record.notes or (words("none"),):
        pdf.paragraph(note if not record.notes else f"•  {note}")
    pdf.heading(words("statements"), 34)
    pdf.paragraph(words("not-accredited"))
    pdf.paragraph(words("statement-item"))
    pdf.paragraph(words("statement-screening"))
    if record.activated:
        pdf.paragraph(words("statement-due", months=record.plan.months))


def people(pdf: Paper, record: Calibration) -> None:
    """Who did it and who answers for it, with room to sign."""
    words = pdf.words
    pdf.heading(words("people"), 40)
    signed = [(words("person-by"), record.by)]
    signed.append((words("person-accepted" if record.activated else "person-closed"), record.accepted_by))
    if record.seconded_by:
        signed.append((words("person-second"), record.seconded_by))
    width, y = pdf.width / 3, pdf.get_y() + 1
    for number, (role, name) in enumerate(signed):
        x = MARGIN + number * width
        pdf.set_xy(x, y)
        pdf.ink(7.8, "", QUIET)
        pdf.cell(width - 6, 4, role)
        pdf.set_xy(x, y + 4.4)
        pdf.ink(9, "B")
        pdf.cell(width - 6, 4.4, name)
        pdf.set_draw_color(*LINE)
        pdf.set_line_width(0.3)
        pdf.line(x, y + 23, x + width - 8, y + 23)
        pdf.set_xy(x, y + 23.6)
        pdf.ink(6.8, "", QUIET)
        pdf.cell(width - 8, 3.4, words("signature"))
    pdf.set_xy(MARGIN, y + 28)


def integrity(pdf: Paper, digest: str, file: str) -> None:
    words = pdf.words
    pdf.heading(words("integrity"), 30)
    pdf.paragraph(words("integrity-text", file=file))
    pdf.ink(8.4, "", family="mono")
    pdf.multi_cell(pdf.width, 4.6, f"{digest[:32]} {digest[32:]}", align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1)
    pdf.paragraph(words("integrity-how"), size=7.6, colour=QUIET)


def appendix(pdf: Paper, record: Calibration) -> None:
    """Every raw reading, so that anyone can compute all of it again from paper."""
    words = pdf.words
    pdf.heading(words("raw"), 40)
    rows = []
    for point in (*record.as_found, *record.as_left):
        name = f"{words.number(celsius(point.nominal), 1)} {words.of(point.direction)}"
        for start in range(0, len(point.readings), A_LINE):
            values = [words.number(celsius(r), 2) for r in point.readings[start : start + A_LINE]]
            rows.append((name if not start else "", *values, *[""] * (A_LINE - len(values))))
    heads = (words("raw-visit"), *(str(n + 1) for n in range(A_LINE)))
    pdf.figures(heads, rows, (22, *[15] * A_LINE), "L" + "R" * A_LINE, size=7.4)
    pdf.ln(2)
    pdf.ink(8, "B", QUIET)
    pdf.cell(pdf.width, 5, f"—  {words('end', id=record.id)}  —", align="C")
