"""A simulated device behind a real file descriptor: a pseudo-terminal, or a TCP port.

Both run the device in a thread of their own until the ``with`` block ends, and take the port away while the
device is not present. A host that does not read loses what the buffers cannot hold; a device that does not
take bytes stops the host, as a wire does.
"""

from __future__ import annotations

import errno
import os
import pty
import select
import socket
import tempfile
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from drivers.simulators.device import Device

_TICK = 0.01
_CHUNK = 1024
_BUFFER = 4096


@contextmanager
def serve_pty(device: Device, link: str | Path | None = None) -> Iterator[str]:
    """Put the device on a pseudo-terminal; gives the path to open, which is a symbolic link.

    ``link``: where the symbolic link stands; it is replaced if it is one already (FileExistsError if it is
    a file). While the device is absent the link is gone; afterwards it points to a new terminal.
    """
    with tempfile.TemporaryDirectory(prefix="simulated-") as folder:
        path = Path(link) if link is not None else Path(folder) / "tty"
        if path.exists() and not path.is_symlink():
            raise FileExistsError(errno.EEXIST, "exists and is no symbolic link", str(path))
        with _running(lambda stop: _pty_loop(device, path, stop)) as ready:
            if device.present:
                ready.wait(5)
            yield str(path)


@contextmanager
def serve_tcp(device: Device, host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """Put the device on a TCP port, for one host at a time; gives the number of the port.

    OSError when the port is taken. While the device is absent nobody listens there.
    """
    listener = _listen(host, port)
    number = int(listener.getsockname()[1])
    with _running(lambda stop: _tcp_loop(device, listener, host, number, stop)):
        yield number


@contextmanager
def _running(loop: Callable[[_Signals], None]) -> Iterator[threading.Event]:
    signals = _Signals()
    thread = threading.Thread(target=loop, args=(signals,), name="simulated device", daemon=True)
    thread.start()
    try:
        yield signals.ready
    finally:
        signals.stop.set()
        thread.join(5)


class _Signals:
    def __init__(self) -> None:
        self.stop = threading.Event()
        self.ready = threading.Event()


class _Pipe:
    """Moves bytes between a device and one non-blocking descriptor."""

    def __init__(self, device: Device, fd: int) -> None:
        self._device = device
        self._fd = fd
        self._to_host = bytearray()
        self._to_device = b""

    def turn(self) -> None:
        """One turn of at most a tick. OSError when the descriptor is dead, EOFError when the host hung up."""
        want_read = [self._fd] if not self._to_device else []
        want_write = [self._fd] if self._to_host else []
        readable, _, _ = select.select(want_read, want_write, [], _TICK)
        if readable:
            self._to_device = os.read(self._fd, _CHUNK)
            if not self._to_device:
                raise EOFError
        now = time.monotonic()
        if self._to_device:
            self._to_device = self._to_device[self._device.receive(self._to_device, now) :]
        self._to_host += self._device.transmit(now)[: _BUFFER - len(self._to_host)]
        if self._to_host:
            with suppress(BlockingIOError):
                del self._to_host[: os.write(self._fd, self._to_host)]

    def forget(self) -> None:
        """The host went away: what was under way is lost."""
        self._to_host.clear()
        self._to_device = b""


def _pty_loop(device: Device, path: Path, signals: _Signals) -> None:
    while not signals.stop.is_set():
        if not device.present:
            signals.stop.wait(_TICK)
            continue
        master, slave = pty.openpty()
        # Raw before anyone opens it: a terminal that echoes would answer the device in the host's name.
        # Closing our slave end makes "nobody has it open" visible on the master as a hang-up.
        tty.setraw(slave)
        target = os.ttyname(slave)
        os.close(slave)
        os.set_blocking(master, False)
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        signals.ready.set()
        try:
            _pty_present(device, master, signals)
        finally:
            path.unlink(missing_ok=True)
            os.close(master)


def _pty_present(device: Device, master: int, signals: _Signals) -> None:
    pipe = _Pipe(device, master)
    watch = select.poll()
    watch.register(master, select.POLLHUP)
    was_open = False
    while device.present and not signals.stop.is_set():
        is_open = not watch.poll(0)
        if is_open and not was_open:
            device.reset(time.monotonic())
        if not is_open:
            pipe.forget()
        was_open = is_open
        if not is_open:
            signals.stop.wait(_TICK)
            device.transmit(time.monotonic())
            continue
        try:
            pipe.turn()
        except EOFError:
            continue
        except OSError as error:
            # EIO: the host closed the slave between our look and our read; EAGAIN: and somebody opened it
            # again.
            if error.errno not in (errno.EIO, errno.EAGAIN):
                raise


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.create_server((host, port))
    listener.setblocking(False)
    return listener


def _tcp_loop(
    device: Device, listener: socket.socket | None, host: str, port: int, signals: _Signals
) -> None:
    connection: socket.socket | None = None
    pipe: _Pipe | None = None
    while not signals.stop.is_set():
        if not device.present:
            _shut(connection, listener)
            connection = listener = pipe = None
            signals.stop.wait(_TICK)
            continue
        if listener is None:
            with suppress(OSError):
                listener = _listen(host, port)
        if connection is None or pipe is None:
            connection = _accept(listener, signals.stop)
            device.transmit(time.monotonic())
            if connection is not None:
                device.reset(time.monotonic())
                pipe = _Pipe(device, connection.fileno())
            continue
        try:
            pipe.turn()
        except (OSError, EOFError):
            _shut(connection)
            connection = pipe = None
    _shut(connection, listener)


def _accept(listener: socket.socket | None, stop: threading.Event) -> socket.socket | None:
    if listener is not None and select.select([listener], [], [], _TICK)[0]:
        with suppress(OSError):
            connection, _ = listener.accept()
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
    if listener is None:
        stop.wait(_TICK)
    return None


def _shut(*sockets: socket.socket | None) -> None:
    for each in sockets:
        if each is not None:
            each.close()
