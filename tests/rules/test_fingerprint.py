"""Kiosks that share a quota must go by the same rules, and see it at once when they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.rules.fingerprint import fingerprint
from kiosk.rules.screening import Requirement
from tests.rules.kiosks import DAY, Book


def book(**changes: object) -> Book:
    changed = Book()
    changed.policies = (replace(Book.policies[0], **changes),)  # type: ignore[misc]
    return changed


def test_the_same_rules_have_the_same_fingerprint() -> None:
    assert fingerprint(Book(), DAY) == fingerprint(book(), DAY)
    assert len(fingerprint(Book(), DAY)) == 64


@pytest.mark.parametrize(
    "changes",
    [
        {"quota": 60},
        {"reserve": 3},
        {"mask": Requirement.ADVISED},
        {"temperature": replace(Book.policies[0].temperature, limit=3750)},
        {"windows": (None,) * 7},
        {"service_quotas": {"kk": 10}},
    ],
    ids=str,
)
def test_whatever_decides_who_gets_a_number_changes_it(changes: dict[str, object]) -> None:
    assert fingerprint(book(**changes), DAY) != fingerprint(Book(), DAY)


def test_the_instruments_guard_band_is_one_kiosks_own() -> None:
    guarded = replace(Book.policies[0].temperature, guard=12)
    assert fingerprint(book(temperature=guarded), DAY) == fingerprint(Book(), DAY)


def test_the_source_of_a_policy_decides_nothing() -> None:
    assert fingerprint(book(source="Surat edaran"), DAY) == fingerprint(Book(), DAY)
