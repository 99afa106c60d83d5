"""What a technician is told of devices and wires: since when, what last, which bytes; nothing while nobody looks."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drivers.link import PortInfo
from kiosk.care.notes import Notes
from kiosk.care.ports import ports_of
from kiosk.care.printer_bytes import lines
from kiosk.care.tape import ROOM, Tape
from kiosk.rules.care import Device
from kiosk.rules.events import ClockSeen, DayCounted, PrinterSeen, StoreFailed, ThermometerSeen, Tick
from kiosk.rules.opening import WIB
from kiosk.rules.states import Trouble
from kiosk.rules.timekeeping import Doubt
from kiosk.settings import load

MORNING = datetime(2020, 3, 24, 7, 0, tzinfo=WIB)
ROOT = Path(__file__).parents[2]


class Time:
    now = MORNING

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


# ------------------------------------------------------------------------------------------------------ notes


def test_a_device_is_well_since_the_start_until_it_is_told_otherwise() -> None:
    notes = Notes(Time())
    assert [note.device for note in notes.all()] == list(Device)
    assert not any(note.trouble or note.last_error for note in notes.all())


def test_a_loss_and_a_return_have_their_hours_and_the_error_stays() -> None:
    time = Time()
    notes = Notes(time)
    assert notes.hear(ThermometerSeen("cable out"))
    lost = notes.of(Device.THERMOMETER)
    assert (lost.trouble, lost.since, lost.last_at) == ("cable out", time.now, time.now)
    assert notes.hear(ThermometerSeen(None))
    back = notes.of(Device.THERMOMETER)
    assert (back.trouble, back.last_error, back.last_at) == ("", "cable out", lost.since)
    assert back.since > lost.since


def test_another_trouble_of_the_same_device_is_the_last_error_but_no_new_beginning() -> None:
    notes = Notes(Time())
    notes.hear(PrinterSeen(Trouble.COVER_OPEN))
    since = notes.of(Device.PRINTER).since
    notes.hear(PrinterSeen(Trouble.PAPER_OUT))
    note = notes.of(Device.PRINTER)
    assert (note.since, note.last_error) == (since, "PAPER_OUT")


def test_what_changes_nothing_is_no_news() -> None:
    notes = Notes(Time())
    assert not notes.hear(Tick())
    assert not notes.hear(DayCounted(MORNING.date(), 3))
    assert notes.hear(StoreFailed("disk full"))
    assert not notes.hear(StoreFailed("disk full"))
    assert notes.hear(ClockSeen(Doubt.UNCONFIRMED))


# ------------------------------------------------------------------------------------------------------ tapes


def test_a_tape_that_does_not_run_keeps_nothing() -> None:
    tape = Tape()
    tape("rx", b"36.5")
    tape.run(True)
    assert tape.take() == []
    tape("rx", b"36.5")
    tape.run(False)
    tape.run(True)
    assert tape.take() == []


def test_neighbours_of_the_same_way_are_one_piece() -> None:
    tape = Tape()
    tape.run(True)
    for way, data in (("tx", b"\x01"), ("rx", b"\x04"), ("rx", b"\xd3"), ("tx", b"\x02")):
        tape(way, data)
    assert tape.take() == [("tx", b"\x01"), ("rx", b"\x04\xd3"), ("tx", b"\x02")]
    assert tape.take() == []


def test_a_tape_nobody_takes_does_not_grow() -> None:
    tape = Tape()
    tape.run(True)
    for _ in range(10 * ROOM):
        tape("rx", b"\x00")
        tape("tx", b"\x00")
    assert len(tape.take()) <= ROOM


# ---------------------------------------------------------------------------------------------- printer bytes


@pytest.mark.parametrize(
    ("n", "reply", "said", "good"),
    [
        (1, 0x12, "well", True),
        (1, 0x16, "well", True),  # the drawer's pin is high
        (1, 0x1A, "offline", False),
        (2, 0x16, "cover open", False),
        (2, 0x32, "stopped: paper end", False),
        (3, 0x1A, "cutter error", False),
        (3, 0x52, "head too hot", False),
        (4, 0x1E, "paper near end", True),
        (4, 0x7E, "paper end, paper near end", False),
    ],
)
def test_a_reply_is_read_as_the_answer_to_its_question(n: int, reply: int, said: str, good: bool) -> None:
    asked, answer = lines([("tx", bytes((0x10, 0x04, n))), ("rx", bytes((reply,)))])
    assert asked.said == f"DLE EOT {n}"
    assert asked.sent
    assert (answer.said, answer.good) == (said, good)


def test_bytes_that_are_no_reply_are_shown_and_not_judged() -> None:
    first, second = lines([("rx", b"\x41\x42"), ("rx", b'7"abcd\x00')])
    assert (first.data, first.said, first.good) == ("41 42", "", None)
    assert second.said.startswith("process id")


def test_a_whole_ticket_is_shown_by_its_beginning() -> None:
    (line,) = lines([("tx", b"\x1b@" + bytes(4000))])
    assert line.data.endswith("(4002)")
    assert line.said.startswith("4002 bytes")


# ------------------------------------------------------------------------------------------------------ ports


def test_a_port_is_named_with_its_ids_and_what_it_is_used_for(tmp_path: Path) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch()
    stable = tmp_path / "by-id-thermometer"
    os.symlink(device, stable)
    settings = load(ROOT / "kiosk.ini")
    settings = replace(settings, thermometer=replace(settings.thermometer, port=str(stable)))
    found = ports_of(
        [
            PortInfo(str(device), "USB Serial", "1a86:7523", None, str(stable), None),
            PortInfo("/dev/ttyS0", "n/a", None, None, None, None),
        ],
        settings,
    )
    assert [(port.name, port.use) for port in found] == [
        (str(device), Device.THERMOMETER),
        ("/dev/ttyS0", None),
        ("sim://printer", Device.PRINTER),
    ]
    assert (found[0].usb_id, found[0].serial, found[0].stable) == ("1a86:7523", "", str(stable))
    assert found[1].about == ""
