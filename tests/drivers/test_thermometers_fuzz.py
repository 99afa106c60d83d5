"""The fuzzer itself works; how to run it for long stands in docs/drivers.md."""

from __future__ import annotations

import pytest

from tests.drivers import fuzz_decoders


def test_a_short_run_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    fuzz_decoders.plain(400)
    assert capsys.readouterr().out == "400 inputs, nothing found\n"


@pytest.mark.parametrize("data", [b"", b"\x00", *fuzz_decoders.seeds()])
def test_every_seed_and_every_stub_passes(data: bytes) -> None:
    fuzz_decoders.check(data)


def test_every_seed_holds_a_reading() -> None:
    for number, seed in enumerate(fuzz_decoders.seeds()):
        model = fuzz_decoders.MODELS[number]
        items = fuzz_decoders.run(model, [seed[2:]])
        assert any(isinstance(item, fuzz_decoders.Reading) for item in items), model
