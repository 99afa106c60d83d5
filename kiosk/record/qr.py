"""The QR code of a record: its number and the hash of its data, in the letters a QR code holds most densely."""

from __future__ import annotations

import re

_PAYLOAD = re.compile(r"CK1:([A-Z0-9-]{1,40}):([0-9A-F]{64})")


def payload(id: str, digest: str) -> str:
    """What the code says; raises ValueError for an id or a hash that it cannot carry."""
    text = f"CK1:{id}:{digest.upper()}"
    if not _PAYLOAD.fullmatch(text):
        raise ValueError("this number or hash does not fit the code")
    return text


def parse(text: str) -> tuple[str, str]:
    """(id, hash) from a scanned code; raises ValueError for any other code."""
    found = _PAYLOAD.fullmatch(text.strip())
    if not found:
        raise ValueError("this is not the code of a calibration record")
    return found[1], found[2].lower()


def modules(text: str) -> list[list[bool]]:
    """The code's squares, without a quiet zone."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(square) for square in row] for row in code.get_matrix()]
