"""An edited, missing, reordered, cut off or rebuilt row is found; so is any byte that changes in any row."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from auditing import rows, unguard, write_all
from sqlalchemy import Engine, text

from kiosk.store.audit_events import CATALOGUE
from kiosk.store.audit_verify import Finding, Flaw, verify, verify_rows
from kiosk.store.engine import open_store

LAST = len(CATALOGUE)


def tampered(engine: Engine, *statements: str, head: str | None = None) -> set[Flaw]:
    unguard(engine)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return {finding.flaw for finding in verify(engine, head).findings}


def test_an_honest_trail_is_whole_with_and_without_its_heads(engine: Engine) -> None:
    heads = write_all(engine)
    assert verify(engine).whole
    assert verify(engine).head == heads[-1]
    for seq, mark in enumerate(heads, 1):
        assert verify(engine, mark).head_at == seq
        assert verify(engine, f" {mark[:8].upper()} ").head_at == seq
    assert verify(engine, "00000000").head_at == 0


def test_an_edit_is_found_in_its_row(engine: Engine) -> None:
    write_all(engine)
    assert tampered(engine, "UPDATE audit SET actor = 'kiosk-1/staff:4' WHERE seq = 5") == {Flaw.EDITED}
    assert verify(engine).findings == (Finding(Flaw.EDITED, 5),)


def test_a_missing_row_is_found(engine: Engine) -> None:
    write_all(engine)
    assert tampered(engine, "DELETE FROM audit WHERE seq = 5") == {Flaw.GAP, Flaw.CUT_OFF}


def test_a_missing_row_is_found_when_the_others_move_up(engine: Engine) -> None:
    write_all(engine)
    moved = tampered(
        engine,
        "DELETE FROM audit WHERE seq = 2",
        *(f"UPDATE audit SET seq = {n - 1} WHERE seq = {n}" for n in range(3, LAST + 1)),
    )
    assert moved == {Flaw.CUT_OFF, Flaw.EDITED}


def test_rows_that_changed_places_are_found(engine: Engine) -> None:
    write_all(engine)
    swapped = tampered(
        engine, *(f"UPDATE audit SET seq = {b} WHERE seq = {a}" for a, b in ((2, 99), (3, 2), (99, 3)))
    )
    assert swapped == {Flaw.CUT_OFF, Flaw.EDITED}


def test_a_cut_tail_is_found_only_with_a_head_from_paper(engine: Engine) -> None:
    heads = write_all(engine)
    assert tampered(engine, f"DELETE FROM audit WHERE seq > {LAST - 3}") == set()
    assert {f.flaw for f in verify(engine, heads[-1][:8]).findings} == {Flaw.HEAD_MISSING}
    assert verify(engine, heads[-4]).whole


def test_a_rebuilt_trail_is_found_only_with_a_head_from_paper(engine: Engine) -> None:
    heads = write_all(engine)
    unguard(engine)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    assert write_all(engine) == heads  # the same story gives the same trail
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE seq > 2"))
    write_all(engine)
    assert verify(engine).whole
    assert {f.flaw for f in verify(engine, heads[-1]).findings} == {Flaw.HEAD_MISSING}


@pytest.mark.parametrize("nonsense", ["", "0123", "kiosk-1!", "g" * 64, "0" * 65])
def test_what_is_no_head_is_refused(sqlite_url: str, nonsense: str) -> None:
    engine = open_store(sqlite_url)
    with pytest.raises(ValueError, match="hexadecimal"):
        verify(engine, nonsense)
    engine.dispose()


def test_no_byte_of_any_row_can_change_unseen(sqlite_url: str) -> None:
    """Each character of each cell, made another one; each number, one more, a text and nothing."""
    engine = open_store(sqlite_url)
    write_all(engine, CATALOGUE[:12])
    whole = rows(engine)
    engine.dispose()
    tried = 0
    for place, row in enumerate(whole):
        for column, cell in enumerate(row):
            for change in changes(cell):
                changed = [*whole[:place], (*row[:column], change, *row[column + 1 :]), *whole[place + 1 :]]
                assert not verify_rows(changed).whole, (place, column, change)
                tried += 1
    assert tried > 2000


def changes(cell: object) -> list[object]:
    if isinstance(cell, int):
        return [cell + 1, cell - 1, -cell, str(cell), float(cell), None, 2**62]
    text = str(cell)
    return [
        text + " ",
        text.encode(),
        None,
        "",
        *(text[:n] + other(text[n]) + text[n + 1 :] for n in range(len(text))),
    ]


def other(character: str) -> str:
    return "0" if character != "0" else "1"


def test_no_byte_of_a_row_in_the_file_can_change_unseen(tmp_path: Path) -> None:
    """Every byte of the rows as they lie in SQLite's file, lengths and types too: found, or the file is damaged."""
    file = tmp_path / "kiosk.db"
    engine = open_store(f"sqlite:///{file}")
    heads = write_all(engine, CATALOGUE[:6])
    engine.dispose()
    image = file.read_bytes()
    image = image[:18] + b"\x01\x01" + image[20:]  # in memory there is no write-ahead log
    assert seems_whole(image, heads[-1])
    for row, end in enumerate(row_ends(image, heads), 1):
        header = image.rfind(b"kiosk-1/staff:3", 0, end) - INSTANT
        header -= next(length for length in (10, 11) if image[header - length] == length)
        start = header - 3
        assert image[start + 2] == row
        for position in range(start, end):
            flipped = bytearray(image)
            flipped[position] ^= 0x01
            assert not seems_whole(bytes(flipped), heads[-1]), position


# SQLite's record: size (2), row id (1), a header that begins with its own length, the instant; then the actor.
INSTANT = 8


def row_ends(image: bytes, heads: list[str]) -> list[int]:
    """Where each row's hash ends: behind its previous hash, and not in an index."""
    previous = ["0" * 64, *heads]
    pairs = [image.find((before + mark).encode()) for before, mark in zip(previous, heads, strict=False)]
    assert min(pairs) >= 0
    return [found + 128 for found in pairs]


def seems_whole(image: bytes, head: str) -> bool:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(image)
        found = connection.execute(
            "SELECT seq, at, actor, type, data, previous, hash FROM audit ORDER BY seq"
        ).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    finally:
        connection.close()
    return verify_rows(found, head).whole
