"""PostgreSQL over TLS, as docs/offices.md has it: `sslmode=verify-full`, with the office's own root certificate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from behind_tls import Authority, Front, behind_tls
from sqlalchemy import make_url
from taking import DAY, take

from kiosk.store.engine import open_store
from kiosk.store.errors import Cause, StoreError
from kiosk.store.tickets import Taken, day_view

HOST = "127.0.0.1"


@pytest.fixture
def office(tmp_path: Path) -> Authority:
    return Authority.made_in(tmp_path / "office")


@pytest.fixture
def front(postgres_url: str, office: Authority) -> Iterator[Front]:
    socket = f"{make_url(postgres_url).query['host']}/.s.PGSQL.5432"
    with behind_tls(socket, office.certify(HOST)) as made:
        yield made


def through(
    postgres_url: str, front: Front, root: Path, *, host: str = HOST, mode: str = "verify-full"
) -> str:
    url = make_url(postgres_url).set(host=host, port=front.port, query={})
    url = url.update_query_dict({"sslmode": mode, "sslrootcert": str(root), "hostaddr": HOST})
    return url.render_as_string(hide_password=False)


def test_numbers_are_given_over_a_verified_connection(
    postgres_url: str, front: Front, office: Authority
) -> None:
    engine = open_store(through(postgres_url, front, office.file))
    answers = [take(engine, f"v{i}", quota=3) for i in range(4)]
    assert [answer.number for answer in answers if isinstance(answer, Taken)] == [1, 2, 3]
    assert day_view(engine, DAY).issued == 3
    engine.dispose()
    assert set(front.versions) == {"TLSv1.3"}
    assert front.in_clear == []


def test_a_certificate_that_somebody_else_signed_is_refused(
    postgres_url: str, front: Front, tmp_path: Path
) -> None:
    stranger = Authority.made_in(tmp_path / "stranger")
    with pytest.raises(StoreError, match="SSL error") as caught:
        open_store(through(postgres_url, front, stranger.file))
    assert caught.value.cause is Cause.UNTRUSTED
    assert front.in_clear == []


def test_a_certificate_for_another_host_is_refused(
    postgres_url: str, front: Front, office: Authority
) -> None:
    with pytest.raises(StoreError, match="does not match host name") as caught:
        open_store(through(postgres_url, front, office.file, host="db.pekalongan.test"))
    assert caught.value.cause is Cause.UNTRUSTED
    assert front.in_clear == []


def test_the_second_of_several_hosts_is_verified_too_when_the_first_is_dead(
    postgres_url: str, front: Front, office: Authority
) -> None:
    url = make_url(through(postgres_url, front, office.file)).difference_update_query(["hostaddr"])
    hosts = url.set(host=None, port=None).update_query_pairs(
        [("host", f"{HOST}:1"), ("host", f"{HOST}:{front.port}")]
    )
    engine = open_store(hosts.render_as_string(hide_password=False))
    assert take(engine, "v1") != take(engine, "v2")
    engine.dispose()
    assert set(front.versions) == {"TLSv1.3"}
