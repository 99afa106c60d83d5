"""The first visit: days, tickets, counts, overrides, staff, wrong PINs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "day_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(kind) BETWEEN 1 AND 32 AND replace(kind, ' ', '') = kind", name=op.f("ck_day_count_kind")
        ),
        sa.CheckConstraint("n >= 1", name=op.f("ck_day_count_n")),
        sa.PrimaryKeyConstraint("day", "kind", name=op.f("pk_day_count")),
    )
    op.create_table(
        "pin_failures",
        sa.Column("keypad", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.BigInteger()),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(keypad) BETWEEN 1 AND 64", name=op.f("ck_pin_failures_keypad")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_pin_failures_failures")),
        sa.CheckConstraint(
            "locked_until IS NULL OR failures >= 1", name=op.f("ck_pin_failures_locked_until")
        ),
        sa.PrimaryKeyConstraint("keypad", name=op.f("pk_pin_failures")),
    )
    op.create_table(
        "service_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quota", sa.Integer()),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.CheckConstraint("issued >= 0", name=op.f("ck_service_day_issued")),
        sa.CheckConstraint("quota IS NULL OR issued <= quota", name=op.f("ck_service_day_quota")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_service_day")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("pin_hash", sa.String(length=128), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('officer', 'technician', 'supervisor')", name=op.f("ck_staff_role")),
        sa.CheckConstraint("substr(pin_hash, 1, 10) = '$argon2id$'", name=op.f("ck_staff_pin_hash")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 64", name=op.f("ck_staff_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("check_code", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("visit_key", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "length(check_code) BETWEEN 1 AND 32 AND replace(check_code, ' ', '') = check_code",
            name=op.f("ck_override_check_code"),
        ),
        sa.CheckConstraint(
            "length(reason) BETWEEN 1 AND 32 AND replace(reason, ' ', '') = reason",
            name=op.f("ck_override_reason"),
        ),
        sa.CheckConstraint("length(visit_key) BETWEEN 1 AND 64", name=op.f("ck_override_visit_key")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_override_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
    )
    op.create_index(op.f("ix_override_day"), "override", ["day"])

    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("visit_key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("printed_at", sa.BigInteger()),
        sa.CheckConstraint(
            "length(service) BETWEEN 1 AND 32 AND replace(service, ' ', '') = service",
            name=op.f("ck_ticket_service"),
        ),
        sa.CheckConstraint("state <> 'printed' OR printed_at IS NOT NULL", name=op.f("ck_ticket_printed")),
        sa.CheckConstraint(
            "state IN ('taken', 'printed', 'uncertain', 'void', 'served')", name=op.f("ck_ticket_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('taken', 'uncertain') OR printed_at IS NULL", name=op.f("ck_ticket_unprinted")
        ),
        sa.CheckConstraint("ahead >= 0 AND ahead < number", name=op.f("ck_ticket_ahead")),
        sa.CheckConstraint("length(token) BETWEEN 16 AND 64", name=op.f("ck_ticket_token")),
        sa.CheckConstraint("length(visit_key) BETWEEN 1 AND 64", name=op.f("ck_ticket_visit_key")),
        sa.ForeignKeyConstraint(["day"], ["service_day.day"], name=op.f("fk_ticket_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_ticket_day_number")),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_token")),
        sa.UniqueConstraint("visit_key", name=op.f("uq_ticket_visit_key")),
    )
