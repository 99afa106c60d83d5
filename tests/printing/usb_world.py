"""A USB bus that is not there: a backend for pyusb, below its own objects, with simulated printers plugged in.

Only what libusb itself would do is here; finding, claiming, endpoints and errors are pyusb's own code.
"""

from __future__ import annotations

import errno
import threading
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

from drivers.simulators.device import Device

OUT, IN = 0x02, 0x81
PACKET = 64
NO_DEVICE, TIMEOUT, BUSY, STALL = -4, -7, -6, -9  # of libusb
_ERRNO = {NO_DEVICE: errno.ENODEV, TIMEOUT: errno.ETIMEDOUT, BUSY: errno.EBUSY, STALL: errno.EPIPE}


@dataclass
class Socket:
    """One device on the bus. ``answers`` says whether it has an endpoint to the host at all."""

    device: Device
    vendor: int = 0x04B8
    product: int = 0x0202
    serial: str = "A1"
    of_class: int = 7
    answers: bool = True
    kernel_driver: bool = True
    claimed: bool = False
    empty_packets: int = 0
    port_status: int | None = None
    timeouts: list[int] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)


def fail(code: int) -> None:
    raise (usb.core.USBTimeoutError if code == TIMEOUT else usb.core.USBError)(
        "simulated", code, _ERRNO[code]
    )


class Bus(usb.backend.IBackend):
    """``sockets`` are what is plugged in; each behaves as libusb on Linux reports it."""

    def __init__(self, *sockets: Socket) -> None:
        self.sockets = list(sockets)
        self._tick = threading.Event()

    def enumerate_devices(self):
        return iter([each for each in self.sockets if each.device.present])

    def get_device_descriptor(self, dev: Socket):
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=dev.vendor, idProduct=dev.product, bcdDevice=0x100, iManufacturer=0,
            iProduct=0, iSerialNumber=3 if dev.serial else 0, bNumConfigurations=1, address=5, bus=1,
            port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev, config):
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: Socket, intf, alt, config):
        if intf or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=1 + dev.answers, bInterfaceClass=dev.of_class, bInterfaceSubClass=1,
            bInterfaceProtocol=2 if dev.answers else 1, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: Socket, ep, intf, alt, config):
        addresses = [OUT, IN][: 1 + dev.answers]
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=addresses[ep], bmAttributes=2,
            wMaxPacketSize=PACKET, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: Socket):
        if not dev.device.present:
            fail(NO_DEVICE)
        dev.device.reset(time.monotonic())
        return dev

    def close_device(self, handle: Socket):
        handle.claimed = False

    def get_configuration(self, handle):
        return 1

    def set_configuration(self, handle, value):
        raise AssertionError("a configured printer must not be configured again: it would be reset")

    def claim_interface(self, handle: Socket, intf):
        if handle.kernel_driver or handle.claimed:
            fail(BUSY)
        handle.claimed = True

    def release_interface(self, handle: Socket, intf):
        handle.claimed = False

    def is_kernel_driver_active(self, handle: Socket, intf):
        return handle.kernel_driver

    def detach_kernel_driver(self, handle: Socket, intf):
        handle.kernel_driver = False

    def attach_kernel_driver(self, handle: Socket, intf):
        handle.kernel_driver = True

    def ctrl_transfer(self, handle: Socket, request_type, request, value, index, data, timeout):
        """Strings are asked for, the languages, then the serial number; and the port's status, where it has one."""
        if (request_type, request) == (0xA1, 1):
            if not handle.device.present:
                fail(NO_DEVICE)
            if handle.port_status is None:
                fail(STALL)
            data[0] = handle.port_status
            return 1
        said = b"\x04\x03\x09\x04" if value & 0xFF == 0 else b""
        if value & 0xFF == 3:
            text = handle.serial.encode("utf-16-le")
            said = bytes([len(text) + 2, 3]) + text
        for at, byte in enumerate(said[: len(data)]):
            data[at] = byte
        return min(len(said), len(data))

    def bulk_write(self, handle: Socket, ep, intf, data, timeout):
        assert handle.claimed
        end = self._begin(handle, timeout)
        sent, size = 0, len(data)
        while sent < size:
            if not handle.device.present:
                fail(NO_DEVICE)  # how much had left, pyusb does not tell
            taken = handle.device.receive(bytes(data[sent : sent + PACKET]), time.monotonic())
            sent += taken
            if not taken and not self._passes(end):
                return sent if sent else fail(TIMEOUT)
        return sent

    def bulk_read(self, handle: Socket, ep, intf, buff, timeout):
        assert handle.claimed
        end = self._begin(handle, timeout)
        size = buff.buffer_info()[1]
        assert size % PACKET == 0, "libusb loses a packet that is longer than the room left for it"
        while True:
            if not handle.device.present:
                fail(NO_DEVICE)
            if handle.empty_packets:
                handle.empty_packets -= 1
                return 0
            handle.waiting += handle.device.transmit(time.monotonic())
            if handle.waiting:
                data = bytes(handle.waiting[:size])
                del handle.waiting[:size]
                for at, byte in enumerate(data):
                    buff[at] = byte
                return len(data)
            if not self._passes(end):
                return fail(TIMEOUT)

    def _begin(self, handle: Socket, timeout: int) -> float:
        assert timeout > 0, "to libusb 0 means for ever"
        handle.timeouts.append(timeout)
        return time.monotonic() + timeout / 1000

    def _passes(self, end: float) -> bool:
        left = end - time.monotonic()
        if left > 0:
            self._tick.wait(min(left, 0.002))
        return left > 0


def plug_in(monkeypatch: Any, *sockets: Socket) -> Bus:
    """Let pyusb find this bus instead of the machine's."""
    bus = Bus(*sockets)
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda find_library=None: bus)
    return bus
