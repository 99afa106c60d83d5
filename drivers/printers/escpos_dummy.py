"""python-escpos, imported on first use (it costs 0.1 to 0.3 s), with a place of our own for its cache."""

from __future__ import annotations

import fcntl
import logging
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def _escpos() -> Any:
    """The class Dummy; python-escpos would leave a temporary folder at each start without a place for its cache."""
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kiosk-antrean"
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            home = Path(tempfile.mkdtemp(prefix="kiosk-escpos-"))
        os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = str(home)
    with _cache_to_ourselves(Path(os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"])):
        from escpos.printer import Dummy

    return Dummy


@contextmanager
def _cache_to_ourselves(folder: Path) -> Iterator[None]:
    """python-escpos writes its cache in place and believes what it finds there: so two programs that start together
    take turns, and a cache that a power cut has left half written is thrown away."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for cache in folder.glob("*capabilities*.pickle"):
            try:
                pickle.loads(cache.read_bytes())
            except Exception as error:  # noqa: BLE001 - broken bytes can raise anything
                log.warning("%s is broken and made anew: %s", cache, type(error).__name__)
                cache.unlink()
        yield


def dummy(profile: str) -> Any:
    """A printer of python-escpos that only collects bytes; ``profile`` is one of its own."""
    return _escpos()(profile=profile)
