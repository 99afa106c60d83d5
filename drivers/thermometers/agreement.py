"""Two values of a format without a checksum must agree before one of them counts."""

from __future__ import annotations

from decimal import Decimal

from drivers.thermometers.readings import Item, Reading, Rejected


def agreed(first: Reading, second: Reading, within: Decimal) -> Item:
    """The second, if it differs from the first by at most ``within`` degrees, and its ambient likewise."""
    if abs(first.object - second.object) > within:
        reason = f"two values in a row differ: {first.object} and {second.object} °C"
        return Rejected(reason, first.raw + second.raw)
    if (
        first.ambient is not None
        and second.ambient is not None
        and abs(first.ambient - second.ambient) > within
    ):
        reason = f"two ambient values in a row differ: {first.ambient} and {second.ambient} °C"
        return Rejected(reason, first.raw + second.raw)
    return second
