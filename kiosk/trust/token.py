"""The token: a CWT (RFC 8392) in a COSE_Sign1 (RFC 9052), signed with Ed25519, as Base45 behind a prefix.

Every ticket has exactly one text. All lengths are bounded so that the longest text, 178 characters, still fits a QR
of version 7 at level M.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

import cbor2

from kiosk.trust import base45
from kiosk.trust.code import ID_BYTES
from kiosk.trust.keys import KEY_ID_BYTES, SigningKey
from kiosk.trust.mark import MARK_LENGTH

PREFIX = "AN1:"
LONGEST = 178
MAX_NUMBER = 9999

_SIGNATURE_BYTES = 64
_DAY = 86_400  # seconds
_EPOCH = date(1970, 1, 1).toordinal()
_ISSUER, _SUBJECT, _EXPIRES, _ID, _SCOPE = 1, 2, 4, 7, 9
_ALGORITHM, _KEY_ID, _EDDSA, _COSE_SIGN1 = 1, 4, -8, 18
_OFFICE = re.compile(r"[A-Z0-9-]{2,6}")
_SERVICE = re.compile(rf"[a-z0-9-]{{1,{MARK_LENGTH}}}")
_DAYS = (date(2000, 1, 1), date(2105, 12, 31))  # their seconds since 1970 take four bytes


@dataclass(frozen=True, slots=True)
class Claims:
    """What a ticket says: a place in a queue, nothing about who stands in it.

    ``service`` is the service's mark (``mark.service_mark``), ``office`` 2 to 6 capital letters, digits or hyphens,
    ``number`` 1 to 9999, ``ticket_id`` five random bytes. Raises ValueError outside these bounds.
    """

    day: date
    number: int
    service: str
    office: str
    ticket_id: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not _DAYS[0] <= self.day <= _DAYS[1]:
            raise ValueError(f"a service day lies between {_DAYS[0]} and {_DAYS[1]}, not on {self.day}")
        if not 1 <= self.number <= MAX_NUMBER:
            raise ValueError(f"a queue number lies between 1 and {MAX_NUMBER}; {self.number} does not")
        if not _SERVICE.fullmatch(self.service):
            raise ValueError(
                f"{self.service!r} is no mark of a service: 1 to {MARK_LENGTH} of a-z, 0-9 and -"
            )
        if not _OFFICE.fullmatch(self.office):
            raise ValueError(f"{self.office!r} is no office id: 2 to 6 of A-Z, 0-9 and -")
        if len(self.ticket_id) != ID_BYTES:
            raise ValueError(f"a ticket id has {ID_BYTES} bytes, not {len(self.ticket_id)}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A token taken apart and not yet believed."""

    key_id: bytes
    payload: bytes
    signature: bytes


def sign(claims: Claims, key: SigningKey) -> str:
    """The text for the QR."""
    payload = encode_claims(claims)
    return seal(Sealed(key.key_id, payload, key.sign(signed_bytes(key.key_id, payload))))


def encode_claims(claims: Claims) -> bytes:
    """The CWT claims set, keys rising, each value in its shortest form."""
    # The end of the day in UTC: any CWT library refuses an old ticket, and no zone is needed to read the day back.
    end = (claims.day.toordinal() + 1 - _EPOCH) * _DAY
    return cbor2.dumps(
        {
            _ISSUER: claims.office,
            _SUBJECT: str(claims.number),
            _EXPIRES: end,
            _ID: claims.ticket_id,
            _SCOPE: claims.service,
        }
    )


def decode_claims(payload: bytes) -> Claims:
    """The claims of which ``payload`` is the encoding. Raises ValueError when there are none.

    For payloads with a good signature only: no stranger's bytes reach the CBOR decoder.
    """
    try:
        match cbor2.loads(payload):
            case {1: str(office), 2: str(number), 4: int(expires), 7: bytes(ticket_id), 9: str(service)}:
                day = date.fromordinal(expires // _DAY - 1 + _EPOCH)
                claims = Claims(day, int(number), service, office, ticket_id)
            case _:
                raise ValueError("signed, but not the claims of a ticket")
    except (cbor2.CBORDecodeError, OverflowError) as wrong:
        raise ValueError("signed, but not the claims of a ticket") from wrong
    if encode_claims(claims) != payload:
        raise ValueError("these claims are written in another way than tickets are")
    return claims


def signed_bytes(key_id: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, section 4.4: what the signature covers."""
    return cbor2.dumps(["Signature1", _protected(key_id), b"", payload])


def seal(sealed: Sealed) -> str:
    """Prefix and Base45 of the COSE_Sign1."""
    return PREFIX + base45.encode(_cose(sealed))


def unseal(text: str) -> Sealed:
    """The only ``Sealed`` of which ``text`` is the seal. Raises ValueError when there is none."""
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        raise ValueError("not the text of a ticket")
    data = base45.decode(text[len(PREFIX) :])
    # Everything but key id, payload and signature is fixed, so it is found by place and proved by building it again.
    payload = data[_BEFORE_PAYLOAD : -_SIGNATURE_BYTES - 2]
    sealed = Sealed(data[_BEFORE_KEY_ID:][:KEY_ID_BYTES], payload, data[-_SIGNATURE_BYTES:])
    if _cose(sealed) != data:
        raise ValueError("not the bytes of a ticket")
    return sealed


def _protected(key_id: bytes) -> bytes:
    return cbor2.dumps({_ALGORITHM: _EDDSA, _KEY_ID: key_id})


def _cose(sealed: Sealed) -> bytes:
    parts = [_protected(sealed.key_id), {}, sealed.payload, sealed.signature]
    return cbor2.dumps(cbor2.CBORTag(_COSE_SIGN1, parts))


_BEFORE_KEY_ID = 8  # tag, array, header of the protected bytes, map of two, 1: -8, 4, header of the key id
_BEFORE_PAYLOAD = _BEFORE_KEY_ID + KEY_ID_BYTES + 3  # empty map, two bytes for a payload of 24 to 255
