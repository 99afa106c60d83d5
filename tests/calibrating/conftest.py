from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.simulators import registry
from kiosk.store.engine import open_store
from tests.calibrating.rig import Laboratory, Time, laboratory, settings_for


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Laboratory]]:
    """Opens a laboratory for a model of the catalogue; ``query`` are further parameters of its simulation."""
    time = Time().install(monkeypatch)
    opened: list[Laboratory] = []

    def open_lab(model: str = "gy-mcu90614", query: str = "", **own: object) -> Laboratory:
        settings = settings_for(tmp_path, model, query=query, **own)
        opened.append(laboratory(settings, open_store(settings.database), time))
        return opened[-1]

    yield open_lab
    for each in opened:
        each.live.close()
        each.engine.dispose()
        registry.forget(each.settings.thermometer.port.partition("name=")[2].partition("&")[0])
