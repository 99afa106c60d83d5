"""Keys, claims and the golden vectors, for the tests of trust."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.trust.keys import SigningKey
from kiosk.trust.token import Claims

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "tokens.json").read_text())
TODAY = date(2026, 11, 24)
OFFICE = "3375"


def key_from(seed: bytes) -> SigningKey:
    return SigningKey.of(Ed25519PrivateKey.from_private_bytes(seed))


KEYS = {name: key_from(bytes.fromhex(key["seed"])) for name, key in VECTORS["keys"].items()}
PUBLIC_KEYS = {key.key_id: key.public for key in KEYS.values()}


def claims(number: int = 147, service: str = "ktp-el", day: date = TODAY, office: str = OFFICE) -> Claims:
    return Claims(day, number, service, office, bytes.fromhex("a1b2c3d4e5"))


def claims_of(vector: dict[str, Any]) -> Claims:
    day = date.fromisoformat(vector["day"])
    return Claims(day, vector["number"], vector["service"], vector["office"], bytes.fromhex(vector["id"]))
