"""WhatsApp numbers and wa.me links: the online way that saves a visit."""

from __future__ import annotations

import re
from urllib.parse import quote

LONGEST_TEXT = 160
"""A longer text makes a QR too dense to be scanned from a screen."""

_INTERNATIONAL = re.compile(r"62[0-9]{8,13}")
_SEPARATORS = re.compile(r"[ .()\-]")
_PERSONAL = re.compile(r"\b(nik|nama|name|no\.? ?kk|nomor (kk|induk))\b|[0-9]{10}", re.IGNORECASE)


def international(published: str) -> str:
    """The number as wa.me wants it: ``0858-7031-0341`` -> ``6285870310341``.

    ValueError for anything that is not an Indonesian number in one of the ways people write it.
    """
    digits = _SEPARATORS.sub("", published.strip()).removeprefix("+")
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    if not _INTERNATIONAL.fullmatch(digits) or digits.startswith("620"):
        raise ValueError(f"{published!r} is no Indonesian number; write it like 0858-7031-0341")
    return digits


def in_clear(number: str) -> str:
    """The number as people read and dial it: ``6285870310341`` -> ``0858-7031-0341``."""
    digits = "0" + international(number).removeprefix("62")
    groups = [digits[0:4], digits[4:8], digits[8:]]
    return "-".join(group for group in groups if group)


def link(number: str, text: str) -> str:
    """The address that opens a chat with ``number`` (62...) and ``text`` ready to be sent.

    ValueError when the number is not in wa.me's form or the text is not fit (see :func:`check_text`).
    """
    if not _INTERNATIONAL.fullmatch(number):
        raise ValueError(f"{number!r} is no number in wa.me's form, 62 and 8 to 13 digits")
    check_text(text)
    return f"https://wa.me/{number}" + (f"?text={quote(text, safe='')}" if text else "")


def check_text(text: str) -> None:
    """ValueError when ``text`` is too long for a QR, or names or asks for what identifies a person."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"the text has {len(text)} characters; at most {LONGEST_TEXT} fit a readable QR")
    if found := _PERSONAL.search(text):
        raise ValueError(f"the text must not carry or ask for a name or a NIK ({found.group()!r})")
