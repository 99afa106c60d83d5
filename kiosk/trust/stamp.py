"""What a kiosk puts on a ticket so that it can be believed: the text for the QR, the code for people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.trust.code import human_code, ticket_id_of
from kiosk.trust.keys import SigningKey
from kiosk.trust.mark import service_mark
from kiosk.trust.token import Claims, sign


@dataclass(frozen=True, slots=True)
class Stamped:
    """``qr`` is the text for the QR, ``code`` what people read aloud and type."""

    qr: str
    code: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """One kiosk's hand. Without a ``key`` the QR holds the code alone, which a counter can look up but not prove:
    a kiosk that cannot sign still gives numbers."""

    office: str
    key: SigningKey | None

    def ticket(self, day: date, number: int, service: str, token: str) -> Stamped:
        """``token`` as the store keeps it, ``service`` by its code.

        Raises ValueError for a number or an office that no ticket can carry (see ``Claims``), and for a token
        that does not begin with a ticket id.
        """
        ticket_id = ticket_id_of(token)
        code = human_code(ticket_id)
        if self.key is None:
            return Stamped(code.replace("-", ""), code)
        claims = Claims(day, number, service_mark(service), self.office, ticket_id)
        return Stamped(sign(claims, self.key), code)
