"""The settings of one office, as the screens of the samples need them, handed to a process of its own."""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kiosk.settings.model import Settings
from kiosk.ui.samples import kiosks

LONG_AGO = date(2020, 1, 1)
"""Before the day of the samples: what an office decides today is shown on it."""
NO_DATABASE = "sqlite://"


def as_shown(settings: Settings) -> Settings:
    """With its newest rules valid on the day of the samples, and without the database, whose address may hold a
    password."""
    newest = replace(settings.policies[-1], valid_from=LONG_AGO)
    return replace(settings, policies=(newest,), database=NO_DATABASE)


def service(settings: Settings) -> str:
    """The code of the service that the samples have come for: the usual one where this office offers it."""
    offered = settings.policies[-1].services or settings.services
    codes = [each.code for each in offered]
    return kiosks.SERVICE if kiosks.SERVICE in codes else codes[0]


def keep(settings: Settings, path: Path) -> None:
    """Write ``settings`` to ``path`` for :func:`kept`. Raises OSError."""
    copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))
    path.write_bytes(pickle.dumps(settings))


def _read_only(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


def kept(path: Path) -> Settings:
    """What :func:`keep` wrote for its own child a moment ago: never a file from anywhere else."""
    found = pickle.loads(path.read_bytes())
    if not isinstance(found, Settings):
        raise TypeError(f"{path} holds no settings")
    return found
