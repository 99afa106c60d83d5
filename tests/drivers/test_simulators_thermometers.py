"""Simulated thermometers: every family readable through its own driver, each fault as it would be on a
wire.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from drivers.errors import LinkLost, NoAnswer
from drivers.link import Link
from drivers.simulators import registry
from drivers.simulators.device import Device
from drivers.simulators.families import FAMILIES
from drivers.simulators.serve import serve_pty, serve_tcp
from drivers.simulators.thermometer import WIRE_FAULTS
from drivers.simulators.uart import misread
from drivers.thermometers import catalog
from drivers.thermometers.format import Streams
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind
from drivers.thermometers.thermometer import Thermometer, open_thermometer
from tests.drivers.streams import MODELS
from tests.drivers.wires import soon


def transmitted(device: Device, seconds: float, start: float = 0.0, step: float = 0.01) -> bytes:
    """What a device sends in simulated time."""
    device.reset(start)
    return b"".join(device.transmit(start + tick * step) for tick in range(round(seconds / step)))


def items(device: Device, seconds: float, start: float = 0.0) -> list[Item]:
    decoder = catalog.model("gy-mcu90614").decoder()
    return decoder.feed(transmitted(device, seconds, start)) + decoder.finish()


def gy(**parameters: object) -> Device:
    return registry.make("gy-mcu90614", {name: str(value) for name, value in parameters.items()})


def objects(found: list[Item]) -> list[Decimal]:
    assert all(isinstance(item, Reading) for item in found), found
    return [item.object for item in found if isinstance(item, Reading)]


@pytest.mark.parametrize("served", ["sim", "pty", "tcp"])
@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_read_back_on_every_kind_of_port(model: str, served: str) -> None:
    parameters = {"celsius": "36.6", "ambient": "25.0", "noise": "0", "rate": "20"}
    if served == "sim":
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        item = sample(model, f"sim://{model}?{query}")
    elif served == "pty":
        with serve_pty(registry.make(model, parameters)) as path:
            item = sample(model, path)
    else:
        with serve_tcp(registry.make(model, parameters)) as number:
            item = sample(model, f"socket://127.0.0.1:{number}")
    assert isinstance(item, Reading), item
    assert abs(item.object - Decimal("36.6")) <= Decimal("0.05")


def sample(model: str, port: str) -> Item:
    thermometer = open_thermometer(model, port)
    try:
        return thermometer.sample(soon(10))
    finally:
        thermometer.close()


def test_the_rate_of_the_model_is_kept() -> None:
    assert len(objects(items(gy(noise=0), 3.0))) == pytest.approx(30, abs=1)


def test_noise_is_as_large_as_asked_and_the_seed_repeats_it() -> None:
    first, again, other = (objects(items(gy(noise=0.1, seed=seed), 60.0)) for seed in (1, 1, 2))
    assert first == again != other
    assert statistics.stdev(map(float, first)) == pytest.approx(0.1, rel=0.1)


def test_the_instruments_error_is_known() -> None:
    device = gy(noise=0, gain=1.02, offset=-0.4, celsius=37)
    assert set(objects(items(device, 1.0))) == {Decimal("37.34")}
    drifting = gy(noise=0, drift=0.5, celsius=37)
    drifting.transmit(0.0)
    assert objects(items(drifting, 0.5, start=7200.0))[-1] == Decimal("38.00")


def test_a_person_comes_and_goes_by_command() -> None:
    device = gy(noise=0, person="away", ambient=27)
    assert set(objects(items(device, 0.5))) == {Decimal("27.00")}
    device.command(["person", "here"])
    rising = objects(items(device, 1.5, start=0.5))
    assert rising == sorted(rising)
    assert rising[-1] == Decimal("36.50")
    device.command(["celsius", "38.2"])
    assert objects(items(device, 0.3, start=2.0))[-1] == Decimal("38.20")
    device.command(["spike", "60"])
    assert objects(items(device, 0.5, start=2.3))[:3] == [Decimal(60), Decimal(60), Decimal("38.20")]


def test_a_frozen_device_repeats_itself_to_the_bit() -> None:
    device = gy(noise=0.1)
    device.command(["fault", "frozen"])
    assert len(set(objects(items(device, 3.0)))) == 1


def test_a_drifting_device_leaves_the_truth_steadily() -> None:
    device = gy(noise=0)
    device.transmit(0.0)
    device.command(["fault", "drifting"])
    values = objects(items(device, 3.0))
    assert values[-1] - values[0] == pytest.approx(Decimal("0.29"), abs=Decimal("0.02"))


def test_a_slow_device_sends_a_tenth() -> None:
    assert len(objects(items(gy(fault="slow"), 10.0))) == pytest.approx(10, abs=1)


def test_a_silent_device_is_silent() -> None:
    assert transmitted(gy(fault="silent"), 3.0) == b""


@pytest.mark.parametrize("fault", ["garbage", "corrupt", "wrong-baud"])
def test_a_bad_wire_gives_no_reading(fault: str) -> None:
    found = items(gy(fault=fault), 3.0)
    assert found
    assert not any(isinstance(item, Reading) for item in found)


ELSEWHERE = {"late-emissivity", "restarted", "refuses"}


@pytest.mark.parametrize("model", MODELS)
def test_every_fault_value_of_every_model_is_refused(model: str) -> None:
    for fault in set(FAMILIES[model]().faults) - ELSEWHERE:
        item = sample(model, f"sim://{model}?fault={fault}&rate=50")
        assert isinstance(item, Rejected), f"{fault}: {item}"
        assert item.kind in (RejectedKind.FAULT, RejectedKind.FRAME)


def test_an_instrument_that_answers_late_or_something_else_gives_no_reading() -> None:
    for port in ("sim://raytek-mi3?fault=late-emissivity", "sim://raytek-mi3?fault=restarted"):
        with pytest.raises(NoAnswer):
            open_thermometer("raytek-mi3", port).sample(soon(0.3))
    with pytest.raises(NoAnswer):
        open_thermometer("optris-ct", "sim://optris-ct?fault=slow").sample(soon(0.3))
    refusing = open_thermometer("evo-thermal", "sim://evo-thermal?fault=refuses").sample(soon())
    assert isinstance(refusing, Rejected)
    assert refusing.kind is RejectedKind.FAULT


def test_a_host_at_another_speed_hears_what_a_receiver_would() -> None:
    thermometer = open_thermometer("gy-mcu90614", "sim://gy-mcu90614", line="115200/8n1")
    item = thermometer.sample(soon())
    assert isinstance(item, Rejected)
    assert item.kind is RejectedKind.FRAME


def test_a_receiver_at_the_right_speed_hears_everything_and_nearly_right_still() -> None:
    data = bytes(range(256))
    assert misread(data, sent=9600, heard=9600) == data
    assert misread(data, sent=9600, heard=9700) == data
    assert misread(data, sent=9600, heard=19200) != data


def test_a_command_of_the_board_changes_its_speed() -> None:
    name = "speedy"
    device = registry.device(f"sim://gy-mcu90614?name={name}")
    link = Link(f"sim://gy-mcu90614?name={name}")
    link.write(bytes.fromhex("A5 AF 54"), soon())
    link.close()
    assert isinstance(
        open_thermometer("gy-mcu90614", f"sim://gy-mcu90614?name={name}", line="115200/8n1").sample(soon()),
        Reading,
    )
    assert device is registry.named(name)
    registry.forget(name)


def test_a_board_in_query_mode_answers_once_for_each_question() -> None:
    device = gy(mode="query", noise=0)
    assert transmitted(device, 1.0) == b""
    device.receive(bytes.fromhex("A5 15 BA"), 1.0)
    assert len(device.transmit(1.0)) == 9
    assert device.transmit(2.0) == b""


def test_a_device_tells_its_state() -> None:
    device = gy(celsius=38.2, person="away", fault="frozen")
    assert device.command(["state"]) == "plugged person away celsius 38.2 ambient 28 fault frozen"
    device.command(["unplug"])
    assert device.command(["state"]).startswith("unplugged ")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["celsius", "hot"], "a number from -40 to 400"),
        (["celsius", "500"], "a number from -40 to 400"),
        (["celsius"], "unplug, plug"),
        (["person", "there"], "one of away, here, walking"),
        (["fault", "bad"], "frozen"),
        (["temperature", "3"], "unknown parameter 'temperature'"),
        (["spike", "x"], "a number"),
    ],
)
def test_a_wrong_command_is_answered_with_what_would_be_right(words: list[str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        gy().command(words)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sim://nothing", "no simulator for 'nothing'"),
        ("sim://gy-mcu90614?celsus=36", "unknown parameter 'celsus': one of celsius"),
        ("sim://gy-mcu90614?celsius", "celsius"),
        ("sim://", "expected sim://model"),
    ],
)
def test_a_wrong_url_says_what_would_be_right(url: str, reason: str) -> None:
    with pytest.raises(LinkLost, match=reason):
        Link(url).open()


def test_one_name_is_one_device_until_it_is_forgotten() -> None:
    first = registry.device("sim://gy-mcu90614?name=one&celsius=36")
    assert registry.device("sim://gy-mcu90614?name=one") is first
    with pytest.raises(ValueError, match="already the name of a gy-mcu90614"):
        registry.device("sim://optris-ct?name=one")
    registry.forget("one")
    assert registry.device("sim://gy-mcu90614?name=one") is not first
    registry.forget("one")
    with pytest.raises(KeyError):
        registry.named("one")


def test_a_device_that_was_introduced_answers_to_its_name_before_anybody_opens_its_port() -> None:
    registry.introduce("sim://gy-mcu90614?name=known&celsius=36")
    early = registry.named("known")
    assert early.command(["state"]).startswith("plugged")
    assert registry.device("sim://gy-mcu90614?name=known&celsius=36") is early
    registry.forget("known")
    with pytest.raises(KeyError):
        registry.named("known")


def test_every_model_plays_every_fault_of_the_wire_without_falling_over() -> None:
    for model in MODELS:
        for fault in WIRE_FAULTS:
            device = registry.make(model, {"fault": fault})
            talk = catalog.model(model).format.talk
            device.receive(talk.start if isinstance(talk, Streams) else b"\x01?T\r\xa5\x55\x01\xfb\xaa", 0.0)
            transmitted(device, 0.5)


@pytest.fixture
def pty_link(tmp_path: Path) -> Iterator[tuple[Device, Path]]:
    device = gy(noise=0)
    link = tmp_path / "thermometer"
    with serve_pty(device, link):
        yield device, link


def sample_until_lost(thermometer: Thermometer) -> None:
    until = soon()
    while True:
        thermometer.sample(until)


def test_a_pty_vanishes_with_the_cable_and_comes_back_under_its_name(pty_link: tuple[Device, Path]) -> None:
    device, link = pty_link
    thermometer = open_thermometer("gy-mcu90614", str(link), backoff=(0.01, 0.02))
    assert isinstance(thermometer.sample(soon()), Reading)
    device.command(["unplug"])
    with pytest.raises(LinkLost):
        sample_until_lost(thermometer)
    device.command(["plug"])
    assert isinstance(sample_when_back(thermometer), Reading)
    thermometer.close()


def sample_when_back(thermometer: Thermometer) -> Item:
    until = soon()
    while True:
        try:
            return thermometer.sample(until)
        except LinkLost:
            assert time.monotonic() < until


def test_a_pty_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "precious"
    path.write_text("data")
    with pytest.raises(FileExistsError), serve_pty(gy(), path):
        pass
    assert path.read_text() == "data"


def test_a_taken_tcp_port_is_an_error_at_once() -> None:
    with serve_tcp(gy()) as number, pytest.raises(OSError, match="in use"), serve_tcp(gy(), port=number):
        pass


def test_commands_may_come_from_another_thread_while_the_device_is_read() -> None:
    device = gy()
    stop = threading.Event()

    def disturb() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            for words in (
                ["celsius", "37"],
                ["person", "away"],
                ["person", "here"],
                ["fault", "frozen"],
                ["fault", "none"],
            ):
                device.command(words)

    thread = threading.Thread(target=disturb)
    thread.start()
    found = items(device, 20.0)
    stop.set()
    thread.join()
    assert len(objects(found)) == pytest.approx(200, abs=2)
