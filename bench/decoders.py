"""How fast each decoder is: bytes read through the link and decoded, beside the same bytes read and dropped.

    python -m bench.decoders

The bytes come from a TCP port of this machine, as fast as they can be taken. "times its line" says how many
such devices at full speed one core could follow.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from drivers.link import Link, parse_line
from drivers.thermometers import catalog
from drivers.thermometers.readings import Reading
from tests.drivers.streams import MODELS, sent

SIZE = 400_000
ROUNDS = 3


def stream(model: str) -> bytes:
    """Frames of many temperatures, until there are enough bytes."""
    frames = b"".join(sent(model, 34 + step / 25) for step in range(100))
    return frames * (SIZE // len(frames) + 1)


def seconds(work: Callable[[], object]) -> float:
    """The best of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


@contextmanager
def far_end(data: bytes) -> Iterator[Link]:
    """A link to a port that sends the data each time it is asked to."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def send() -> None:
            connection, _ = listener.accept()
            with connection:
                while connection.recv(1):
                    connection.sendall(data)

        sender = threading.Thread(target=send)
        sender.start()
        link = Link(f"socket://127.0.0.1:{listener.getsockname()[1]}")
        yield link
        link.close()
        sender.join()


def take(link: Link, size: int, use: Callable[[bytes], object]) -> None:
    """Ask for the data, and hand each piece on as it comes."""
    link.write(b"!", time.monotonic() + 5)
    while size:
        piece = link.read(time.monotonic() + 5)
        use(piece)
        size -= len(piece)


def main() -> None:
    """Print the table."""
    print("model             read and decoded    only read  ratio  readings/s  times its line")
    for model in MODELS:
        data = stream(model)
        found = sum(isinstance(item, Reading) for item in catalog.model(model).decoder().feed(data))
        with far_end(data) as link:
            reading = seconds(partial(take, link, len(data), len))
            decoding = seconds(partial(take, link, len(data), catalog.model(model).decoder().feed))
        megabytes = len(data) / 1e6
        line = parse_line(catalog.model(model).line).baud / 10 / 1e6
        print(
            f"{model:16} {megabytes / decoding:12.2f} MB/s {megabytes / reading:7.1f} MB/s"
            f" {decoding / reading:6.0f} {found / decoding:11.0f} {megabytes / decoding / line:15.0f}"
        )


if __name__ == "__main__":
    main()
