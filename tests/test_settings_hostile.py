"""kiosk.ini as it should never be: whatever stands in it, the answer is a list of what to mend, and no other error."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.settings import Settings, SettingsError, load
from kiosk.settings.load import LARGEST

SHIPPED = (Path(__file__).parents[1] / "kiosk.ini").read_text(encoding="utf-8")
LINES = SHIPPED.split("\n")
KEYS = [number for number, line in enumerate(LINES) if re.match(r"[a-z_.]+ =", line)]
STRANGE = (
    *(
        "",
        "0",
        "-1",
        "1e400",
        "nan",
        "inf",
        "-inf",
        "9" * 40,
        "٣",
        "１２",
        "²",
        "1_000",
        "0x10",
        "1,5",
        "+5",
        "5.",
    ),
    *(
        "\x00",
        "\x1b[2J",
        "\u2028",
        "\u202e",
        "\x85",
        "x" * 5000,
        "%s",
        "${x}",
        "[a]",
        "=",
        "a = b",
        "; x",
        "# x",
    ),
    *(
        "24.00",
        "00.00-24.00",
        "2020-02-30",
        "9999-12-31",
        "0001-01-01",
        "Mon-Sun 00.00-23.59",
        "closed",
        "none",
    ),
    *(
        "sim://",
        "sim://x?y",
        "sqlite://",
        "sqlite:///",
        "postgresql://",
        "http://[::1",
        "socket://h:99999999",
    ),
    *(
        "none\n    none",
        "\n  \n",
        "\n    a\n    b",
        "../../../../x",
        "file:///etc",
        "yes",
        "no",
        "id, id",
        ",",
    ),
)

values = st.sampled_from(STRANGE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
slips = st.one_of(
    st.tuples(st.just("value"), st.sampled_from(KEYS), values),
    st.tuples(st.just("drop"), st.integers(0, len(LINES) - 1), st.just("")),
    st.tuples(st.just("twice"), st.integers(0, len(LINES) - 1), st.sampled_from(LINES)),
    st.tuples(st.just("cut"), st.integers(0, len(LINES) - 1), st.just("")),
    st.tuples(st.just("tail"), st.integers(0, len(LINES) - 1), values),
)


def spoiled(what: list[tuple[str, int, str]]) -> str:
    lines = list(LINES)
    for slip, number, text in what:
        match slip:
            case "value":
                lines[number] = lines[number].partition("=")[0] + "= " + text
            case "drop":
                lines[number] = ""
            case "twice":
                lines[number] += "\n" + text
            case "cut":
                lines[number] = lines[number][: len(lines[number]) // 2]
            case "tail":
                lines[number] += text
    return "\n".join(lines)


def read(file: Path) -> Settings | SettingsError:
    """Whatever else is raised fails the test."""
    try:
        return load(file)
    except SettingsError as error:
        found = error
    assert found.problems
    for problem in found.problems:
        told = str(problem)
        assert problem.remedy
        assert told.isprintable(), repr(told)
        assert len(told) < 1500, told
        assert problem.line is not None or problem.section is not None or not problem.key, told
    assert str(file) in str(found)
    return found


@given(st.lists(slips, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_slips_of_the_hand_are_named_or_do_no_harm(
    tmp_path: Path, what: list[tuple[str, int, str]]
) -> None:
    file = tmp_path / "kiosk.ini"
    file.write_text(spoiled(what), encoding="utf-8", newline="")
    read(file)


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_that_are_no_ini_at_all(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "kiosk.ini"
    file.write_bytes(raw)
    assert isinstance(read(file), SettingsError)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_another_encoding_is_named_with_its_remedy_alone(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "kiosk.ini"
    file.write_bytes(SHIPPED.replace("Kota Pekalongan", "Kota Pekalongan é").encode(encoding, "ignore"))
    found = read(file)
    assert isinstance(found, SettingsError)
    assert [problem.remedy for problem in found.problems] == ["is not UTF-8 text; save the file as UTF-8"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_line_ends_of_any_editor_change_nothing(tmp_path: Path, end: str, mark: str) -> None:
    file = tmp_path / "kiosk.ini"
    file.write_bytes((mark + SHIPPED).replace("\n", end).encode())
    found = read(file)
    assert isinstance(found, Settings)
    (tmp_path / "same.ini").write_text(SHIPPED)
    assert found.policies == load(tmp_path / "same.ini").policies


def test_what_is_no_file_or_far_too_large_is_not_read(tmp_path: Path) -> None:
    """A pipe would be waited for, and a device of zeros read, for ever."""
    pipe, huge = tmp_path / "pipe", tmp_path / "huge"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    for path in (pipe, huge, Path("/dev/zero"), tmp_path):
        assert isinstance(read(path), SettingsError)


def test_thousands_of_mistakes_are_told_within_a_page_of_memory(tmp_path: Path) -> None:
    chance = random.Random(7)
    file = tmp_path / "kiosk.ini"
    file.write_text("".join(f"key{chance.random()} = {number}\n" for number in range(5000)))
    found = read(file)
    assert isinstance(found, SettingsError)
    assert len(found.problems) >= 5000
