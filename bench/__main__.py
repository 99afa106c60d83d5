"""Every figure of the README, from the machine at hand: ``make bench``, or ``python -m bench NAME ...`` for some."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
WINDOWED = {"endurance", "frames", "start", "touch_to_print"}


def main() -> int:
    names = sys.argv[1:] or sorted(file.stem for file in FOLDER.glob("[!_]*.py"))
    failed = 0
    for name in names:
        print(f"\n== {name} ==", flush=True)
        command = [sys.executable, "-m", f"bench.{name}"]
        if name in WINDOWED and not os.environ.get("DISPLAY"):
            if shutil.which("xvfb-run") is None:
                print("needs a display, and xvfb-run is not installed")
                failed += 1
                continue
            command = ["xvfb-run", "-a", "-s", "-screen 0 1080x1920x24", *command]
        failed += subprocess.run(command, cwd=FOLDER.parent, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
