"""Answer for it: the audit trail, whose number it was, what became of it at the counter, counts that outlive rows.

Several CHECKs of ``ticket`` and ``service_day`` change, and SQLite can change none in place. So on both databases
the two tables are set aside, made anew in full and filled again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for table in ("ticket", "service_day"):
        op.execute(f"CREATE TABLE {table}_0001 AS SELECT * FROM {table}")
    op.drop_table("ticket")
    op.drop_table("service_day")
    _service_day()
    _ticket()
    op.execute(
        "INSERT INTO service_day (day, quota, reserve, issued) SELECT day, quota, 0, issued FROM service_day_0001"
    )
    _fill_ticket()
    op.drop_table("ticket_0001")
    op.drop_table("service_day_0001")
    op.add_column("staff", sa.Column("disabled_at", sa.BigInteger()))
    op.add_column("staff", sa.Column("badge_hash", sa.String(64)))
    _hour_count()
    _audit()


def _fill_ticket() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    # A visit's key begins with its kiosk's name.
    slash = "strpos(visit_key, '/')" if postgres else "instr(visit_key, '/')"
    op.execute(
        "INSERT INTO ticket (id, day, number, service, token, visit_key, kiosk, state, priority, ahead, witness,"
        " taken_at, printed_at, served_at, void_reason, reprints, recalls)"
        " SELECT id, day, number, service, token, visit_key,"
        f" CASE WHEN {slash} > 1 THEN substr(visit_key, 1, {slash} - 1) ELSE 'kiosk' END,"
        " state, false, ahead, '00000000', taken_at, printed_at, CASE WHEN state = 'served' THEN taken_at END,"
        " CASE WHEN state = 'void' THEN 'unknown' END, 0, 0 FROM ticket_0001"
    )
    if postgres:
        op.execute(
            "SELECT setval(pg_get_serial_sequence('ticket', 'id'), coalesce(max(id), 0) + 1, false) FROM ticket"
        )


def _service_day() -> None:
    op.create_table(
        "service_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quota", sa.Integer()),
        sa.Column("reserve", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(64)),
        sa.CheckConstraint("issued >= 0", name=op.f("ck_service_day_issued")),
        sa.CheckConstraint("reserve >= 0", name=op.f("ck_service_day_reserve")),
        sa.CheckConstraint("quota IS NULL OR issued <= quota + reserve", name=op.f("ck_service_day_quota")),
        sa.CheckConstraint(
            "length(fingerprint) BETWEEN 1 AND 64 AND replace(fingerprint, ' ', '') = fingerprint",
            name=op.f("ck_service_day_fingerprint"),
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_service_day")),
    )


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("visit_key", sa.String(length=64), nullable=False),
        sa.Column("kiosk", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("witness", sa.String(length=8), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("printed_at", sa.BigInteger()),
        sa.Column("served_at", sa.BigInteger()),
        sa.Column("void_reason", sa.String(length=32)),
        sa.Column("reprints", sa.Integer(), nullable=False),
        sa.Column("recalls", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(service) BETWEEN 1 AND 32 AND replace(service, ' ', '') = service",
            name=op.f("ck_ticket_service"),
        ),
        sa.CheckConstraint("state <> 'printed' OR printed_at IS NOT NULL", name=op.f("ck_ticket_printed")),
        sa.CheckConstraint(
            "state IN ('taken', 'printed', 'uncertain', 'no_show', 'void', 'served')",
            name=op.f("ck_ticket_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('taken', 'uncertain') OR printed_at IS NULL", name=op.f("ck_ticket_unprinted")
        ),
        sa.CheckConstraint("(state = 'served') = (served_at IS NOT NULL)", name=op.f("ck_ticket_served")),
        sa.CheckConstraint("(state = 'void') = (void_reason IS NOT NULL)", name=op.f("ck_ticket_void")),
        sa.CheckConstraint(
            "length(void_reason) BETWEEN 1 AND 32 AND replace(void_reason, ' ', '') = void_reason",
            name=op.f("ck_ticket_void_reason"),
        ),
        sa.CheckConstraint("ahead >= 0 AND ahead < number", name=op.f("ck_ticket_ahead")),
        sa.CheckConstraint("reprints >= 0", name=op.f("ck_ticket_reprints")),
        sa.CheckConstraint("recalls >= 0", name=op.f("ck_ticket_recalls")),
        sa.CheckConstraint("length(witness) = 8", name=op.f("ck_ticket_witness")),
        sa.CheckConstraint("length(token) BETWEEN 16 AND 64", name=op.f("ck_ticket_token")),
        sa.CheckConstraint("length(visit_key) BETWEEN 1 AND 64", name=op.f("ck_ticket_visit_key")),
        sa.CheckConstraint("length(kiosk) BETWEEN 1 AND 64", name=op.f("ck_ticket_kiosk")),
        sa.ForeignKeyConstraint(["day"], ["service_day.day"], name=op.f("fk_ticket_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_ticket_day_number")),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_token")),
        sa.UniqueConstraint("visit_key", name=op.f("uq_ticket_visit_key")),
    )


_COUNTS = (
    "taken",
    "printed",
    "uncertain",
    "reprinted",
    "void",
    "no_show",
    "served",
    "priority",
    "waited",
    "longest_wait",
)


def _hour_count() -> None:
    op.create_table(
        "hour_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_hour_count_hour")),
        sa.CheckConstraint(
            "length(service) BETWEEN 1 AND 32 AND replace(service, ' ', '') = service",
            name=op.f("ck_hour_count_service"),
        ),
        sa.CheckConstraint(
            " AND ".join(f"{name} >= 0" for name in _COUNTS), name=op.f("ck_hour_count_counts")
        ),
        sa.PrimaryKeyConstraint("day", "hour", "service", name=op.f("pk_hour_count")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=96), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_audit_seq")),
        sa.CheckConstraint("length(actor) BETWEEN 1 AND 96", name=op.f("ck_audit_actor")),
        sa.CheckConstraint(
            "length(type) BETWEEN 1 AND 32 AND replace(type, ' ', '') = type", name=op.f("ck_audit_type")
        ),
        sa.CheckConstraint("length(previous) = 64", name=op.f("ck_audit_previous")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_audit_hash")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_previous")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
    )
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


# INSERT OR REPLACE would delete rows without telling any DELETE trigger; a row may therefore only come last.
_SQLITE = (
    """CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END""",
    """CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END""",
    """CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
      OR EXISTS (SELECT 1 FROM audit WHERE previous = NEW.previous OR hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'the audit trail only grows at its end'); END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit trail only grows' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_only_grows()""",
    """CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()""",
)
