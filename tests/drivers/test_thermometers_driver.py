"""The driver on a wire: dialogues from the makers' manuals, and nothing old, doubtful or foreign taken for
a reading.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from drivers.errors import BadFrame, LinkLost, NoAnswer
from drivers.simulators import registry
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind
from drivers.thermometers.thermometer import Thermometer, open_thermometer
from tests.drivers.streams import sent
from tests.drivers.wires import DEVICE, HOST, Clock, Scripted, Transcript, plugged, soon


def hexed(text: str) -> str:
    return text.encode("ascii").hex()


DIALOGUES = {
    "calex-pyrousb": (
        (HOST, "01 04 00 12 00 04 51 CC"),
        (DEVICE, "01 04 08 01 6E 01 6C 00 FB 00 00 8A 2E"),
        "36.6",
    ),
    "calex-pyromini": (
        (HOST, "01 04 00 0E 00 04 90 0A"),
        (DEVICE, "01 04 08 01 6E 01 6C 00 FB 00 00 8A 2E"),
        "36.6",
    ),
    "optris-ct": ((HOST, "01"), (DEVICE, "04 D3"), (HOST, "01"), (DEVICE, "04 D3"), "23.5"),
    "optris-ct?address=3": ((HOST, "B3 01"), (DEVICE, "04 D3"), (HOST, "B3 01"), (DEVICE, "04 D3"), "23.5"),
    "optris-ct-hs": ((HOST, "01"), (DEVICE, "30 3E"), (HOST, "01"), (DEVICE, "30 3E"), "23.50"),
    "raytek-mi3": (
        (HOST, hexed("?T\r")),
        (DEVICE, hexed("!T020.0\r\n")),
        (HOST, hexed("?T\r")),
        (DEVICE, hexed("!T020.0\r\n")),
        "20.0",
    ),
    "raytek-mi3?address=1": (
        (HOST, hexed("001?T\r")),
        (DEVICE, hexed("001!T036.5\r\n")),
        (HOST, hexed("001?T\r")),
        (DEVICE, hexed("001!T036.6\r\n")),
        "36.6",
    ),
    "hm-32x32": ((HOST, "A5 55 01 FB"), (DEVICE, "A5 55 44 0E 0F 0E 69"), "36.52"),
    "gd60914": (
        (HOST, "A1"),
        (HOST, "AA"),
        (DEVICE, hexed("  365\r\n")),
        (HOST, "AA"),
        (DEVICE, hexed("  366\r\n")),
        "36.6",
    ),
}


@pytest.mark.parametrize("model", DIALOGUES)
def test_the_dialogue_of_the_manual_is_held_word_for_word(model: str) -> None:
    *lines, celsius = DIALOGUES[model]
    device = Transcript(*lines)
    thermometer = open_thermometer(model, plugged(device))
    item = thermometer.sample(soon())
    assert isinstance(item, Reading), item
    assert str(item.object) == celsius
    assert device.finished()
    assert thermometer.link.flush_input() == 0, "bytes were left over"


STREAMS = ["gy-mcu90614", "gy-614v", "ascii-adafruit", "ascii-crc", "gy-mcu90640", "zytemp-tn9", "idc-50"]


@pytest.mark.parametrize("model", STREAMS)
def test_a_device_that_speaks_by_itself_is_sent_nothing(model: str) -> None:
    device = Scripted()
    thermometer = open_thermometer(model, plugged(device))
    thermometer.link.open()
    for celsius in (36.5, 36.5, 36.5, 36.6):
        device.say(sent(model, celsius))
    item = thermometer.sample(soon())
    assert isinstance(item, Reading), item
    assert abs(item.object - Decimal("36.5")) <= Decimal("0.1")
    assert device.heard == b""


def test_an_evo_is_told_to_start_each_time_its_port_was_opened() -> None:
    device = Scripted()
    device.answers[bytes.fromhex("00 52 02 01 DF")] = bytes.fromhex("14 05 00 48") + sent("evo-thermal", 36.5)
    thermometer = open_thermometer("evo-thermal", plugged(device))
    for times in (1, 2):
        assert isinstance(thermometer.sample(soon()), Reading)
        assert device.heard == bytes.fromhex("00 52 02 01 DF") * times
        thermometer.close()


def streaming(device: Scripted, clock: Clock, model: str = "gy-mcu90614") -> Thermometer:
    thermometer = open_thermometer(model, plugged(device), clock=clock)
    thermometer.link.open()
    return thermometer


def celsius_of(item: Item) -> str:
    assert isinstance(item, Reading), item
    return str(item.object)


def test_what_waited_in_the_kernel_describes_somebody_who_has_left() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock)
    device.say(sent("gy-mcu90614", 36.5))
    assert celsius_of(thermometer.sample(clock.now)) == "36.50"
    clock.now += 60
    device.say(sent("gy-mcu90614", 41.0) * 50)
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    device.say(sent("gy-mcu90614", 36.7))
    assert celsius_of(thermometer.sample(clock.now)) == "36.70"


def test_a_caller_slower_than_the_device_does_not_fall_behind() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock)
    for number in range(60):
        device.say(sent("gy-mcu90614", 30 + number / 100) * 3)
        item = thermometer.sample(clock.now)
        clock.now += 0.3
    newest = Decimal(3059).scaleb(-2)
    assert newest - Decimal(celsius_of(item)) <= Decimal("0.02")


def test_joining_in_the_middle_of_a_frame_is_nobodys_fault() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock)
    device.say(sent("gy-mcu90614", 36.5)[4:] + sent("gy-mcu90614", 36.6))
    assert celsius_of(thermometer.sample(clock.now)) == "36.60"


def test_garbage_that_never_ends_is_reported() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock)
    device.say(b"\x00\xfe" * 40)
    item = thermometer.sample(clock.now)
    assert isinstance(item, Rejected)
    assert item.kind is RejectedKind.FRAME


def test_the_first_partial_line_is_dropped_although_it_looks_like_a_number() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "ascii-adafruit")
    line = "Ambient = 25.31*C\tObject = 36.53*C\r\n"
    device.say(line.encode()[2:] + line.encode() * 2)
    assert celsius_of(thermometer.sample(clock.now)) == "36.53"


def adafruit(celsius: str) -> bytes:
    return f"Ambient = 25.31*C\tObject = {celsius}*C\r\n".encode()


def test_a_garbled_digit_in_a_line_without_a_checksum_is_no_reading() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "ascii-adafruit")
    device.say(b"\r\n" + adafruit("36.50") + adafruit("36.60"))
    assert [celsius_of(thermometer.sample(clock.now)) for _ in range(2)] == ["36.50", "36.60"]
    # One bit turned a 6 into a 7: for a moment somebody has 37.5.
    device.say(adafruit("37.50"))
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    device.say(adafruit("36.50"))
    item = thermometer.sample(clock.now)
    assert isinstance(item, Rejected)
    assert "stands alone" in item.reason
    assert celsius_of(thermometer.sample(clock.now)) == "36.50"


def test_somebody_who_steps_up_is_no_garbled_digit() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "ascii-adafruit")
    device.say(b"\r\n")
    told = []
    for celsius in ("28.00", "28.10", "31.00", "34.50", "36.20", "36.50", "36.55"):
        device.say(adafruit(celsius))
        try:
            told += [celsius_of(thermometer.sample(clock.now))]
            told += [celsius_of(thermometer.sample(clock.now))]
        except NoAnswer:
            continue
    assert told == ["28.00", "28.10", "31.00", "34.50", "36.20", "36.50", "36.55"]


def test_what_waited_keeps_the_step_of_the_frames_but_is_not_told() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "ascii-adafruit")
    device.say(b"\r\n" + adafruit("28.00") * 2)
    thermometer.sample(clock.now)
    clock.now += 30
    device.say(adafruit("41.00") + adafruit("28.00") + adafruit("28.00")[:11])
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    device.say(adafruit("28.00")[11:])
    assert celsius_of(thermometer.sample(clock.now)) == "28.00"


def test_after_a_full_buffer_the_first_partial_line_is_dropped_again() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "ascii-adafruit")
    device.say(b"\r\n" + adafruit("36.50") * 2)
    thermometer.sample(clock.now)
    clock.now += 60
    device.say((adafruit("36.50") * 200)[:4090])
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    # What the kernel lost lies between: the rest of a line does not complete the one before.
    device.say(b"7.50*C\r\n" + adafruit("36.70") + adafruit("36.70"))
    assert celsius_of(thermometer.sample(clock.now)) == "36.70"


def test_an_evo_that_has_restarted_by_itself_is_told_to_start_again() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "evo-thermal")
    start = bytes.fromhex("00 52 02 01 DF")
    device.say(sent("evo-thermal", 36.5))
    thermometer.sample(clock.now)
    assert device.heard == start
    for _ in range(4):
        with pytest.raises(NoAnswer):
            thermometer.sample(clock.now)
        clock.now += 0.6
    assert device.heard == start
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    assert device.heard == start * 2


def test_a_question_that_was_asked_is_waited_for() -> None:
    class Slow(Scripted):
        def transmit(self, now: float) -> bytes:
            answered = self.heard and now > self.asked + 0.1
            return super().transmit(now) if answered else b""

        def receive(self, data: bytes, now: float) -> int:
            self.asked = now
            return super().receive(data, now)

    device = Slow()
    device.answers[bytes.fromhex("A5 55 01 FB")] = sent("hm-32x32", 36.5)
    assert celsius_of(open_thermometer("hm-32x32", plugged(device)).sample(soon(0.01))) == "36.50"


def test_a_stream_goes_on_after_the_settings_were_read_from_it() -> None:
    thermometer = open_thermometer("gy-614v", "sim://gy-614v?rate=50")
    for _ in range(3):
        assert isinstance(thermometer.sample(soon()), Reading)
        assert thermometer.settings(soon())["emissivity"] == Decimal("0.97")


def test_two_answers_that_differ_are_none() -> None:
    device = Transcript((HOST, "01"), (DEVICE, "05 55"), (HOST, "01"), (DEVICE, "04 D3"))
    item = open_thermometer("optris-ct", plugged(device)).sample(soon())
    assert isinstance(item, Rejected)
    assert item.kind is RejectedKind.FRAME
    assert "36.5 °C and 23.5 °C" in item.reason


def test_a_byte_too_many_shifts_no_value() -> None:
    device = Transcript((HOST, "01"), (DEVICE, "05 04 D3"))
    item = open_thermometer("optris-ct", plugged(device)).sample(soon())
    assert isinstance(item, Rejected)
    assert "more came" in item.reason


def test_a_late_answer_to_another_question_is_no_temperature() -> None:
    device = Transcript(
        (HOST, hexed("?T\r")),
        (DEVICE, hexed("!E0.975\r\n!T036.5\r\n")),
        (HOST, hexed("?T\r")),
        (DEVICE, hexed("!T036.5\r\n")),
    )
    assert celsius_of(open_thermometer("raytek-mi3", plugged(device)).sample(soon())) == "36.5"


def test_an_answer_that_comes_after_its_time_is_not_taken_for_the_next() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "hm-32x32")
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    assert device.heard == bytes.fromhex("A5 55 01 FB")
    clock.now += 1.0
    device.say(sent("hm-32x32", 41.0))
    device.answers[bytes.fromhex("A5 55 01 FB")] = sent("hm-32x32", 36.5)
    assert celsius_of(thermometer.sample(clock.now + 1)) == "36.50"


def test_nothing_is_asked_while_an_answer_is_owed() -> None:
    clock, device = Clock(), Scripted()
    thermometer = streaming(device, clock, "hm-32x32")
    for _ in range(3):
        with pytest.raises(NoAnswer):
            thermometer.sample(clock.now)
    assert device.heard == bytes.fromhex("A5 55 01 FB")
    clock.now += 2.0
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    assert device.heard == bytes.fromhex("A5 55 01 FB") * 2


def test_a_device_is_not_asked_faster_than_it_measures() -> None:
    clock, device = Clock(), Scripted()
    device.answers[bytes.fromhex("A5 55 01 FB")] = sent("hm-32x32", 36.5)
    thermometer = streaming(device, clock, "hm-32x32")
    thermometer.sample(clock.now)
    with pytest.raises(NoAnswer):
        thermometer.sample(clock.now)
    clock.now += 0.125
    assert celsius_of(thermometer.sample(clock.now)) == "36.50"


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        ("01 84 02 C2 C1", RejectedKind.FAULT, "illegal data address"),
        ("01 04 08 01 6E 01 6C 00 FB 00 00 8A 2F", RejectedKind.FRAME, "bad answer"),
        ("01 04 08 01 6E 01", RejectedKind.FRAME, "bad answer"),
        ("02 04 08 01 6E 01 6C 00 FB 00 00 8A 6A", RejectedKind.FRAME, "bad answer"),
    ],
)
def test_a_modbus_answer_that_is_none_says_why(answer: str, kind: RejectedKind, reason: str) -> None:
    device = Transcript((HOST, "01 04 00 12 00 04 51 CC"), (DEVICE, answer))
    item = open_thermometer("calex-pyrousb", plugged(device)).sample(soon())
    assert isinstance(item, Rejected)
    assert item.kind is kind
    assert reason in item.reason


def test_a_modbus_status_bit_means_no_reading() -> None:
    item = open_thermometer("calex-pyrousb", "sim://calex-pyrousb?fault=too-cold").sample(soon())
    assert isinstance(item, Rejected)
    assert item.kind is RejectedKind.FAULT
    assert "status 0002" in item.reason


SETTINGS = {
    "gy-614v": ("sim://gy-614v?emissivity=0.95&device-offset=-0.5", {"emissivity": "0.95", "offset": "-0.5"}),
    "calex-pyrousb": ("sim://calex-pyrousb?emissivity=0.95", {"emissivity": "0.95"}),
    "calex-pyromini?address=7": ("sim://calex-pyromini?emissivity=0.95&address=7", {"emissivity": "0.95"}),
    "optris-ct": ("sim://optris-ct?emissivity=0.95", {"emissivity": "0.95"}),
    "raytek-mi3?address=2": ("sim://raytek-mi3?emissivity=0.95&address=2", {"emissivity": "0.95"}),
    "gy-mcu90614": ("sim://gy-mcu90614", {}),
}


@pytest.mark.parametrize("model", SETTINGS)
def test_what_the_device_keeps_by_itself_can_be_read_back(model: str) -> None:
    port, expected = SETTINGS[model]
    found = open_thermometer(model, port).settings(soon())
    assert {name: Decimal(value) for name, value in expected.items()}.items() <= found.items()


def test_settings_that_are_refused_or_not_told_are_errors() -> None:
    with pytest.raises(BadFrame, match="emissivity"):
        open_thermometer("calex-pyrousb", "sim://calex-pyrousb?fault=busy").settings(soon())
    with pytest.raises(NoAnswer, match="settings"):
        open_thermometer("optris-ct", plugged(Scripted())).settings(soon(0.05))


def test_emissivity_and_offset_of_a_gy_614v_show_in_its_readings() -> None:
    port = "sim://gy-614v?emissivity=0.95&device-offset=-0.5&celsius=36.5&noise=0"
    item = open_thermometer("gy-614v", port).sample(soon())
    assert celsius_of(item) == "36.00"
    assert isinstance(item, Reading)
    assert item.extra["emissivity"] == Decimal("0.95")


@pytest.mark.parametrize("model", ["gy-mcu90614", "optris-ct", "calex-pyrousb"])
def test_a_pulled_cable_is_a_loss_and_readings_go_on_when_it_is_back(model: str) -> None:
    name = f"unplugged {model}"
    thermometer = open_thermometer(model, f"sim://{model}?name={name}", backoff=(0.0, 0.0))
    device = registry.device(f"sim://{model}?name={name}")
    thermometer.sample(soon())
    device.command(["unplug"])
    with pytest.raises(LinkLost):
        thermometer.sample(soon())
    device.command(["plug"])
    assert isinstance(thermometer.sample(soon()), Reading)
    registry.forget(name)


def test_one_of_many_devices_on_a_line_is_heard_alone() -> None:
    with pytest.raises(NoAnswer):
        open_thermometer("raytek-mi3?address=2", "sim://raytek-mi3?address=1").sample(soon(0.05))
    assert isinstance(
        open_thermometer("raytek-mi3?address=1", "sim://raytek-mi3?address=1").sample(soon()), Reading
    )
