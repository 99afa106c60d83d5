"""Nobody leaves the kiosk: every key with every modifier, the mouse's other buttons, thousands of touches, and
variables that Kivy would obey. The process, its window and its state are looked at from outside.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

import pytest

from kiosk.conformance.display import display
from tests.e2e.test_touch_to_paper import ROOT, SIZE
from tests.e2e.xtest import KEYCODES, LEFT, MODIFIERS, Hands

PATIENCE = 40.0
TOUCHES, PIECES, SEED = 20_000, 50, 20200324
WORST = (
    "F1",
    "Escape",
    "alt+F4",
    "ctrl+c",
    "ctrl+q",
    "ctrl+w",
    "ctrl+e",
    "alt+Tab",
    "super",
    "Print",
    "Menu",
)
STRANGE = (
    *(f"F{n}" for n in range(13, 36)),
    *("Undo", "Cancel", "Break", "Execute", "Find", "Select", "Multi_key", "Hyper_L", "SunProps"),
    *(
        f"XF86{name}"
        for name in ("PowerOff", "Sleep", "HomePage", "WWW", "Calculator", "Explorer", "Close", "Paste")
    ),
)
TEMPTING = {
    "KIVY_NO_ENV_CONFIG": "0",
    "KCFG_KIVY_EXIT_ON_ESCAPE": "1",
    "KCFG_MODULES_INSPECTOR": "",
    "KCFG_MODULES_CONSOLE": "",
    "KCFG_INPUT_EVIL": "tuio,0.0.0.0:3333",
    "KCFG_GRAPHICS_WIDTH": "100",
    "KIVY_WINDOW": "x11",
    "KIVY_TEXT": "pil",
    "KIVY_GL_BACKEND": "mock",
    "KIVY_DPI": "600",
    "KIVY_METRICS_DENSITY": "4",
    "KIVY_MODULES_DIR": "/tmp",
    "KIVY_UNITTEST": "1",
    "KIVY_EVENTLOOP": "async",
    "KIVY_NO_ARGS": "0",
}


class Cage:
    """A running kiosk as an intruder meets it."""

    def __init__(self, process: subprocess.Popen[str], screen: str, folder: Path) -> None:
        self._process, self.screen, self._folder = process, screen, folder

    def look(self, ask: str = "") -> dict[str, object]:
        """What the kiosk says of itself; asked through a file, answered by the thread that draws."""
        answer, question = self._folder / "answer.json", self._folder / "question"
        answer.unlink(missing_ok=True)
        question.with_suffix(".part").write_text(ask)
        question.with_suffix(".part").replace(question)
        deadline = time.monotonic() + PATIENCE
        while not answer.exists():
            assert self._process.poll() is None, f"the kiosk has ended: {self._process.returncode}"
            assert time.monotonic() < deadline, "the kiosk no longer answers"
            time.sleep(0.05)
        found: dict[str, object] = json.loads(answer.read_text())
        return found

    def keys(self, codes: Iterable[int], held: Iterable[str] = ()) -> None:
        with Hands(self.screen) as hands:
            hands.press(codes, held)

    def clicks(self, places: Iterable[tuple[int, int]], button: int = LEFT) -> None:
        with Hands(self.screen) as hands:
            hands.click(places, button)

    def named(self, *keysyms: str) -> None:
        """Keys by name, also those that no key of this keyboard sends: the server makes room for them."""
        environment = {**os.environ, "DISPLAY": self.screen}
        subprocess.run(["xdotool", "key", "--delay", "1", *keysyms], check=True, env=environment)


@contextmanager
def running(folder: Path, **variables: str) -> Iterator[Cage]:
    with display(*SIZE) as screen:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.caged", str(folder), "--size=100x100", "-m", "inspector", "-f"],
            cwd=ROOT,
            env={**os.environ, **variables, "DISPLAY": screen},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            cage = Cage(process, screen, folder)
            cage.look()
            yield cage
            process.terminate()
            process.wait(20)
            assert process.returncode == 0, process.stderr.read() if process.stderr else ""
        finally:
            process.kill()
            process.wait(20)


@pytest.fixture(scope="module")
def cage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cage]:
    with running(tmp_path_factory.mktemp("cage")) as found:
        yield found


def sound(seen: dict[str, object]) -> None:
    """Alive, in a known state, the size it was, and nothing in the window that is not the kiosk's own."""
    assert seen["foreign"] == []
    assert seen["known"]
    assert seen["window"] == list(SIZE)
    assert seen["children"] == 1


def test_the_worst_keys_change_nothing(cage: Cage) -> None:
    before = cage.look()
    sound(before)
    cage.named(*WORST)
    assert cage.look() == before


@pytest.mark.parametrize("count", range(len(MODIFIERS) + 1))
def test_every_key_with_every_modifier(cage: Cage, count: int) -> None:
    for held in combinations(MODIFIERS, count):
        cage.keys(KEYCODES, held)
        sound(cage.look())


def test_keys_that_this_keyboard_does_not_have(cage: Cage) -> None:
    cage.named(*STRANGE)
    sound(cage.look())


def test_the_mouses_other_buttons(cage: Cage) -> None:
    for button in range(1, 10):
        cage.clicks([(60, 60), (270, 480)], button)
    seen = cage.look()
    sound(seen)
    assert seen["dots"] == 0


def test_twenty_thousand_touches(cage: Cage) -> None:
    """Anywhere at all; in pieces, so that a fault is found near where it was made."""
    chance, lived = random.Random(SEED), set()
    for _ in range(PIECES):
        cage.clicks((chance.randrange(SIZE[0]), chance.randrange(SIZE[1])) for _ in range(TOUCHES // PIECES))
        seen = cage.look()
        sound(seen)
        lived.add(seen["state"])
    # They were felt: a deaf window would be safe as well.
    assert len(lived) > 2


def test_what_is_dragged_and_dropped_and_the_settings_panel_change_nothing(cage: Cage) -> None:
    before = cage.look()
    after = cage.look("drop")
    sound(after)
    assert after == before


def test_no_clipboard_is_shared_with_anything(cage: Cage) -> None:
    assert cage.look()["clipboard"] == "ClipboardDummy"


def test_an_ini_of_kivys_own_is_not_read(tmp_path: Path) -> None:
    """Neither in the home of the user nor where Kivy is told that its home is."""
    evil = "[kivy]\nexit_on_escape = 1\n[modules]\ninspector =\nconsole =\n[graphics]\nwidth = 100\n"
    home = tmp_path / "home"
    for folder in (home / ".kivy", tmp_path / "data" / "kivy"):
        folder.mkdir(parents=True)
        (folder / "config.ini").write_text(evil)
    with running(tmp_path, HOME=str(home)) as tempted:
        seen = tempted.look()
        sound(seen)
        assert seen["modules"] == []
        assert not seen["exit_on_escape"]
        tempted.named("Escape", "F1", "ctrl+e")
        sound(tempted.look())


def test_variables_have_no_effect(tmp_path: Path) -> None:
    with running(tmp_path, **TEMPTING) as tempted:
        seen = tempted.look()
        sound(seen)
        assert seen["modules"] == []
        assert seen["inputs"] == ["mouse", "window_sdl2"]
        assert not seen["exit_on_escape"]
        tempted.named(*WORST)
        sound(tempted.look())
