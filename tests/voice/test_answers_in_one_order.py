"""The answers of a screen are the same for the eye, the ear and the keypad, in the same order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.rules.events import Press, Touch
from kiosk.rules.kiosk import Devices, Kiosk
from kiosk.rules.states import Trouble
from kiosk.rules.visit import step
from kiosk.ui.samples import kiosks
from kiosk.voice.answers import answers
from tests.voice.moments import moments, settings

WITHOUT = {
    "measuring-stand", "measuring-closer", "measuring-still", "measuring-almost", "return-code",
    "return-early", "preparing", "preparing-paper", "preparing-number",
    "waiting-cover", "waiting-printer", "return-unknown", "return-full", "waiting-paper", "waiting-store",
}  # fmt: skip
"""Nothing to answer: the screen goes on by itself, or digits are typed."""


def presses(kiosk: Kiosk) -> list[tuple[Press, str]]:
    return [(answer.press, answer.value) for answer in answers(kiosk, settings())]


def test_every_answer_does_something() -> None:
    for name, kiosk in moments("id"):
        for press, value in presses(kiosk):
            assert step(kiosk, Touch(press, value), settings()) != (kiosk, ()), (name, press)


def test_every_screen_of_a_visit_has_an_answer_or_goes_on_by_itself() -> None:
    staff = ("signing-in", "deciding", "technician", "bench", "quick", "history", "care")
    silent = {name for name, kiosk in kiosks.moments().items() if not presses(kiosk)}
    assert {name for name in silent if not name.startswith(staff)} == WITHOUT


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("welcome", [Press.START, Press.ONLINE_WAYS, Press.PRIVACY]),
        ("welcome-returning", [Press.START, Press.ONLINE_WAYS, Press.RETURN, Press.PRIVACY]),
        ("welcome-quota", [Press.ONLINE_WAYS, Press.SLIP, Press.PRIVACY]),
        ("mask", [Press.MASK_ON, Press.NO_MASK]),
        ("held-mask", [Press.CALL_OFFICER, Press.MASK_ON]),
        ("papers", [Press.PAPERS_READY, Press.CANCEL]),
        ("still-there", [Press.STILL_HERE]),
    ],
)
def test_the_first_answer_comes_first(moment: str, expected: list[Press]) -> None:
    assert [press for press, _ in presses(kiosks.moments()[moment])] == expected


def test_services_are_numbered_as_their_buttons_stand() -> None:
    values = [value for _, value in presses(kiosks.moments()["choosing-service"])]
    assert values[:3] == ["kk", "ktp-el", "pindah-datang"]


def test_a_printer_that_cannot_print_offers_no_slip() -> None:
    kiosk = replace(kiosks.moments()["quota-gone"], devices=Devices(printer=Trouble.PAPER_OUT))
    assert presses(kiosk) == [(Press.ONLINE, ""), (Press.UNDERSTOOD, "")]
