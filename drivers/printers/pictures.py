"""Codes and ornaments as dots, and the bytes that print them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from drivers.printers.escpos_dummy import dummy
from drivers.printers.profiles import Profile, QrMethod

Rows = tuple[tuple[bool, ...], ...]
"""A picture's dots, or a code's modules, True for a dark one."""
QUIET = 4  # modules of white around a QR code, ISO/IEC 18004


@lru_cache(maxsize=8)
def matrix(data: str) -> Rows:
    """The dark modules of a QR code of the smallest version, error correction M, without quiet zone."""
    code = _code(data)
    code.make(fit=True)
    return tuple(tuple(map(bool, line)) for line in code.get_matrix())


@lru_cache(maxsize=8)
def side(data: str) -> int:
    """Modules along one side of ``matrix(data)``, which takes thirty times as long."""
    return 17 + 4 * int(_code(data).best_fit())


def blank(data: str) -> Rows:
    """As large as the code, with nothing on it."""
    modules = side(data)
    return ((False,) * modules,) * modules


def _code(data: str) -> Any:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(data)
    return code


def module_dots(modules: int, profile: Profile) -> int:
    """Dots a module for a code of so many modules: the largest that fits the paper and keeps the picture small.

    Raises ValueError if even the smallest (four dots) is too wide with its quiet zone.
    """
    step = 2 if profile.qr is QrMethod.DOUBLE else 1
    sizes = [dots for dots in profile.qr_dots if dots % step == 0]
    fitting = [dots for dots in sizes if (modules + 2 * QUIET) * dots <= profile.dots]
    if not fitting:
        raise ValueError(f"a QR code of {modules} modules does not fit on {profile.name}")
    if profile.qr is not QrMethod.DOUBLE:
        return fitting[0]
    quick = [dots for dots in fitting if _picture_bytes(modules * dots // 2) <= profile.qr_bytes]
    return (quick or fitting[-1:])[0]


@lru_cache(maxsize=8)
def raster(escpos: str, rows: Rows, times: int, fine: bool) -> bytes:
    """The bytes of a picture; the ornament's never change, and a ticket is measured before it is sent."""
    from PIL import Image

    dots = _magnified(rows, times)
    # Rows are whole bytes: the rest is shared between both sides, or the picture stands off the middle.
    left = -len(dots[0]) % 8 // 2
    image = Image.new("1", (len(dots[0]) + left, len(dots)), 1)
    image.putdata([0 if dot else 1 for line in dots for dot in (*[False] * left, *line)])
    printer = dummy(escpos)
    printer.image(image, high_density_vertical=fine, high_density_horizontal=fine)
    return bytes(printer.output)


def _picture_bytes(side: int) -> int:
    return (side + 7) // 8 * side


def _magnified(rows: Sequence[Sequence[bool]], times: int) -> list[list[bool]]:
    return [[dot for dot in line for _ in range(times)] for line in rows for _ in range(times)]
