"""The whole way of a sentence: from the state through the synthesiser to the sound card, in a real window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kiosk.conformance.display import display

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


def test_a_sentence_is_heard_ends_is_cut_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with display() as name:
        done = subprocess.run(
            [sys.executable, "-m", "tests.voice.hearing", str(tmp_path / "clips")],
            cwd=ROOT,
            # SDL's own sound card that nobody hears; the other variable says that there is one.
            env={**os.environ, "DISPLAY": name, "SDL_AUDIODRIVER": "dummy", "PULSE_SERVER": "nowhere"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "card": "SoundCard",
        "heard": True,
        "ends by itself": True,
        "the next screen cuts it": True,
        "key": "off",
        "silent after the key": True,
        "left behind": [],
    }
