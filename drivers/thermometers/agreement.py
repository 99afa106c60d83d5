"""Values of a format without a checksum count only when another one speaks for them. Pure."""

from __future__ import annotations

from decimal import Decimal

from drivers.thermometers.readings import Item, Reading, Rejected


def agree(first: Reading, second: Reading, within: Decimal) -> bool:
    """Whether object and ambient differ by at most ``within`` degrees."""
    if abs(first.object - second.object) > within:
        return False
    if first.ambient is None or second.ambient is None:
        return True
    return abs(first.ambient - second.ambient) <= within


def agreed(first: Reading, second: Reading, within: Decimal) -> Item:
    """Of two answers asked for one after the other, the second, if they agree."""
    if agree(first, second, within):
        return second
    reason = f"two answers in a row differ: {_told(first)} and {_told(second)}"
    return Rejected(reason, first.raw + second.raw)


class Confirmer:
    """Readings of a stream, each let through when the one before or after it agrees, or lies beyond it.

    A person who steps up moves the value fast but in one direction; a garbled digit stands out alone.
    """

    def __init__(self, within: Decimal) -> None:
        self._within = within
        self._last: Reading | None = None
        self._held: Reading | None = None

    def feed(self, reading: Reading) -> list[Item]:
        """What this reading settles: none, itself, or the one that waited for it as well."""
        items: list[Item] = []
        if self._held is not None:
            held, self._held = self._held, None
            if agree(held, reading, self._within) or self._on_the_way(held, reading):
                items.append(held)
                self._last = held
            else:
                items.append(Rejected(f"stands alone between others: {_told(held)}", held.raw))
        if self._last is not None and agree(self._last, reading, self._within):
            items.append(reading)
            self._last = reading
        else:
            self._held = reading
        return items

    def let_go(self) -> None:
        """The reading that waits is too old to be told; it may still speak for the next one."""
        if self._held is not None:
            self._last, self._held = self._held, None

    def _on_the_way(self, held: Reading, after: Reading) -> bool:
        last = self._last
        return last is not None and (
            last.object < held.object < after.object or last.object > held.object > after.object
        )


def _told(reading: Reading) -> str:
    if reading.ambient is None:
        return f"{reading.object} °C"
    return f"{reading.object} °C (ambient {reading.ambient})"
