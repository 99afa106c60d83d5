"""What the kernel says of the clock, in our words; and honest ignorance where nobody can be asked."""

from __future__ import annotations

import ctypes
import sys

import pytest

from kiosk import ntp
from kiosk.ntp import STA_UNSYNC, TIME_ERROR, ClockState


@pytest.mark.parametrize(
    ("code", "status", "error", "in_step"),
    [
        (0, 0x2001, 0.02, True),
        (1, 0x2001, 0.02, True),
        (TIME_ERROR, STA_UNSYNC, 16.0, False),
        (TIME_ERROR, 0x2001, 0.02, False),
        (0, STA_UNSYNC | 0x2001, 0.02, False),
        (0, 0x2001, 16.0, False),
    ],
    ids=["in step", "a leap second comes", "never in step", "error", "set by hand", "too long alone"],
)
def test_the_kernels_answer_is_read(code, status, error, in_step):
    assert ntp.judged(code, status, error) == ClockState(in_step, error, "kernel")


def test_the_head_of_the_kernels_table_lies_where_the_kernel_puts_it():
    """linux/timex.h: modes, then longs in their natural places, then the status word."""
    word = ctypes.sizeof(ctypes.c_long)
    table = ntp._Timex
    assert (table.offset.offset, table.maxerror.offset, table.status.offset) == (word, 3 * word, 5 * word)
    assert ctypes.sizeof(table) > 500


@pytest.mark.skipif(sys.platform != "linux", reason="adjtimex is Linux's")
def test_this_machines_kernel_can_be_asked():
    found = ntp.state()
    assert found.source in ("kernel", "systemd", "nobody")
    assert (found.in_step is None) == (found.source == "nobody")
    if found.source == "kernel":
        assert 0 <= found.max_error < 3600


@pytest.mark.parametrize(
    ("says", "state"),
    [
        ("yes", ClockState(True, None, "systemd")),
        ("no", ClockState(False, None, "systemd")),
        ("", None),
        ("perhaps", None),
    ],
)
def test_systemds_answer_is_read(says, state):
    assert ntp._systemd(("echo", says)) == state


@pytest.mark.parametrize("command", [("/nonexistent/timedatectl",), ("false",)])
def test_a_systemd_that_is_not_there_or_fails_says_nothing(command):
    assert ntp._systemd(command) is None


def test_where_nobody_can_be_asked_nobody_knows(monkeypatch):
    def no_library(*args, **kwargs):
        raise OSError("no such library")

    monkeypatch.setattr(ntp.ctypes, "CDLL", no_library)
    monkeypatch.setattr(ntp, "TIMEDATECTL", ("false",))
    assert ntp.state() == ClockState(None, None, "nobody")


def test_a_run_of_the_machine_has_one_name(monkeypatch, tmp_path):
    assert ntp.boot() == ntp.boot()
    monkeypatch.setattr(ntp, "_BOOT_ID", tmp_path / "none")
    assert ntp.boot() == ""
