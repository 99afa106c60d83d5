"""Is this text a ticket of ours, for today? Answered with public keys alone, so it works without the database.

``Genuine`` means: the kiosk of this office signed exactly this text for today. Whether the number was already served
or is void, and whether another paper with the same text came first, only the store knows; ask it next, by day, number
and ticket id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kiosk.trust.token import Claims, decode_claims, signed_bytes, unseal

PublicKeys = Mapping[bytes, Ed25519PublicKey]


class Reason(Enum):
    """Why a text is not a ticket for this counter today, in the order in which they are looked for."""

    NOT_A_TICKET = "not a ticket"
    UNKNOWN_KEY = "unknown key"
    FORGED = "forged"
    OTHER_OFFICE = "other office"
    OTHER_DAY = "other day"


@dataclass(frozen=True, slots=True)
class Genuine:
    claims: Claims


@dataclass(frozen=True, slots=True)
class NotGenuine:
    """``claims`` are there when the signature is good, so that staff can say whose ticket it is."""

    reason: Reason
    claims: Claims | None = None


def verify(text: str, public_keys: PublicKeys, today: date, office: str) -> Genuine | NotGenuine:
    """Judge ``text`` exactly as read; line ends that a scanner adds are the reader's to take off. Never raises."""
    try:
        sealed = unseal(text)
    except ValueError:
        return NotGenuine(Reason.NOT_A_TICKET)
    key = public_keys.get(sealed.key_id)
    if key is None:
        return NotGenuine(Reason.UNKNOWN_KEY)
    try:
        key.verify(sealed.signature, signed_bytes(sealed.key_id, sealed.payload))
    except InvalidSignature:
        return NotGenuine(Reason.FORGED)
    try:
        claims = decode_claims(sealed.payload)
    except ValueError:
        return NotGenuine(Reason.NOT_A_TICKET)
    if claims.office != office:
        return NotGenuine(Reason.OTHER_OFFICE, claims)
    if claims.day != today:
        return NotGenuine(Reason.OTHER_DAY, claims)
    return Genuine(claims)
