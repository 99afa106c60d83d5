"""A statement compiled once. SQLAlchemy finds a compiled statement anew at each execution, which for the two statements
of a queue number is a tenth of its whole cost, while other kiosks wait for the day's row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, UpdateBase


class Statement:
    """``UPDATE`` or ``INSERT`` as text for one database; ``varying`` names what is handed in at each execution.

    ``text`` and ``fixed``, the values that stay the same, are what the driver gets. Types are those of the columns,
    as with SQLAlchemy itself: dates, enumerations and instants go in as they are. Results are the driver's own values.
    """

    def __init__(self, statement: UpdateBase, dialect: Dialect, varying: tuple[str, ...]) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(varying))
        self.text = str(compiled)
        processors = {
            name: found
            for name, bind in compiled.binds.items()
            if (found := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        self._processors = {name: processors[name] for name in varying if name in processors}
        self.fixed: dict[str, Any] = {
            name: processors[name](value) if name in processors else value
            for name, value in compiled.params.items()
            if name not in varying
        }
        self._order: list[str] | None = compiled.positiontup if compiled.positional else None

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[*tuple[Any, ...]]:
        """Execute with ``values`` for every name of ``varying``; KeyError when one is missing."""
        row = {**self.fixed, **values}
        for name, processed in self._processors.items():
            row[name] = processed(row[name])
        ordered = row if self._order is None else tuple(row[name] for name in self._order)
        return connection.exec_driver_sql(self.text, ordered)
