"""Policies and services in kiosk.ini: dated, merged over the one before, and refused when they contradict."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from kiosk.rules.calendar import ClosedDay, EstimatedDays, SpecialHours, UsualDay, no_holidays
from kiosk.rules.policy import Window
from kiosk.settings import SettingsError, days, load

SHIPPED = (Path(__file__).parents[1] / "kiosk.ini").read_text(encoding="utf-8")

NEXT = "\n[policy 2024-01-02]\nsource = notice of 2024\n"
"""A later policy that changes nothing yet; its keys are appended."""


@pytest.fixture
def read(tmp_path):
    def read(text):
        file = tmp_path / "kiosk.ini"
        file.write_text(text, encoding="utf-8")
        return load(file)

    return read


@pytest.fixture
def refused(read):
    """The problems of a file, each with the text of the line that it names."""

    def refused(text):
        with pytest.raises(SettingsError) as caught:
            read(text)
        lines = text.split("\n")
        return [(lines[problem.line - 1], problem.remedy) for problem in caught.value.problems]

    return refused


def last(settings):
    return settings.policies[-1]


# ------------------------------------------------------------------------------------------------- policies


def test_a_policy_keeps_what_it_does_not_name(read):
    before, after = read(SHIPPED).policies[-1], last(read(SHIPPED + NEXT))
    for name in before.__dataclass_fields__:
        if name not in ("valid_from", "source"):
            assert getattr(after, name) == getattr(before, name), name


def test_every_rule_of_a_policy_can_be_changed_by_a_later_one(read):
    found = last(
        read(
            SHIPPED
            + NEXT
            + "windows =\n    Mon-Sat 07.30-10.00\n"
            + "service_hours =\n    Mon-Fri 08.00-15.00\n    Sat 08.00-12.30\n"
            + "quota = 120\nreserve = 10\nroom = none\n"
            + "service_quota =\n    kk 60\n    ktp-el 40\n"
            + "notice.id = Selamat tahun baru\nnotice.en = Happy new year\nticket_note.id = Bawa KTP-el\n"
        )
    )
    assert found.windows == (Window(time(7, 30), time(10)),) * 6 + (None,)
    assert found.served(date(2024, 1, 6)) == Window(time(8), time(12, 30))
    assert (found.quota, found.reserve, found.room) == (120, 10, None)
    assert dict(found.service_quotas) == {"kk": 60, "ktp-el": 40}
    assert found.notice == {"id": "Selamat tahun baru", "en": "Happy new year"}
    assert found.ticket_note == {"id": "Bawa KTP-el", "en": "Bawa KTP-el"}


def test_a_text_changed_in_the_first_language_takes_its_old_translation_away(read):
    found = last(read(SHIPPED + NEXT + "notice.id = Selamat tahun baru\n"))
    assert found.notice["en"] == "Selamat tahun baru"
    found = last(read(SHIPPED + NEXT + "notice.en = Thirty people at most.\n"))
    assert found.notice == {
        "id": "Paling banyak 30 orang di dalam ruang layanan.",
        "en": "Thirty people at most.",
    }
    assert last(read(SHIPPED + NEXT + "notice.id = none\n")).notice == {"id": "", "en": ""}


def test_limits_can_be_lifted_again(read):
    text = (
        SHIPPED + NEXT + "quota = 50\nservice_quota =\n    kk 30\nservice_hours =\n    Mon-Sat 08.00-15.00\n"
    )
    text += "\n[policy 2025-01-02]\nsource = s\nquota = none\nservice_quota = none\nservice_hours = until_served\n"
    found = last(read(text))
    assert (found.quota, dict(found.service_quotas), found.service_hours) == (None, {}, None)


@pytest.mark.parametrize(
    ("keys", "line", "remedy"),
    [
        ("reserve = 5\n", "reserve = 5", "write reserve = 0, or give a quota (quota from an earlier policy)"),
        ("service_quota =\n    kia 5\n    passport 5\n", "    passport 5", "passport is not offered"),
        ("quota = 20\nservice_quota =\n    kk 30\n", "    kk 30", "at most 20"),
        (
            "service_hours =\n    Mon-Fri 08.00-15.00\n",
            "service_hours =",
            "Sat but nobody is served; give Sat service hours, or no window (windows from an earlier policy)",
        ),
        ("service_hours =\n    Mon-Sat 08.00-12.00\n", "service_hours =", "let the window close first"),
        (
            "temperature_limit = 39.5\n",
            "temperature_limit = 39.5",
            "must lie above limit and guard band together",
        ),
        ("temperature_absolute = 37.5\ntemperature_guard = 0.2\n", "temperature_absolute = 37.5", "37.50"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused_with_line_and_remedy(refused, keys, line, remedy):
    found = refused(SHIPPED + NEXT + keys)
    assert {at for at, _ in found} == {line}
    assert remedy in found[0][1].replace("service_quotas", "service_quota")


def test_a_contradiction_that_a_later_policy_brings_about_is_told_where_it_arises(refused):
    text = SHIPPED + NEXT + "quota = 50\nreserve = 5\n" + "\n[policy 2025-01-02]\nsource = s\nquota = none\n"
    assert refused(text) == [
        (
            "quota = none",
            "there is no quota beyond which a reserve of 5 could begin; write reserve = 0, or give a quota "
            "(reserve from an earlier policy)",
        )
    ]


def test_a_bad_value_brings_no_contradictions_of_its_own(refused):
    found = refused(SHIPPED + NEXT + "quota = 9999\nreserve = 5\n")
    assert [line for line, _ in found] == ["quota = 9999"]


def test_two_quotas_or_two_hours_for_the_same_are_refused_on_their_line(refused):
    found = refused(SHIPPED + NEXT + "service_quota =\n    kk 30\n    kk 40\n")
    assert [(line.strip(), remedy) for line, remedy in found] == [("kk 40", "kk has two quotas; keep one")]
    found = refused(SHIPPED + NEXT + "service_hours =\n    Mon-Sat 08.00-15.00\n    Sat 08.00-15.00\n")
    assert [line.strip() for line, _ in found] == ["Sat 08.00-15.00"]


# ------------------------------------------------------------------------------------------------- services


def test_a_services_papers_and_number_can_change_with_a_policy(read):
    text = SHIPPED + NEXT + "\n[service kk 2024-01-02]\nwhatsapp = 0811-1111-1111\nsource = list of 2024\n"
    text += "as_of = 2023-12-20\npapers.id =\n    KTP-el\npapers.en =\n    Identity card\n"
    settings = read(text)
    old, new = (policy.services[0] for policy in settings.policies[-2:])
    assert (old.whatsapp, new.whatsapp) == ("6285870310341", "6281111111111")
    assert (new.papers["en"], new.source, new.as_of) == (
        ("Identity card",),
        "list of 2024",
        date(2023, 12, 20),
    )
    assert (new.name, new.pictogram, new.whatsapp_text) == (old.name, old.pictogram, old.whatsapp_text)
    assert settings.services[0] == new
    assert settings.policies[-1].services[1:] == settings.policies[-2].services[1:]


def test_new_papers_must_say_where_they_are_from(refused):
    found = refused(SHIPPED + NEXT + "\n[service kk 2024-01-02]\npapers.id =\n    KTP-el\n")
    assert [line for line, _ in found] == ["[service kk 2024-01-02]"] * 2
    assert all("is missing" in remedy for _, remedy in found)


def test_a_service_can_be_taken_away_come_back_and_begin_later(read):
    text = SHIPPED + NEXT + "\n[service kia 2024-01-02]\noffered = no\n"
    text += "\n[policy 2025-01-02]\nsource = s\n\n[service kia 2025-01-02]\noffered = yes\n"
    text += "\n[service pos 2025-01-02]\nname.id = Kirim pos\npictogram = dokumen\npapers.id =\n    KTP-el\n"
    text += "source = s\nas_of = 2025-01-02\n"
    settings = read(text)
    offered = [[service.code for service in policy.services] for policy in settings.policies]
    assert ["kia" in codes for codes in offered] == [True] * 4 + [False, True]
    assert ["pos" in codes for codes in offered] == [False] * 5 + [True]
    assert offered[0] == [code for code in offered[-1] if code != "pos"]
    assert [service.code for service in settings.services] == offered[-1]


def test_the_online_way_can_be_closed_and_opened_with_what_the_chat_begins_with(read, refused):
    closed = last(read(SHIPPED + NEXT + "\n[service kk 2024-01-02]\nwhatsapp = none\n"))
    assert closed.services[0].whatsapp is None
    opened = SHIPPED + NEXT + "\n[service kia 2024-01-02]\nwhatsapp = 0811-1111-1111\n"
    assert "what the chat begins with" in refused(opened)[0][1]
    kia = last(read(opened + "whatsapp_text.id = Halo, saya ingin mengurus KIA.\n")).services[4]
    assert (kia.code, kia.whatsapp) == ("kia", "6281111111111")
    assert kia.whatsapp_text["en"] == "Halo, saya ingin mengurus KIA."


@pytest.mark.parametrize(
    ("section", "remedy"),
    [
        ("[service kk 2024-01-03]", "write [policy 2024-01-03] with its source too"),
        ("[service kk 03-01-2024]", "[service code 2021-07-03]"),
        ("[service kk  2024-01-02]\n[service kk 2024-01-02]", "already"),
    ],
)
def test_a_services_date_must_be_a_policys_and_its_own(refused, section, remedy):
    assert any(remedy in said for _, said in refused(f"{SHIPPED}{NEXT}\n{section}\n"))


def test_a_service_that_is_taken_away_takes_its_quota_along(refused):
    text = SHIPPED + NEXT + "service_quota =\n    kia 5\n" + "\n[policy 2025-01-02]\nsource = s\n"
    found = refused(text + "\n[service kia 2025-01-02]\noffered = no\n")
    assert [line for line, _ in found] == ["[policy 2025-01-02]"]
    assert "kia is not offered" in found[0][1]


def test_an_office_that_offers_nothing_is_refused(refused):
    text = SHIPPED + NEXT
    for code in (
        "kk",
        "ktp-el",
        "pindah-datang",
        "konfirmasi-data",
        "kia",
        "akta-kelahiran",
        "akta-kematian",
    ):
        text += f"\n[service {code} 2024-01-02]\noffered = no\n"
    assert [line for line, _ in refused(text)] == ["[policy 2024-01-02]"]


# ----------------------------------------------------------------------------------------------------- days


def test_the_three_kinds_of_exceptional_days_are_read(read):
    text = SHIPPED.replace(
        "2020-03-25 = closed: Hari Suci Nyepi",
        "2020-03-25 = open: Tetap buka\n2020-03-28 = 09.00-10.00: Layanan tambahan\n"
        "2020-03-30 = 08:00 - 09:30, quota 20: Rapat: semua petugas",
    )
    own = read(text).calendar.own
    assert own[date(2020, 3, 25)] == UsualDay("Tetap buka")
    assert own[date(2020, 3, 28)] == SpecialHours(Window(time(9), time(10)), "Layanan tambahan")
    assert own[date(2020, 3, 30)] == SpecialHours(
        Window(time(8), time(9, 30)), "Rapat: semua petugas", quota=20
    )
    assert own[date(2020, 4, 10)] == ClosedDay("Wafat Yesus Kristus")


def test_days_of_years_whose_policies_are_gone_may_stay(read):
    text = SHIPPED.replace("2020-03-25 = closed:", "2019-03-07 = open: Nyepi\n2020-03-25 = closed:")
    assert read(text).calendar.own[date(2019, 3, 7)] == UsualDay("Nyepi")


def test_the_tables_of_days_can_be_chosen(read):
    text = SHIPPED.replace("default_table = indonesia", "default_table = none")
    text = text.replace("estimated_days = ask", "estimated_days = closed")
    text = text.replace("complete_until = 2020-12-31", "complete_until = none")
    text = text.replace("joint_leave = closed", "joint_leave = open").replace(
        "time_zone = WIB", "time_zone = WITA"
    )
    found = read(text).calendar
    assert found.holidays is no_holidays
    assert (found.estimated, found.complete_until, found.joint_leave_closes) == (
        EstimatedDays.CLOSED,
        None,
        False,
    )
    assert found.zone.tzname(None) == "WITA"


def test_a_table_whose_package_is_not_there_is_refused(refused, read, monkeypatch):
    monkeypatch.setattr(days.holiday_table, "installed", lambda: False)
    assert refused(SHIPPED)[0][0] == "default_table = indonesia"
    read(SHIPPED.replace("default_table = indonesia", "default_table = none"))
