"""Whatever a technician writes into kiosk.ini, no paper says more to the printer than was meant."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.printers.compose import INTENDED, compose
from drivers.printers.outcome import Capability
from drivers.printers.profiles import profile, profiles
from drivers.printers.tokens import REAL_TIME, tokenize
from kiosk.conductor.slips import slip_blocks
from tests.printing.papers import CLOSED, FULL, NOW, SHIPPED, SHUT, command, on

NASTY = st.sampled_from(
    [
        "\x1b@",
        "\x1dV\x00",
        "\x10\x04\x01",
        "\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",
        "\x1b&\x03",
        "\x1c.",
        "\x00",
    ]
)
any_text = st.lists(st.text(max_size=30) | NASTY, min_size=1, max_size=3).map("".join)
each_language = any_text.map(lambda text: MappingProxyType({"id": text, "en": text}))
papers = st.lists(any_text, max_size=6).map(
    lambda rows: MappingProxyType({"id": tuple(rows), "en": tuple(rows)})
)


@settings(max_examples=120, deadline=None)
@given(
    st.builds(
        lambda name, short, address, phone, kiosk, wait: replace(
            SHIPPED.office, name=name, short_name=short, address=address, phone=phone, kiosk=kiosk, wait_at=wait
        ),
        any_text, any_text, any_text, any_text, any_text, each_language,
    ),
    each_language,
    papers,
    each_language,
    st.sampled_from([each.name for each in profiles()]),
    st.sampled_from(Capability),
    st.sampled_from(["ticket", "copy", "closing", "full", "shut"]),
)  # fmt: skip
def test_no_text_of_kiosk_ini_can_become_a_command(office, name, rows, note, printer, capability, kind):
    services = tuple(replace(each, name=name, papers=rows) for each in SHIPPED.services)
    policies = tuple(replace(each, services=services, ticket_note=note) for each in SHIPPED.policies)
    paper = on(printer, replace(SHIPPED, office=office, services=services, policies=policies))
    blocks = {
        "ticket": lambda: paper.blocks(command(), NOW),
        "copy": lambda: paper.blocks(command(copy=1), NOW),
        "closing": lambda: slip_blocks(paper, CLOSED, NOW),
        "full": lambda: slip_blocks(paper, FULL, NOW),
        "shut": lambda: slip_blocks(paper, SHUT, NOW),
    }[kind]()
    data = compose(blocks, profile(printer), job="x", capability=capability)
    tokens, pending = tokenize(data)
    assert pending == 0
    assert {token.name for token in tokens} <= INTENDED
    assert not REAL_TIME.search(data)
    assert all(0x20 <= byte <= 0x7E for token in tokens if token.name == "text" for byte in token.raw)
    assert [token.name for token in tokens].count("ESC @") == 1
    cuts = [token.name for token in tokens].count("GS V")
    assert cuts == profile(printer).cutter
