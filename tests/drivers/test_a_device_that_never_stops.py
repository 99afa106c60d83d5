"""Devices that talk without a pause, or a word just before every pause would be long enough: nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from drivers.errors import BadFrame, DriverError
from drivers.link import Link
from drivers.printers.opening import open_printer
from drivers.printers.printer import Printer
from drivers.printers.profiles import profile
from drivers.simulators import registry
from drivers.thermometers import catalog
from drivers.thermometers.thermometer import open_thermometer
from tests.drivers.wires import Scripted, plugged

MOST = 20_000
"""Pieces of talk after which whoever still listens would listen for ever."""
TALK = {
    "noise": bytes(range(256)),
    "nothing but a head": b"\x5a" * 64,
    "another format": b"\x5a\x5a\x25\x01\x5f\x39",
    "words": b"Selamat datang\r\n",
    "silence in bytes": bytes(64),
}


class Quick:
    """A clock on which every look costs a hundredth of a second, as on a machine that is slower than its devices."""

    now = 0.0

    def __call__(self) -> float:
        self.now += 0.01
        return self.now


class Chatterbox(Scripted):
    """Has always something to say; ``before`` is called before each piece."""

    def __init__(self, talk: bytes, before: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.talk, self._before = talk, before
        self.pieces = 0

    def transmit(self, now: float) -> bytes:
        self._before()
        self.pieces += 1
        assert self.pieces < MOST, "somebody listens for ever"
        return self.talk


@pytest.mark.parametrize("talk", TALK)
@pytest.mark.parametrize("model", [model.name for model in catalog.models()])
def test_a_thermometer_is_given_up_at_the_deadline(model: str, talk: str) -> None:
    clock = Quick()
    thermometer = open_thermometer(model, plugged(Chatterbox(TALK[talk])), clock=clock)
    for ask in (thermometer.settings, thermometer.sample, thermometer.sample):
        begun = clock.now
        with suppress(DriverError):
            ask(begun + 1.0)  # type: ignore[operator]
        assert clock.now - begun < 5.0
    thermometer.close()


@pytest.mark.parametrize("talk", TALK)
def test_a_printer_is_given_up_and_never_takes_noise_for_a_ticket(talk: str) -> None:
    clock = Quick()
    printer = Printer(profile("escpos-80"), Link(plugged(Chatterbox(TALK[talk])), clock=clock), clock=clock)
    with suppress(DriverError):
        printer.probe()
    assert printer.capability is None
    printer.close()


def test_flushing_ends_although_a_byte_comes_before_every_pause_is_over() -> None:
    clock = Quick()

    def pause() -> None:
        clock.now += 0.25

    link = Link(plugged(Chatterbox(b".", pause)), clock=clock)
    begun = clock.now
    link.flush_input(0.3)
    assert clock.now - begun < 3.0


def test_a_thermometer_in_the_printers_place_is_not_taken_for_one_without_paper() -> None:
    device = registry.device("sim://gy-mcu90614?celsius=36.5&name=crossed-cables")
    printer = open_printer("escpos-80", "sim://gy-mcu90614?name=crossed-cables", line="9600/8n1")
    try:
        with pytest.raises(BadFrame, match="printer's port"):
            printer.status()
    finally:
        printer.close()
        registry.forget("crossed-cables")
    assert device is not None
