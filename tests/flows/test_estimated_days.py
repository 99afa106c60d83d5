"""A feast whose date is only estimated: asked of an officer, decided for every kiosk, never closed by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select
from typer.testing import CliRunner

from kiosk.__main__ import app
from kiosk.rules import states as s
from kiosk.rules.acts import Act, offers
from kiosk.rules.door import Bar, door
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import WIB, Closed
from kiosk.store.acts import DayDecision, write_act
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_verify import verify
from kiosk.store.day_words import day_words
from kiosk.store.tables import staff
from tests.flows.test_officers_acts import SIGN_IN, act
from tests.flows.test_visits import READY, TO_THE_MASK
from tests.flows.visitor import Eventually, Touch, Visitor, see

Open = Callable[..., Visitor]
SHIPPED = Path(__file__).parents[2] / "kiosk.ini"
FEAST = date(2027, 3, 10)
"""Idul Fitri by the default table; no decree has named its day."""
MORNING = datetime(2027, 3, 10, 8, 15, tzinfo=WIB)


def asked(kiosk: Kiosk, v: Visitor) -> list[str]:
    days = (Act.DAY_CLOSED, Act.DAY_OPEN)
    return [offer.key for offer in offers(kiosk, s.Welcome(), v.settings) if offer.act in days]


def test_it_is_open_until_an_officer_says_otherwise_and_then_closed_also_after_a_restart(
    visitor: Open,
) -> None:
    v = visitor(start=MORNING)
    v.live(READY)
    assert door(v.kiosk, v.settings).bar is None
    assert asked(v.kiosk, v)[:2] == ["day-closed:2027-03-10", "day-open:2027-03-10"]
    v.live(*SIGN_IN, act("day-closed:2027-03-10"), Eventually(lambda k: k.decided == ((FEAST, True),)))
    v.live(Touch(Press.CLOSE), see(s.Welcome))
    shut = door(v.kiosk, v.settings)
    assert isinstance(shut.hours, Closed)
    assert (shut.bar, shut.hours.name) == (Bar.HOURS, "Hari Raya Idul Fitri")
    v.restart()
    v.live(READY, Eventually(lambda k: door(k, v.settings).bar is Bar.HOURS))
    assert verify(v.engine).whole
    # The next one is asked about; the word can be taken back.
    assert asked(v.kiosk, v) == ["day-closed:2027-03-11", "day-open:2027-03-11", "day-open:2027-03-10"]
    v.live(*SIGN_IN, act("day-open:2027-03-10"), Eventually(lambda k: k.decided == ((FEAST, False),)))
    v.live(Touch(Press.CLOSE), *TO_THE_MASK)


def test_what_an_officer_says_at_one_kiosk_holds_at_every_other(visitor: Open) -> None:
    v = visitor(start=MORNING)
    v.live(*TO_THE_MASK)
    with v.engine.connect() as connection:
        officer = connection.scalar(select(func.min(staff.c.id)))
    write_act(v.engine, DayDecision(FEAST, True), at=v.clock.utc(), actor=Actor("kiosk-2", officer))
    # Not counted anew yet: the number is refused where it would be taken.
    v.live(Touch(Press.MASK_ON), see(s.QuotaGone), Touch(Press.UNDERSTOOD))
    v.live(Eventually(lambda k: door(k, v.settings).bar is Bar.HOURS))
    assert v.issued() == 0


def test_a_word_is_one_row_a_day_the_last_one_holds_and_the_trail_has_both(visitor: Open) -> None:
    v = visitor(start=MORNING)
    v.live(READY, *SIGN_IN, act("day-closed:2027-03-10"), Eventually(lambda k: bool(k.decided)))
    v.live(act("day-open:2027-03-10"), Eventually(lambda k: k.decided == ((FEAST, False),)))
    assert day_words(v.engine) == ((FEAST, False),)
    with v.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT data FROM audit WHERE type = 'day_decided' ORDER BY seq")
        assert [json.loads(row.data)["closed"] for row in rows] == [True, False]


def test_a_day_that_nobody_asks_about_cannot_be_closed(visitor: Open) -> None:
    v = visitor(start=MORNING)
    v.live(READY, *SIGN_IN, act("day-closed:2027-03-15"), Touch(Press.CLOSE), see(s.Welcome))
    assert day_words(v.engine) == ()


def test_the_preview_explains_it(visitor: Open) -> None:
    v = visitor(start=MORNING)
    v.live(READY)
    ini = v.settings.data_dir / "kiosk.ini"
    ini.write_text(SHIPPED.read_text().replace("url = sqlite:///kiosk.db", f"url = {v.settings.database}"))

    def told() -> dict[str, object]:
        ran = CliRunner().invoke(app, ["preview", "2027-03-10", "--json", "--config", str(ini)])
        found: dict[str, object] = json.loads(ran.stdout)
        return found

    before = told()
    assert (before["open"], before["asks_officer"], before["officer_decided"]) == (True, True, False)
    v.live(*SIGN_IN, act("day-closed:2027-03-10"), Eventually(lambda k: bool(k.decided)))
    after = told()
    assert (after["open"], after["officer_decided"], after["reason_code"]) == (False, True, "holiday")
    assert "as an officer decided" in str(after["reason"])
