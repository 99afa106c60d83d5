from __future__ import annotations

import json
import subprocess
import sys

import pytest
from PIL import Image
from pyzbar import pyzbar
from typer.testing import CliRunner

from drivers.__main__ import app
from drivers.printers.compose import compose
from drivers.printers.profiles import profile, profiles
from drivers.printers.sample import SAMPLE_TOKEN, sample_ticket

TICKET = compose(sample_ticket(), profile("escpos-58"), job="a")


def run(*words: str, data: bytes | None = None):
    result = CliRunner().invoke(app, list(words), input=data)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def test_bytes_become_a_picture_with_a_readable_code(tmp_path):
    (tmp_path / "job.bin").write_bytes(TICKET * 2)
    picture = tmp_path / "out.png"
    status, lines = run("render", str(tmp_path / "job.bin"), "--out", str(picture), "--profile", "escpos-58")
    assert (status, [line["end"] for line in lines]) == (0, ["torn"])
    with Image.open(picture) as image:
        assert {found.data.decode() for found in pyzbar.decode(image)} == {SAMPLE_TOKEN}


def test_bytes_that_leave_no_mark_are_an_error(tmp_path):
    status, lines = run("render", "-", "--out", str(tmp_path / "out.png"), data=b"\x1b@\n\n")
    assert (status, list(lines[0])) == (1, ["error"])


@pytest.mark.parametrize(
    ("fault", "status", "cause"), [("paper=near", 0, None), ("cover=open", 1, "cover open")]
)
def test_status_is_one_object_and_an_exit_code(fault, status, cause):
    code, (line,) = run("status", "--port", f"sim://printer?{fault}")
    assert (code, line["cause"]) == (status, cause)


def test_a_port_that_is_not_there_is_an_answer_too():
    code, (line,) = run("status", "--port", "/dev/does-not-exist")
    assert (code, line["kind"]) == (1, "LinkLost")


def test_a_test_ticket_is_printed_and_the_ability_named(tmp_path):
    code, (line,) = run("print-test", "--port", f"sim://printer?out={tmp_path}")
    assert (code, line["outcome"], line["capability"]) == (0, "printed", "process-id")
    assert [path.name for path in tmp_path.iterdir()] == ["ticket-001.png"]


def test_profiles_are_listed():
    code, lines = run("profiles")
    assert (code, [line["name"] for line in lines]) == (0, [each.name for each in profiles()])


def test_a_simulated_printer_says_its_port_first_and_obeys_lines():
    command = [sys.executable, "-m", "drivers", "simulate", "printer", "--tcp", "0", "paper=near"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port.startswith("socket://127.0.0.1:")
        code, (line,) = run("status", "--port", port)
        assert (code, line["paper"]) == (0, "near end")
        process.stdin.write("paper out\npaper wet\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ok\n"
        assert process.stdout.readline().startswith("error: ")
        code, (line,) = run("status", "--port", port)
        assert (code, line["cause"]) == (1, "paper out")
        process.stdin.write("quit\n")
        process.stdin.flush()
        assert process.wait(10) == 0
