"""The mark: a service's code in the few characters that a small QR has room for."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

MARK_LENGTH = 6
_KEPT = 3


def service_mark(code: str) -> str:
    """``code`` itself when it is short enough; else its beginning and three characters of its SHA-256.

    >>> service_mark("ktp-el"), service_mark("akta-kelahiran")[:3]
    ('ktp-el', 'akt')
    """
    if len(code) <= MARK_LENGTH:
        return code
    digest = base64.b32encode(hashlib.sha256(code.encode()).digest()).decode().lower()
    return code[:_KEPT] + digest[: MARK_LENGTH - _KEPT]


def service_marks(codes: Iterable[str]) -> dict[str, str]:
    """The code behind each mark. Raises ValueError when two services would be marked alike (one in 32 768)."""
    found: dict[str, str] = {}
    for code in codes:
        mark = service_mark(code)
        if found.setdefault(mark, code) != code:
            raise ValueError(
                f"services {found[mark]} and {code} would look alike on a ticket; rename one of them"
            )
    return found
