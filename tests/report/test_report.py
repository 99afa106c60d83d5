"""A day or a month on one page: the same before and after its rows are purged, in every form."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import typer
from sqlalchemy import Engine

from kiosk.cli.report import span
from kiosk.report.data import COLUMNS, as_csv, as_json
from kiosk.report.pdf import Office, render
from kiosk.report.words import ENGLISH, INDONESIAN
from kiosk.rules.commands import Tally
from kiosk.rules.opening import WIB
from kiosk.rules.policy import Check
from kiosk.store import counts, desk, staff
from kiosk.store.acts import Copying, Voiding, Waiver, write_act
from kiosk.store.audit_codec import Actor
from kiosk.store.engine import open_store
from kiosk.store.period import Period, period
from kiosk.store.retention import purge
from kiosk.store.tables import Role
from kiosk.store.tickets import mark_printed, take_number

TUESDAY = date(2020, 3, 24)
FIRST, LAST = date(2020, 3, 1), date(2020, 3, 31)
AT = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
OFFICE = Office("Dinas Contoh", "Jl. Contoh 1", {"kk": "Kartu Keluarga"}, {"child": "Anak kecil"})
OFFICER = "=Budi"  # a name that a spreadsheet would run


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Tuesday: five numbers, three served after 10, 20 and 45 minutes; Wednesday: one number."""
    engine = open_store(f"sqlite:///{tmp_path}/kiosk.db")
    officer = Actor("kiosk-1", staff.add(engine, OFFICER, Role.OFFICER, "739164", at=AT))
    for n, (service, minutes) in enumerate(
        [("kk", 0), ("kk", 5), ("kia", 50), ("kk", 130), ("kia", 131), ("kk", 1440)]
    ):
        at = AT + timedelta(minutes=minutes)
        key = f"kiosk-1/x/{n}"
        take_number(
            engine,
            day=at.date(),
            quota=50,
            service=service,
            visit_key=key,
            token=f"{n:020d}",
            at=at,
            priority=n == 2,
            service_quota={"kk": 30}.get(service),
        )
        mark_printed(engine, key, at)
    for number, taken, waited in ((1, 0, 10), (2, 5, 20), (3, 50, 45)):
        desk.serve(engine, TUESDAY, number, AT + timedelta(minutes=taken + waited))
    desk.miss(engine, TUESDAY, 4)
    write_act(engine, Copying(TUESDAY, 5, 1), at=AT, actor=officer)
    write_act(engine, Voiding(TUESDAY, 5, "left"), at=AT, actor=officer)
    for reason in ("child", "child", "medical"):
        write_act(engine, Waiver(TUESDAY, "kiosk-1/x/1", "mask", reason), at=AT, actor=officer)
    for kind in ("started", "started", "diverted", "held_mask", "overridden"):
        counts.count(engine, TUESDAY, kind)
    yield engine
    engine.dispose()


def looked_up(engine: Engine, first: date = TUESDAY, last: date = TUESDAY) -> Period:
    return period(engine, first, last, WIB)


def test_a_day_adds_up(engine: Engine) -> None:
    found = as_json(looked_up(engine))
    assert (found["issued"], found["quota"]) == (5, 50)
    assert found["hours"] == {"08": {"kk": 2}, "09": {"kia": 1}, "10": {"kia": 1, "kk": 1}}
    assert found["total"] == {
        "taken": 5,
        "printed": 5,
        "uncertain": 0,
        "reprinted": 1,
        "void": 1,
        "no_show": 1,
        "served": 3,
        "priority": 1,
        "waited": 75 * 60,
        "longest_wait": 45 * 60,
    }
    assert [day["service_quotas"] for day in found["days"]] == [{"kk": 30}]  # type: ignore[attr-defined]
    assert found["mean_wait"] == 25 * 60
    assert found["counts"] == {"diverted": 1, "held_mask": 1, "overridden": 1, "started": 2}
    assert [(o["reason"], o["officer"], o["n"]) for o in found["overrides"]] == [  # type: ignore[index, attr-defined]
        ("child", OFFICER, 2),
        ("medical", OFFICER, 1),
    ]
    assert json.loads(json.dumps(found)) == found


def test_a_month_holds_all_its_days(engine: Engine) -> None:
    found = as_json(looked_up(engine, FIRST, LAST))
    assert (found["issued"], found["quota"]) == (6, 100)
    assert [day["issued"] for day in found["days"]] == [5, 1]  # type: ignore[attr-defined]


def test_the_report_is_the_same_after_its_rows_were_purged(engine: Engine) -> None:
    before = looked_up(engine, FIRST, LAST)
    for today in (date(2020, 4, 1), date(2020, 4, 2)):  # Tuesday goes first, Wednesday a day later
        at = datetime(today.year, today.month, today.day, 22, tzinfo=WIB)
        assert purge(engine, today=today, zone=WIB, at=at, actor=Actor("kiosk-1")).tickets
        after = looked_up(engine, FIRST, LAST)
        assert after.head != before.head
        assert as_json(after) | {"audit_head": before.head} == as_json(before)
        assert as_csv(after).splitlines()[:-1] == as_csv(before).splitlines()[:-1]


def test_the_table_reads_back_and_runs_no_formula(engine: Engine) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(looked_up(engine)))))
    assert tuple(rows[0]) == COLUMNS
    taken = [row for row in rows if (row["section"], row["what"]) == ("tickets", "taken")]
    assert sum(int(row["value"]) for row in taken) == 5
    quotas = [row for row in rows if row["what"] == "quota"]
    assert [(row["service"], row["value"]) for row in quotas] == [("", "50"), ("kk", "30")]
    assert {row["officer"] for row in rows if row["section"] == "overrides"} == {"'=Budi"}
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())


@pytest.mark.parametrize(("language", "words"), [("id", INDONESIAN), ("en", ENGLISH)])
@pytest.mark.parametrize("last", [TUESDAY, LAST])
def test_the_page_says_what_the_numbers_say(
    engine: Engine, tmp_path: Path, language: str, words: dict[str, str], last: date
) -> None:
    first = last if last == TUESDAY else FIRST
    found = looked_up(engine, first, last)
    text = printed(render(found, OFFICE, language=language, at=AT), tmp_path)
    for sentence in ("title", "by_hour", "by_service", "waits", "checks", "overrides", "kind.diverted"):
        assert words[sentence] in text
    assert ("Anak kecil" in text, "Kartu Keluarga" in text, OFFICER in text) == (True, True, True)
    assert (words["by_day"] in text) == (first != last)
    assert found.head in text
    quota = 30 if first == last else 60  # of the one service that had its own; the name's column may break it
    assert words["of_quota"].split()[-2] in text
    assert f"{quota})" in text
    minutes = "25,0 mnt" if language == "id" else "25.0 min"
    assert minutes in text


def test_an_empty_day_is_a_page_too(engine: Engine, tmp_path: Path) -> None:
    found = looked_up(engine, date(2020, 3, 1), date(2020, 3, 1))
    assert INDONESIAN["nothing"][:40] in printed(render(found, OFFICE, language="id", at=AT), tmp_path)
    assert as_json(found)["mean_wait"] is None


def test_the_page_is_a4_and_embeds_its_fonts(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(render(looked_up(engine), OFFICE, language="id", at=AT))
    about = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert "A4" in about
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(fonts) > 2
    assert all(" yes yes yes " in line for line in fonts[2:])


def printed(page: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(page)
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    return " ".join(text.split())


def test_both_languages_know_every_count_and_every_check() -> None:
    assert set(INDONESIAN) == set(ENGLISH)
    assert {f"kind.{tally.value}" for tally in Tally} <= set(INDONESIAN)
    assert {f"check.{check.value}" for check in Check} <= set(INDONESIAN)


def test_a_period_is_a_day_or_a_month() -> None:
    assert span("2020-03-24") == (TUESDAY, TUESDAY)
    assert span("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))
    for nonsense in ("2020", "2020-13", "24 March", "2020-02-30", ""):
        with pytest.raises(typer.BadParameter):
            span(nonsense)
