"""A printer on the USB bus, spoken to by pyusb past the kernel: ``usb://04b8:0202?serial=X`` or ``usb://printer``.

pyusb is imported when such a port is opened, and needs libusb 1.0 on the machine.
"""

from __future__ import annotations

import errno
import re
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

PRINTER_CLASS = 7
_IDS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")
_CHUNK = 1024  # bytes a transfer
_SLICE = 0.25  # seconds after which a transfer looks whether it was cancelled
_PACKETS = 8
_IN = 0x80
_BULK = 2
_CLASS_IN, _GET_PORT_STATUS = 0xA1, 1  # a question of the printer class to an interface


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """Which printer: by ids, the only one of its class when they are None; ``serial`` tells two alike apart."""

    vendor: int | None
    product: int | None
    serial: str | None


def parse_address(port: str) -> UsbAddress:
    """The address in ``usb://...``. ValueError says what would be right."""
    parts = urlsplit(port)
    query = dict(parse_qsl(parts.query))
    serial = query.pop("serial", None)
    ids = _IDS.fullmatch(parts.netloc)
    if parts.scheme != "usb" or query or parts.path or not (ids or parts.netloc == "printer"):
        raise ValueError(
            f"{port}: write usb://04b8:0202 (ids as lsusb shows them), usb://printer, and ?serial=..."
        )
    return UsbAddress(int(ids[1], 16), int(ids[2], 16), serial) if ids else UsbAddress(None, None, serial)


class UsbWire:
    """A ``Wire`` (drivers.wire) over two bulk endpoints. OSError when there is no such printer, or more than one."""

    def __init__(self, address: UsbAddress) -> None:
        try:
            import usb.core  # type: ignore[import-untyped]
        except ImportError as error:
            raise OSError("the Python package pyusb is not installed") from error
        self._usb: Any = usb
        self._device, interface = self._found(address)
        self._number = int(interface.bInterfaceNumber)
        self._of_class = interface.bInterfaceClass == PRINTER_CLASS
        self._out: Any = _endpoint(interface, 0)
        self._in = _endpoint(interface, _IN)
        self._cancelled = threading.Event()
        self._failure: OSError | None = None
        self._open = True
        self._detached = self._take_from_kernel()
        try:
            usb.util.claim_interface(self._device, self._number)
            if interface.bAlternateSetting:
                interface.set_altsetting()
        except OSError:
            self.close()
            raise

    def receive(self, seconds: float) -> bytes:
        end = time.monotonic() + seconds
        while not self._cancelled.is_set():
            left = max(0.0, end - time.monotonic())
            data = self._read(min(_SLICE, left))
            if data or time.monotonic() >= end:
                return data
        return b""

    def send(self, data: bytes, seconds: float) -> int:
        end = time.monotonic() + seconds
        while not self._cancelled.is_set():
            left = max(0.0, end - time.monotonic())
            taken = self._write(data[:_CHUNK], min(_SLICE, left))
            if taken or time.monotonic() >= end:
                return taken
        return 0

    def port_status(self) -> int | None:
        """The byte of GET_PORT_STATUS, None where this device has none to give. OSError when the printer is gone."""
        self._raise_failure()
        if not self._of_class:
            return None
        try:
            answer = self._device.ctrl_transfer(_CLASS_IN, _GET_PORT_STATUS, 0, self._number << 8, 1, 500)
        except self._usb.core.USBTimeoutError:
            return None
        except self._usb.core.USBError as error:
            if error.errno == errno.EPIPE:  # a stall: it does not know the question
                return None
            raise
        return answer[0] if answer else None

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        if not self._open:
            return
        self._open = False
        with suppress(OSError):
            self._usb.util.release_interface(self._device, self._number)
        if self._detached:
            with suppress(OSError, NotImplementedError):
                self._device.attach_kernel_driver(self._number)
        with suppress(OSError):
            self._usb.util.dispose_resources(self._device)

    def _read(self, seconds: float) -> bytes:
        self._raise_failure()
        if self._in is None:
            self._cancelled.wait(seconds)
            return b""
        try:
            data = bytes(self._in.read(self._in.wMaxPacketSize * _PACKETS, _milliseconds(seconds)))
        except self._usb.core.USBTimeoutError:
            return b""
        if not data:  # an empty packet: printers may send them without end
            self._cancelled.wait(min(0.01, seconds))
        return data

    def _write(self, data: bytes, seconds: float) -> int:
        self._raise_failure()
        try:
            return int(self._out.write(data, _milliseconds(seconds)))
        except self._usb.core.USBTimeoutError:
            return 0
        except self._usb.core.USBError as error:
            # How much of the transfer had left is not told. Bytes that may have left count as left, or a ticket
            # could be called refused that lies in the printer; the loss is raised by whatever is asked next.
            self._failure = error
            return len(data)

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _found(self, address: UsbAddress) -> tuple[Any, Any]:
        ids = {} if address.vendor is None else {"idVendor": address.vendor, "idProduct": address.product}
        found = [
            (device, interface)
            for device in self._usb.core.find(find_all=True, **ids)
            if (interface := _interface(device, any_class=bool(ids))) is not None
            and (address.serial is None or _serial(device) == address.serial)
        ]
        if not found:
            raise OSError("no such printer on the USB bus")
        if len(found) > 1:
            known = ", ".join(
                f"usb://{each.idVendor:04x}:{each.idProduct:04x}?serial={_serial(each)}" for each, _ in found
            )
            raise OSError(f"{len(found)} printers answer to this: {known}")
        return found[0]

    def _take_from_kernel(self) -> bool:
        try:
            if self._device.is_kernel_driver_active(self._number):
                self._device.detach_kernel_driver(self._number)
                return True
        except NotImplementedError:  # a system without drivers to take it from
            return False
        return False


def _interface(device: Any, *, any_class: bool) -> Any | None:
    """The printer's interface with a bulk way out, if it has one; a device named by its ids may be of any class."""
    interfaces = [each for each in device.get_active_configuration() if _endpoint(each, 0) is not None]
    of_class = [each for each in interfaces if each.bInterfaceClass == PRINTER_CLASS]
    # Protocol 2 has a way back, 1 has none; 4 is something else, and comes last.
    of_class.sort(key=lambda each: {2: 0, 3: 1, 1: 2}.get(each.bInterfaceProtocol, 3))
    return next(iter(of_class or (interfaces if any_class else [])), None)


def _endpoint(interface: Any, direction: int) -> Any | None:
    return next(
        (
            each
            for each in interface
            if each.bEndpointAddress & _IN == direction and each.bmAttributes & 3 == _BULK
        ),
        None,
    )


def _serial(device: Any) -> str | None:
    try:
        return str(device.serial_number) if device.iSerialNumber else None
    except (OSError, ValueError):  # not told to this user
        return None


def _milliseconds(seconds: float) -> int:
    """For libusb, to which 0 means for ever."""
    return max(1, round(seconds * 1000))
