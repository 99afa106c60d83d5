"""The paper that a ticket takes is what the virtual printer moves, whatever is printed on which printer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.printers.blocks import Cut, Qr, Text
from drivers.printers.compose import compose
from drivers.printers.length import paper_mm
from drivers.printers.outcome import Capability
from drivers.printers.profiles import profile, profiles
from drivers.printers.sample import sample_ticket
from drivers.simulators.printer import VirtualPrinter
from tests.drivers.test_printer_compose import any_block


def moved(data: bytes, name: str) -> float:
    """Millimetres that the virtual printer has moved its roll."""
    printer = VirtualPrinter(profile(name))
    before = printer._state.roll
    printer.receive(data, 0.0)
    return before - printer._state.roll


@settings(max_examples=60, deadline=None)
@given(st.lists(any_block, max_size=8), st.sampled_from([each.name for each in profiles()]))
def test_any_ticket_is_as_long_as_the_printer_makes_it(blocks, name):
    data = compose(blocks, profile(name), job="a", capability=Capability.WRITE_ONLY)
    assert paper_mm(data, profile(name)) == pytest.approx(moved(data, name), abs=0.01)


@pytest.mark.parametrize("name", [each.name for each in profiles()])
def test_a_usual_ticket_is_between_nine_and_eighteen_centimetres(name):
    data = compose(sample_ticket(), profile(name), job="a")
    assert paper_mm(data, profile(name)) == pytest.approx(moved(data, name), abs=0.01)
    assert 90 < moved(data, name) < 180


def test_a_longer_ticket_takes_more_paper():
    lengths = [
        paper_mm(
            compose((*[Text("x")] * n, Qr("17"), Cut()), profile("escpos-80"), job="a"), profile("escpos-80")
        )
        for n in (1, 5, 9)
    ]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[1] < lengths[2]
