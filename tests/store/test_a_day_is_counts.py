"""What is kept of a day: counters, tickets by state, overrides by reason; nothing of a person."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import Engine
from taking import AT, DAY, take

from kiosk.store.acts import Waiver, write_act
from kiosk.store.audit_codec import Actor
from kiosk.store.counts import count, day_report
from kiosk.store.errors import Cause, StoreError
from kiosk.store.staff import add
from kiosk.store.tables import Role
from kiosk.store.tickets import mark_printed, mark_uncertain


def test_an_empty_day_reports_zeros(engine: Engine) -> None:
    assert day_report(engine, DAY, kinds=("started", "passed")) == {
        "day": "2020-03-24",
        "quota": None,
        "issued": 0,
        "printed": 0,
        "uncertain": 0,
        "reprinted": 0,
        "unfinished": 0,
        "void": 0,
        "served": 0,
        "service_quotas": {},
        "services": {},
        "counts": {"started": 0, "passed": 0},
        "overrides": {},
    }


def test_the_report_adds_up_and_is_json(engine: Engine) -> None:
    officer = add(engine, "Pos 1", Role.OFFICER, "739164")
    for key, service in (("v1", "kk"), ("v2", "kk"), ("v3", "ktp-el"), ("v4", "kk"), ("v5", "kk")):
        take(engine, key, service=service, service_quota={"kk": 9}.get(service))
    mark_printed(engine, "v1", AT)
    mark_printed(engine, "v3", AT)
    mark_uncertain(engine, "v2")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE ticket SET state = 'served', served_at = taken_at WHERE visit_key = 'v3'"
        )
        connection.exec_driver_sql(
            "UPDATE ticket SET state = 'void', void_reason = 'left' WHERE visit_key = 'v4'"
        )
    for kind in ("started", "passed", "started"):
        count(engine, DAY, kind)
    count(engine, date(2020, 3, 25), "started")
    for reason in ("child", "hand-held", "child"):
        write_act(engine, Waiver(DAY, "v1", "mask", reason), at=AT, actor=Actor("kiosk-1", officer))
    take(engine, "tomorrow", day=date(2020, 3, 25))
    report = day_report(engine, DAY, kinds=("abandoned",))
    assert json.loads(json.dumps(report)) == {
        "day": "2020-03-24",
        "quota": 50,
        "issued": 5,
        "printed": 2,  # the served one too: its paper came out
        "uncertain": 1,
        "reprinted": 0,
        "unfinished": 1,
        "void": 1,
        "served": 1,
        "service_quotas": {"kk": 9},
        "services": {"kk": 4, "ktp-el": 1},
        "counts": {"started": 2, "passed": 1, "abandoned": 0},
        "overrides": {"child": 2, "hand-held": 1},
    }


def test_an_override_needs_a_known_officer_and_a_code(engine: Engine) -> None:
    officer = add(engine, "Pos 1", Role.OFFICER, "739164")
    for staff_id, reason in ((officer + 1, "child"), (officer, "his name is Budi"), (officer, "")):
        with pytest.raises(StoreError) as caught:
            write_act(engine, Waiver(DAY, "v1", "mask", reason), at=AT, actor=Actor("kiosk-1", staff_id))
        assert caught.value.cause is Cause.INVARIANT
    assert day_report(engine, DAY)["overrides"] == {}


def test_a_kind_is_a_code(engine: Engine) -> None:
    with pytest.raises(StoreError):
        count(engine, DAY, "Siti had 38.2")
