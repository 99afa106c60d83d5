"""docs/token.md says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from trust_examples import KEYS, OFFICE, PUBLIC_KEYS, TODAY, VECTORS, claims

from kiosk.trust import base45
from kiosk.trust.code import human_code
from kiosk.trust.mark import service_mark
from kiosk.trust.token import PREFIX, encode_claims, sign, signed_bytes
from kiosk.trust.verify import Genuine, Reason, verify

PAGE = (Path(__file__).parents[2] / "docs" / "token.md").read_text()
TICKET, KEY = claims(), KEYS["first"]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def shown(block: str) -> bytes:
    """The bytes at the beginning of each line; words follow after two spaces or in quotes."""
    return b"".join(
        bytes.fromhex(re.match(r"(?:[0-9a-f]{2})+(?: (?:[0-9a-f]{2})+)*", line)[0])
        for line in block.splitlines()
    )


def test_the_bytes_on_the_page_are_the_ticket() -> None:
    (text,) = blocks("token")
    message, covered = map(shown, blocks("bytes"))
    assert text.rstrip("\n") == sign(TICKET, KEY) == VECTORS["good"][1]["text"]
    assert message == base45.decode(text.rstrip("\n").removeprefix(PREFIX))
    assert covered == signed_bytes(KEY.key_id, encode_claims(TICKET))
    assert verify(text.rstrip("\n"), PUBLIC_KEYS, TODAY, OFFICE) == Genuine(TICKET)


def test_the_program_on_the_page_verifies_and_refuses() -> None:
    (program,) = blocks("python")
    room: dict = {}
    exec(program, room)  # the page's own words are what is tested
    public = {key.key_id: key.public.public_bytes_raw() for key in KEYS.values()}
    for vector in VECTORS["good"]:
        assert room["claims"](vector["text"], public)[2] == str(vector["number"])
    forged = next(bad["text"] for bad in VECTORS["bad"]["texts"] if bad["reason"] == Reason.FORGED.value)
    with pytest.raises(InvalidSignature):
        room["claims"](forged, public)


def test_code_mark_key_id_and_reasons_are_the_programs() -> None:
    assert f"`{human_code(TICKET.ticket_id)}`" in PAGE
    assert f"`akta-kelahiran` is `{service_mark('akta-kelahiran')}`" in PAGE
    assert f"{KEY.key_id.hex().upper()}.pem" in PAGE
    assert ", ".join(f"`{reason.name}`" for reason in Reason) in PAGE
