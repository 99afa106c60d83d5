from __future__ import annotations

from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from pyzbar import pyzbar

from drivers.errors import UnknownModel
from drivers.printers.blocks import Banner, Cut, Item, Ornament, Qr, Row, Rule, Space, Text, printable
from drivers.printers.compose import INTENDED, compose, process_ids
from drivers.printers.kawung import kawung
from drivers.printers.lines import balanced, row, wrap
from drivers.printers.outcome import Capability
from drivers.printers.pictures import QUIET, matrix, module_dots, side
from drivers.printers.profiles import QrMethod, profile, profiles
from drivers.printers.sample import SAMPLE_TOKEN, sample_ticket
from drivers.printers.tokens import REAL_TIME, tokenize
from drivers.simulators.printer_render import render

LONG = "KA1:" + "7QKX2MZ4TJ5WB3ENRDPLH6VYAGC2" * 4 + "X" * 10  # 126 characters, as a signed token in base45
ALL = [each.name for each in profiles()]

any_text = st.text(max_size=60) | st.binary(max_size=30).map(lambda raw: raw.decode("latin-1"))
any_block = st.one_of(
    st.builds(
        Text, any_text, size=st.integers(1, 8), bold=st.booleans(), align=st.sampled_from(["left", "center"])
    ),
    st.builds(Row, any_text, any_text, bold=st.booleans()),
    st.builds(Item, any_text),
    st.builds(Banner, any_text, size=st.integers(1, 4)),
    st.builds(Rule, st.characters(min_codepoint=0x21, max_codepoint=0x7E)),
    st.builds(Space, st.integers(1, 20)),
    st.builds(Ornament, st.integers(1, 12)),
    st.builds(Qr, st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=130)),
    st.just(Cut()),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(any_block, max_size=8), st.sampled_from(ALL), st.sampled_from(Capability), st.text(max_size=20)
)
def test_no_text_can_become_a_command(blocks, name, capability, job):
    data = compose(blocks, profile(name), job=job, capability=capability)
    tokens, pending = tokenize(data)
    assert pending == 0
    assert {token.name for token in tokens} <= INTENDED
    assert not REAL_TIME.search(data)
    for token in tokens:
        if token.name == "text":
            assert all(0x20 <= byte <= 0x7E for byte in token.raw)
    names = [token.name for token in tokens]
    asked = {Capability.PROCESS_ID: ("GS ( H", 2), Capability.FENCE: ("GS r", 1)}.get(capability)
    for question in ("GS ( H", "GS r"):
        assert names.count(question) == (asked[1] if asked and asked[0] == question else 0)
    assert names.count("GS a") == (capability is Capability.PROCESS_ID)


@settings(max_examples=100, deadline=None)
@given(any_text)
def test_text_is_reduced_to_what_every_printer_has(text):
    assert all(" " <= char <= "~" for char in printable(text))


def test_common_marks_keep_their_sense():
    assert printable("“Café” – 37,3 °C…\u200b\tok\x1b@") == '"Cafe" - 37,3  C... ok?@'
    assert printable("✓ 漢") == "? ?"


@settings(max_examples=100, deadline=None)
@given(any_text, st.integers(1, 48))
def test_lines_never_exceed_the_paper(text, width):
    assert all(len(line) <= width for line in wrap(text, width))
    assert all(len(line) <= width for line in row(text, text, width))


@settings(max_examples=100, deadline=None)
@given(any_text, st.integers(1, 48))
def test_balanced_lines_are_no_more_and_say_the_same(text, width):
    lines, plain = balanced(text, width), wrap(text, width)
    assert len(lines) == len(plain)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(plain).split())


def test_a_paragraph_in_the_middle_ends_with_no_lonely_word():
    assert balanced("Mohon menunggu di ruang tunggu", 26) == ("Mohon menunggu", "di ruang tunggu")


def test_long_words_break_and_given_lines_stay():
    assert wrap("satu dua\ntiga", 8) == ["satu dua", "tiga"]
    assert wrap("Kependudukan", 8) == ["Kependud", "ukan"]
    assert row("Layanan", "KK", 12) == ["Layanan   KK"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("token", [SAMPLE_TOKEN, LONG])
def test_two_readers_read_the_printed_code(name, token):
    (ticket,) = render(compose(sample_ticket(token), profile(name), job="a"), profile(name))
    assert [found.data.decode() for found in pyzbar.decode(ticket.image)] == [token]
    assert [found.text for found in zxingcpp.read_barcodes(ticket.image)] == [token]


@pytest.mark.parametrize("token", ["1", SAMPLE_TOKEN, LONG, *("A" * n for n in (15, 40, 91, 200, 500, 1200))])
def test_the_side_of_a_code_is_known_before_it_is_drawn(token):
    assert side(token) == len(matrix(token))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("token", ["17", SAMPLE_TOKEN, LONG])
def test_modules_are_large_whole_dots_inside_a_quiet_zone(name, token):
    row_ = profile(name)
    modules, dots = len(matrix(token)), module_dots(len(matrix(token)), row_)
    assert dots >= 4
    blocks = (Text("X" * row_.columns), Qr(token), Text("X" * row_.columns), Cut())
    (ticket,) = render(compose(blocks, row_, job="a"), row_)
    sheet = ticket.image.convert("L").point(lambda level: 255 * (level < 128), "1")
    found = zxingcpp.read_barcode(ticket.image).position
    left, top = min(found.top_left.x, found.bottom_left.x), min(found.top_left.y, found.top_right.y)
    quiet, side = QUIET * dots, modules * dots
    ring = sheet.crop((left - quiet + 2, top - quiet + 2, left + side + quiet - 2, top + side + quiet - 2))
    ring.paste(0, (quiet - 4, quiet - 4, quiet + side + 4, quiet + side + 4))
    assert ring.getbbox() is None
    code = sheet.crop((left - 2, top - 2, left + side + 2, top + side + 2)).getbbox()
    assert (code[2] - code[0], code[3] - code[1]) == (side, side)


def test_a_code_too_wide_for_the_paper_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="does not fit"):
        compose((Qr("x" * 512),), replace(profile("escpos-58"), dots=200), job="a")


def test_a_code_holds_only_what_every_printer_can_take():
    for wrong in ("", "naïve", "a\nb", "x" * 513):
        with pytest.raises(ValueError, match="printable ASCII"):
            Qr(wrong)


@pytest.mark.parametrize("name", [each.name for each in profiles() if each.qr is not QrMethod.PLAIN])
@pytest.mark.parametrize("token", [SAMPLE_TOKEN, LONG])
def test_a_ticket_needs_at_most_a_second_of_wire_at_19200_baud(name, token):
    data = compose(sample_ticket(token), profile(name), job="a")
    assert len(data) * 10 / 19200 <= 1.0


@pytest.mark.parametrize("repeats", range(1, 13))
def test_the_ornament_holds_no_byte_that_opens_a_real_time_command(repeats):
    rows = kawung(repeats)
    assert rows == rows[::-1]
    data = compose((Ornament(repeats),), profile("escpos-80"), job="a")
    picture = next(token.data for token in tokenize(data)[0] if token.name == "GS v 0")
    assert b"\x10" not in picture[5:]


def test_marks_of_a_job_are_two_printable_words():
    paper, cut = process_ids("24-17")
    assert (paper[:1], cut[:1], paper[1:]) == (b"P", b"C", cut[1:])
    assert all(0x20 <= byte <= 0x7E for byte in paper + cut)
    assert len({process_ids(f"job {n}") for n in range(2000)}) > 1990


def test_marks_stand_after_the_last_line_and_after_the_cut():
    names = [token.name for token in tokenize(compose(sample_ticket(), profile("escpos-80"), job="a"))[0]]
    assert names[-3:] == ["GS ( H", "GS V", "GS ( H"]


def test_unknown_profiles_name_their_neighbours():
    with pytest.raises(UnknownModel, match="escpos-80"):
        profile("escpos80")
