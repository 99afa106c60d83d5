"""The same ticket over every kind of port, and the same truth when the port fails."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from pyzbar import pyzbar

from drivers.errors import LinkLost
from drivers.printers.compose import compose
from drivers.printers.opening import open_printer
from drivers.printers.outcome import Capability, Printed, Refused, Uncertain
from drivers.printers.printer import Patience, Printer
from drivers.printers.profiles import profile
from drivers.printers.sample import SAMPLE_TOKEN, sample_ticket
from drivers.printers.status import Cause
from drivers.printers.usb_file import FileWire
from drivers.simulators.printer import VirtualPrinter
from drivers.simulators.printer_render import render
from drivers.simulators.serve import serve_pty, serve_tcp
from tests.printing.usb_world import Socket, plug_in

PROFILE = profile("escpos-80")
TICKET = sample_ticket()
(WHOLE,) = (ticket.text for ticket in render(compose(TICKET, PROFILE, job="x"), PROFILE))
CALM = Patience(reply=2.0, send=2.0, acknowledge=5.0, grace=0.1, watch=0.05, clear=2.0, probe=2.0)
QUICK = Patience(
    reply=0.1, send=0.1, acknowledge=0.2, grace=0.05, watch=0.02, clear=0.05, probe=0.05, cool=0.0
)


def opened(port: str, capability: Capability | None = None, patience: Patience = CALM) -> Printer:
    return open_printer(PROFILE.name, port, capability=capability, patience=patience)


def texts(device: VirtualPrinter) -> list[str]:
    return [ticket.text for ticket in device.tickets]


# --- USB through the kernel's class driver ------------------------------------------------------------------


def test_a_device_file_answers_and_prints():
    device = VirtualPrinter(PROFILE)
    with serve_pty(device) as path:
        printer = opened(f"file://{path}")
        assert printer.print(TICKET, job="1").by is Capability.PROCESS_ID
        printer.close()
    assert texts(device) == [WHOLE]


def test_a_name_from_udev_that_leads_to_the_class_driver_is_such_a_file(tmp_path, monkeypatch):
    from drivers.printers import ports

    (tmp_path / "printer").symlink_to("/dev/usb/lp3")
    assert ports._dial(str(tmp_path / "printer"), PROFILE) is not None
    assert ports._dial("/dev/usb/lp0", PROFILE) is not None
    assert ports._dial("/dev/ttyUSB0", PROFILE) is None


def test_an_unplugged_device_file_is_a_loss_and_its_return_is_found(tmp_path):
    device = VirtualPrinter(PROFILE)
    with serve_pty(device, tmp_path / "lp") as path:
        printer = opened(f"file://{path}")
        device.command(["after", "700", "cable", "out"])
        assert isinstance(printer.print(TICKET, job="1"), Uncertain)
        device.command(["cable", "in"])
        for _ in range(300):
            outcome = printer.print(TICKET, job="1")
            if outcome != Refused(Cause.LOST):
                break
            threading.Event().wait(0.01)
        assert isinstance(outcome, Printed)
        printer.close()
    assert device.tickets[-1].text.endswith(WHOLE)


def test_a_file_that_never_answers_is_silent_and_never_spins(tmp_path):
    (tmp_path / "sink").write_bytes(b"")
    printer = opened(f"file://{tmp_path / 'sink'}", patience=QUICK)
    assert printer.print(TICKET, job="1") == Refused(Cause.SILENT)
    declared = opened(f"file://{tmp_path / 'sink'}", Capability.WRITE_ONLY, QUICK)
    assert declared.print(TICKET, job="1") == Printed(Capability.WRITE_ONLY)
    assert WHOLE in [ticket.text for ticket in render((tmp_path / "sink").read_bytes(), PROFILE)]


def test_a_full_device_file_blocks_until_the_deadline_and_not_longer(tmp_path):
    os.mkfifo(tmp_path / "lp")
    reader = os.open(tmp_path / "lp", os.O_RDWR | os.O_NONBLOCK)
    with suppress(BlockingIOError):
        while True:
            os.write(reader, bytes(65536))
    printer = opened(f"file://{tmp_path / 'lp'}", Capability.WRITE_ONLY, QUICK)
    assert printer.print(TICKET, job="1") == Refused(Cause.BLOCKED)
    os.close(reader)


# --- USB through pyusb --------------------------------------------------------------------------------------


@pytest.mark.parametrize("port", ["usb://04b8:0202", "usb://printer", "usb://04B8:0202?serial=A1"])
def test_a_printer_on_the_bus_is_found_claimed_and_given_back(monkeypatch, port):
    socket = Socket(VirtualPrinter(PROFILE))
    plug_in(monkeypatch, socket)
    printer = opened(port)
    assert printer.print(TICKET, job="1").by is Capability.PROCESS_ID
    assert (socket.claimed, socket.kernel_driver) == (True, False)
    printer.close()
    assert (socket.claimed, socket.kernel_driver) == (False, True)
    assert texts(socket.device) == [WHOLE]
    assert 0 < min(socket.timeouts) <= max(socket.timeouts) <= 250


def test_two_alike_are_told_apart_by_serial_number_or_not_used(monkeypatch):
    a, b = Socket(VirtualPrinter(PROFILE)), Socket(VirtualPrinter(PROFILE), serial="B2")
    plug_in(monkeypatch, a, b)
    with pytest.raises(LinkLost, match=r"2 printers answer to this: .*serial=A1, .*serial=B2"):
        opened("usb://printer").status()
    assert isinstance(opened("usb://printer?serial=B2").print(TICKET, job="1"), Printed)
    assert (texts(a.device), texts(b.device)) == ([], [WHOLE])


def test_what_is_no_printer_is_used_only_when_named_by_its_ids(monkeypatch):
    socket = Socket(VirtualPrinter(PROFILE), of_class=255)
    plug_in(monkeypatch, socket)
    with pytest.raises(LinkLost, match="no such printer"):
        opened("usb://printer").status()
    assert isinstance(opened("usb://04b8:0202").print(TICKET, job="1"), Printed)


def test_a_printer_without_a_way_back_is_silent_unless_declared(monkeypatch):
    socket = Socket(VirtualPrinter(PROFILE), answers=False)
    plug_in(monkeypatch, socket)
    asking = opened("usb://printer", patience=QUICK)
    assert asking.print(TICKET, job="1") == Refused(Cause.SILENT)
    asking.close()
    printer = opened("usb://printer", Capability.WRITE_ONLY, QUICK)
    assert printer.print(TICKET, job="1") == Printed(Capability.WRITE_ONLY)


def test_empty_packets_are_no_answers_and_no_hang_up(monkeypatch):
    socket = Socket(VirtualPrinter(PROFILE), empty_packets=40)
    plug_in(monkeypatch, socket)
    assert isinstance(opened("usb://printer").print(TICKET, job="1"), Printed)


@pytest.mark.parametrize("after", [30, 200, 900, 1400])
def test_bytes_lost_with_the_cable_count_as_sent(monkeypatch, after):
    """pyusb does not tell how much of a transfer had left: such a ticket is never called refused."""
    device = VirtualPrinter(PROFILE)
    plug_in(monkeypatch, Socket(device))
    printer = opened("usb://printer", Capability.PROCESS_ID)
    assert printer.status().ready
    device.command(["after", str(after), "cable", "out"])
    assert printer.print(TICKET, job="1") == Uncertain(Cause.LOST, cleared=False)
    device.command(["cable", "in"])
    printer._link.retry_at = 0.0
    assert isinstance(printer.print(TICKET, job="1"), Printed)


def test_a_printer_that_takes_nothing_is_blocked_and_not_lost(monkeypatch):
    device = VirtualPrinter(PROFILE)
    plug_in(monkeypatch, Socket(device))
    device.command(["blocked", "on"])
    assert opened("usb://printer", Capability.WRITE_ONLY, QUICK).print(TICKET, job="1") == Refused(
        Cause.BLOCKED
    )


def test_a_machine_without_libusb_says_so(monkeypatch):
    for name in ("libusb1", "libusb0", "openusb"):
        monkeypatch.setattr(f"usb.backend.{name}.get_backend", lambda find_library=None: None)
    with pytest.raises(LinkLost, match="No backend available"):
        opened("usb://printer").status()


# --- network, spooler, folder -------------------------------------------------------------------------------


def test_a_network_printer_answers_on_its_socket():
    device = VirtualPrinter(PROFILE)
    with serve_tcp(device) as port:
        printer = opened(f"socket://127.0.0.1:{port}")
        assert printer.print(TICKET, job="1").by is Capability.PROCESS_ID
        printer.close()
    assert texts(device) == [WHOLE]


def spooler(folder: Path, monkeypatch: pytest.MonkeyPatch, lp: str, lpstat: str = "exit 0") -> None:
    """``lp`` and ``lpstat`` as shell scripts, first in the search path."""
    for name, script in (("lp", lp), ("lpstat", lpstat)):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_a_queue_takes_the_whole_job_raw_and_vouches_for_nothing(tmp_path, monkeypatch):
    spooler(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/args; cat > {tmp_path}/job')
    printer = opened("lp://counter", Capability.PROCESS_ID)
    assert printer.capability is Capability.WRITE_ONLY
    assert printer.status().ready
    assert printer.print(TICKET, job="1") == Printed(Capability.WRITE_ONLY)
    assert (tmp_path / "args").read_text().split()[:4] == ["-d", "counter", "-o", "raw"]
    assert [each.text for each in render((tmp_path / "job").read_bytes(), PROFILE)] == [WHOLE]


@pytest.mark.parametrize(
    ("lp", "lpstat", "outcome"),
    [
        ("cat >/dev/null; echo 'lp: error' >&2; exit 1", "exit 0", Refused(Cause.LOST)),
        ("exec sleep 20", "exit 0", Uncertain(Cause.BLOCKED)),
        ("cat >/dev/null", "echo 'lpstat: Invalid destination' >&2; exit 1", Refused(Cause.LOST)),
        (
            "cat >/dev/null",
            "echo 'printer counter disabled since now -'; echo '\tPaused'",
            Refused(Cause.LOST),
        ),
        ("cat >/dev/null", "echo 'counter not accepting requests since now -'", Refused(Cause.LOST)),
    ],
)
def test_a_queue_that_does_not_take_the_job_is_no_printed_ticket(tmp_path, monkeypatch, lp, lpstat, outcome):
    spooler(tmp_path, monkeypatch, lp, lpstat)
    assert opened("lp://counter", patience=QUICK).print(TICKET, job="1") == outcome


def test_a_stopped_queue_gives_its_reason(tmp_path, monkeypatch):
    spooler(tmp_path, monkeypatch, "cat", "echo 'printer counter disabled since now -'; echo '\tmedia-empty'")
    with pytest.raises(LinkLost, match=r"lp://counter: printer counter disabled since now - media-empty"):
        opened("lp://counter").status()


def test_a_machine_without_a_spooler_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LinkLost, match="cups-client"):
        opened("lp://counter").status()


def test_a_folder_keeps_pictures_that_can_be_read(tmp_path):
    printer = opened(f"folder://{tmp_path}/tickets")
    assert isinstance(printer.print(TICKET, job="1"), Printed)
    assert isinstance(printer.print(TICKET, job="2"), Printed)
    assert sorted(each.name for each in (tmp_path / "tickets").iterdir()) == [
        "ticket-001.png",
        "ticket-002.png",
    ]
    with Image.open(tmp_path / "tickets" / "ticket-001.png") as picture:
        assert [found.data.decode() for found in pyzbar.decode(picture)] == [SAMPLE_TOKEN]


def test_a_folder_of_pdfs_has_the_papers_own_size(tmp_path):
    assert isinstance(opened(f"folder://{tmp_path}?format=pdf").print(TICKET, job="1"), Printed)
    told = subprocess.run(
        ["pdfinfo", tmp_path / "ticket-001.pdf"], capture_output=True, text=True, check=True
    )
    width = float(next(line for line in told.stdout.splitlines() if line.startswith("Page size")).split()[2])
    assert width / 72 * 25.4 == pytest.approx(80, abs=0.5)


def test_a_folder_that_cannot_be_written_is_a_fault_of_the_printer(tmp_path):
    (tmp_path / "file").write_text("")
    assert opened(f"folder://{tmp_path}/file/tickets").print(TICKET, job="1") == Refused(Cause.LOST)


@pytest.mark.parametrize(
    "port",
    [
        "usb://epson", "usb://04b8:0202/1", "usb://04b8:0202?speed=1", "lp://", "lp://-d", "lp://a b",
        "folder://tickets", "folder:///tmp?format=gif", "folder:///tmp?out=x",
    ],
)  # fmt: skip
def test_a_port_that_means_nothing_is_refused_with_what_would_be_right(port):
    with pytest.raises(ValueError, match="write "):
        open_printer("escpos-80", port)


# --- what the port itself tells ------------------------------------------------------------------------------

WELL, NO_PAPER, ERROR, AWAY = 0x18, 0x38, 0x10, 0x08
"""GET_PORT_STATUS of the USB printer class: selected 10h, no error 08h, paper empty 20h."""


class Port:
    """A device file whose printer takes everything and says nothing, and whose driver answers LPGETSTATUS."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, told: int) -> None:
        self.told = told
        self.file = folder / "lp"
        self.file.write_bytes(b"")
        self.gone = False
        monkeypatch.setattr("drivers.printers.usb_file.fcntl.ioctl", self.ioctl)

    def ioctl(self, _descriptor: int, request: int, answer: bytearray) -> int:
        assert request == 0x060B
        if self.gone:
            raise OSError(errno.ENODEV, "No such device")
        answer[:] = self.told.to_bytes(4, sys.byteorder)
        return 0

    def opened(self, capability: Capability | None = None) -> Printer:
        return opened(f"file://{self.file}", capability, QUICK)


def test_a_printer_that_says_nothing_is_believed_as_far_as_its_port_can_tell(tmp_path, monkeypatch):
    port = Port(tmp_path, monkeypatch, WELL)
    printer = port.opened()
    assert printer.status().ready
    assert printer.capability is Capability.PORT_STATUS
    assert printer.probe() is Capability.PORT_STATUS
    assert printer.print(TICKET, job="1").by is Capability.PORT_STATUS
    (paper,) = (each.text for each in render(port.file.read_bytes(), PROFILE) if WHOLE in each.text)
    assert paper.endswith(WHOLE)


@pytest.mark.parametrize(
    ("told", "cause"),
    [(NO_PAPER, Cause.PAPER_OUT), (ERROR, Cause.RECOVERABLE), (AWAY, Cause.OFFLINE), (0x20, Cause.PAPER_OUT)],
)
def test_what_the_port_calls_amiss_stops_a_ticket_before_a_byte_has_left(tmp_path, monkeypatch, told, cause):
    port = Port(tmp_path, monkeypatch, told)
    asking = port.opened()
    assert asking.status().cause is cause
    assert asking.capability is None  # a printer in trouble may answer once it is well
    printer = port.opened(Capability.PORT_STATUS)
    assert printer.print(TICKET, job="1") == Refused(cause)
    assert WHOLE not in [each.text for each in render(port.file.read_bytes(), PROFILE)]
    port.told = WELL
    assert isinstance(printer.print(TICKET, job="1"), Printed)


def test_paper_that_ends_under_a_ticket_makes_it_uncertain(tmp_path, monkeypatch):
    port = Port(tmp_path, monkeypatch, WELL)
    printer = port.opened(Capability.PORT_STATUS)
    write = FileWire.send

    def sent(wire: FileWire, data: bytes, seconds: float) -> int:
        if len(data) > 500:
            port.told = NO_PAPER
        return write(wire, data, seconds)

    monkeypatch.setattr(FileWire, "send", sent)
    assert printer.print(TICKET, job="1") == Uncertain(Cause.PAPER_OUT, cleared=False)


def test_a_printer_that_is_pulled_out_is_lost_and_not_silent(tmp_path, monkeypatch):
    port = Port(tmp_path, monkeypatch, WELL)
    printer = port.opened(Capability.PORT_STATUS)
    assert printer.status().ready
    port.gone = True
    with pytest.raises(LinkLost, match="lost while asking its status"):
        printer.status()


def test_a_printer_that_answers_is_asked_itself_and_not_its_port(monkeypatch):
    monkeypatch.setattr("drivers.printers.usb_file.fcntl.ioctl", lambda *_: pytest.fail("the port was asked"))
    device = VirtualPrinter(PROFILE)
    with serve_pty(device) as path:
        printer = opened(f"file://{path}")
        assert printer.print(TICKET, job="1").by is Capability.PROCESS_ID
        printer.close()


def test_a_file_that_is_no_printers_tells_nothing(tmp_path):
    """The real ioctl on a plain file: it has no such status."""
    (tmp_path / "sink").write_bytes(b"")
    wire = FileWire(str(tmp_path / "sink"))
    assert wire.port_status() is None
    wire.close()


@pytest.mark.parametrize(
    ("told", "cause"), [(WELL, None), (NO_PAPER, Cause.PAPER_OUT), (ERROR, Cause.RECOVERABLE)]
)
def test_a_printer_on_the_bus_that_says_nothing_is_taken_by_its_port_too(monkeypatch, told, cause):
    socket = Socket(VirtualPrinter(PROFILE), answers=False, port_status=told)
    plug_in(monkeypatch, socket)
    printer = opened("usb://printer", patience=QUICK)
    assert printer.status().cause is cause
    outcome = printer.print(TICKET, job="1")
    assert outcome == Refused(cause) if cause else outcome.by is Capability.PORT_STATUS
    socket.device.command(["cable", "out"])
    with pytest.raises(LinkLost):
        printer.status()
