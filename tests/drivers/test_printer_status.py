from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.errors import BadFrame
from drivers.printers.replies import Automatic, BlockReply, Buffered, Garbage, RealTime, Replies
from drivers.printers.status import Cause, Paper, Status, automatic, real_time

# Status tables of the TM-T88III specification, as quoted in facts/printing.md.
TRANSCRIPTS = [
    ("fine", "12 12 12 12", Paper.OK, False, None),
    ("drawer pin high", "16 12 12 12", Paper.OK, False, None),
    ("near end", "12 12 12 1E", Paper.NEAR_END, False, None),
    ("paper out", "1A 32 12 7E", Paper.OUT, False, Cause.PAPER_OUT),
    ("paper out, near-end sensor calm", "1A 32 12 72", Paper.OUT, False, Cause.PAPER_OUT),
    ("cover open, idle", "1A 16 12 12", Paper.OK, True, Cause.COVER_OPEN),
    ("cover open, printing", "1A 56 52 12", Paper.OK, True, Cause.COVER_OPEN),
    ("cutter", "1A 52 1A 12", Paper.OK, False, Cause.CUTTER),
    ("unrecoverable", "1A 52 32 12", Paper.OK, False, Cause.UNRECOVERABLE),
    ("head hot", "1A 52 52 12", Paper.OK, False, Cause.HOT),
    ("other recoverable", "1A 52 16 12", Paper.OK, False, Cause.RECOVERABLE),
    ("feed button", "5A 1A 12 12", Paper.OK, False, Cause.FEED_BUTTON),
    ("waiting", "3A 12 12 12", Paper.OK, False, Cause.WAITING),
]
FRAMES = [
    ("fine", "10 00 00 00", Paper.OK, None),
    ("near end", "10 00 03 00", Paper.NEAR_END, None),
    ("paper end", "18 00 0F 00", Paper.OUT, Cause.PAPER_OUT),
    ("cover", "38 00 00 00", Paper.OK, Cause.COVER_OPEN),
    ("cutter", "18 08 00 00", Paper.OK, Cause.CUTTER),
    ("unrecoverable", "18 20 00 0F", Paper.OK, Cause.UNRECOVERABLE),
    ("hot", "18 40 00 05", Paper.OK, Cause.HOT),
]


@pytest.mark.parametrize(("name", "replies", "paper", "cover", "cause"), TRANSCRIPTS)
def test_real_time_replies_of_the_manual_are_understood(name, replies, paper, cover, cause):
    status = real_time(bytes.fromhex(replies))
    assert (status.paper, status.cover_open, status.cause) == (paper, cover, cause)
    assert status.ready == (cause is None) == status.online


@pytest.mark.parametrize(("name", "frame", "paper", "cause"), FRAMES)
def test_automatic_frames_of_the_manual_are_understood(name, frame, paper, cause):
    status = automatic(bytes.fromhex(frame))
    assert (status.paper, status.cause) == (paper, cause)


@pytest.mark.parametrize(
    "replies", ["", "12 12 12", "12 12 12 12 12", "12 12 00 12", "92 12 12 12", "11 12 12 12"]
)
def test_anything_but_four_replies_is_refused(replies):
    with pytest.raises(BadFrame):
        real_time(bytes.fromhex(replies))


@pytest.mark.parametrize("frame", ["10 00 00", "12 00 00 00", "10 10 00 00", "10 00 00 80"])
def test_a_broken_frame_is_refused(frame):
    with pytest.raises(BadFrame):
        automatic(bytes.fromhex(frame))


FINE = Status(True, Paper.OK, False, None)
OUT = automatic(bytes.fromhex("18000F00"))


def test_replies_are_told_apart_on_one_wire():
    talk = bytes.fromhex("12 10000000 3722 50313233 00 03 372500 1E 3736323466 1F 31 00 18000F00")
    assert Replies().feed(talk) == [
        RealTime(0x12),
        Automatic(FINE),
        BlockReply(b'7"P123'),
        Buffered(0x03),
        BlockReply(b"7%"),
        RealTime(0x1E),
        BlockReply(b"7624f\x1f1"),
        Automatic(OUT),
    ]


def test_flow_control_may_stand_inside_frames_and_blocks():
    assert Replies().feed(bytes.fromhex("13 18 13 00 11 0F 13 00 37 11 22 50 13 41 42 43 00 11")) == [
        Automatic(OUT),
        BlockReply(b'7"PABC'),
    ]


def test_a_real_time_reply_may_overtake_a_frame_and_a_block():
    assert Replies().feed(bytes.fromhex("18 00 1A 0F 00")) == [RealTime(0x1A), Automatic(OUT)]
    assert Replies().feed(bytes.fromhex("37 22 12 41 00")) == [RealTime(0x12), BlockReply(b'7"A')]


def test_a_block_without_end_gives_up_its_header_only():
    assert Replies().feed(b'7"AB\x10\x00\x00\x00')[-1] == Automatic(FINE)
    assert Replies().feed(b"7" + b"A" * 90)[0] == Garbage(b"7")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120), st.lists(st.integers(0, 120), max_size=8))
def test_the_pieces_in_which_bytes_come_do_not_matter(data, cuts):
    whole, parts = Replies(), Replies()
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    pieces = [reply for a, b in pairwise(edges) for reply in parts.feed(data[a:b])]
    assert pieces == whole.feed(data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_after_any_noise_the_parser_finds_its_way_back(noise):
    replies = Replies()
    replies.feed(noise)
    # An open block or frame may cost what completes it, never more.
    replies.feed(b"\x00\x00\x00\x00")
    assert replies.feed(b"\x12") == [RealTime(0x12)]
    assert replies.feed(b'7"Pxyz\x00') == [BlockReply(b'7"Pxyz')]
