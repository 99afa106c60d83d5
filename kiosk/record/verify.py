"""Is this record what it was? For a PDF or its JSON, with or without the hash known from elsewhere.

Four questions: are the data whole; do all figures follow from the raw readings; do the pages show these data; and is
the hash the one on file (the database, or the code on a signed sheet). Only the last tells a well-made forgery.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from kiosk.record.document import render
from kiosk.record.words import LANGUAGES
from kiosk.rules.calibration.calibration import FORMAT, Calibration
from kiosk.rules.calibration.codec import digest, from_json, to_json
from kiosk.rules.calibration.verification import wrong_fields

_DICT = rb"(?:[^<>]|<<[^<>]*>>|<[0-9A-Fa-f]*>)*"
_OBJECT = re.compile(rb"<<" + _DICT + rb"/Type /EmbeddedFile" + _DICT + rb">>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)")
LARGEST = 20_000_000


class Finding(Enum):
    """What is wrong. OTHER_RENDERER: the data are true, but the pages were drawn by another version and cannot be
    compared here; print them anew from the data."""

    NO_RECORD = "no-record"  # neither a record's PDF nor its JSON
    DAMAGED = "damaged"  # the data are not whole, or not in their canonical form
    FIGURES = "figures"  # some figure does not follow from the readings
    PAGES = "pages"  # the pages show something else than the data, in every language
    HASH = "hash"  # not the hash on file
    OTHER_RENDERER = "other-renderer"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``detail`` names fields or the place of the damage. ``ok`` without ``expected`` means: true to itself."""

    record: Calibration | None
    digest: str
    findings: tuple[Finding, ...]
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Data and, of a PDF, pages."""
        return self.record is not None and not self.findings

    @property
    def data_ok(self) -> bool:
        """The data alone."""
        return self.record is not None and set(self.findings) <= {Finding.OTHER_RENDERER, Finding.PAGES}


def verify(data: bytes, expected: str | None = None) -> Verdict:
    """Examine a PDF or a JSON text; ``expected`` is the hash on file (hexadecimal), if there is one."""
    if len(data) > LARGEST:
        return Verdict(None, "", (Finding.NO_RECORD,), "too large")
    text = attached(data) if data.startswith(b"%PDF-") else data
    if text is None:
        return Verdict(None, "", (Finding.NO_RECORD,))
    try:
        record = from_json(Calibration, text)
        canonical = to_json(record).encode("ascii")
        wrong = wrong_fields(record)
    except (ArithmeticError, ValueError, RecursionError) as error:
        kind = Finding.DAMAGED if FORMAT.encode("ascii") in text else Finding.NO_RECORD
        return Verdict(None, "", (kind,), str(error))
    findings: list[Finding] = []
    mark = digest(record)
    if record.format != FORMAT or canonical != text.strip():
        findings.append(Finding.DAMAGED)
    if wrong:
        findings.append(Finding.FIGURES)
    if data.startswith(b"%PDF-"):
        findings += _pages(data, record)
    if expected is not None and expected.strip().lower() != mark:
        findings.append(Finding.HASH)
    return Verdict(record, mark, tuple(findings), ", ".join(wrong))


def attached(pdf: bytes) -> bytes | None:
    """The record's data within ``pdf``, None if it carries none; the last attachment counts (a later revision)."""
    found = None
    for match in _OBJECT.finditer(pdf):
        length = _LENGTH.search(match[0])
        if length is not None:
            found = pdf[match.end() : match.end() + int(length[1])]
    return found


def _pages(data: bytes, record: Calibration) -> list[Finding]:
    from kiosk.record.paper import PRODUCER

    if PRODUCER.encode("ascii") not in data:
        return [Finding.OTHER_RENDERER]
    likely = sorted(LANGUAGES, key=lambda language: b"/Lang (%s)" % language.encode() not in data)
    try:
        same = any(render(record, language) == data for language in likely)
    except (ArithmeticError, ValueError):  # what cannot be printed was never printed
        same = False
    return [] if same else [Finding.PAGES]
