"""Rules that matter have a test that walks the house."""

from __future__ import annotations

import ast
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.rules import commands

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("kiosk", "drivers")


def sources(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text())


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_imports_go_one_way() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_rules_import_only_the_standard_library_and_each_other() -> None:
    allowed = sys.stdlib_module_names | {"kiosk"}
    for path, tree in sources("kiosk/rules"):
        strangers = {name for name in imported(tree) if name.split(".")[0] not in allowed}
        others = {name for name in imported(tree) if name.startswith("kiosk") and "kiosk.rules" not in name}
        assert not strangers | others, f"{path} imports {strangers | others}"


def test_rules_ask_no_clock_and_draw_no_lots() -> None:
    forbidden = {"time", "random", "secrets", "threading", "asyncio", "socket", "subprocess", "os", "pathlib"}
    calls = {"now", "today", "utcnow", "monotonic", "sleep", "open", "print"}
    for path, tree in sources("kiosk/rules"):
        assert not imported(tree) & forbidden, path
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in calls, f"{path}:{node.lineno} calls {name}()"


def test_every_command_has_a_performer() -> None:
    house = (ROOT / "kiosk/house.py").read_text()
    for command in typing.get_args(commands.Command):
        assert f"c.{command.__name__}:" in house, f"nobody carries out {command.__name__}"


def test_no_exception_is_swallowed() -> None:
    for path, tree in sources(*ROOMS):
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                body = [line for line in node.body if not isinstance(line, ast.Pass)]
                assert body, f"{path}:{node.lineno} swallows an exception without a word"
                assert node.type is not None, f"{path}:{node.lineno} catches everything"


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_says_what_it_is_for(room: str) -> None:
    for path, tree in sources(room):
        assert ast.get_docstring(tree), f"{path} has no docstring"
