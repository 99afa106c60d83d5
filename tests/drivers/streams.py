"""Streams for the tests of decoders: what the simulated instruments send, by model."""

from __future__ import annotations

from drivers.simulators.families import FAMILIES
from drivers.simulators.families.family import Values
from drivers.thermometers import catalog
from drivers.thermometers.format import Asks, AsksModbus
from drivers.thermometers.readings import Item, Reading

MODELS = [row.name for row in catalog.models() if row.name in FAMILIES]
"""Every model of our own catalogue."""

FRAMED = ["gy-mcu90614", "gy-614v", "calex-pyrousb", "calex-pyromini", "hm-32x32"]
FRAMED += ["evo-thermal", "gy-mcu90640", "zytemp-tn9", "idc-50"]
"""Binary frames with a checksum."""

_QUESTIONS = {
    "calex-pyrousb": bytes.fromhex("01 04 00 12 00 04 51 CC"),
    "calex-pyromini": bytes.fromhex("01 04 00 0E 00 04 90 0A"),
}


def sent(model: str, celsius: float, ambient: float = 25.3) -> bytes:
    """What an instrument sends for one measurement, after it was told to where it must be."""
    family = FAMILIES[model]()
    values = Values(celsius, ambient)
    talk = catalog.model(model).format.talk
    match talk:
        case AsksModbus():
            return family.answer(bytearray(_QUESTIONS[model]), values)
        case Asks(request, start):
            family.answer(bytearray(start), values)
            return family.answer(bytearray(request), values)
        case _:
            family.answer(bytearray(talk.start), values)
            return family.stream(values)


def decoded(model: str, *pieces: bytes) -> list[Item]:
    """What a fresh decoder makes of the pieces, to the end of the stream."""
    decoder = catalog.model(model).decoder()
    items = [item for piece in pieces for item in decoder.feed(piece)]
    return items + decoder.finish()


def readings(items: list[Item]) -> list[Reading]:
    """Only the readings."""
    return [item for item in items if isinstance(item, Reading)]
