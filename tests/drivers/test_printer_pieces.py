"""A ticket goes out while its code is still being drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.printers.blocks import Qr, Text
from drivers.printers.compose import compose, pieces, wire_bytes
from drivers.printers.outcome import Uncertain
from drivers.printers.pictures import matrix
from drivers.printers.profiles import QrMethod, profile
from drivers.printers.sample import sample_ticket
from drivers.printers.status import Cause
from drivers.printers.tokens import tokenize
from tests.drivers.printer_world import CALM, PROFILE, TICKET, say, setting, told
from tests.drivers.test_printer_compose import ALL, any_block

FIRST = next(pieces(TICKET, PROFILE, job="a"))
BEFORE = 38
"""Bytes to the printer before the ticket: questions, and what ends an unfinished command."""


@settings(max_examples=100, deadline=None)
@given(st.lists(any_block, max_size=8), st.sampled_from(ALL))
def test_pieces_are_whole_commands_and_together_the_ticket_whose_length_is_known_before_a_code_is_drawn(
    blocks, name
):
    found = list(pieces(blocks, profile(name), job="a"))
    assert b"".join(found) == compose(blocks, profile(name), job="a")
    assert all(tokenize(piece)[1] == 0 for piece in found)
    assert wire_bytes(blocks, profile(name)) == sum(map(len, found))


@pytest.mark.parametrize("name", ALL)
def test_what_stands_above_a_code_that_must_be_drawn_comes_before_it_is_drawn(name):
    found = pieces(sample_ticket(token := f"DRAWN LATER {name}"), profile(name), job="a")
    drawn = matrix.cache_info().misses
    first = next(found)
    assert matrix.cache_info().misses == drawn
    rest = list(found)
    if profile(name).qr is QrMethod.NATIVE:
        assert not rest
    else:
        assert b"NOMOR ANTREAN" in first
        assert len(rest) == 1
        assert matrix.cache_info().misses == drawn + 1, token


@pytest.mark.parametrize("beside", [-1, 0, 1])
def test_a_cable_pulled_between_the_pieces_leaves_a_ticket_that_nobody_can_vouch_for(beside):
    device, printer = setting(patience=CALM)
    say(device, f"after {BEFORE + len(FIRST) + beside} cable out")
    assert told(printer.print(TICKET, job="24-17")) == (Uncertain, Cause.LOST)
    say(device, "cable in")
    assert not device.tickets


def test_of_a_ticket_whose_code_is_too_wide_nothing_is_printed():
    device, printer = setting(patience=CALM)
    printer.profile = replace(PROFILE, dots=200)
    with pytest.raises(ValueError, match="does not fit"):
        printer.print((Text("NOMOR ANTREAN"), Qr("x" * 512)), job="24-17")
    assert device.unfinished().blank
