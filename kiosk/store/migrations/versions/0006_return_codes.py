"""Codes of people who rest before their second check, so that a crash sends nobody back to the start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "return_code",
        sa.Column("kiosk", sa.String(64), nullable=False),
        sa.Column("code", sa.String(3), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kiosk", "code", name=op.f("pk_return_code")),
        sa.CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name=op.f("ck_return_code_kiosk")),
        sa.CheckConstraint(
            "length(code) = 3 AND trim(code, '0123456789') = ''", name=op.f("ck_return_code_code")
        ),
    )
