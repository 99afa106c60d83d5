"""The committed tokens: read once without kiosk.trust, made and judged once with it."""

from __future__ import annotations

import hashlib
from datetime import date

import base45
import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from trust_examples import KEYS, PUBLIC_KEYS, VECTORS, claims_of

from kiosk.trust.code import human_code
from kiosk.trust.token import encode_claims, sign
from kiosk.trust.verify import Genuine, NotGenuine, verify

GOOD = pytest.mark.parametrize("vector", VECTORS["good"], ids=lambda vector: vector["number"])


@GOOD
def test_published_libraries_alone_can_verify_a_token(vector: dict) -> None:
    cose = base45.b45decode(vector["text"].removeprefix("AN1:"))
    assert cose.hex() == vector["cose_sign1"]
    message = cbor2.loads(cose)
    assert message.tag == 18
    protected, unprotected, payload, signature = message.value
    headers = cbor2.loads(protected)
    public = {bytes.fromhex(key["key_id"]): bytes.fromhex(key["public"]) for key in VECTORS["keys"].values()}
    assert (headers[1], unprotected) == (-8, {})
    covered = cbor2.dumps(["Signature1", protected, b"", payload])
    key = Ed25519PublicKey.from_public_bytes(public[headers[4]])
    key.verify(signature, covered)
    with pytest.raises(InvalidSignature):
        key.verify(signature, covered + b"\0")
    said = cbor2.loads(payload)
    assert (said[1], said[2], said[9]) == (vector["office"], str(vector["number"]), vector["service"])
    assert said[7].hex() == vector["id"]
    assert (
        date(1970, 1, 1).toordinal() + said[4] // 86400 - 1 == date.fromisoformat(vector["day"]).toordinal()
    )
    assert set(said) == {1, 2, 4, 7, 9}


@pytest.mark.parametrize("key", VECTORS["keys"].values(), ids=VECTORS["keys"])
def test_a_key_id_is_the_beginning_of_its_hash(key: dict) -> None:
    public = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key["seed"])).public_key().public_bytes_raw()
    assert public.hex() == key["public"]
    assert hashlib.sha256(public).hexdigest()[:6] == key["key_id"]


@GOOD
def test_the_kiosk_writes_the_very_same_bytes(vector: dict) -> None:
    claims = claims_of(vector)
    assert encode_claims(claims).hex() == vector["claims_cbor"]
    assert sign(claims, KEYS[vector["key"]]) == vector["text"]
    assert verify(vector["text"], PUBLIC_KEYS, claims.day, claims.office) == Genuine(claims)
    assert human_code(claims.ticket_id).replace("-", "") == vector["code"]


@pytest.mark.parametrize("vector", VECTORS["bad"]["texts"], ids=lambda vector: vector["what"])
def test_bad_texts_are_refused_for_their_reason(vector: dict) -> None:
    today, office = date.fromisoformat(VECTORS["bad"]["day"]), VECTORS["bad"]["office"]
    judged = verify(vector["text"], PUBLIC_KEYS, today, office)
    assert isinstance(judged, NotGenuine)
    assert judged.reason.value == vector["reason"]
