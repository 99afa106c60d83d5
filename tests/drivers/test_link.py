"""The link keeps its word on every kind of port: deadlines, losses, back-off, and a close from elsewhere."""

from __future__ import annotations

import os
import pty
import termios
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from drivers.errors import LinkBlocked, LinkLost
from drivers.link import LineSettings, Link, list_ports, parse_line
from drivers.simulators.serve import serve_pty, serve_tcp
from tests.drivers.wires import Clock, Scripted, plugged, soon

KINDS = ("sim", "pty", "tcp")


@contextmanager
def port_of(kind: str, device: Scripted) -> Iterator[str]:
    match kind:
        case "sim":
            yield plugged(device)
        case "pty":
            with serve_pty(device) as path:
                yield path
        case _:
            with serve_tcp(device) as number:
                yield f"socket://127.0.0.1:{number}"


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def all_of(link: Link, size: int) -> bytes:
    data = b""
    while len(data) < size:
        piece = link.read(soon())
        assert piece, f"only {len(data)} of {size} bytes came"
        data += piece
    return data


def test_bytes_go_both_ways_and_the_port_is_opened_by_need(kind: str) -> None:
    device = Scripted()
    device.answers[b"ask"] = b"answer"
    with port_of(kind, device) as port:
        link = Link(port)
        assert not link.is_open
        link.write(b"ask", soon())
        assert link.is_open
        assert all_of(link, 6) == b"answer"
        link.close()
        assert not link.is_open


def test_a_deadline_ends_a_read_without_an_error(kind: str) -> None:
    with port_of(kind, Scripted()) as port:
        link = Link(port)
        before = time.monotonic()
        assert link.read(before + 0.05) == b""
        assert time.monotonic() >= before + 0.05
        assert link.read(before - 1) == b""
        link.close()


def read_until_lost(link: Link) -> None:
    while True:
        assert link.read(soon()) == b""


def test_a_cable_pulled_out_loses_the_link_and_plugged_in_gives_it_back(kind: str) -> None:
    device = Scripted()
    device.answers[b"?"] = b"!"
    with port_of(kind, device) as port:
        link = Link(port, backoff=(0.01, 0.05))
        link.write(b"?", soon())
        assert all_of(link, 1) == b"!"
        device.present = False
        with pytest.raises(LinkLost):
            read_until_lost(link)
        assert not link.is_open
        with pytest.raises(LinkLost):
            link.write(b"?", soon())
        device.present = True
        until = soon()
        while True:
            try:
                link.write(b"?", until)
                break
            except LinkLost:
                assert time.monotonic() < until
        assert all_of(link, 1) == b"!"
        assert link.opened == 2
        link.close()


def fill(link: Link, data: bytes) -> None:
    # Sockets of this machine keep whole megabytes under way; a serial line keeps a page.
    for _ in range(20):
        link.write(data, time.monotonic() + 0.3)


@pytest.mark.parametrize("holds_off", KINDS)
def test_a_device_that_takes_no_bytes_blocks_the_writer_until_its_deadline(holds_off: str) -> None:
    device = Scripted()
    device.takes = 10
    data = bytes(2_000_000) if holds_off == "tcp" else bytes(200_000)
    with port_of(holds_off, device) as port:
        link = Link(port)
        with pytest.raises(LinkBlocked) as blocked:
            fill(link, data)
        assert 0 <= blocked.value.sent < len(data)
        if holds_off == "sim":
            assert blocked.value.sent == 10
        assert link.is_open, "a device that holds us off is still there"
        link.close()


def test_close_from_another_thread_ends_a_read_in_progress(kind: str) -> None:
    with port_of(kind, Scripted()) as port:
        link = Link(port)
        link.open()
        seen: list[BaseException] = []
        reading = threading.Event()

        def read() -> None:
            reading.set()
            try:
                link.read(soon(30))
            except LinkLost as error:
                seen.append(error)

        reader = threading.Thread(target=read)
        reader.start()
        reading.wait()
        while not seen and reader.is_alive():
            link.close()
            reader.join(0.05)
        reader.join(5)
        assert not reader.is_alive()
        assert not link.is_open
        # Nobody lost anything: the next use opens at once, without a pause.
        link.open()
        link.close()


def test_a_port_that_is_not_there_is_tried_ever_more_rarely() -> None:
    clock = Clock()
    link = Link("/dev/no-such-port", clock=clock)
    pauses = []
    for _ in range(7):
        with pytest.raises(LinkLost, match="cannot be opened"):
            link.open()
        pauses.append(link.retry_at - clock.now)
        with pytest.raises(LinkLost, match="next attempt in"):
            link.open()
        clock.now = link.retry_at
    assert pauses == [0.5, 1, 2, 4, 8, 10, 10]


def test_the_first_byte_ends_the_back_off_not_the_opening() -> None:
    clock, device = Clock(), Scripted()
    link = Link(plugged(device), clock=clock)
    for expected in (0.5, 1.0):
        link.open()
        device.present = False
        with pytest.raises(LinkLost):
            link.read(clock.now)
        assert link.retry_at - clock.now == expected
        device.present = True
        clock.now = link.retry_at
    device.say(b"alive")
    assert link.read(clock.now) == b"alive"
    device.present = False
    with pytest.raises(LinkLost):
        link.read(clock.now)
    assert link.retry_at - clock.now == 0.5


def test_an_arduino_that_restarts_is_not_listened_to_until_it_has_settled() -> None:
    clock, device = Clock(), Scripted()
    link = Link(plugged(device), settle=2.0, clock=clock)
    link.open()
    device.say(b"bootloader noise")
    assert link.read(clock.now) == b""
    clock.now += 2.0
    device.say(b"reading")
    assert link.read(clock.now) == b"reading"


def test_the_trace_shows_every_byte_in_its_direction() -> None:
    seen: list[tuple[str, bytes]] = []
    device = Scripted()
    device.answers[b"ask"] = b"answer"
    link = Link(plugged(device), trace=lambda way, data: seen.append((way, data)))
    link.write(b"ask", soon())
    all_of(link, 6)
    device.say(b"dropped")
    assert link.flush_input() == 7
    assert seen == [("tx", b"ask"), ("rx", b"answer"), ("rx", b"dropped")]


def test_flushing_ends_although_the_device_never_stops_talking() -> None:
    class Chatterbox(Scripted):
        def transmit(self, now: float) -> bytes:
            return bytes(100)

    link = Link(plugged(Chatterbox()))
    assert link.flush_input() > 10_000


def test_two_links_cannot_open_one_device() -> None:
    with serve_pty(Scripted()) as path:
        first, second = Link(path), Link(path)
        first.open()
        with pytest.raises(LinkLost, match="lock"):
            second.open()
        first.close()


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("9600/8n1", LineSettings(9600, 8, "n", 1)),
        ("115200/8N1", LineSettings(115200, 8, "n", 1)),
        ("19200/7e2", LineSettings(19200, 7, "e", 2)),
    ],
)
def test_a_line_is_written_as_technicians_write_it(text: str, settings: LineSettings) -> None:
    assert parse_line(text) == settings


@pytest.mark.parametrize(
    "text", ["", "9600", "9600/8x1", "9600/9n1", "fast/8n1", "9600/8n3", "1/8n1", "9600/8n10"]
)
def test_a_wrong_line_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(ValueError, match="9600/8n1"):
        Link("sim://x", line=text)


def test_a_wrong_flow_is_refused() -> None:
    with pytest.raises(ValueError, match="xonxoff"):
        Link("sim://x", flow="dtr")


@pytest.mark.parametrize(("flow", "on"), [("none", False), ("xonxoff", True)])
def test_a_device_that_says_xoff_is_waited_for_where_the_line_is_set_so(flow: str, on: bool) -> None:
    """On a real terminal of the system: it holds the bytes back itself, so that the deadline counts them as unsent."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    link = Link(os.ttyname(slave), line="9600/8n1", flow=flow)
    link.open()
    assert bool(termios.tcgetattr(slave)[0] & termios.IXON) is on
    os.write(master, b"\x13")
    if on:
        with pytest.raises(LinkBlocked):
            link.write(bytes(100_000), time.monotonic() + 0.05)
        os.write(master, b"\x11")
    os.set_blocking(master, True)
    link.write(b"17", time.monotonic() + 5)
    assert os.read(master, 4096)
    link.close()
    os.close(slave)
    os.close(master)


def test_rts_and_cts_are_asked_of_the_system() -> None:
    """Two wires that no terminal without them can play: the system is told to obey them."""
    master, slave = pty.openpty()
    link = Link(os.ttyname(slave), flow="rtscts")
    link.open()
    assert termios.tcgetattr(slave)[2] & termios.CRTSCTS
    link.close()
    os.close(slave)
    os.close(master)


def test_listing_ports_opens_none_and_gives_their_lasting_names() -> None:
    for port in list_ports():
        assert port.device.startswith("/dev/")
        assert port.by_path is None or port.by_path.startswith("/dev/serial/by-path/")
