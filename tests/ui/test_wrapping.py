"""Lines are broken between words, whatever the size: also the sizes at which nobody could read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_wrapping_ends_at_every_size_and_keeps_every_word_within_the_width(
    in_window: Callable[..., Any],
) -> None:
    wrapped = in_window("wrapping")
    assert len(wrapped) > 100
    for text, _size, width, lines, widest in wrapped:
        assert " ".join(lines) == text
        assert widest <= width
