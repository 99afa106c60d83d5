"""Lines of text out of a stream of bytes, for every format that is text."""

from __future__ import annotations

import re
from collections.abc import Callable

from drivers.thermometers.readings import Item, Reading, Rejected

LONGEST = 256
"""Bytes of the longest line that is looked at."""

_find_end = re.compile(rb"[\r\n]").search
_find_control = re.compile(rb"[^\t\x20-\x7e]").search

Parse = Callable[[str, bytes], Item | None]
"""What a line says, from its text and its bytes; None for a line that says nothing and is no fault either."""


class LineDecoder:
    """The ``Decoder`` of a text format. CR, LF or both end a line; empty lines are nothing."""

    def __init__(self, parse: Parse, *, closed: bool = False) -> None:
        """``closed``: a line that matches is whole even without its end, because of how the form closes."""
        self._parse = parse
        self._closed = closed
        self._rest = b""
        self._overlong = False

    def feed(self, data: bytes) -> list[Item]:
        """What these bytes complete."""
        data = self._rest + data
        items: list[Item] = []
        at = 0
        while True:
            end = _find_end(data, at, at + LONGEST + 1)
            if end is not None:
                if end.start() > at:
                    self._add(data[at : end.start()], items)
                self._overlong = False
                at = end.end()
            elif len(data) - at > LONGEST:
                items.append(Rejected(f"a line longer than {LONGEST} bytes", data[at : at + LONGEST]))
                self._overlong = True
                at += LONGEST
            else:
                self._rest = data[at:]
                return items

    def finish(self) -> list[Item]:
        """A line without its end may have lost its last digits: it is no reading, unless the form is
        closed.
        """
        rest, self._rest = self._rest, b""
        items: list[Item] = []
        if rest and self._closed:
            self._add(rest, items)
        elif rest:
            items.append(Rejected("the line has no end", rest))
        self._overlong = False
        return items

    def _add(self, line: bytes, items: list[Item]) -> None:
        if self._overlong:
            items.append(Rejected("the end of an overlong line", line))
        elif _find_control(line):
            items.append(Rejected("bytes that are no text", line))
        else:
            item = self._parse(line.decode("ascii"), line)
            if isinstance(item, Reading | Rejected):
                items.append(item)
