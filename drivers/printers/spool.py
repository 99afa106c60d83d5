"""A queue of CUPS or LP: ``lp://queue``. Whole jobs go in, nothing comes back: accepted is all that is known."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable

from drivers.errors import LinkBlocked, LinkLost

_QUEUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,126}")
_LOOK = 3.0  # seconds the spooler has to say how a queue is
_SHUT = re.compile(r"^(printer \S+ disabled|\S+ not accepting)[^\n]*(?:\n[ \t]+[^\n]*)?", re.MULTILINE)


def parse_queue(port: str) -> str:
    """The queue in ``lp://queue``. ValueError says what would be right."""
    queue = port.removeprefix("lp://")
    if queue == port or not _QUEUE.fullmatch(queue):
        raise ValueError(f"{port}: write lp:// and the queue's name, as lpstat -p shows it")
    return queue


class Spool:
    """A ``Transport`` whose every ``write`` is one raw job.

    An accepted job is with the spooler: whether and when paper comes is the queue's affair.
    """

    baud = 4_000_000

    def __init__(
        self,
        port: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        trace: Callable[[str, bytes], None] | None = None,
    ) -> None:
        self.port = port
        self.opened = 1
        self._queue = parse_queue(port)
        self._clock = clock
        self._trace = trace
        self._closed = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Ask the spooler how the queue is. LinkLost when it is unknown, stopped or refuses jobs.

        A job put into a stopped queue would come out some other day.
        """
        self._command("lp")
        try:
            told = subprocess.run(
                [self._command("lpstat"), "-p", self._queue, "-a", self._queue],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_LOOK,
                check=False,
                env=_plain_language(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LinkLost(f"{self.port}: the spooler does not answer ({error})") from error
        if told.returncode:
            raise LinkLost(f"{self.port}: {_sentence(told.stderr) or 'no such queue'}")
        if shut := _SHUT.search(told.stdout.decode(errors="replace")):
            raise LinkLost(f"{self.port}: {' '.join(shut[0].split())}")

    def read(self, deadline: float) -> bytes:
        """Nothing ever comes."""
        self._closed.wait(max(0.0, deadline - self._clock()))
        return b""

    def write(self, data: bytes, deadline: float) -> None:
        """One job. LinkLost with ``sent`` 0 when it was not accepted; LinkBlocked when nobody said so in time."""
        self._closed.clear()
        command = [self._command("lp"), "-d", self._queue, "-o", "raw", "-t", "antrean"]
        try:
            self._process = process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=_plain_language(),
            )
        except OSError as error:
            raise LinkLost(f"{self.port}: {error}") from error
        if self._trace:
            self._trace("tx", data)
        try:
            _, said = process.communicate(data, timeout=max(0.0, deadline - self._clock()))
        except subprocess.TimeoutExpired as error:
            process.kill()
            process.communicate()
            raise LinkBlocked(f"{self.port}: the spooler does not take the job", sent=len(data)) from error
        finally:
            self._process = None
        if process.returncode < 0:  # killed: it may have handed the job on before
            raise LinkLost(f"{self.port}: closed while a job was handed over", sent=len(data))
        if process.returncode:
            raise LinkLost(f"{self.port}: not accepted: {_sentence(said)}")

    def flush_input(self, quiet: float = 0.0) -> int:
        return 0

    def port_status(self) -> int | None:
        return None

    def close(self) -> None:
        self._closed.set()
        process = self._process
        if process is not None:
            process.kill()

    def _command(self, name: str) -> str:
        path = shutil.which(name)
        if path is None:
            raise LinkLost(f"{self.port}: there is no command {name}; on Debian: apt-get install cups-client")
        return path


def _plain_language() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C"}


def _sentence(said: bytes) -> str:
    return " ".join(said.decode(errors="replace").split())[:200]
