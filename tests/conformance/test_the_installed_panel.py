"""One panel that is really there, with its office's own words: looked at without a display, while the kiosk goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.conformance import settled
from kiosk.conformance.installed import Installed, installed, looks
from kiosk.rules.policy import Service
from kiosk.settings import load
from kiosk.settings.model import Panel, Settings
from kiosk.ui.gallery import INI
from kiosk.ui.look.theme import TextSize

OWN = Panel(1200, 1920, 300.0, 850.0)
NAME = "Pindah alamat"


@pytest.fixture(scope="module")
def settings() -> Settings:
    """An office that offers one service of its own, under rules that began after the day of the samples."""
    shipped = load(INI)
    own = Service(
        "pindah", {"id": NAME}, "papers", None, {}, {"id": ("KK asli",)}, "", date(2021, 1, 1), False
    )
    newest = replace(shipped.policies[-1], valid_from=date(2021, 5, 1), services=(own,), service_quotas={})
    return replace(shipped, panel=OWN, services=(own,), policies=(newest,), languages=("id",))


@pytest.fixture(scope="module")
def seen(settings: Settings) -> Installed:
    large = next(look for look in looks(settings) if look.text is TextSize.LARGE)
    return installed(settings, ways=(large,), only="choosing-service,papers,ticket")


def test_it_is_looked_at_in_every_way_it_can_be_seen(settings: Settings) -> None:
    found = looks(settings)
    ways = {(look.text, look.contrast, look.low, look.tone, look.heard) for look in found}
    assert len(ways) == len(found) == 16
    assert {look.languages for look in found} == {("id",)}
    assert {look.glass.pixel for look in found} == {0.25}


def test_the_offices_own_words_are_on_it(seen: Installed) -> None:
    told = {screen.moment: " ".join(text.text for text in screen.texts) for screen in seen.looks[0].screens}
    assert {moment.partition("+")[0] for moment in told} == {"choosing-service", "papers", "ticket"}
    assert NAME in told["choosing-service"]
    assert "KK asli" in told["papers"]


def test_its_figures_are_the_tightest_of_all(seen: Installed) -> None:
    assert seen.violations == ()
    assert seen.problems == ()
    assert seen.figures.capital is not None
    assert seen.figures.capital >= 7.3 - 0.25
    assert seen.figures.main_side is not None
    assert seen.figures.main_side >= 20.0 - 0.125


def test_what_goes_to_the_child_holds_no_password(settings: Settings, tmp_path: Path) -> None:
    secret = replace(settings, database="postgresql+psycopg://kiosk:rahasia@db/kiosk")
    settled.keep(settled.as_shown(secret), tmp_path / "settings")
    assert b"rahasia" not in (tmp_path / "settings").read_bytes()
    assert settled.kept(tmp_path / "settings").panel == OWN
