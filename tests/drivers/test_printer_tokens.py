from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.printers.tokens import CLEAR_BUFFERS, Token, Tokenizer, tokenize

COMMANDS = [
    ("ESC @", b"\x1b@"),
    ("ESC a", b"\x1ba\x01"),
    ("ESC d", b"\x1bd\x04"),
    ("ESC $", b"\x1b$\x10\x00"),
    ("ESC p", b"\x1bp\x00\x19\xfa"),
    ("ESC *", b"\x1b*\x21\x02\x00" + bytes(6)),
    ("ESC *", b"\x1b*\x00\x02\x00" + bytes(2)),
    ("ESC D", b"\x1bD\x08\x10\x00"),
    ("GS !", b"\x1d!\x77"),
    ("GS V", b"\x1dV\x00"),
    ("GS V", b"\x1dVB\x00"),
    ("GS r", b"\x1dr\x01"),
    ("GS a", b"\x1da\x0e"),
    ("GS v 0", b"\x1dv0\x03\x02\x00\x03\x00\x10\x04\x01\x1b@\x0a"),
    ("GS ( k", b"\x1d(k\x03\x001C\x06"),
    ("GS ( H", b"\x1d(H\x06\x0000P123"),
    ("GS k", b"\x1dk\x04AB\x00"),
    ("GS k", b"\x1dk\x49\x03A\x00B"),
    ("DLE EOT", b"\x10\x04\x01"),
    ("DLE ENQ", b"\x10\x05\x02"),
    ("DLE DC4", CLEAR_BUFFERS),
    ("LF", b"\n"),
    ("control", b"\x07"),
    ("unknown", b"\x1b\x01"),
    ("text", b"Nomor 17"),
]


@pytest.mark.parametrize(("name", "raw"), COMMANDS)
def test_a_command_ends_where_the_reference_says(name, raw):
    tokens, pending = tokenize(raw + b"\n")
    assert [(token.name, token.raw) for token in tokens] == [(name, raw), ("LF", b"\n")]
    assert pending == 0


@pytest.mark.parametrize(("name", "raw"), COMMANDS)
def test_a_command_waits_for_its_last_byte(name, raw):
    if name in ("text", "LF", "control"):
        return
    for end in range(1, len(raw)):
        assert tokenize(raw[:end]) == ([], end)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([raw for _, raw in COMMANDS]) | st.binary(max_size=8), max_size=12),
    st.integers(1, 7),
)
def test_tokens_do_not_depend_on_the_pieces_and_lose_no_byte(parts, step):
    data = b"".join(parts)
    whole, pending = tokenize(data)
    tokenizer = Tokenizer()
    pieces = [token for at in range(0, len(data), step) for token in tokenizer.feed(data[at : at + step])]
    assert _joined(pieces) == _joined(whole)
    assert tokenizer.pending == pending
    assert b"".join(token.raw for token in whole) + data[len(data) - pending :] == data


def _joined(tokens: list[Token]) -> list[tuple[str, bytes]]:
    """A run of text, or of nothing, may come in several tokens when it came in several pieces."""
    out: list[tuple[str, bytes]] = []
    for token in tokens:
        if out and token.name == out[-1][0] and token.name in ("text", "NUL"):
            out[-1] = (token.name, out[-1][1] + token.raw)
        else:
            out.append((token.name, token.raw))
    return out
