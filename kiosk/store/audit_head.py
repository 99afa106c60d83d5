"""The end of the audit trail: its hash stands for everything before it, and paper carries it out of the house."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, ScalarSelect, func, select

from kiosk.store.engine import reading
from kiosk.store.tables import audit

GENESIS = "0" * 64
"""What the first row names as its previous; also the head of an empty trail."""

WITNESS = 8
"""Digits of the head on a ticket: enough to catch a rebuilt trail, few enough to be read aloud."""


def head(engine: Engine) -> str:
    """The newest row's hash, 64 hexadecimal digits; for the closing slip. Raises StoreError."""
    with reading(engine) as connection:
        return head_of(connection)


def head_of(connection: Connection) -> str:
    """As ``head``, inside a transaction."""
    return connection.scalar(select(audit.c.hash).order_by(audit.c.seq.desc()).limit(1)) or GENESIS


def witness() -> ScalarSelect[str]:
    """The first ``WITNESS`` digits of the head, as a part of another statement."""
    newest = select(audit.c.hash).order_by(audit.c.seq.desc()).limit(1).scalar_subquery()
    return select(func.substr(func.coalesce(newest, GENESIS), 1, WITNESS)).scalar_subquery()
