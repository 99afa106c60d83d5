"""Every wire format against the bytes its maker prints; the fault values of each are faults."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from drivers.thermometers import arrays, catalog, checks, gy_614v, gy_mcu90614
from drivers.thermometers.readings import Item, Reading, Rejected, RejectedKind

FRAME, FAULT, OTHER = RejectedKind


def text(line: str) -> str:
    return line.encode("ascii").hex()


def items_of(model: str, data: str) -> list[Item]:
    decoder = catalog.model(model).decoder()
    return decoder.feed(bytes.fromhex(data)) + decoder.finish()


FROM_THE_MAKERS = [
    ("gy-mcu90614", "5A 5A 45 04 0C 78 0D 19 A7", "31.92", "33.53", {}),
    (
        "gy-614v",
        "A4 03 07 07 61 0D 54 0A 5A 0E 4A 33",
        "34.12",
        "26.50",
        {"emissivity": "0.97", "body": "36.58"},
    ),
    ("calex-pyrousb", "01 04 08 01 6E 01 6C 00 FB 00 00 8A 2E", "36.6", "25.1", {"unfiltered": "36.4"}),
    ("calex-pyromini", "01 04 08 01 6E 01 6C 00 FB 00 00 8A 2E", "36.6", "25.1", {"unfiltered": "36.4"}),
    ("optris-ct", "04 D3", "23.5", None, {}),
    ("optris-ct-hs", "30 3E", "23.50", None, {}),
    ("raytek-mi3", text("!T020.0\r\n"), "20.0", None, {}),
    ("raytek-mi3", text("001!T036.5\r\n"), "36.5", None, {"address": 1}),
    ("raytek-mi3?address=1", text("001!T036.5\r\n"), "36.5", None, {"address": 1}),
    ("raytek-mi3", text("!T-010.5\r\n"), "-10.5", None, {}),
    ("hm-32x32", "A5 55 44 0E 0F 0E 69", "36.52", None, {"x": 15, "y": 14}),
    ("ascii-adafruit", text("Ambient = 25.31*C\tObject = 36.53*C\r\n"), "36.53", "25.31", {}),
    ("ascii-crc", text("$T,17,3652,2531*85\r\n"), "36.52", "25.31", {"sequence": 17}),
    ("ascii-crc", text(f"$T,1,-250,*{checks.crc8(b'T,1,-250,'):02X}\n"), "-2.50", None, {"sequence": 1}),
    ("zytemp-tn9", "4C 14 2A 8A 0D", "49.475", None, {}),
    ("idc-50", "AA 55 06 24 07 30", "36.7", None, {}),
    ("gd60914", text("  365\r\n"), "36.5", None, {}),
]


@pytest.mark.parametrize(("model", "data", "celsius", "ambient", "extra"), FROM_THE_MAKERS)
def test_the_makers_own_example_is_read_exactly(
    model: str, data: str, celsius: str, ambient: str | None, extra: dict[str, object]
) -> None:
    (item,) = items_of(model, data)
    assert isinstance(item, Reading), item
    assert (item.object, item.ambient) == (Decimal(celsius), None if ambient is None else Decimal(ambient))
    assert dict(item.extra) == {
        name: Decimal(value) if isinstance(value, str) else value for name, value in extra.items()
    }


@pytest.mark.parametrize(("model", "data", "kind", "reason"), [
    ("gy-mcu90614", "5A 5A 45 04 0C 78 0D 19 A6", FRAME, "checksum A6, computed A7"),
    ("gy-mcu90614", "5A 5A 45 04 0C 78 0D 19", FRAME, "unfinished"),
    ("gy-mcu90614", "00 01 02", FRAME, "belong to no frame"),
    ("gy-mcu90614", "5A 5A 25 01 5F 39", OTHER, "emissivity"),
    ("gy-mcu90614", "5A 5A 35 01 00 EA", OTHER, "offset"),
    ("gy-mcu90614", "5A 5A 45 04 95 4D 0A F0 D9", FAULT, "fault value"),
    ("gy-mcu90614", "5A 5A 45 04 00 00 0A F0 F7", FAULT, "fault value"),
    ("gy-mcu90614", "5A 5A 45 04 7F FF 0A F0 75", FAULT, "outside"),
    ("gy-614v", "A4 03 07 07 61 0D 54 0A 5A 0E 4A 34", FRAME, "checksum 34, computed 33"),
    ("gy-614v", "A4 06 03 01 AE", OTHER, "written"),
    ("gy-614v", "A4 03 00 08 A4 02 03 00 00 00 64 61 1D", OTHER, "registers 00 to 07"),
    ("calex-pyrousb", "01 84 02 C2 C1", FAULT, "illegal data address"),
    ("calex-pyrousb", "01 04 08 01 6E 01 6C 00 FB 00 00 8A 2F", FRAME, "CRC 8A 2F, computed 8A 2E"),
    ("calex-pyrousb", "01 04 00 12 00 04 51 CC", OTHER, "question"),
    ("calex-pyrousb?address=2", "01 04 08 01 6E 01 6C 00 FB 00 00 8A 2E", OTHER, "address 1"),
    ("optris-ct", "30 3E", FAULT, "outside"),
    ("optris-ct", "04", FRAME, "one byte"),
    ("optris-ct", "00 00", FAULT, "outside"),
    ("raytek-mi3", text("*Syntax Error\r\n"), FAULT, "Syntax Error"),
    ("raytek-mi3", text("001*Syntax Error\r\n"), FAULT, "Syntax Error"),
    ("raytek-mi3", text("#XI\r\n"), OTHER, "restarted"),
    ("raytek-mi3", text("!E0.975\r\n"), OTHER, "no temperature"),
    ("raytek-mi3", text("!T>>>>>\r\n"), FAULT, "no temperature"),
    ("raytek-mi3", text("!T036.\r\n"), FAULT, "no temperature"),
    ("raytek-mi3", text("36.5\r\n"), FRAME, "of the form"),
    ("raytek-mi3?address=2", text("001!T036.5\r\n"), OTHER, "address 1, asked was 2"),
    ("hm-32x32", "A5 55 00 00 0F 0E 17", FAULT, "no reading"),
    ("hm-32x32", "A5 55 44 0E 20 0E 7A", FRAME, "position"),
    ("ascii-adafruit", text("Ambient = 77.56*F\tObject = 97.75*F\r\n"), OTHER, "°F"),
    ("ascii-adafruit", text("Ambient = 25.31*C\tObject = nan*C\r\n"), FAULT, "NaN"),
    ("ascii-adafruit", text("Ambient = 25.31*C\tObject = 1037.55*C\r\n"), FAULT, "fault value"),
    ("ascii-adafruit", text("Ambient = 25.31*C\tObject = -273.15*C\r\n"), FAULT, "fault value"),
    ("ascii-adafruit", text("Ambient = 1037.55*C\tObject = 36.50*C\r\n"), FAULT, "ambient"),
    ("ascii-adafruit", text("25.31*C\tObject = 36.53*C\r\n"), FRAME, "pattern"),
    ("ascii-adafruit", text("Ambient = 25.31*C\tObject = 36.53"), FRAME, "pattern"),
    ("ascii-adafruit", "80 81 82 0A", FRAME, "no text"),
    ("ascii-crc", text("$T,17,3653,2531*85\r\n"), FRAME, "CRC 85, computed"),
    ("ascii-crc", text("$T,17,3652,2531*5C\r\n"), FRAME, "CRC 5C, computed 85"),
    ("ascii-crc", text("$T,17,3652,2531\r\n"), FRAME, "form"),
    ("ascii-crc", text("x" * 256) + "0A", FRAME, "form"),
    ("evo-thermal", "14 05 00 48", OTHER, "acknowledges"),
    ("evo-thermal", "14 05 FF BB", FAULT, "refuses"),
    ("zytemp-tn9", "53 00 00 53 0D", OTHER, "53"),
    ("idc-50", "AA 55 06 24 0A 33", FRAME, "10 tenths"),
    ("gd60914", text("    0\r\n"), FAULT, "fault value"),
    ("gd60914", text("36.5\r\n "), FRAME, "no frame"),
])  # fmt: skip
def test_what_is_no_reading_says_why(model: str, data: str, kind: RejectedKind, reason: str) -> None:
    items = items_of(model, data)
    assert not any(isinstance(item, Reading) for item in items)
    first = items[0]
    assert isinstance(first, Rejected)
    assert first.kind is kind
    assert reason in first.reason


def test_boards_that_append_their_address_lose_no_frame() -> None:
    frame = bytes.fromhex("5A 5A 45 04 0C 78 0D 19 A7 07")
    decoder = catalog.model("gy-mcu90614").decoder()
    items = decoder.feed(frame * 100) + decoder.finish()
    assert [item.raw for item in items if isinstance(item, Reading)] == [frame[:9]] * 100
    assert len(items) == 100


def test_an_object_item_of_a_tn9_carries_the_ambient_before_it() -> None:
    ambient, celsius = "66 12 A5 1D 0D", "4C 14 2A 8A 0D"
    _, item = items_of("zytemp-tn9", ambient + celsius)
    assert isinstance(item, Reading)
    assert (item.object, item.ambient) == (Decimal("49.475"), Decimal("25.1625"))


def test_garbage_before_a_line_with_a_crc_does_not_cost_the_line() -> None:
    (item,) = items_of("ascii-crc", text("stray $T,1,$T,17,3652,2531*85\r\n"))
    assert isinstance(item, Reading)
    assert item.object == Decimal("36.52")


def test_an_overlong_line_is_refused_to_its_end_and_the_next_is_read() -> None:
    items = items_of("ascii-crc", text("y" * 700 + "\n$T,17,3652,2531*85\n"))
    *refused, last = items
    assert [len(item.raw) for item in refused] == [256, 256, 188]
    assert isinstance(last, Reading)


CAPTURE = Path(__file__).resolve().parents[3] / "shared" / "data" / "evo90_frame.bin"


@pytest.mark.skipif(not CAPTURE.exists(), reason="the capture is not part of this repository")
def test_a_frame_captured_from_a_real_evo_thermal_is_read() -> None:
    data = CAPTURE.read_bytes()
    (item,) = items_of("evo-thermal", data.hex())
    assert isinstance(item, Reading)
    assert (item.object, item.ambient) == (Decimal("33.45"), Decimal("31.05"))
    assert item.extra == {"x": 16, "y": 18}


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (checks.crc8, 0xF4),
        (checks.crc16_modbus, 0x4B37),
        (checks.crc32_mpeg2, 0x0376E6E7),
        (checks.sum8, 0xDD),
    ],
)
def test_checksums_give_their_published_check_value(check: object, value: int) -> None:
    assert callable(check)
    assert check(b"123456789") == value


@pytest.mark.parametrize(
    "command",
    [
        gy_mcu90614.CONTINUOUS,
        gy_mcu90614.ONE_READING,
        gy_mcu90614.BAUD_9600,
        gy_mcu90614.BAUD_115200,
        gy_mcu90614.SEND_AT_POWER_UP,
        gy_mcu90614.SILENT_AT_POWER_UP,
        gy_614v.QUERY_MODE,
        gy_614v.BAUD_115200,
        gy_614v.READ_SETTINGS,
    ],
)
def test_commands_to_the_boards_carry_their_sum(command: bytes) -> None:
    assert checks.sum8(command[:-1]) == command[-1]


@pytest.mark.parametrize("command", [arrays.EVO_START, arrays.EVO_STOP, bytes.fromhex("00 51 62 30")])
def test_commands_to_the_evo_carry_their_crc(command: bytes) -> None:
    assert checks.crc8(command[:-1]) == command[-1]
