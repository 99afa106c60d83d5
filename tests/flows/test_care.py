"""The technician's care pages in a real house: what the devices say, what is wrong with them, what is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drivers.simulators import registry
from kiosk.rules import states as s
from kiosk.rules.calibration.correction import SiteAdjustment
from kiosk.rules.care import Device, InstrumentView, Measured, PrinterView, ReadinessView, Slip
from kiosk.rules.deeds import CARE_TILES
from kiosk.rules.desk import Desk
from kiosk.rules.events import Press
from kiosk.rules.states import Page
from kiosk.settings.calibration import CalibrationSettings
from tests.flows.test_the_technicians_room import AT_WORK
from tests.flows.test_visits import READY
from tests.flows.visitor import Cable, Eventually, Pass, Skin, Touch, Visitor, see, settings_in

Open = Callable[..., Visitor]


def opened(page: Page) -> tuple[Any, ...]:
    return (
        READY,
        *AT_WORK,
        Touch(Press.PAGE, "care"),
        see(s.TechnicianAtWork, page=Page.CARE),
        Touch(Press.PAGE, page.value),
        see(s.TechnicianAtWork, page=page),
    )


def desk(v: Visitor, what: Callable[[Desk], bool]) -> Eventually:
    return Eventually(lambda _: what(v.house.board.desk))


def instrument(v: Visitor, what: Callable[[InstrumentView], bool]) -> Eventually:
    return desk(v, lambda d: d.instrument is not None and what(d.instrument))


def printer(v: Visitor, what: Callable[[PrinterView], bool]) -> Eventually:
    return desk(v, lambda d: d.printer is not None and what(d.printer))


# ------------------------------------------------------------------------------------------- the thermometer


def test_the_bytes_are_seen_beside_what_they_mean_with_rate_and_noise(visitor: Open) -> None:
    v = visitor()
    v.live(Cable("door", "rate 10"), *opened(Page.CARE_THERMOMETER), Skin(36.5))
    v.live(instrument(v, lambda i: i.readings > 15 and i.noise is not None))
    view = v.house.board.desk.instrument
    assert view is not None
    line = view.lines[-1]
    assert line.good
    assert line.data.startswith("5A 5A 45 04")
    raw = bytes.fromhex(line.data)
    assert line.said.startswith(f"{int.from_bytes(raw[4:6], 'big') / 100:.2f} °C")
    assert view.rate_hz == pytest.approx(10, abs=4)
    assert view.noise is not None
    assert 0 < view.noise < 15
    assert view.ambient == pytest.approx(2700, abs=50)


def test_a_pulled_cable_is_told_with_its_hour_and_the_return_too(visitor: Open) -> None:
    v = visitor()
    v.live(*opened(Page.CARE_THERMOMETER), instrument(v, lambda i: i.readings > 3))
    v.live(Cable("door", "unplug"), instrument(v, lambda i: bool(i.trouble) and i.since is not None))
    view = v.house.board.desk.instrument
    assert view is not None
    assert view.layers.raw is None
    assert view.rate_hz is None
    v.live(Cable("door", "plug"), instrument(v, lambda i: not i.trouble))


def test_garbage_is_shown_as_rejected_with_its_bytes(visitor: Open) -> None:
    v = visitor()
    v.live(*opened(Page.CARE_THERMOMETER), Cable("door", "fault garbage"))
    v.live(instrument(v, lambda i: i.rejected > 3))
    view = v.house.board.desk.instrument
    assert view is not None
    bad = [line for line in view.lines if line.good is False]
    assert bad
    assert all(bytes.fromhex(line.data.partition("…")[0]) and line.said for line in bad)


def test_the_three_layers_are_apart(visitor: Open) -> None:
    site = SiteAdjustment(20, "SK 12/2020")
    v = visitor(calibration=replace(CalibrationSettings(), site=site))
    v.live(*opened(Page.CARE_THERMOMETER), instrument(v, lambda i: i.layers.raw is not None))
    view = v.house.board.desk.instrument
    assert view is not None
    layers = view.layers
    assert layers.raw == layers.corrected
    assert layers.adjusted is not None
    assert layers.corrected is not None
    assert layers.adjusted - layers.corrected == 20
    assert (layers.site, layers.site_source) == ("0.20", "SK 12/2020")
    assert layers.correction == ""
    assert view.standing == "bench.never"


def test_a_device_that_tells_its_own_settings_shows_them_as_the_first_layer(
    visitor: Open, tmp_path: Path
) -> None:
    name = f"{tmp_path.name}-0-door"
    port = f"sim://gy-614v?celsius=36.5&ambient=27&rate=10&name={name}"
    usual = settings_in(tmp_path).thermometer
    v = visitor(thermometer=replace(usual, model="gy-614v", port=port))
    v.live(*opened(Page.CARE_THERMOMETER), instrument(v, lambda i: bool(i.layers.device)))
    view = v.house.board.desk.instrument
    assert view is not None
    own = dict(view.layers.device)
    assert Decimal(own["emissivity"]) <= 1
    assert view.layers.readable


@pytest.mark.parametrize("way_out", ["back", "time-out"])
def test_nothing_is_kept_once_the_page_is_left(visitor: Open, way_out: str) -> None:
    v = visitor()
    v.live(*opened(Page.CARE_THERMOMETER), instrument(v, lambda i: i.readings > 3))
    if way_out == "back":
        v.live(Touch(Press.BACK), see(s.TechnicianAtWork, page=Page.CARE))
    else:
        v.live(Pass(timedelta(seconds=v.settings.patience.technician_session + 1)), see(s.Welcome))
    v.live(desk(v, lambda d: d.instrument is None))
    door, paper = v.house.care._watch._tape, v.house.care._tape
    door("rx", b"36.5")
    paper("tx", b"17")
    assert door.take() == paper.take() == []


# ----------------------------------------------------------------------------------------------- the printer


def test_a_printer_out_of_paper_is_seen_with_the_bytes_that_say_so(visitor: Open) -> None:
    v = visitor()
    v.live(*opened(Page.CARE_PRINTER), printer(v, lambda p: p.answered and p.paper == "OK"))
    v.live(Cable("printer", "paper out"), Touch(Press.WORK, "ask-printer"))
    v.live(printer(v, lambda p: p.paper == "OUT"))
    view = v.house.board.desk.printer
    assert view is not None
    assert view.cause == "paper out"
    assert [line for line in view.lines if not line.sent and line.good is False]
    assert [line for line in view.lines if line.sent and "DLE EOT" in line.said]
    assert all("…" not in line.data for line in view.lines if not line.sent)


def test_the_test_ticket_comes_out_without_a_number(visitor: Open) -> None:
    v = visitor()
    v.live(*opened(Page.CARE_PRINTER), Touch(Press.WORK, "test-ticket"))
    v.live(printer(v, lambda p: p.slip is Slip.PRINTED))
    (paper,) = registry.device(v.settings.printer.port).tickets
    assert "TES" in paper.text
    assert "Bukan nomor antrean" in paper.text
    assert v.issued() == 0


def test_a_test_ticket_that_does_not_come_out_says_why(visitor: Open) -> None:
    v = visitor()
    v.live(*opened(Page.CARE_PRINTER), Cable("printer", "cover open"), Touch(Press.WORK, "test-ticket"))
    v.live(printer(v, lambda p: p.slip is Slip.REFUSED and p.slip_cause == "cover open"))


# ----------------------------------------------------------------------------------------------- the machine


def test_every_device_says_since_when_it_is_as_it_is(visitor: Open) -> None:
    v = visitor()
    v.live(*opened(Page.CARE_DEVICES), desk(v, lambda d: len(d.notes) == len(Device)))
    began = v.clock().local
    v.live(Pass(timedelta(minutes=3)), Cable("printer", "paper out"))
    v.live(desk(v, lambda d: any(n.device is Device.PRINTER and n.trouble == "PAPER_OUT" for n in d.notes)))
    note = next(n for n in v.house.board.desk.notes if n.device is Device.PRINTER)
    assert note.since >= began
    v.live(Cable("printer", "paper ok"))
    v.live(desk(v, lambda d: any(n.device is Device.PRINTER and not n.trouble for n in d.notes)))
    note = next(n for n in v.house.board.desk.notes if n.device is Device.PRINTER)
    assert note.last_error == "PAPER_OUT"
    assert {port.use for port in v.house.board.desk.ports} >= {Device.THERMOMETER, Device.PRINTER}


def test_the_readiness_page_looks_everything_over_and_prints_it(visitor: Open) -> None:
    v = visitor()
    v.live(READY, *AT_WORK, Touch(Press.PAGE, "readiness"))
    v.live(desk(v, lambda d: d.readiness.at is not None and not d.readiness.asking))
    found: ReadinessView = v.house.board.desk.readiness
    assert found.ready
    assert [item.part for item in found.items][-2:] == ["printer", "paper"]
    assert all(item.word for item in found.items if item.state != "ok")
    v.live(Touch(Press.WORK, "print-readiness"), desk(v, lambda d: d.readiness.slip is Slip.PRINTED))
    (paper,) = registry.device(v.settings.printer.port).tickets
    assert "Kesiapan kios" in paper.text


def test_the_installed_panel_is_measured_in_the_background(visitor: Open) -> None:
    from kiosk.conformance.care import look_at_panel, usual

    v = visitor()
    v.house.care._look_at_panel = lambda told: look_at_panel(
        v.settings, told, ways=usual(v.settings)[:1], only="welcome"
    )
    v.live(*opened(Page.CARE_PANEL), Touch(Press.WORK, "measure-panel"))
    v.live(desk(v, lambda d: d.panel.state is Measured.RUNNING), Touch(Press.BACK))
    v.live(see(s.TechnicianAtWork, page=Page.CARE), desk(v, lambda d: d.panel.state is Measured.DONE))
    assert {name: value for name, value, _ in v.house.board.desk.panel.figures}["main_side"] >= 20


# ---------------------------------------------------------------------------------------------- the way back


@pytest.mark.parametrize("page", CARE_TILES, ids=lambda page: page.value)
def test_every_page_can_be_left_and_is_left_by_itself(visitor: Open, page: Page) -> None:
    v = visitor()
    v.live(*opened(page), Touch(Press.BACK), see(s.TechnicianAtWork, page=Page.CARE))
    v.live(Touch(Press.BACK), see(s.TechnicianAtWork, page=Page.HOME), Touch(Press.CLOSE), see(s.Welcome))
    v.live(*opened(page)[1:])
    v.live(Pass(timedelta(seconds=v.settings.patience.technician_session + 1)), see(s.Welcome))


def test_no_page_is_opened_and_nothing_is_done_from_where_it_is_not_offered(visitor: Open) -> None:
    v = visitor()
    v.live(READY, *AT_WORK, Touch(Press.PAGE, "care-printer"), see(s.TechnicianAtWork, page=Page.HOME))
    v.live(Touch(Press.WORK, "test-ticket"), Touch(Press.PAGE, "care"))
    v.live(see(s.TechnicianAtWork, page=Page.CARE), Touch(Press.WORK, "print-readiness"))
    v.live(Touch(Press.BACK), Touch(Press.CLOSE), see(s.Welcome))
    assert not registry.device(v.settings.printer.port).tickets
