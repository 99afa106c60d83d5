"""Run by Alembic. The connection and its transaction belong to kiosk.store.migrate."""

from __future__ import annotations

from alembic import context

from kiosk.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    # SQLite can change a constraint only by writing the table anew.
    render_as_batch=True,
)
context.run_migrations()
