"""The kawung band: four petals around a cross, repeated; drawn from its geometry."""

from __future__ import annotations

from functools import lru_cache

SIDE = 16


@lru_cache(maxsize=4)
def kawung(repeats: int) -> tuple[tuple[bool, ...], ...]:
    """Rows of dots of a band of ``repeats`` motifs."""
    return tuple(tuple(_dark(x % SIDE, y) for x in range(repeats * SIDE)) for y in range(SIDE))


def _dark(x: int, y: int) -> bool:
    """Whether a dot of one motif is inked: the rim of a petal on a diagonal, its seed, or the middle cross."""
    u, v = abs(x - (SIDE - 1) / 2), abs(y - (SIDE - 1) / 2)
    along, across = (u + v) / 2, abs(u - v) / 2
    petal = ((along - 3.9) / 3.6) ** 2 + (across / 1.75) ** 2
    seed = ((along - 3.9) / 1.3) ** 2 + (across / 0.45) ** 2
    return 0.52 <= petal <= 1.12 or seed <= 1.0
