"""The token as a picture: small enough for paper, and read back by two other programs."""

from __future__ import annotations

import pytest
import qrcode
import zxingcpp
from PIL import Image
from pyzbar import pyzbar
from trust_examples import KEYS, claims

from kiosk.trust.mark import service_mark
from kiosk.trust.token import LONGEST, sign

TICKETS = {
    "shortest": claims(7, "kk", office="75"),
    "usual": claims(147, "ktp-el"),
    "longest": claims(9999, service_mark("akta-kelahiran"), office="337501"),
}


def code_of(text: str) -> qrcode.QRCode:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=4, border=4)
    code.add_data(text)
    code.make()
    return code


@pytest.mark.parametrize("name", TICKETS)
def test_no_ticket_needs_more_than_version_7_at_level_m(name: str) -> None:
    text = sign(TICKETS[name], KEYS["first"])
    code = code_of(text)
    assert code.version <= 7
    assert {part.mode for part in code.data_list} == {qrcode.util.MODE_ALPHA_NUM}
    assert len(text) <= LONGEST


def test_the_longest_text_fills_the_bound() -> None:
    assert len(sign(TICKETS["longest"], KEYS["first"])) == LONGEST


@pytest.mark.parametrize("name", TICKETS)
def test_two_other_readers_read_exactly_the_text(name: str) -> None:
    text = sign(TICKETS[name], KEYS["first"])
    picture: Image.Image = code_of(text).make_image().get_image().convert("L")
    assert zxingcpp.read_barcode(picture).text == text
    assert [found.data.decode() for found in pyzbar.decode(picture)] == [text]
