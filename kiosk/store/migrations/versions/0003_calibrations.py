"""The thermometer's calibrations: records, corrections, references, quick checks, and what is under way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ONLY_GROW = {
    "calibration_reference": ("seq",),
    "calibration_record": ("id", "digest"),
    "calibration_correction": ("seq", "id"),
    "calibration_check": ("id",),
}


def upgrade() -> None:
    _reference()
    _session()
    _record()
    _correction()
    _check()
    _guard()


def _reference() -> None:
    op.create_table(
        "calibration_reference",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("added_by", sa.String(64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("length(id) BETWEEN 1 AND 40", name=op.f("ck_calibration_reference_id")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_calibration_reference_digest")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_calibration_reference")),
    )


def _session() -> None:
    op.create_table(
        "calibration_session",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kiosk", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name=op.f("ck_calibration_session_kiosk")),
        sa.CheckConstraint(
            "state IN ('open', 'recorded', 'discarded')", name=op.f("ck_calibration_session_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_session")),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "uq_calibration_session_open",
        "calibration_session",
        ["kiosk"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _record() -> None:
    op.create_table(
        "calibration_record",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kiosk", sa.String(64), nullable=False),
        sa.Column("instrument", sa.String(250), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("activated", sa.Boolean(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name=op.f("ck_calibration_record_kiosk")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_calibration_record_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_record")),
        sa.UniqueConstraint("digest", name=op.f("uq_calibration_record_digest")),
    )


def _correction() -> None:
    op.create_table(
        "calibration_correction",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("record", sa.String(40)),
        sa.Column("restores", sa.String(64)),
        sa.Column("kiosk", sa.String(64), nullable=False),
        sa.Column("instrument", sa.String(250), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("data", sa.Text()),
        sa.Column("digest", sa.String(64)),
        sa.CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name=op.f("ck_calibration_correction_kiosk")),
        sa.CheckConstraint(
            "(data IS NULL) = (digest IS NULL) AND (data IS NULL) = (due IS NULL)"
            " AND (data IS NULL) = (record IS NULL)",
            name=op.f("ck_calibration_correction_whole"),
        ),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_calibration_correction_digest")),
        sa.ForeignKeyConstraint(
            ["record"], ["calibration_record.id"], name=op.f("fk_calibration_correction_record")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_calibration_correction")),
        sa.UniqueConstraint("id", name=op.f("uq_calibration_correction_id")),
    )


def _check() -> None:
    op.create_table(
        "calibration_check",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("kiosk", sa.String(64), nullable=False),
        sa.Column("correction", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name=op.f("ck_calibration_check_kiosk")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_calibration_check_digest")),
        sa.ForeignKeyConstraint(
            ["correction"], ["calibration_correction.id"], name=op.f("fk_calibration_check_correction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_check")),
    )


def _guard() -> None:
    """History is kept: a row that turned out wrong is answered by a newer one."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION calibration_only_grows() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'calibrations are only added to'"
            " USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        for table in _ONLY_GROW:
            op.execute(
                f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION calibration_only_grows()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION calibration_only_grows()"
            )
        return
    for table, keys in _ONLY_GROW.items():
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'calibrations are only added to'); END"
            )
        # INSERT OR REPLACE would delete a row without telling any DELETE trigger.
        same = " OR ".join(f"{key} = NEW.{key}" for key in keys)
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
            " BEGIN SELECT RAISE(ABORT, 'calibrations are only added to'); END"
        )
