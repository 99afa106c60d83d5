"""Raytek and Fluke MI3, CM, Endurance: `?T` CR, answered by `!T020.0` CR LF.

Several devices on one line are called by three digits before the question (`001?T`) and answer with them
(`001!T036.5`). A late answer to another question (`!E0.975`) is no temperature, `*Syntax Error` is a fault,
`#XI` says that the device restarted. There is no checksum: every value is asked for twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from drivers.thermometers.format import Asks, Format, Question
from drivers.thermometers.lines import LineDecoder, Parse
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

_ANSWER = re.compile(r"(?P<address>\d{3})?(?P<mark>[!#])(?P<letters>[A-Z]{1,2})(?P<value>.*)")
# Exactly one decimal: so a value that lost its end is none.
_VALUE = re.compile(r"[+-]?\d{1,4}\.\d")
_HIGHEST_ADDRESS = 32


def parser(address: int | None) -> Parse:
    """What a line says; with an address, only that device's answers are readings."""

    def parse(line: str, raw: bytes) -> Item:
        if line.lstrip("0123456789").startswith("*"):
            return Rejected(f"the device answers {line.strip()}", raw, RejectedKind.FAULT)
        match = _ANSWER.fullmatch(line)
        if match is None:
            return Rejected("no answer of the form !T020.0", raw)
        called = None if match["address"] is None else int(match["address"])
        if address is not None and called != address:
            who = "nobody in particular" if called is None else f"address {called}"
            return Rejected(f"answer of {who}, asked was {address}", raw, RejectedKind.OTHER)
        if match["mark"] == "#":
            what = "the device restarted" if match["letters"] == "XI" else f"notice {line}"
            return Rejected(what, raw, RejectedKind.OTHER)
        if match["letters"] != "T":
            return Rejected(f"answer to {match['letters']}, no temperature", raw, RejectedKind.OTHER)
        if not _VALUE.fullmatch(match["value"]):
            return Rejected(f"{match['value']!r} is no temperature", raw, RejectedKind.FAULT)
        return Reading(Decimal(match["value"]), None, raw, {} if called is None else {"address": called})

    return parse


def formatted(address: int | None) -> Format:
    """The format for a device alone on its line, or for one address of many. ValueError for a bad address."""
    if address is not None and not 1 <= address <= _HIGHEST_ADDRESS:
        raise ValueError(f"address 1 to {_HIGHEST_ADDRESS}, not {address}")
    call = "" if address is None else f"{address:03d}"

    def emissivity(received: bytes) -> Mapping[str, Decimal] | None:
        match = re.search(rf"(?:^|[\r\n]){call}!E(\d\.\d+)\r\n", received.decode("ascii", "replace"))
        return {"emissivity": Decimal(match[1])} if match else None

    return Format(
        "raytek-mi3",
        lambda: LineDecoder(parser(address), closed=True),
        longest=24,
        talk=Asks(f"{call}?T\r".encode("ascii")),
        confirm=Decimal("0.5"),
        questions=(Question(f"{call}?E\r".encode("ascii"), emissivity),),
    )
