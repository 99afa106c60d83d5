"""What a program that runs for months does once it has made all that lasts."""

from __future__ import annotations

import ctypes
import gc


def settled() -> None:
    """The collector of garbage, which would look through everything for a twentieth of a second while somebody waits
    for a screen, passes what lasts by. What has been given up since the last time is found first, and the memory of
    it goes back to the machine (glibc keeps it otherwise; elsewhere the C library does as it likes).
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
