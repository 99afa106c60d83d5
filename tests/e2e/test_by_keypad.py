"""Everything a resident can do, by the keys of a numeric keypad alone, in the real window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kiosk.conformance.display import display

ROOT = Path(__file__).resolve().parents[2]
UNTIL_MEASURED = ["Welcome", "ChoosingService", "OfferedOnline", "CheckingPapers", "WashingHands"]


def test_the_voice_a_rest_a_return_a_call_and_a_ticket_by_keys_alone(tmp_path: Path) -> None:
    with display(1080, 1920) as screen:
        done = subprocess.run(
            [sys.executable, "-m", "tests.e2e.by_keypad", str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, "DISPLAY": screen},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [
        "Welcome",
        "spoken to",
        "louder",
        *UNTIL_MEASURED,
        "Resting",
        "Welcome",
        "EnteringReturnCode",
        "WashingHands",
        "Held",
        "called",
        *UNTIL_MEASURED,
        "ConfirmingMask",
        "TicketInHand",
        "Welcome",
        "as it was found",
    ]
    assert len(list((tmp_path / "demo" / "tickets").glob("*.png"))) == 1
