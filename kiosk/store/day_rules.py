"""By whose rules a day is run. The first kiosk that gives a number writes their fingerprint into the day's row."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, Engine, String, bindparam, or_, select, update

from kiosk.store.engine import writing
from kiosk.store.errors import Cause, StoreError, place
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


def adopt(engine: Engine, day: date, fingerprint: str) -> bool:
    """From now on ``day`` is run by the rules of ``fingerprint``; False when no number of it was asked for yet.

    For an office that changes its rules in the middle of a day. Kiosks with the old rules stop giving numbers.
    Raises StoreError.
    """
    with writing(engine) as connection:
        mine = update(service_day).where(service_day.c.day == day).values(fingerprint=fingerprint)
        return connection.execute(mine).rowcount == 1
