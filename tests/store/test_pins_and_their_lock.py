"""Signing in by PIN: who may, what is refused, how long a keypad stays locked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from kiosk.store import pins
from kiosk.store.engine import open_store
from kiosk.store.pin_lock import LOCKS, PinLock, failed, locked
from kiosk.store.pins import UnfitPinError, require_fit
from kiosk.store.staff import LockedOut, SignedIn, StaffMember, WrongPin, add, authenticate, people
from kiosk.store.tables import Role

NOW = datetime(2020, 3, 24, 1, 0, tzinfo=UTC)
WRONG = "805273"


def seconds(n: float) -> timedelta:
    return timedelta(seconds=n)


# ---------------------------------------------------------------------------------------- which PINs


@pytest.mark.parametrize(
    "pin",
    [
        *("000000", "777777", "121212", "112112", "123123", "112233", "123321"),  # repeats
        *("123456", "654321", "890123", "246802", "135791", "987654"),  # runs
        *("170845", "311299", "450817", "081745", "199001", "200229", "171945", "081945", "290204"),  # dates
        *("147258", "369258", "159357", "753951"),  # lines on the keypad
        *("12345", "1234567", "12a456", "", "１２３４５７", " 73916"),  # not six digits
    ],
)
def test_pins_a_stranger_tries_first_are_refused(pin: str) -> None:
    with pytest.raises(UnfitPinError) as caught:
        require_fit(pin)
    assert not pin or pin not in str(caught.value)


@given(
    day=st.dates(date(1920, 1, 1), date(2029, 12, 31)),
    shape=st.sampled_from(["%d%m%y", "%y%m%d", "%m%d%y", "%Y%m", "%m%Y"]),
)
def test_no_birthday_is_a_pin(day: date, shape: str) -> None:
    with pytest.raises(UnfitPinError):
        require_fit(day.strftime(shape))


def test_most_pins_remain() -> None:
    def fit(pin: str) -> bool:
        try:
            require_fit(pin)
        except UnfitPinError:
            return False
        return True

    tried = range(0, 1_000_000, 97)
    assert sum(fit(f"{number:06}") for number in tried) > 0.85 * len(tried)


def test_pins_are_kept_as_argon2id_of_the_agreed_cost(engine: Engine) -> None:
    add(engine, "Pos 1", Role.OFFICER, "739164")
    with engine.connect() as connection:
        (kept,) = connection.execute(text("SELECT pin_hash FROM staff")).scalars()
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


# ----------------------------------------------------------------------------------------- who may


def test_the_pin_tells_who_it_is(engine: Engine) -> None:
    add(engine, "Pos 1", Role.OFFICER, "739164")
    technician = add(engine, "Teknisi", Role.TECHNICIAN, "482957")
    assert authenticate(engine, "482957", NOW) == SignedIn(
        StaffMember(technician, "Teknisi", Role.TECHNICIAN, demo=False)
    )
    assert authenticate(engine, WRONG, NOW) == WrongPin(4)
    assert authenticate(engine, "", NOW) == WrongPin(3)


def test_demonstration_pins_never_work_outside_the_demonstration(engine: Engine) -> None:
    real = add(engine, "Pos 1", Role.OFFICER, "739164")
    shown = add(engine, "Petugas demo", Role.OFFICER, "482957", demo=True)
    assert authenticate(engine, "482957", NOW) == WrongPin(4)
    assert authenticate(engine, "482957", NOW, demo=True) == SignedIn(
        StaffMember(shown, "Petugas demo", Role.OFFICER, demo=True)
    )
    for demo in (False, True):
        answer = authenticate(engine, "739164", NOW, demo=demo)
        assert isinstance(answer, SignedIn)
        assert answer.staff.id == real
    assert [member.name for member in people(engine)] == ["Pos 1"]
    assert [member.name for member in people(engine, demo=True)] == ["Petugas demo", "Pos 1"]


def test_a_disabled_person_is_nobody_and_the_pin_stays_used(engine: Engine) -> None:
    add(engine, "Pos 1", Role.OFFICER, "739164")
    with engine.begin() as connection:
        connection.execute(text("UPDATE staff SET active = :no"), {"no": False})
    assert authenticate(engine, "739164", NOW) == WrongPin(4)
    assert people(engine) == []
    with pytest.raises(UnfitPinError):
        add(engine, "Pos 2", Role.OFFICER, "739164")


def test_a_pin_and_a_name_belong_to_one_person(engine: Engine) -> None:
    add(engine, "Pos 1", Role.OFFICER, "739164")
    with pytest.raises(UnfitPinError, match="choose another"):
        add(engine, "Pos 2", Role.TECHNICIAN, "739164", demo=True)
    with pytest.raises(ValueError, match="a person named"):
        add(engine, "Pos 1", Role.OFFICER, "482957")
    assert len(people(engine, demo=True)) == 1


def test_right_and_wrong_pins_cost_the_same_number_of_hashes(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_store(sqlite_url)
    looked_at: list[str] = []
    real_hashed, real_matches = pins.hashed, pins.matches
    monkeypatch.setattr(pins, "hashed", lambda pin: looked_at.append(pin) or real_hashed(pin))
    monkeypatch.setattr(pins, "matches", lambda kept, pin: looked_at.append(pin) or real_matches(kept, pin))

    def cost(pin: str) -> int:
        looked_at.clear()
        authenticate(engine, pin, NOW)
        return len(looked_at)

    assert cost(WRONG) == 1  # with nobody to compare with, too
    for name, pin in (("a", "739164"), ("b", "482957"), ("c", "604871")):
        add(engine, name, Role.OFFICER, pin)
    assert [cost(pin) for pin in ("739164", "604871", WRONG, "")] == [3, 3, 3, 3]
    engine.dispose()


# ------------------------------------------------------------------------------------------ the lock


def test_five_failures_lock_and_each_further_one_locks_longer(engine: Engine) -> None:
    add(engine, "Pos 1", Role.OFFICER, "739164")
    now = NOW
    assert [authenticate(engine, WRONG, now) for _ in range(4)] == [WrongPin(left) for left in (4, 3, 2, 1)]
    for wait in (30, 60, 300, 900, 3600, 3600):
        assert authenticate(engine, WRONG, now) == LockedOut(now + seconds(wait))
        # Even the right PIN is not looked at, and asking does not make it longer.
        assert authenticate(engine, "739164", now + seconds(wait - 1)) == LockedOut(now + seconds(wait))
        now += seconds(wait)
    assert isinstance(authenticate(engine, "739164", now), SignedIn)
    assert authenticate(engine, WRONG, now) == WrongPin(4)


def test_the_count_survives_a_restart_and_is_kept_for_each_keypad(url: str) -> None:
    for left in (4, 3, 2, 1):
        engine = open_store(url)
        assert authenticate(engine, WRONG, NOW) == WrongPin(left)
        engine.dispose()
    engine = open_store(url)
    assert authenticate(engine, WRONG, NOW) == LockedOut(NOW + seconds(30))
    assert authenticate(engine, WRONG, NOW, keypad="Pintu 2") == WrongPin(4)
    engine.dispose()


def test_a_guess_counts_before_it_is_looked_at(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plug pulled while the hash is being worked out, stood for by an error out of it."""
    engine = open_store(sqlite_url)
    monkeypatch.setattr(pins, "hashed", pull_the_plug)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            authenticate(engine, WRONG, NOW)
    monkeypatch.undo()
    assert authenticate(engine, WRONG, NOW) == LockedOut(NOW + seconds(30))
    engine.dispose()


def pull_the_plug(_pin: str) -> str:
    raise KeyboardInterrupt


@pytest.mark.parametrize("back", [1, 3600, 50 * 365 * 86400])
def test_a_clock_set_back_neither_opens_the_lock_nor_holds_it_for_ever(engine: Engine, back: int) -> None:
    add(engine, "Pos 1", Role.OFFICER, "739164")
    for _ in range(5):
        authenticate(engine, WRONG, NOW)
    earlier = NOW - seconds(back)
    assert authenticate(engine, "739164", earlier) == LockedOut(earlier + seconds(30))
    assert isinstance(authenticate(engine, "739164", earlier + seconds(30)), SignedIn)


def test_a_clock_that_was_a_year_ahead_does_not_lock_for_a_year(engine: Engine) -> None:
    add(engine, "Pos 1", Role.OFFICER, "739164")
    for _ in range(5):
        authenticate(engine, WRONG, NOW + timedelta(days=365))
    assert authenticate(engine, "739164", NOW + seconds(5)) == LockedOut(NOW + seconds(35))
    assert isinstance(authenticate(engine, "739164", NOW + seconds(36)), SignedIn)


@settings(max_examples=200)
@given(steps=st.lists(st.tuples(st.integers(0, 4000), st.integers(-100_000, 0)), min_size=1, max_size=30))
def test_turning_the_clock_back_never_helps(steps: list[tuple[int, int]]) -> None:
    """Wall clock = true time + whatever was set back so far. A try is only ever given when the true time since
    the last failure has reached the length of its lock, and is always given within that length of a quiet clock."""
    lock, offset, true, failed_at = PinLock(0, None, NOW), 0, 0, 0
    for passed, set_back in steps:
        true += passed
        offset += set_back
        now = NOW + seconds(true + offset)
        length = LOCKS[min(lock.failures - 5, len(LOCKS) - 1)] if lock.failures >= 5 else timedelta(0)
        if still := locked(lock, now):
            assert still.until is not None
            assert still.until - now <= length
            assert locked(still, still.until) is None
            lock = still
        else:
            assert seconds(true - failed_at) >= length
            lock, failed_at = failed(lock, now), true
