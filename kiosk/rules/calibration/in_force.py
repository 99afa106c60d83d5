"""Which correction applies to the instrument that is there, out of every word that was ever said on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.rules.calibration.control import QuickCheck
from kiosk.rules.calibration.correction import Correction


@dataclass(frozen=True, slots=True)
class Word:
    """One row: from here on ``correction`` applies to ``instrument`` (its identity's key), or none does."""

    instrument: str
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class InForce:
    """All words of one kiosk and its quick checks, both ascending."""

    words: tuple[Word, ...] = ()
    checks: tuple[QuickCheck, ...] = ()

    def correction(self, instrument: str) -> Correction | None:
        """The newest word on ``instrument``. Of one that was never spoken of, the newest word at all: it belongs to
        another instrument, and ``standing`` suspends it.
        """
        at = applying([word.instrument for word in self.words], instrument)
        return None if at is None else self.words[at].correction


def applying(instruments: Sequence[str], instrument: str) -> int | None:
    """The place of the row that applies among rows about ``instruments``, ascending; None when there is none."""
    own = [at for at, other in enumerate(instruments) if other == instrument]
    return own[-1] if own else len(instruments) - 1 if instruments else None
