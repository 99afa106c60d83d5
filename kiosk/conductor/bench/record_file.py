"""The record of a calibration as a file beside the database, for whoever takes it away."""

from __future__ import annotations

import logging

from kiosk.record.document import render
from kiosk.record.qr import payload
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.codec import digest
from kiosk.rules.calibration.view import KeptRecord
from kiosk.settings import Settings

log = logging.getLogger("kiosk.workbench")

FOLDER = "calibrations"
"""Below the data folder."""


def keep_pdf(record: Calibration, settings: Settings) -> KeptRecord:
    """Write the record's PDF. One that cannot be written is told and not lost: the database has the record, and
    ``kiosk calibration export`` writes it again."""
    mark, path = digest(record), ""
    folder = settings.data_dir / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{record.id}.pdf"
        file.write_bytes(render(record, "en" if settings.languages[0] == "en" else "id"))
        path = str(file)
    except OSError as error:
        log.warning("the record's PDF cannot be written: %s", error)
    return KeptRecord(record.id, mark, path, payload(record.id, mark), record.activated)
