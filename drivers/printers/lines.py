"""Text into the lines of a roll: printable characters only, broken at words. Pure."""

from __future__ import annotations

import textwrap
from functools import lru_cache

from drivers.printers.blocks import printable


def wrap(text: str, width: int) -> list[str]:
    """Printable lines no longer than ``width`` characters, broken at words where that is possible."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        plain = printable(paragraph)
        lines += [plain] if len(plain) <= width else textwrap.wrap(plain, width) or [""]
    return lines


@lru_cache(maxsize=256)  # an office prints the same few sentences all day
def balanced(text: str, width: int) -> tuple[str, ...]:
    """As ``wrap``, with the lines of each paragraph as alike in length as its words allow."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        best = wrap(paragraph, width)
        for narrower in range(width - 1, max(map(len, best)) // 2, -1):
            tried = wrap(paragraph, narrower)
            if len(tried) > len(best):
                break
            best = tried
        lines += best
    return tuple(lines)


def row(left: str, right: str, width: int) -> list[str]:
    """``left`` and ``right`` at the two edges of one line, or below each other where they would touch."""
    left, right = printable(left), printable(right)
    if len(left) + len(right) < width:
        return [left + right.rjust(width - len(left))]
    return wrap(left, width) + [line.rjust(width) for line in wrap(right, width)]
