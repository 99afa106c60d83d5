"""What a token costs, and how it fares against 100 000 mutations.

    .venv/bin/python bench/ticket_token.py [--mutations 100000] [--seed 1] [--seconds 1.0]

Prints signatures and verifications a second beside bare Ed25519 over the same bytes, the size of the QR, the time of
the imports, and how many mutated texts were refused for which reason. Ends with status 1 when one was accepted.
(Not named token.py: in this folder that would hide the standard library's module from every other bench.)
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "tests" / "trust"))

import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from mutating import mutated

from kiosk.trust.keys import SigningKey
from kiosk.trust.token import Claims, encode_claims, sign, signed_bytes, unseal
from kiosk.trust.verify import Genuine, verify

ROOT = Path(__file__).resolve().parent.parent
DAY, OFFICE = date(2026, 11, 24), "3375"
KEY = SigningKey.of(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
PUBLIC_KEYS = {KEY.key_id: KEY.public}
ROUNDS = 5


def claims(number: int) -> Claims:
    return Claims(DAY, number, "ktp-el", OFFICE, number.to_bytes(5, "big"))


def a_second(work: Callable[[], object], seconds: float) -> float:
    """How often ``work`` runs in a second: the median of five rounds that take ``seconds`` together."""
    rates = []
    for _ in range(ROUNDS):
        done, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < seconds / ROUNDS:
            for _ in range(20):
                work()
            done += 20
        rates.append(done / spent)
    return statistics.median(rates)


def import_seconds(module: str) -> float:
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    run = [sys.executable, "-c", code]
    return min(
        float(subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
        for _ in range(ROUNDS)
    )


def speed(seconds: float) -> None:
    ticket = claims(147)
    text = sign(ticket, KEY)
    covered = signed_bytes(KEY.key_id, encode_claims(ticket))
    signature = unseal(text).signature
    rows = [
        ("sign", lambda: sign(ticket, KEY), lambda: KEY.private.sign(covered)),
        (
            "verify",
            lambda: verify(text, PUBLIC_KEYS, DAY, OFFICE),
            lambda: PUBLIC_KEYS[KEY.key_id].verify(signature, covered),
        ),
    ]
    print(f"{'':8}{'token /s':>12}{'bare Ed25519 /s':>18}{'added us':>12}")
    for name, whole, bare in rows:
        mine, base = a_second(whole, seconds), a_second(bare, seconds)
        print(f"{name:8}{mine:12,.0f}{base:18,.0f}{1e6 / mine - 1e6 / base:12.1f}")
    print()
    code = segno.make(text, error="m", boost_error=False, micro=False)
    print(f"text {len(text)} characters, QR version {code.version} level M, {code.mode}")
    for module in ("kiosk.trust.token", "kiosk.trust.verify", "kiosk.trust.keys"):
        print(f"import {module}: {import_seconds(module) * 1000:.0f} ms")
    print()


def accepted(count: int, seed: int) -> int:
    genuine = [sign(claims(number), KEY) for number in range(1, 201)]
    began = time.perf_counter()
    verdicts: Counter[str] = Counter()
    for text in islice(mutated(genuine, seed), count):
        judged = verify(text, PUBLIC_KEYS, DAY, OFFICE)
        if isinstance(judged, Genuine):
            print(f"ACCEPTED: {text!r}", file=sys.stderr)
            verdicts["accepted"] += 1
        else:
            verdicts[judged.reason.value] += 1
    spent = time.perf_counter() - began
    print(f"{count:,} mutated texts of {len(genuine)} tickets, all different, seed {seed}, {spent:.1f} s")
    for verdict, times in verdicts.most_common():
        print(f"  {verdict:14}{times:9,}")
    print(f"  {'accepted':14}{verdicts['accepted']:9,}")
    return verdicts["accepted"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each speed")
    asked = parser.parse_args()
    speed(asked.seconds)
    return 1 if accepted(asked.mutations, asked.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
