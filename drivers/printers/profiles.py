"""Printers as rows: paper, dots, columns, and how a QR code is best put on that paper."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from enum import Enum

from drivers.errors import UnknownModel


class QrMethod(Enum):
    """How the code travels: as data, as a picture at half resolution, as a picture."""

    NATIVE = "native"
    DOUBLE = "double"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of printer. ``dots`` is the printable width, ``paper_mm`` the width of the roll.

    ``escpos`` names the profile of python-escpos whose code pages and cutter fit. ``qr_dots`` are the module
    sizes tried, largest first; ``qr_bytes`` is the picture size from which a smaller module is preferred, so
    that a long token does not hold up a slow wire. ``smoothing`` says that GS b is understood.
    """

    name: str
    paper_mm: int
    dots: int
    dpi: int
    columns: int
    escpos: str
    qr: QrMethod = QrMethod.DOUBLE
    qr_dots: tuple[int, ...] = (6, 5, 4)
    qr_bytes: int = 1000
    cutter: bool = True
    smoothing: bool = False
    notes: str = ""

    @property
    def native_qr(self) -> bool:
        return self.qr is QrMethod.NATIVE

    @property
    def cell(self) -> tuple[int, int]:
        """Font A, width and height in dots."""
        return 12, 24


_80 = Profile(
    "escpos-80", 80, 576, 203, 48, "RP-F10-80mm", smoothing=True, notes="80 mm, 203 dpi, most makers"
)
_58 = Profile("escpos-58", 58, 384, 203, 32, "POS-5890", cutter=False, notes="58 mm, 203 dpi, tear bar")
_180 = Profile(
    "escpos-80-180dpi", 80, 512, 180, 42, "TM-T88III", smoothing=True, notes="80 mm, 180 dpi, TM-T88 kind"
)

_PROFILES = {
    each.name: each
    for each in (
        _80,
        replace(_80, name="escpos-80-native-qr", qr=QrMethod.NATIVE, notes="80 mm, draws QR codes itself"),
        replace(_80, name="escpos-80-raster", qr=QrMethod.PLAIN, notes="80 mm, ignores double-size pictures"),
        _180,
        replace(
            _180, name="escpos-80-180dpi-native-qr", qr=QrMethod.NATIVE, notes="80 mm, 180 dpi, own QR codes"
        ),
        _58,
        replace(
            _58,
            name="escpos-58-native-qr",
            qr=QrMethod.NATIVE,
            escpos="Sunmi-V2",
            notes="58 mm, own QR codes",
        ),
    )
}


def profiles() -> list[Profile]:
    """All rows of the catalogue, in its order."""
    return list(_PROFILES.values())


def profile(name: str) -> Profile:
    """The row of that name; UnknownModel names the nearest ones."""
    try:
        return _PROFILES[name]
    except KeyError:
        near = difflib.get_close_matches(name, _PROFILES, n=3, cutoff=0.3) or list(_PROFILES)
        raise UnknownModel(f"no printer profile {name!r}; perhaps {', '.join(near)}") from None
