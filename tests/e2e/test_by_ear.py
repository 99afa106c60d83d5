"""Everything else that a resident can do, by the real keys of a keypad and by what the voice tells of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.conformance.display import display
from tests.e2e.test_touch_to_paper import SIZE

ROOT = Path(__file__).resolve().parents[2]
BEGUN = ["Welcome", "ChoosingService"]
UNTIL_HANDS = [*BEGUN, "OfferedOnline", "CheckingPapers", "WashingHands"]


@pytest.mark.timeout(300)
def test_whatever_the_voice_tells_of_can_be_done_by_keys_alone(tmp_path: Path) -> None:
    with display(*SIZE) as screen:
        done = subprocess.run(
            [sys.executable, "-m", "tests.e2e.by_ear", str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": screen},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [
        *("Welcome", "ReadingPrivacy", "Welcome", "ReadingOnlineWays", "Welcome"),
        *("in English", "large letters", "ChoosingService", "OfferedOnline", "GoneOnline"),
        *(*BEGUN, "CheckingPapers"),
        *(*UNTIL_HANDS, "ConfirmingMask", "Held", "called"),
        *(*UNTIL_HANDS, "MeasureAgain", "Held"),
        *(*UNTIL_HANDS, "ConfirmingMask", "WaitingForPaper", "TicketInHand"),
        *(*BEGUN, "StillThere", "ChoosingService"),
        *("Welcome", "dark", "a slip"),
    ]
