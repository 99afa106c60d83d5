"""What stands on a ticket leads a counter back to it, signed or not."""

from __future__ import annotations

from datetime import date

from trust_examples import KEYS, OFFICE, PUBLIC_KEYS, TODAY

from kiosk.trust.code import read_code, ticket_id_of
from kiosk.trust.mark import service_mark
from kiosk.trust.stamp import Stamp
from kiosk.trust.token import Claims
from kiosk.trust.verify import Genuine, verify

TOKEN = "M6Y5VV2QXA7HT4LC"


def test_a_stamped_ticket_is_genuine_and_says_what_the_store_says() -> None:
    stamped = Stamp(OFFICE, KEYS["first"]).ticket(TODAY, 7, "akta-kelahiran", TOKEN)
    found = verify(stamped.qr, PUBLIC_KEYS, TODAY, OFFICE)
    assert found == Genuine(Claims(TODAY, 7, service_mark("akta-kelahiran"), OFFICE, ticket_id_of(TOKEN)))
    assert read_code(stamped.code) == ticket_id_of(TOKEN)


def test_without_a_key_the_qr_holds_the_code() -> None:
    stamped = Stamp(OFFICE, None).ticket(date(2020, 3, 24), 7, "kk", TOKEN)
    assert read_code(stamped.qr) == read_code(stamped.code) == ticket_id_of(TOKEN)
