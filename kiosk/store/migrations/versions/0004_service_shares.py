"""A quota of single services within the day's: one row a day and service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "service_share",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("reserve", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(service) BETWEEN 1 AND 32 AND replace(service, ' ', '') = service",
            name=op.f("ck_service_share_service"),
        ),
        sa.CheckConstraint("issued >= 0", name=op.f("ck_service_share_issued")),
        sa.CheckConstraint("reserve >= 0", name=op.f("ck_service_share_reserve")),
        sa.CheckConstraint("issued <= quota + reserve", name=op.f("ck_service_share_quota")),
        sa.ForeignKeyConstraint(["day"], ["service_day.day"], name=op.f("fk_service_share_day")),
        sa.PrimaryKeyConstraint("day", "service", name=op.f("pk_service_share")),
    )
