"""Coverage-guided fuzzing of every decoder: ``python -m tests.drivers.fuzz_decoders -max_total_time=60``.

The first byte of an input chooses the model, the second how the rest is split. Nothing may raise, every byte of a
framed format must be accounted for, and no split may change what comes out. Arguments are those of libFuzzer; with
``--plain N`` it runs N random inputs without atheris.
"""

from __future__ import annotations

import random
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

try:
    import atheris
except ModuleNotFoundError:
    atheris = None

# Only what is imported in here guides the fuzzer.
with atheris.instrument_imports(include=["drivers.thermometers"]) if atheris else nullcontext():
    from drivers.thermometers import catalog
    from drivers.thermometers.readings import Item, Reading, Rejected
    from tests.drivers.streams import FRAMED, MODELS, sent

_WHOLE = {model for model in FRAMED if model != "gy-mcu90614"}


def run(model: str, pieces: list[bytes]) -> list[Item]:
    """What a fresh decoder makes of the pieces."""
    decoder = catalog.model(model).decoder()
    items = [item for piece in pieces for item in decoder.feed(piece)]
    return items + decoder.finish()


def check(data: bytes) -> None:
    """One input. AssertionError, or whatever a decoder raises, is a finding."""
    if len(data) < 2:
        return
    model, size, stream = MODELS[data[0] % len(MODELS)], 1 + data[1], data[2:]
    at_once = run(model, [stream])
    in_pieces = run(model, [stream[at : at + size] for at in range(0, len(stream), size)])
    assert at_once == in_pieces, model
    low, high = catalog.model(model).limits.object
    for item in at_once:
        assert isinstance(item, Reading | Rejected)
        if isinstance(item, Reading):
            assert low <= item.object <= high, model
    if model in _WHOLE:
        assert b"".join(item.raw for item in at_once) == stream, model


def seeds() -> list[bytes]:
    """A valid stream of each model, for the fuzzer to start from."""
    return [bytes([number, 6]) + sent(model, 36.5) * 2 for number, model in enumerate(MODELS)]


def plain(count: int) -> None:
    """Random mutations of the seeds, for machines without atheris."""
    chance = random.Random(count)
    starts = seeds()
    for _ in range(count):
        data = bytearray(chance.choice(starts))
        for _ in range(chance.randrange(6) if len(data) > 8 else 0):
            at = chance.randrange(2, len(data))
            match chance.randrange(3):
                case 0:
                    data[at] ^= 1 << chance.randrange(8)
                case 1:
                    del data[at]
                case _:
                    data[at:at] = chance.randbytes(chance.randrange(1, 9))
        data[1] = chance.randrange(256)
        check(bytes(data))
    print(f"{count} inputs, nothing found")


def main() -> None:
    """Plain, or with atheris."""
    if sys.argv[1:2] == ["--plain"]:
        plain(int(sys.argv[2]))
        return
    if atheris is None:
        sys.exit("atheris is not installed: pip install -e '.[fuzz]', or --plain 20000")
    folder = Path(tempfile.mkdtemp(prefix="fuzz-decoders-"))
    for number, seed in enumerate(seeds()):
        (folder / f"seed{number}").write_bytes(seed)
    atheris.Setup([*sys.argv, "-max_len=4200", str(folder)], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
