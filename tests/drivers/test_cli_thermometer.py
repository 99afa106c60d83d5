"""The commands as a shell sees them: lines of JSON, and an exit status that says whether anything was
valid.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from drivers.__main__ import app

ROOT = Path(__file__).resolve().parents[2]
GOOD = "5A 5A 45 04 0C 78 0D 19 A7"
BAD = "5A 5A 45 04 0C 78 0D 19 A6"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def drivers(*arguments: str, text: str | None = None) -> Done:
    """The command in this process; its help and errors on a wide and plain terminal."""
    result = CliRunner().invoke(app, arguments, input=text, env={"COLUMNS": "300", "TERM": "dumb"})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def lines(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def simulated(*arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "drivers", "simulate", "thermometer", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
        assert process.returncode == 0, process.stderr


def test_the_commands_stand_behind_the_module() -> None:
    command = [sys.executable, "-m", "drivers", "decode", "-m", "gy-mcu90614", GOOD]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, '{"object": 31.92, "ambient": 33.53}\n')


def test_a_valid_frame_decodes_to_one_object_and_success() -> None:
    done = drivers("decode", "--model", "gy-mcu90614", GOOD)
    assert (done.returncode, lines(done)) == (0, [{"object": 31.92, "ambient": 33.53}])


@pytest.mark.parametrize("written", [["5a5a45040c780d19a7"], GOOD.split(), ["5A:5A:45:04:0C:78:0D:19:A7"]])
def test_hexadecimal_may_be_written_in_any_usual_way(written: list[str]) -> None:
    assert drivers("decode", "-m", "gy-mcu90614", *written).returncode == 0


def test_bytes_may_come_from_standard_input() -> None:
    assert drivers("decode", "-m", "gy-mcu90614", "-", text=GOOD + "\n").returncode == 0


def test_one_valid_frame_among_bad_ones_is_success_and_each_bad_one_is_a_line() -> None:
    done = drivers("decode", "-m", "gy-mcu90614", BAD, GOOD, "00 01")
    assert done.returncode == 0
    assert [sorted(line) for line in lines(done)] == [
        ["error", "kind", "raw"],
        ["ambient", "object"],
        ["error", "kind", "raw"],
    ]


@pytest.mark.parametrize("data", [BAD, "00", "", "5A 5A 25 01 5F 39"])
def test_nothing_valid_is_status_one_and_an_error_line(data: str) -> None:
    done = drivers("decode", "-m", "gy-mcu90614", data)
    assert done.returncode == 1
    assert all("error" in line for line in lines(done))
    assert lines(done)


def test_replies_of_instruments_that_are_asked_decode_too() -> None:
    modbus = "01 04 00 12 00 04 51 CC 01 04 08 01 6E 01 6C 00 FB 00 00 8A 2E"
    done = drivers("decode", "-m", "calex-pyrousb", modbus)
    assert done.returncode == 0
    assert lines(done)[-1] == {"object": 36.6, "ambient": 25.1, "unfiltered": 36.4}
    assert lines(drivers("decode", "-m", "optris-ct", "04 D3")) == [{"object": 23.5, "ambient": None}]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["decode", "-m", "gy-mcu9061", GOOD], "gy-mcu90614"),
        (["decode", "-m", "gy-mcu90614", "5G"], "hexadecimal"),
        (["read", "-m", "gy-mcu90614", "-p", "sim://gy-mcu90614", "--line", "9600"], "9600/8n1"),
        (["simulate", "thermometer", "celsus=36"], "celsius"),
        (["simulate", "thermometer", "celsius"], "NAME=VALUE"),
        (["simulate", "thermometer", "--pty", "--tcp", "0"], "--tcp"),
        (["replay", "no-such-file", "-m", "gy-mcu90614"], "no-such-file"),
        (["decode", "-m", "x", "--profiles", "no-such-file", "00"], "no-such-file"),
    ],
)
def test_a_wrong_command_is_status_two_and_says_what_would_be_right(
    arguments: list[str], reason: str
) -> None:
    done = drivers(*arguments)
    assert done.returncode == 2
    assert reason in done.stderr


def test_the_catalogue_lists_every_model_with_grade_and_status() -> None:
    listed = drivers("list").stdout
    assert "gy-mcu90614" in listed
    assert re.search(r"idc-50 .* C +experimental", listed)


def test_ports_are_objects() -> None:
    for port in lines(drivers("ports")):
        assert {"device", "by_path", "serial_number"} <= set(port)


def test_reading_stops_after_so_many_lines() -> None:
    done = drivers(
        "read", "-m", "gy-mcu90614", "-p", "sim://gy-mcu90614?celsius=38.2&noise=0&rate=50", "-n", "3"
    )
    assert done.returncode == 0
    assert [line["object"] for line in lines(done)] == [38.2] * 3


@pytest.mark.parametrize(
    ("port", "kind"),
    [
        ("/dev/no-such-port", "lost"),
        ("sim://gy-mcu90614?fault=silent", "silent"),
        ("sim://gy-mcu90614?fault=absolute-zero", "fault"),
        ("sim://gy-mcu90614?fault=garbage", "frame"),
    ],
)
def test_reading_nothing_valid_is_status_one(port: str, kind: str) -> None:
    done = drivers("read", "-m", "gy-mcu90614", "-p", port, "-n", "1", "--timeout", "0.5")
    assert done.returncode == 1
    assert [line["kind"] for line in lines(done)] == [kind]


def test_what_the_device_keeps_by_itself_is_one_object() -> None:
    done = drivers("settings", "-m", "optris-ct", "-p", "sim://optris-ct?emissivity=0.97")
    assert (done.returncode, lines(done)) == (0, [{"emissivity": 0.97}])
    assert drivers("settings", "-m", "gy-mcu90614", "-p", "sim://gy-mcu90614").returncode == 1
    silent = drivers("settings", "-m", "raytek-mi3", "-p", "sim://raytek-mi3?fault=silent")
    assert silent.returncode == 1
    assert "did not tell" in lines(silent)[0]["error"]


def test_a_simulated_thermometer_on_a_pty_obeys_its_standard_input(tmp_path: Path) -> None:
    link = tmp_path / "door"
    with simulated("celsius=36.5", "noise=0", "--link", str(link)) as (port, process):
        assert port == str(link)
        done = drivers("read", "-m", "gy-mcu90614", "-p", port, "-n", "2")
        assert [line["object"] for line in lines(done)] == [36.5] * 2
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("celsius 38.4\nfault of mine\n")
        process.stdin.flush()
        assert process.stdout.readline() == "celsius 38.4\n"
        assert process.stdout.readline().startswith("error: ")
        done = drivers("read", "-m", "gy-mcu90614", "-p", port, "-n", "2")
        assert [line["object"] for line in lines(done)] == [38.4] * 2
    assert not link.is_symlink()


def test_a_simulated_thermometer_on_tcp_ends_when_told() -> None:
    with simulated("-m", "raytek-mi3", "address=2", "--tcp", "0") as (port, process):
        assert port.startswith("socket://127.0.0.1:")
        assert drivers("read", "-m", "raytek-mi3?address=2", "-p", port, "-n", "2").returncode == 0
        assert process.stdin is not None
        process.stdin.write("quit\n")
        process.stdin.flush()
        assert process.wait(10) == 0


def test_what_was_recorded_is_replayed_with_its_times(tmp_path: Path) -> None:
    file = tmp_path / "door.jsonl"
    port = "sim://gy-mcu90614?noise=0.02&rate=50"
    done = drivers("record", "-p", port, "-o", str(file), "--seconds", "2")
    assert done.returncode == 0
    about = json.loads(file.read_text().splitlines()[0])
    assert (about["recording"], about["port"], about["line"]) == (1, port, "9600/8n1")
    replayed = drivers("replay", str(file), "-m", "gy-mcu90614")
    assert replayed.returncode == 0
    times = [line["t"] for line in lines(replayed)]
    assert times == sorted(times)
    assert json.loads(replayed.stderr)["plateau"] == pytest.approx(36.5, abs=0.1)


def test_a_device_that_must_be_asked_is_recorded_with_its_model(tmp_path: Path) -> None:
    file = tmp_path / "optris.jsonl"
    done = drivers("record", "-m", "optris-ct", "-p", "sim://optris-ct", "-o", str(file), "--seconds", "0.5")
    assert done.returncode == 0
    assert '"tx": "01"' in file.read_text()
    assert drivers("replay", str(file), "-m", "optris-ct").returncode == 0
    assert drivers("record", "-p", "sim://optris-ct", "-o", str(file), "--seconds", "0.3").returncode == 1


def test_a_spoilt_recording_is_refused_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "spoilt.jsonl"
    file.write_text('{"recording": 1}\n{"t": 0, "rx": "5a"}\n{"t": 1, "rx": "xx"}\n')
    done = drivers("replay", str(file), "-m", "gy-mcu90614")
    assert done.returncode == 2
    assert "line 3: rx is not hexadecimal" in done.stderr


def test_watching_draws_value_noise_and_plateau() -> None:
    port = "sim://gy-mcu90614?celsius=37.2&noise=0.02"
    done = drivers("watch", "-m", "gy-mcu90614", "-p", port, "--seconds", "2")
    assert done.returncode == 0
    assert re.search(r"plateau +37\.\d\d °C", done.stdout)
    assert "rejected" in done.stdout


def test_watching_silence_says_so() -> None:
    done = drivers("watch", "-m", "gy-mcu90614", "-p", "sim://gy-mcu90614?fault=silent", "--seconds", "1.2")
    assert done.returncode == 1
    assert "silence" in done.stdout
