"""From a record to its PDF: the same record always gives the same bytes."""

from __future__ import annotations

from datetime import UTC

from kiosk.record.words import Words
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.codec import digest, to_json


def render(record: Calibration, language: str) -> bytes:
    """The record as a PDF/A-3 in "id" or "en" (KeyError for any other), its canonical JSON attached."""
    from kiosk.record import body, front
    from kiosk.record.paper import Paper

    words, mark = Words(language), digest(record)
    pdf = Paper(words, title=f"{words('title')} {record.id}", id=record.id, digest=mark, at=record.ended_at)
    pdf.add_page()
    front.head(pdf, record, mark)
    front.summary(pdf, record)
    front.particulars(pdf, record)
    front.method(pdf, record)
    body.results(pdf, record)
    body.uncertainty(pdf, record)
    body.decision(pdf, record)
    body.statements(pdf, record)
    body.people(pdf, record)
    body.integrity(pdf, mark, file_name(record))
    body.appendix(pdf, record)
    pdf.embed_file(
        bytes=to_json(record).encode("ascii"),
        basename=file_name(record),
        desc=f"{record.format} {record.id}",
        mime_type="application/json",
        associated_file_relationship="Data",
        modification_date=record.ended_at.astimezone(UTC),
        compress=False,  # so that the data can be had out with any editor, a hundred years from now
    )
    return bytes(pdf.output())


def file_name(record: Calibration) -> str:
    """Of the attached data."""
    return f"{record.id}.json"
