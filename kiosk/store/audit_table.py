"""The audit trail as a table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from kiosk.store.columns import Instant
from kiosk.store.schema import code, metadata


class Audit(TypedColumns):
    """One link of the audit trail; see audit.py. Triggers of the migration refuse UPDATE and DELETE.

    ``previous`` is UNIQUE, so that two kiosks can never grow two branches.
    """

    seq: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(Instant, nullable=False)
    actor: Named[str] = Column(String(96), nullable=False)
    type: Named[str] = Column(String(32), nullable=False)
    data: Named[str] = Column(Text, nullable=False)
    previous: Named[str] = Column(String(64), nullable=False)
    hash: Named[str] = Column(String(64), nullable=False)


audit = Table(
    "audit",
    metadata,
    Audit,
    UniqueConstraint("previous"),
    UniqueConstraint("hash"),
    CheckConstraint("seq >= 1", name="seq"),
    CheckConstraint("length(actor) BETWEEN 1 AND 96", name="actor"),
    CheckConstraint(code("type"), name="type"),
    CheckConstraint("length(previous) = 64", name="previous"),
    CheckConstraint("length(hash) = 64", name="hash"),
)
