"""What the commands print: one JSON object a line, so that a shell can use it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import typer

from drivers.thermometers.readings import Item, Reading

_SHOWN = 64


def as_json(item: Item) -> dict[str, Any]:
    """``object`` and ``ambient`` in degrees Celsius with what else the frame says, or ``error`` with its
    kind.
    """
    if isinstance(item, Reading):
        return {"object": item.object, "ambient": item.ambient, **item.extra}
    return {"error": item.reason, "kind": item.kind.value, "raw": in_hex(item.raw)}


def in_hex(raw: bytes) -> str:
    """The bytes in hexadecimal; of long frames (arrays of pixels) only the beginning and the length."""
    if len(raw) <= _SHOWN:
        return raw.hex(" ")
    return f"{raw[:_SHOWN].hex(' ')} ... ({len(raw)} bytes)"


def emit(line: Mapping[str, Any], *, err: bool = False) -> None:
    """Print the object on a line of its own, at once; on standard error if asked."""
    typer.echo(json.dumps(line, ensure_ascii=False, default=_plain), err=err)


def _plain(value: object) -> object:
    # A JSON number of at most seven digits survives the way through a float unchanged.
    return float(value) if isinstance(value, Decimal) else str(value)
