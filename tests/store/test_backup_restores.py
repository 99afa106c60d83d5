"""A kiosk starts on whatever the disk still holds, and never gives a number twice."""

from __future__ import annotations

import os
import random
import secrets
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from taking import AT, DAY

from kiosk.store.backup import make_backup
from kiosk.store.backup_restore import Opened, Why, open_or_restore, restore
from kiosk.store.engine import open_store, reading
from kiosk.store.errors import Cause, StoreError
from kiosk.store.last_number import Known, LastNumber
from kiosk.store.tables import metadata
from kiosk.store.tickets import QuotaGone, Taken, day_view, take_number

IN_BACKUP, GIVEN = 5, 10
Rows = dict[str, list[tuple[object, ...]]]


class Office:
    """One kiosk's folder: the file, what lies beside it, and its backups."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "kiosk.db"
        self.url = f"sqlite:///{self.file}"
        self.backups = folder / "backups"

    def open(self) -> Opened:
        return open_or_restore(self.url, self.backups, AT)

    def back_up(self) -> None:
        make_backup(self.url, self.backups, AT)

    def next_number(self, *, quota: int | None = 50) -> int | None:
        """What the next visit gets from a kiosk that starts, gives one number and stops."""
        opened = self.open()
        try:
            return give(opened, secrets.token_hex(8), quota=quota)
        finally:
            opened.close()


def give(
    opened: Opened, key: str, *, quota: int | None = 50, service: str = "kk", share: int | None = None
) -> int | None:
    taken = take_number(
        opened.engine,
        day=DAY,
        quota=quota,
        service=service,
        service_quota=share,
        visit_key=key,
        token=secrets.token_urlsafe(16),
        at=AT,
        last=opened.last,
    )
    return taken.number if isinstance(taken, Taken) else None


def rows(opened: Opened) -> Rows:
    with reading(opened.engine) as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in metadata.tables.items()
        }


@pytest.fixture(scope="module")
def office_of_ten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """Ten numbers are out, the backup knows five; the kiosk stopped in good order."""
    folder = tmp_path_factory.mktemp("office")
    office = Office(folder)
    opened = office.open()
    assert opened.restored is None
    with opened.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO staff (name, role, pin_hash, active, demo)"
                " VALUES ('Pos 1', 'officer', '$argon2id$x', true, false)"
            )
        )
    for i in range(1, IN_BACKUP + 1):
        give(opened, f"v{i}")
    office.back_up()
    for i in range(IN_BACKUP + 1, GIVEN + 1):
        give(opened, f"v{i}")
    opened.close()
    opened = office.open()
    whole = rows(opened)
    opened.close()
    return folder, whole


@pytest.fixture
def office(office_of_ten: tuple[Path, Rows], tmp_path: Path) -> Office:
    shutil.copytree(office_of_ten[0], tmp_path / "office")
    return Office(tmp_path / "office")


def flip(file: Path, offset: int, bit: int, *, leave_no_trace: bool) -> None:
    before = file.stat()
    with file.open("r+b") as opened:
        opened.seek(offset)
        byte = opened.read(1)[0]
        opened.seek(offset)
        opened.write(bytes([byte ^ 1 << bit]))
    if leave_no_trace:  # as rot on the medium, which writes no time of change
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def spots(file: Path) -> Iterator[tuple[int, int]]:
    """Every byte of SQLite's header, and in every page some bytes that say something and some that do not."""
    chance = random.Random(20200324)
    whole = file.read_bytes()
    yield from ((offset, chance.randrange(8)) for offset in range(100))
    for start in range(0, len(whole), 4096):
        said = [start + i for i, byte in enumerate(whole[start : start + 4096]) if byte] or [start]
        yield from ((chance.choice(said), chance.randrange(8)) for _ in range(2))
        yield start + chance.randrange(4096), chance.randrange(8)


def test_a_flipped_bit_in_any_page_gives_no_number_twice(
    office_of_ten: tuple[Path, Rows], tmp_path: Path
) -> None:
    """While the kiosk runs, or after a power cut: the file is set aside, or everything a number stands on is right."""
    master, whole = office_of_ten
    seen = {True: 0, False: 0}
    for at, bit in spots(master / "kiosk.db"):
        shutil.copytree(master, tmp_path / "office")
        office = Office(tmp_path / "office")
        flip(office.file, at, bit, leave_no_trace=False)
        opened = office.open()
        try:
            if opened.restored is None:
                assert standing(rows(opened)) == standing(whole), (at, bit)
            else:
                assert opened.restored.set_aside is not None
                assert opened.restored.set_aside.exists()
            seen[opened.restored is None] += 1
            assert give(opened, "next") == GIVEN + 1, (at, bit, str(opened.restored))
        finally:
            opened.close()
        shutil.rmtree(tmp_path / "office")
    assert min(seen.values()) > 20  # both happened


def standing(found: Rows) -> list[object]:
    tickets = metadata.tables["ticket"].columns.keys()
    wanted = [tickets.index(name) for name in ("day", "number", "token", "visit_key", "state")]
    return [[row[i] for i in wanted] for row in found["ticket"]] + list(found["service_day"])


def test_a_bit_that_rots_overnight_is_seen_wherever_it_is(
    office_of_ten: tuple[Path, Rows], tmp_path: Path
) -> None:
    """After an orderly stop also a letter of a service's code, an instant, a free page."""
    master, _ = office_of_ten
    chance = random.Random(20200325)
    for start in range(0, (master / "kiosk.db").stat().st_size, 4096):
        shutil.copytree(master, tmp_path / "office")
        office = Office(tmp_path / "office")
        flip(office.file, start + chance.randrange(4096), chance.randrange(8), leave_no_trace=True)
        opened = office.open()
        assert opened.restored is not None
        assert opened.restored.why is Why.DAMAGED
        assert give(opened, "next") == GIVEN + 1
        opened.close()
        shutil.rmtree(tmp_path / "office")


def test_what_was_done_is_told_and_nothing_is_deleted(office: Office) -> None:
    office.file.write_bytes(b"these are holiday pictures" * 400)
    opened = office.open()
    restored = opened.restored
    assert restored is not None
    assert (restored.why, restored.last) == (Why.DAMAGED, Known(DAY, GIVEN))
    assert restored.backup is not None
    assert restored.set_aside is not None
    assert restored.set_aside.read_bytes().startswith(b"these are holiday")
    assert str(restored) == (
        "the database was damaged (its header is no database's); it is kept as"
        " kiosk.db.damaged-20200324T011500Z; the backup of 2020-03-24 01:15 UTC took its place;"
        " numbers of 2020-03-24 continue above 10"
    )
    assert office.file.stat().st_mode & 0o777 == 0o600
    found = rows(opened)
    assert [row[1] for row in found["staff"]] == ["Pos 1"]
    assert len(found["ticket"]) == IN_BACKUP
    assert day_view(opened.engine, DAY).issued == GIVEN
    assert [(row[3], row[4]) for row in found["audit"]] == [
        ("restored", f'{{"head":"{"0" * 64}","last_number":{GIVEN}}}')
    ]
    opened.close()
    again = office.open()
    assert again.restored is None
    again.close()


def test_the_quota_still_counts_what_the_backup_forgot(office: Office) -> None:
    office.file.write_bytes(b"")
    assert [office.next_number(quota=12) for _ in range(3)] == [11, 12, None]


@pytest.mark.parametrize("backup", [True, False], ids=["from the day's backup", "without a backup"])
def test_a_services_own_quota_still_counts_what_the_backup_forgot(tmp_path: Path, *, backup: bool) -> None:
    office = Office(tmp_path)
    shares = {"kk": 4, "kia": 3, "akta": None}

    def ask(opened: Opened, *services: str) -> list[int | None]:
        return [give(opened, secrets.token_hex(8), service=each, share=shares[each]) for each in services]

    opened = office.open()
    assert ask(opened, "kk", "kia") == [1, 2]
    if backup:
        office.back_up()
    assert ask(opened, "kk", "kk", "akta", "kia") == [3, 4, 5, 6]
    opened.close()
    office.file.write_bytes(b"")
    opened = office.open()
    assert dict(day_view(opened.engine, DAY).services) == {"kk": 3, "kia": 2}  # what the screen goes by
    assert ask(opened, "kk", "kk", "kia", "kia", "akta") == [7, None, 8, None, 9]
    opened.close()


def test_a_full_service_stays_full_when_the_number_on_the_last_paper_is_handed_in(tmp_path: Path) -> None:
    office = Office(tmp_path)
    opened = office.open()
    assert [give(opened, f"v{n}", share=2) for n in range(3)] == [1, 2, None]
    opened.close()
    told = LastNumber(office.file)
    assert (told.known, told.services) == ((DAY, 2), {"kk": 2})
    told.overrule(Known(DAY, 5))  # the last paper in somebody's hand
    office.file.unlink()
    opened = office.open()
    assert (give(opened, "next", share=2), give(opened, "other", service="kia", share=2)) == (None, 6)
    opened.close()


def test_a_quota_lower_than_what_was_given_gives_nothing(office: Office) -> None:
    office.file.unlink()
    assert office.next_number(quota=7) is None


@pytest.mark.parametrize(
    ("change", "why"), [("unlink", Why.MISSING), ("empty", Why.MISSING), ("old", Why.BEHIND)]
)
def test_a_file_that_is_gone_or_old_does_not_begin_at_one(office: Office, change: str, why: Why) -> None:
    match change:
        case "unlink":
            office.file.unlink()
        case "empty":  # SQLite itself would take it for a new database
            office.file.write_bytes(b"")
        case "old":  # somebody put last week's copy there
            shutil.copy(next(office.backups.iterdir()), office.file)
    opened = office.open()
    assert opened.restored is not None
    assert opened.restored.why is why
    assert give(opened, "next") == GIVEN + 1
    opened.close()


def test_a_write_ahead_log_with_a_flipped_bit_forgets_no_number(office: Office) -> None:
    """SQLite plays a log up to the first frame that is wrong, and says nothing of the rest."""
    opened = office.open()
    for i in range(4):
        give(opened, f"w{i}")
    log = office.file.with_name("kiosk.db-wal")
    copy = log.read_bytes()
    opened.close()
    for offset in range(40, len(copy), len(copy) // 12):
        folder = office.file.parent
        shutil.copytree(folder, folder.parent / "cut")
        cut = Office(folder.parent / "cut")
        # The power went before the log was folded into the file.
        shutil.copy(next(cut.backups.iterdir()), cut.file)
        cut.file.with_name("kiosk.db-wal").write_bytes(copy)
        flip(cut.file.with_name("kiosk.db-wal"), offset, 3, leave_no_trace=False)
        assert cut.next_number() == GIVEN + 4 + 1
        shutil.rmtree(cut.file.parent)


def test_a_damaged_backup_is_passed_over_for_the_one_before(office: Office) -> None:
    opened = office.open()
    give(opened, "more")
    opened.close()
    office.back_up()
    newest = max(office.backups.iterdir())
    flip(newest, 101, 4, leave_no_trace=True)
    office.file.write_bytes(b"x" * 5000)
    opened = office.open()
    assert opened.restored is not None
    assert opened.restored.backup is not None
    assert opened.restored.backup.serial == 1
    assert give(opened, "next") == GIVEN + 2
    opened.close()
    assert newest.exists()


def test_without_any_backup_the_day_still_goes_on(office: Office) -> None:
    shutil.rmtree(office.backups)
    office.file.write_bytes(b"x" * 5000)
    opened = office.open()
    assert opened.restored is not None
    assert opened.restored.backup is None
    assert "begins empty" in str(opened.restored)
    assert give(opened, "next") == GIVEN + 1
    opened.close()


def test_when_nobody_knows_the_last_number_none_is_given(office: Office) -> None:
    office.file.write_bytes(b"x" * 5000)
    side = office.file.with_name("kiosk.db.last")
    side.write_bytes(b"x" * 8192)
    for _ in range(2):
        with pytest.raises(StoreError, match="kiosk restore --last N") as caught:
            office.open()
        assert caught.value.cause is Cause.DAMAGED
    assert office.file.read_bytes() == b"x" * 5000
    told = restore(office.url, office.backups, AT, last=Known(DAY, 23))
    assert told.last == Known(DAY, 23)
    assert office.next_number() == 24


def test_a_database_from_before_there_were_side_files_makes_one(office: Office) -> None:
    side = office.file.with_name("kiosk.db.last")
    side.unlink()
    opened = office.open()
    assert opened.restored is None
    opened.close()
    office.file.unlink()
    assert office.next_number() == GIVEN + 1


def test_a_new_office_begins_at_one_and_knows_that_it_did(tmp_path: Path) -> None:
    office = Office(tmp_path)
    opened = office.open()
    assert opened.restored is None
    opened.close()
    office.file.unlink()  # before the first number
    assert office.next_number() == 1


def test_killed_anywhere_in_a_restore_the_next_start_ends_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step that changes the folder fails once, as if the power went there."""
    from kiosk.store import backup, backup_restore

    class Cut(BaseException):
        pass

    def cut(*_: object, **__: object) -> None:
        raise Cut

    office.file.write_bytes(b"x" * 5000)
    office.file.with_name("kiosk.db-wal").write_bytes(b"an old log")
    for where, name in (
        (backup_restore, "set_aside"),
        (backup_restore.shutil, "copyfile"),
        (backup, "sync_folder"),
        (backup_restore, "open_store"),
        (backup_restore, "_continue_above"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, cut)
            with pytest.raises(Cut):
                office.open()
    assert office.next_number() == GIVEN + 1


def test_a_restore_by_hand_waits_for_nobody_and_moves_nothing_under_a_running_kiosk(office: Office) -> None:
    opened = office.open()
    with pytest.raises(StoreError, match="a kiosk is running") as caught:
        restore(office.url, office.backups, AT)
    assert caught.value.cause is Cause.BUSY
    assert give(opened, "next") == GIVEN + 1
    opened.close()
    told = restore(office.url, office.backups, AT)
    assert (told.why, told.last.number) == (Why.ASKED, GIVEN + 1)
    assert told.set_aside is not None
    kept = open_store(f"sqlite:///{told.set_aside}")
    assert day_view(kept, DAY).issued == GIVEN + 1
    kept.dispose()
    assert office.next_number() == GIVEN + 2


def test_a_restore_by_hand_takes_the_file_that_is_named(office: Office, tmp_path: Path) -> None:
    named = tmp_path / "from-the-usb-stick.db"
    shutil.copy(next(office.backups.iterdir()), named)
    told = restore(office.url, office.backups, AT, chosen=named)
    assert told.backup is not None
    assert told.backup.path == named
    assert office.next_number() == GIVEN + 1


@pytest.mark.parametrize("named", ["missing.db", "pictures.db"])
def test_a_restore_that_cannot_succeed_changes_nothing(office: Office, tmp_path: Path, named: str) -> None:
    (tmp_path / "pictures.db").write_bytes(b"holiday" * 1000)
    before = office.file.read_bytes()
    with pytest.raises(StoreError):
        restore(office.url, office.backups, AT, chosen=tmp_path / named)
    assert office.file.read_bytes() == before
    assert office.next_number() == GIVEN + 1


def test_a_damaged_file_that_another_program_uses_stays_where_it_is(office: Office) -> None:
    first = office.open()
    whole = office.file.read_bytes()
    office.file.write_bytes(whole[:5000])
    with pytest.raises(StoreError, match="another program is using it"):
        office.open()
    assert office.file.exists()
    first.engine.dispose()
    assert first.lock is not None
    os.close(first.lock)


def test_two_kiosks_that_start_together_restore_once(office: Office) -> None:
    from threading import Thread

    office.file.write_bytes(b"x" * 5000)
    found: list[Opened] = []
    threads = [Thread(target=lambda: found.append(office.open())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(opened.restored is None for opened in found) == [False, True]
    for opened in found:
        opened.close()
    assert office.next_number() == GIVEN + 1


def test_postgresql_is_opened_as_it_is(postgres_url: str, tmp_path: Path) -> None:
    opened = open_or_restore(postgres_url, tmp_path, AT + timedelta(days=1))
    assert (opened.restored, opened.last) == (None, None)
    assert give(opened, "v1", quota=1) == 1
    assert take_number(
        opened.engine, day=DAY, quota=1, service="kk", visit_key="v2", token="t" * 16, at=AT
    ) == (QuotaGone())
    opened.close()
    with pytest.raises(StoreError, match="its own tools"):
        restore(postgres_url, tmp_path, AT)
