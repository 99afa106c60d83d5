"""By whose rules a day is run. The first kiosk that gives a number writes their fingerprint into the day's row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, String, bindparam, or_, select, update

from kiosk.store.audit import append
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import RulesAdopted
from kiosk.store.engine import writing
from kiosk.store.errors import Cause, StoreError, place
from kiosk.store.service_places import forget_places
from kiosk.store.tables import service_day

FINGERPRINT = bindparam("on_fingerprint", type_=String)


def same_rules() -> ColumnElement[bool]:
    """Whether the day's row is nobody's yet or this kiosk's. A kiosk that tells no fingerprint asks for nothing."""
    mine = service_day.c.fingerprint == FINGERPRINT
    return or_(FINGERPRINT.is_(None), service_day.c.fingerprint.is_(None), mine)


def require_same(connection: Connection, day: date, fingerprint: str | None) -> None:
    """Raises StoreError(RULES) when ``day`` is run by other rules than those of ``fingerprint``."""
    query = select(service_day.c.fingerprint).where(service_day.c.day == day)
    kept = connection.scalar(query)
    if fingerprint is not None and kept is not None and kept != fingerprint:
        detail = f"{day}: {kept[:8]} there, {fingerprint[:8]} here"
        raise StoreError(Cause.RULES, place(connection.engine.url), detail)


def adopt(
    engine: Engine, day: date, fingerprint: str, *, at: datetime | None = None, actor: Actor | None = None
) -> bool:
    """From now on ``day`` is run by the rules of ``fingerprint``; False when nothing had to change for it.

    For an office that changes its rules in the middle of a day: kiosks with the old rules stop giving numbers.
    With ``at`` (aware) and ``actor`` it stands in the audit trail, in the same transaction. Raises StoreError.
    """
    others = or_(service_day.c.fingerprint.is_(None), service_day.c.fingerprint != fingerprint)
    with writing(engine) as connection:
        mine = update(service_day).where(service_day.c.day == day, others).values(fingerprint=fingerprint)
        changed = connection.execute(mine).rowcount == 1
        if changed:
            forget_places(connection, day)
        if changed and at is not None and actor is not None:
            append(connection, at=at, actor=actor, event=RulesAdopted(day, fingerprint))
    return changed
