"""The real window: a wedge scanner's keys in, colours out, marks in the database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.counter.sentences import Mood
from kiosk.store.tables import TicketState
from tests.counter.office import Office
from tests.counter.screen import Window, wait, window


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_a_wedge_scanner_and_three_keys_run_a_counter(office: Office, screen: str, cache: Path) -> None:
    for _ in range(3):
        office.give(ago=5)
    with window(office, screen, cache) as shown:
        shown.scan(office.qr(1))
        shown.sees(Mood.GO)
        shown.press("F2")
        shown.sees(Mood.DONE)
        wait(lambda: office.state(1) is TicketState.SERVED)
        shown.scan(office.qr(1))
        shown.sees(Mood.STOP)
        shown.scan(office.qr(2)[:-3] + "000")
        shown.sees(Mood.STOP)
        shown.press("F2")  # offers nothing: nothing happens
        shown.scan(office.stamped(3).code)
        shown.sees(Mood.GO)
        shown._xdotool("type", "2")
        shown.sees(Mood.IDLE)
        shown.press("F2")  # number 3 is not seen any more, so it is not marked
        shown.press("Return")
        assert office.state(3) is TicketState.PRINTED
        shown.sees(Mood.CARE)
        shown.press("F3")
        shown.sees(Mood.DONE)
        wait(lambda: office.state(2) is TicketState.NO_SHOW)
        shown.press("F4")
        wait(lambda: office.state(2) is TicketState.PRINTED)
        shown.press("Escape")
        shown.sees(Mood.IDLE)
        shown.scan(office.stamped(3).code)
        shown.sees(Mood.GO)


def test_a_ticket_scanned_over_half_a_scan_is_read(office: Office, screen: str, cache: Path) -> None:
    office.give()
    with window(office, screen, cache) as shown:
        shown._xdotool("type", "--delay", "3", office.qr(1)[:50])
        shown.scan(office.qr(1))
        shown.sees(Mood.GO)


def test_a_waiting_number_is_chosen_by_touch_and_marked_by_touch(
    office: Office, screen: str, cache: Path
) -> None:
    for _ in range(2):
        office.give(ago=5)
    with window(office, screen, cache) as shown:
        touch(shown, 1040, 230)  # the first who waits
        shown.sees(Mood.CARE)
        touch(shown, 130, 635)  # served
        shown.sees(Mood.DONE)
        wait(lambda: office.state(1) is TicketState.SERVED)


def test_it_goes_on_without_the_database_and_catches_up(office: Office, screen: str, cache: Path) -> None:
    office.give()
    text = office.qr(1)
    office.away()
    with window(office, screen, cache, "--language", "en") as shown:
        shown.scan(text)
        shown.sees(Mood.CARE)
        shown.press("F2")
        shown.sees(Mood.DONE)
        shown.scan(text)
        shown.sees(Mood.STOP)
        office.back()
        wait(lambda: office.state(1) is TicketState.SERVED)
    assert not (office.settings.data_dir / "counter-owed.jsonl").exists()


def test_another_days_ticket_and_a_foreign_qr_are_refused(office: Office, screen: str, cache: Path) -> None:
    office.give()
    with window(office, screen, cache) as shown:
        shown.scan(office.stamped(1, day=office.now - timedelta(days=1)).qr)
        shown.sees(Mood.STOP)
        shown.press("Escape")
        shown.sees(Mood.IDLE)
        shown.scan("https://wa.me/6285870310341?text=Halo")
        shown.sees(Mood.STOP)


def test_it_says_so_when_the_scanner_would_type_elsewhere(office: Office, screen: str, cache: Path) -> None:
    with window(office, screen, cache) as shown:
        assert not shown.warns
        shown._xdotool("windowunmap", shown.id, "windowmap", shown.id)  # the focus is nowhere now
        wait(lambda: shown.warns)
        shown._xdotool("windowfocus", shown.id)
        shown.sees(Mood.IDLE)
        wait(lambda: not shown.warns)


def touch(shown: Window, x: float, y: float) -> None:
    wait(lambda: shown.mood is not None)
    shown.click(x, y)
