from __future__ import annotations

import threading

import pytest
from PIL import Image
from pyzbar import pyzbar

from drivers.printers.compose import compose
from drivers.printers.outcome import Capability
from drivers.printers.profiles import profile
from drivers.printers.sample import SAMPLE_TOKEN, sample_ticket
from drivers.printers.tokens import CLEAR_BUFFERS
from drivers.simulators import registry
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.printer_render import render
from drivers.simulators.printer_state import CHOICES, NUMBERS, State

PROFILE = profile("escpos-80")
TICKET = compose(sample_ticket(), PROFILE, job="a", capability=Capability.WRITE_ONLY)
QUESTIONS = b"".join(bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4))


def printer(**params: str) -> VirtualPrinter:
    device = registry.make("printer", params)
    assert isinstance(device, VirtualPrinter)
    return device


def asked(device: VirtualPrinter, data: bytes, now: float = 0.0) -> bytes:
    assert device.receive(data, now) == len(data)
    return device.transmit(now)


# facts/printing.md: DLE EOT 1..4, and the frame of GS a, for each condition
CONDITIONS = [
    ("fine", {}, "12 12 12 12", "10 00 00 00"),
    ("drawer", {"drawer": "high"}, "16 12 12 12", "14 00 00 00"),
    ("near end", {"paper": "near"}, "12 12 12 1E", "10 00 03 00"),
    ("near end by length", {"roll": "900"}, "12 12 12 1E", "10 00 03 00"),
    ("cover", {"cover": "open"}, "1A 16 12 12", "38 00 00 00"),
    ("out", {"paper": "out"}, "1A 32 12 7E", "18 00 0F 00"),
    ("unrecoverable", {"error": "unrecoverable"}, "1A 52 32 12", "18 20 00 00"),
    ("recoverable", {"error": "recoverable"}, "1A 52 16 12", "18 04 00 00"),
    ("hot", {"head": "hot"}, "1A 52 52 12", "18 40 00 00"),
    ("button", {"button": "held"}, "5A 1A 12 12", "58 00 00 00"),
    ("waiting", {"waiting": "on"}, "3A 12 12 12", "18 00 00 00"),
]


@pytest.mark.parametrize(("name", "params", "replies", "frame"), CONDITIONS)
def test_it_answers_as_the_manual_says(name, params, replies, frame):
    assert asked(printer(**params), QUESTIONS) == bytes.fromhex(replies)
    device = printer()
    assert asked(device, b"\x1da\x0e") == bytes.fromhex("10000000")
    for word, value in params.items():
        device.command([word, value])
    changed = b"" if frame == "10 00 00 00" else bytes.fromhex(frame)
    assert device.transmit(0.0)[-4:] == changed


def test_an_open_cover_in_a_job_reports_both():
    device = printer(cover="open")
    asked(device, b"Nomor 17\n")
    assert asked(device, QUESTIONS) == bytes.fromhex("1A 56 52 12")


def test_a_jam_shows_when_the_blade_moves_and_needs_an_order_to_go():
    device = printer(cutter="jam")
    assert asked(device, QUESTIONS) == bytes.fromhex("12 12 12 12")
    talk = asked(device, b"17\n\x1d(H\x06\x0000P123\x1dVB\x00\x1d(H\x06\x0000C123" + QUESTIONS)
    assert talk == b'7"P123\x00' + bytes.fromhex("1A 52 1A 12")
    assert asked(device, b"\x10\x05\x02" + QUESTIONS) == bytes.fromhex("1A 52 1A 12")
    device.command(["cutter", "ok"])
    assert asked(device, b"\x10\x05\x02" + QUESTIONS) == bytes.fromhex("12 12 12 12")


def test_an_acknowledgement_comes_when_everything_before_it_is_done_and_not_before():
    device = printer(speed="100")  # 30 lines of 34 dots are 127.6 mm
    device.receive(b"x\n" * 30 + b"\x1d(H\x06\x0000P123", 0.0)
    heard = [device.transmit(tenth / 10) for tenth in range(20)]
    assert [tenth for tenth, data in enumerate(heard) if data] == [13]
    assert heard[13] == b'7"P123\x00'


def test_gs_r_answers_only_while_there_is_paper():
    device = printer()
    assert asked(device, b"\x1dr\x01") == b"\x00"
    device.command(["paper", "near"])
    assert asked(device, b"\x1dr\x01") == b"\x03"
    device.command(["paper", "out"])
    assert asked(device, b"\x1dr\x01") == b""


def test_a_question_inside_a_picture_is_answered_and_stays_part_of_it():
    device = printer()
    picture = b"\x10\x04\x01" + bytes(5)
    assert asked(device, b"\x1dv0\x00\x01\x00\x08\x00" + picture + b"ok\n") == b"\x12"
    device.command(["tear"])
    assert device.tickets[0].text == "ok"
    assert picture in device.tickets[0].data


def test_questions_are_heard_in_any_pieces():
    device = printer()
    talk = b"ab\n" + QUESTIONS + b"c\n" + CLEAR_BUFFERS + b"d\n"
    assert b"".join(asked(device, bytes([byte])) for byte in talk) == bytes.fromhex("12121212 372500")
    device.command(["tear"])
    assert device.tickets[0].text == "ab\nc\nd"


def test_native_codes_are_drawn_only_where_they_fit_and_the_size_can_be_asked():
    device = printer(profile="escpos-80-native-qr")
    store = b"\x1d(k\x03\x001C%c\x1d(k\x03\x001E1\x1d(k\x07\x001P0ABCD"
    size = b"\x1d(k\x03\x001R0"
    assert asked(device, store % 6 + size) == b"76126\x1f126\x1f1\x1f0\x00"
    device.receive(b"\x1d(k\x03\x001Q0", 0.0)
    assert device.unfinished().height == 126
    wide = b"\x1d(k\x83\x001P0" + b"a" * 128 + b"\x1d(k\x03\x001C\x10"
    assert asked(device, wide + size)[-3:] == b"\x1f1\x00"
    device.receive(b"\x1d(k\x03\x001Q0", 0.0)
    assert device.unfinished().height == 126


def test_a_ghost_prints_when_the_roll_is_changed():
    device = printer(after="600 paper out")
    device.receive(TICKET, 0.0)
    assert device.tickets == []
    device.command(["paper", "ok"])
    torn, ghost = device.tickets
    assert (torn.end, ghost.end) == ("torn", "cut")
    assert torn.data + ghost.data == TICKET
    assert "GRATIS" in ghost.text
    assert "NOMOR" not in ghost.text


def test_a_cleared_buffer_leaves_no_ghost():
    device = printer(after="600 paper out")
    device.receive(TICKET, 0.0)
    assert asked(device, CLEAR_BUFFERS).endswith(b"7%\x00")
    device.command(["paper", "ok"])
    assert [ticket.end for ticket in device.tickets] == ["torn"]


def test_a_full_buffer_holds_the_host_off_and_takes_the_rest_later():
    device = printer(paper="out", buffer="256")
    taken = device.receive(TICKET, 0.0)
    assert taken == 256
    device.command(["paper", "ok"])
    while taken < len(TICKET):
        more = device.receive(TICKET[taken:], 0.0)
        assert more
        taken += more
    assert [ticket.data for ticket in device.tickets] == [TICKET]


def test_without_flow_control_a_slow_printer_loses_bytes():
    device = printer(speed="50", buffer="512", flow="none")
    assert device.receive(TICKET, 0.0) == len(TICKET)
    for tenth in range(100):
        device.transmit(tenth / 10)
    assert [ticket for ticket in device.tickets if ticket.data == TICKET] == []


def test_a_fault_strikes_at_its_byte():
    for n in (1, 17, 500):
        device = printer(after=f"{n} cable out")
        assert device.receive(TICKET, 0.0) == n
        assert not device.present


def test_faults_follow_the_time_that_is_handed_in():
    device = printer(**{"in": "1.5 paper out;3 paper ok"})
    assert [asked(device, b"\x10\x04\x01", at) for at in (10.0, 11.4, 11.6, 13.1)] == [
        b"\x12",
        b"\x12",
        b"\x1a",
        b"\x12",
    ]


@pytest.mark.parametrize(
    ("params", "reply"),
    [
        ({"status": "ignored"}, b""),
        ({"silent": "on"}, b""),
        ({"capability": "write-only"}, b""),
        ({"power": "off"}, b""),
    ],
)
def test_silence_has_many_reasons(params, reply):
    assert asked(printer(**params), QUESTIONS) == reply


def test_replies_can_be_late_split_and_talked_over():
    late = printer(late="0.5")
    assert asked(late, b"\x10\x04\x01", 1.0) == b""
    assert late.transmit(1.5) == b"\x12"
    split = printer(split="on")
    assert asked(split, QUESTIONS) == b"\x12"
    assert [split.transmit(0.0) for _ in range(4)] == [b"\x12", b"\x12", b"\x12", b""]
    chatter = printer(chatter="on")
    assert asked(chatter, b"\x10\x04\x01") == bytes.fromhex("10 00 13 00 11 00 12")
    assert asked(printer(garbage="before"), b"\x10\x04\x01")[-1:] == b"\x12"
    assert b"\x12" not in asked(printer(garbage="instead"), QUESTIONS)


def test_a_printer_that_does_not_know_process_ids_prints_them():
    device = printer(**{"process-id": "text"})
    assert asked(device, b"\x1d(H\x06\x0000P123\n") == b""
    device.command(["tear"])
    assert device.tickets[0].text == "(H00P123"


def test_reopening_the_port_changes_nothing_in_the_printer():
    device = printer(cover="open")
    device.receive(b"half a line" + QUESTIONS, 0.0)
    device.reset(1.0)
    assert device.transmit(1.0) == b""
    device.command(["cover", "closed"])
    device.receive(b", and the rest\n", 2.0)
    device.command(["tear"])
    assert device.tickets[0].text == "half a line, and the rest"


@pytest.mark.parametrize(
    "words",
    [
        ["paper"],
        ["paper", "wet"],
        ["roll", "-1"],
        ["roll", "nan"],
        ["dance"],
        ["after", "x", "tear"],
        ["after", "5", "paper", "wet"],
        [],
    ],
)
def test_nonsense_is_refused_with_what_would_be_right(words):
    with pytest.raises(ValueError, match=r"paper|roll|word|one of|value"):
        printer().command(words)


def test_a_wrong_profile_in_the_url_is_named():
    with pytest.raises(ValueError, match="escpos-80"):
        printer(profile="escpos-81")


def test_every_word_of_the_vocabulary_has_a_state_and_heals():
    for word, values in CHOICES.items():
        assert getattr(State(), word.replace("-", "_")) == values[0]
        for value in values:
            printer(**{word: value})
    assert all(hasattr(State(), word) for word in NUMBERS)
    device = printer(paper="out", head="hot", error="unrecoverable")
    device.command(["heal"])
    assert device.command(["state"]) == "healthy buffer=0 tickets=0"


def test_pictures_are_numbered_and_never_overwritten(tmp_path):
    for _ in range(2):
        device = printer(out=str(tmp_path / "tickets"))
        device.receive(TICKET, 0.0)
    assert sorted(path.name for path in (tmp_path / "tickets").iterdir()) == [
        "ticket-001.png",
        "ticket-002.png",
    ]
    with Image.open(tmp_path / "tickets" / "ticket-002.png") as picture:
        assert [found.data.decode() for found in pyzbar.decode(picture)] == [SAMPLE_TOKEN]


def test_a_picture_shows_partial_paper_and_what_came_after():
    device = printer()
    device.receive(TICKET[:400] + CLEAR_BUFFERS + TICKET, 0.0)
    (ticket,) = device.tickets
    (whole,) = render(TICKET, PROFILE)
    assert ticket.image.height > whole.image.height
    assert ticket.text.endswith(whole.text)


def test_text_is_drawn_where_it_stands_in_its_size():
    left, middle = (render(b"\x1ba%c" % at + b"HHHH\n", PROFILE)[0].image.convert("L") for at in (0, 1))
    big = render(b"\x1d!\x33HHHH\n", PROFILE)[0].image.convert("L")
    boxes = [
        picture.point(lambda level: 255 * (level < 100), "1").getbbox() for picture in (left, middle, big)
    ]
    widths = [box[2] - box[0] for box in boxes]
    assert boxes[0][0] < boxes[1][0]
    assert abs((boxes[1][0] + boxes[1][2]) / 2 - middle.width / 2) <= 2
    assert widths[0] == widths[1]
    assert abs(widths[2] - 4 * widths[0]) <= 12


def test_drawing_works_without_kivy_and_without_dejavu(monkeypatch):
    from drivers.simulators import paper

    monkeypatch.setattr(paper, "_kivy_font", lambda: None)
    paper._font.cache_clear()
    paper._glyph.cache_clear()
    try:
        (ticket,) = render(TICKET, PROFILE)
        assert pyzbar.decode(ticket.image)
    finally:
        paper._font.cache_clear()
        paper._glyph.cache_clear()


def test_threads_may_command_it_while_it_prints():
    device = printer()
    stop = threading.Event()
    failures: list[BaseException] = []

    def fiddle() -> None:
        try:
            while not stop.is_set():
                device.command(["cover", "open"])
                device.command(["cover", "closed"])
                device.transmit(0.0)
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=fiddle) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        sent = 0
        while sent < len(TICKET):
            sent += device.receive(TICKET[sent : sent + 100], 0.0)
    stop.set()
    for thread in threads:
        thread.join()
    device.command(["cover", "closed"])
    assert failures == []
    assert [ticket.data for ticket in device.tickets] == [TICKET] * 20
