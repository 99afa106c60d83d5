"""The receive buffer of the virtual printer: buffered commands in order, real-time ones wherever they stand."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from drivers.printers.tokens import CLEAR_BUFFERS, Token, Tokenizer

_REAL_TIME = re.compile(
    rb"\x10(?:\x04[\x01-\x04]|\x05[\x01\x02]|" + re.escape(CLEAR_BUFFERS[1:]) + b")", re.DOTALL
)


class ReceiveBuffer:
    """``standing`` says that the head does not move, so that a picture fills the buffer instead of passing."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer()
        self._queue: deque[Token] = deque()
        self._queued = 0  # bytes in _queue
        self._recent = b""  # tail in which a real-time command may have begun

    def __bool__(self) -> bool:
        return bool(self._queue)

    @property
    def unfinished(self) -> bool:
        """Whether a command waits for its last bytes."""
        return self._tokenizer.pending > 0

    def occupied(self, *, standing: bool) -> int:
        """Bytes of buffer in use. A picture is printed while it arrives unless something is before it."""
        return self._queued + (self._tokenizer.pending if standing or self._queue else 0)

    def take(self, data: bytes, size: int, *, standing: bool) -> Iterator[bytes]:
        """Stores bytes; gives each real-time command when everything before it, and it, has been stored.

        What goes beyond ``size`` is lost, except for real-time commands.
        """
        fed, stream = len(self._recent), self._recent + data
        before = fed
        for found in _REAL_TIME.finditer(stream):
            self._store(stream[fed : found.end()], size, standing)
            fed = max(fed, found.end())
            yield found[0]
        self._store(stream[fed:], size, standing)
        self._recent = stream[fed if fed > before else 0 :][-(len(CLEAR_BUFFERS) - 1) :]

    def _store(self, data: bytes, size: int, standing: bool) -> None:
        room = max(0, size - self.occupied(standing=standing))
        for token in self._tokenizer.feed(data[:room]):
            if not token.name.startswith("DLE"):
                self._queue.append(token)
                self._queued += len(token.raw)

    def pop(self) -> Token:
        token = self._queue.popleft()
        self._queued -= len(token.raw)
        return token

    def put_back(self, token: Token) -> None:
        self._queue.appendleft(token)
        self._queued += len(token.raw)

    def clear(self) -> None:
        """Forget everything, also the beginning of a command."""
        self._queue.clear()
        self._queued = 0
        self._tokenizer.reset()
        self._recent = b""
