"""Makes tokens.json with python-cwt and the published Base45, so that the vectors owe nothing to kiosk.trust.

    python -m venv other && other/bin/pip install cwt==3.3.0 base45==0.4.4
    other/bin/python tests/trust/vectors/make.py > tests/trust/vectors/tokens.json

It needs an environment of its own: python-cwt asks for an older cbor2 than the kiosk uses.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import cbor2
from base45 import b45encode
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cwt import COSE, COSEKey

SEEDS = {"first": bytes(range(32)).hex(), "second": hashlib.sha256(b"kiosk antrean, second key").hexdigest()}
GOOD: list[dict[str, Any]] = [
    {"key": "first", "day": "2026-11-24", "number": 1, "service": "kk", "office": "3375", "id": "0000000000"},
    {
        "key": "first",
        "day": "2026-11-24",
        "number": 147,
        "service": "ktp-el",
        "office": "3375",
        "id": "a1b2c3d4e5",
    },
    {
        "key": "second",
        "day": "2027-02-28",
        "number": 23,
        "service": "kia",
        "office": "33-75",
        "id": "ffffffffff",
    },
    {"key": "second", "day": "2028-02-29", "number": 256, "service": "a", "office": "AB", "id": "0123456789"},
    {
        "key": "second",
        "day": "2105-12-31",
        "number": 9999,
        "service": "aktozh",
        "office": "337501",
        "id": "9f00ff1007",
    },
]


def key_of(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def raw(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def key_id(private: Ed25519PrivateKey) -> bytes:
    return hashlib.sha256(raw(private)).digest()[:3]


def claims(ticket: dict[str, Any]) -> dict[int, object]:
    end = datetime.combine(date.fromisoformat(ticket["day"]), datetime.min.time(), UTC) + timedelta(days=1)
    return {
        1: ticket["office"],
        2: str(ticket["number"]),
        4: int(end.timestamp()),
        7: bytes.fromhex(ticket["id"]),
        9: ticket["service"],
    }


def sealed(private: Ed25519PrivateKey, payload: bytes, kid: bytes | None = None) -> bytes:
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    headers = {1: -8, 4: kid or key_id(private)}
    return COSE.new().encode_and_sign(payload, COSEKey.from_pem(pem), protected=headers)


def text(cose: bytes, prefix: str = "AN1:") -> str:
    return prefix + b45encode(cose).decode()


def code(ticket_id: bytes) -> str:
    """Crockford's base 32, and a check that makes the sum of v[i] * x^(8-i) zero in GF(2)[x] / (x^5 + x^2 + 1)."""
    powers = [1]
    while len(powers) < 31:
        powers.append(powers[-1] << 1 if powers[-1] < 16 else powers[-1] << 1 ^ 0b100101)
    values = [int(f"{int.from_bytes(ticket_id, 'big'):040b}"[at : at + 5], 2) for at in range(0, 40, 5)]
    check = 0
    for place, value in enumerate(values):
        if value:
            check ^= powers[(powers.index(value) + 8 - place) % 31]
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[value] for value in [*values, check])


def good(ticket: dict[str, Any]) -> dict[str, Any]:
    private, payload_id = key_of(SEEDS[ticket["key"]]), bytes.fromhex(ticket["id"])
    payload = cbor2.dumps(claims(ticket))
    cose = sealed(private, payload)
    return ticket | {
        "claims_cbor": payload.hex(),
        "cose_sign1": cose.hex(),
        "text": text(cose),
        "code": code(payload_id),
    }


def bad() -> list[dict[str, str]]:
    """Texts that must be refused on 2026-11-24 in office 3375, each with its reason."""
    first, second = key_of(SEEDS["first"]), key_of(SEEDS["second"])
    ticket = GOOD[1]
    payload = cbor2.dumps(claims(ticket))
    cose = sealed(first, payload)
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(cose[-32:], "little") + order
    reversed_claims = cbor2.dumps(dict(reversed(claims(ticket).items())))
    unknown = key_of(hashlib.sha256(b"nobody's key").hexdigest())
    other_day = cbor2.dumps(claims(ticket | {"day": "2026-11-23"}))
    other_office = cbor2.dumps(claims(ticket | {"office": "3326"}))
    made = [
        ("empty", "", "not a ticket"),
        ("prefix alone", "AN1:", "not a ticket"),
        ("another prefix", text(cose, "HC1:"), "not a ticket"),
        ("small letters", text(cose).lower(), "not a ticket"),
        ("a line end", text(cose) + "\n", "not a ticket"),
        ("a byte too many", text(cose + b"\0"), "not a ticket"),
        ("CWT tag in front", text(b"\xd8\x3d" + cose), "not a ticket"),
        ("no tag", text(cose[1:]), "not a ticket"),
        ("length written longer than needed", text(cose.replace(b"\x58\x40", b"\x59\x00\x40")), "not a ticket"),
        ("claims in another order", text(sealed(first, reversed_claims)), "not a ticket"),
        ("a sixth claim", text(sealed(first, payload.replace(b"\xa5", b"\xa6", 1) + b"\x0a\x61A")),
         "not a ticket"),
        ("number with a leading zero", text(sealed(first, cbor2.dumps(claims(ticket | {"number": "047"})))),
         "not a ticket"),
        ("unknown key", text(sealed(unknown, payload)), "unknown key"),
        ("another key's signature", text(sealed(second, payload, key_id(first))), "forged"),
        ("number changed", text(cose.replace(b"147", b"146")), "forged"),
        ("signature of zeros", text(cose[:-64] + bytes(64)), "forged"),
        ("signature plus the group's order", text(cose[:-32] + scalar.to_bytes(32, "little")), "forged"),
        ("other day", text(sealed(first, other_day)), "other day"),
        ("other office", text(sealed(first, other_office)), "other office"),
    ]  # fmt: skip
    return [{"what": what, "text": written, "reason": reason} for what, written, reason in made]


def main() -> None:
    keys = {
        name: {
            "seed": seed,
            "public": raw(key_of(seed)).hex(),
            "key_id": key_id(key_of(seed)).hex(),
        }
        for name, seed in SEEDS.items()
    }
    vectors = {
        "about": "See docs/token.md. Made by make.py beside this file. The seeds are public: never use them as keys.",
        "keys": keys,
        "good": [good(ticket) for ticket in GOOD],
        "bad": {"day": "2026-11-24", "office": "3375", "texts": bad()},
    }
    json.dump(vectors, sys.stdout, indent=1)
    sys.stdout.write("\n")


main()
