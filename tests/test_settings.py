"""A kiosk.ini that cannot be used keeps the kiosk from starting, and says where and what would be right."""

from __future__ import annotations

import os
import re
from datetime import date, time
from pathlib import Path

import pytest

from kiosk.rules.policy import Window
from kiosk.rules.screening import Requirement
from kiosk.settings import SettingsError, load

SHIPPED = (Path(__file__).parents[1] / "kiosk.ini").read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path):
    file = tmp_path / "kiosk.ini"

    def write(text):
        file.write_text(text, encoding="utf-8")
        return file

    return write


def changed(old, new, count=1):
    """The shipped file with the first ``old`` (of which there must be one) replaced, and the line it stood on."""
    assert old in SHIPPED
    line = SHIPPED[: SHIPPED.index(old)].count("\n") + old[: len(old) - len(old.lstrip("\n"))].count("\n") + 1
    return SHIPPED.replace(old, new, count), line


def problems_of(file, **known):
    with pytest.raises(SettingsError) as caught:
        load(file, **known)
    assert all(line.startswith(f"{file}: ") for line in str(caught.value).split("\n"))
    return caught.value.problems


NYEPI = "\n2020-03-25 = closed: Hari Suci Nyepi"

REFUSED = [
    ("\nflow = none", "\nflow = rtsct", "flow", "rtscts"),
    ("\ncode = 3375", "\ncode = pekalongan", "code", "2 to 6 capital letters"),
    ("\nscanner = keyboard", "\nscanner = usb", "scanner", "write a port"),
    ("\nwidth_px = 1080", "\nwidth_px = 1080.5", "width_px", "320 to 7680"),
    ("\nwidth_px = 1080", "\nwidth_px = wide", "width_px", "320 to 7680"),
    ("\nwidth_mm = 267.8", "\nwidth_mm = 26780", "width_mm", "50 to 2000"),
    ("\nwidth_mm = 267.8", "\nwidth_mm = 60", "width_mm", "pixels an inch"),
    ("\nidle = 60", "\nidle = 5", "idle", "15 to 600 seconds"),
    ("\nidle = 60", "\nidle = nan", "idle", "15 to 600 seconds"),
    ("\nidle = 60", "\nidle = 6_0", "idle", "15 to 600 seconds"),
    ("\nidle = 60", "\nidle =", "idle", "15 to 600 seconds"),
    ("\nextensions = 10", "\nextensions = 3", "extensions", "10 to 100"),
    ("\nhard_high = 43.00", "\nhard_high = 39", "hard_high", "42.00 to 45.00"),
    ("\nspread = 0.35", "\nspread = 0.355", "spread", "at most 2"),
    ("\nspan = 1.5", "\nspan = 4", "span", "0.5 to 3 seconds"),
    (
        "\nfrozen_count_coarse = 40",
        "\nfrozen_count_coarse = 10",
        "frozen_count_coarse",
        "less than frozen_count",
    ),
    ("\ntime_zone = WIB", "\ntime_zone = CET", "time_zone", "WIB, WITA, WIT"),
    ("\nkiosk = kiosk-1", "\nkiosk = Kiosk 1", "kiosk", "small letters"),
    ("\nphone = (0285) 422814", "\nphone = call us", "phone", "telephone"),
    ("\nshown = id, en", "\nshown = id, nl", "shown", "id, en, jv"),
    ("\nshown = id, en", "\nshown = id, id", "shown", "twice"),
    ("\nline = model", "\nline = 9600", "line", "9600/8n1"),
    ("\nsettle = 0", "\nsettle = -1", "settle", "0 to 10"),
    ("\nport = sim://printer?name=counter", "\nport = ttyUSB0", "port", "/dev/serial/by-id"),
    ("\nport = sim://printer?name=counter", "\nport = socket://printer", "port", "host:port"),
    ("\nport = sim://printer?name=counter", "\nport = sim:/printer", "port", "sim://"),
    ("\nurl = sqlite:///kiosk.db", "\nurl = mysql://x", "url", "sqlite:///"),
    ("\nurl = sqlite:///kiosk.db", "\nurl = sqlite:///", "url", "sqlite:///kiosk.db"),
    ("\nquota = 50", "\nquota = no", "quota", "none"),
    ("\nquota = 50", "\nquota = 5000", "quota", "1 to 2000"),
    ("\nquota = 50", "\nquota = 0", "quota", "close the day instead"),
    ("\nreserve = 5", "\nreserve = -1", "reserve", "0 to 2000"),
    ("\nroom = 30", "\nroom = 0", "room", "1 to 2000 people at a time, or none"),
    ("\nservice_hours = until_served", "\nservice_hours = until served", "service_hours", "Mon-Thu"),
    ("\nservice_quota = none", "\nservice_quota = kk: 30", "service_quota", "like kk 30"),
    ("\nservice_quota = none", "\nservice_quota = kk 0", "service_quota", "1 to 2000"),
    ("\nservice_quota = none", "\nservice_quota =", "service_quota", "like kk 30"),
    ("\nservice_hours = until_served", "\nservice_hours =", "service_hours", "until_served"),
    ("\nnotice.id = Dokumen", "\nnotice.id = " + "x" * 121 + "\n# was: ", "notice.id", "at most 120"),
    ("\noffered = yes", "\noffered = maybe", "offered", "yes, no"),
    (
        "\ndefault_table = indonesia",
        "\ndefault_table = indonesian",
        "default_table",
        "did you mean indonesia?",
    ),
    ("\njoint_leave = closed", "\njoint_leave = no", "joint_leave", "closed, open"),
    ("\nestimated_days = ask", "\nestimated_days = yes", "estimated_days", "ask, open, closed"),
    ("\ncomplete_until = 2020-12-31", "\ncomplete_until = 2020", "complete_until", "2020-03-24"),
    ("\npostpone_days = 14", "\npostpone_days = 900", "postpone_days", "0 to 90"),
    ("\ntemperature = required", "\ntemperature = on", "temperature", "required, advised, off"),
    ("\ntemperature_limit = 37.3", "\ntemperature_limit = 37,3", "temperature_limit", "a point"),
    ("\ntemperature_limit = 37.3", "\ntemperature_limit = 37.25", "temperature_limit", "at most 1"),
    ("\ntemperature_limit = 37.3", "\ntemperature_limit = 42", "temperature_limit", "36.0 to 40.0"),
    ("\ntemperature_absolute = 39.0", "\ntemperature_absolute = 37.2", "temperature_absolute", "37.5"),
    ("\ntemperature_limit = 37.3", "\ntemperature_limit = 39.5", "temperature_absolute", "39.50"),
    (
        "\ntemperature_operator = at_least",
        "\ntemperature_operator = >=",
        "temperature_operator",
        "at_least, above",
    ),
    ("\ntemperature_checks = 2", "\ntemperature_checks = 0", "temperature_checks", "1 to 5"),
    ("\ntemperature_pause = 300", "\ntemperature_pause = 9999", "temperature_pause", "3600"),
    ("\ntemperature_guard = 0.00", "\ntemperature_guard = 2", "temperature_guard", "0.00 to 1.00"),
    ("\nmask = required", "\nmask = requried", "mask", "did you mean required?"),
    (NYEPI, "\n2020-3-25 = closed: Nyepi", "2020-3-25", "2020-03-24"),
    (NYEPI, "\n2020-02-30 = closed: Nyepi", "2020-02-30", "date"),
    (NYEPI, "\n2020-03-25 =", "2020-03-25", "write closed: reason"),
    (NYEPI, "\n2020-03-25 = Nyepi", "2020-03-25", "write closed: reason"),
    (NYEPI, "\n2020-03-25 = closed:", "2020-03-25", "the reason is empty"),
    (NYEPI, "\n2020-03-25 = 10.00-08.00: Nyepi", "2020-03-25", "not after it opens"),
    (NYEPI, "\n2020-03-25 = 08.00-24.00: Nyepi", "2020-03-25", "no time of day"),
    (NYEPI, "\n2020-03-25 = 08.00-10.00, quota 0: Nyepi", "2020-03-25", "close the day"),
    (NYEPI, "\n2020-03-25 = closed, quota 20: Nyepi", "2020-03-25", "write closed: reason"),
    (NYEPI, "\n2020-03-29 = open: Minggu", "2020-03-29", "a Sun, which has no hours"),
    ("\nwhatsapp = 0858-7031-0341", "\nwhatsapp = 0285-422", "whatsapp", "0858-7031-0341"),
    ("\nwhatsapp_text.id = Halo", "\nwhatsapp_text.id = NIK saya, halo", "whatsapp_text.id", "NIK"),
    ("\nas_of = 2020-03-24", "\nas_of = March 2020", "as_of", "2020-03-24"),
    ("\ndraft = no", "\ndraft = false", "draft", "yes, no"),
    ("\npictogram = kk", "\npictogram = Family.svg", "pictogram", "small letters"),
    (
        "\napplies_to = temperature, device",
        "\napplies_to = temprature",
        "applies_to",
        "did you mean temperature?",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "key", "right"), REFUSED, ids=[new.strip() for _, new, _, _ in REFUSED]
)
def test_a_bad_value_is_named_with_its_line_and_what_would_be_right(write, old, new, key, right):
    text, line = changed(old, new)
    problem = problems_of(write(text))[0]
    assert problem.key == key
    assert right in problem.remedy
    assert str(line) in str(problem) or key == "temperature_absolute"
    assert f"[{problem.section}] {key} = " in str(problem)


@pytest.mark.parametrize(
    ("window", "right"),
    [
        ("Fri     10.00-08.00", "not after it opens"),
        ("Fri     08.00-08.00", "not after it opens"),
        ("Fri     08.00-24.00", "no time of day"),
        ("Fri     08.60-10.00", "no time of day"),
        ("Thu-Fri 08.00-10.00", "Thu has two windows"),
        ("Fri-Mon 08.00-10.00", "comes after"),
        ("Jumat   08.00-10.00", "Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
        ("Fri     8-10", "Mon-Thu 08.00-11.00"),
        ("Fri 08.00-10.00, 13.00-15.00", "Mon-Thu 08.00-11.00"),
    ],
)
def test_hours_that_contradict_themselves_are_refused_on_their_own_line(write, window, right):
    old = "    Fri     08.00-10.00"
    text, line = changed(old, f"    {window}")
    (problem,) = problems_of(write(text))
    assert (problem.line, problem.key, problem.value) == (line, "windows", window)
    assert right in problem.remedy


@pytest.mark.parametrize("value", ["\nwindows =\n", "\nwindows =\n\n"])
def test_hours_without_a_line_are_refused(write, value):
    text = re.sub(r"\nwindows =\n    Mon-Thu.*\n.*\n", value, SHIPPED, count=1)
    assert [problem.key for problem in problems_of(write(text))] == ["windows"]


def test_an_unknown_key_is_named_with_the_nearest_known_one(write):
    text, line = changed("\nstill_there = 30", "\nstil_there = 30")
    (problem,) = problems_of(write(text))
    assert (problem.line, problem.section, problem.key) == (line, "patience", "stil_there")
    assert "did you mean still_there?" in problem.remedy


def test_an_unknown_key_like_no_other_is_answered_with_all_that_are_known(write):
    text, _ = changed("\nsettle = 0", "\nzzz = 0")
    (problem,) = problems_of(write(text))
    assert "line, model, port, settle" in problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("[patience]", "[patient]", "did you mean patience?"),
        ("[exceptional days]", "[exception days]", "did you mean exceptional days?"),
        ("[holidays]", "[holiday]", "did you mean holidays?"),
        ("[service kia]", "[servis kia]", "did you mean service ...?"),
        ("[reading]", "[zzz]", "known are calibration, care, counter, database"),
    ],
)
def test_an_unknown_section_is_named_with_the_nearest_known_one(write, old, new, hint):
    text, line = changed(f"\n{old}", f"\n{new}")
    problem = next(p for p in problems_of(write(text)) if p.section == new.strip("[]"))
    assert problem.line == line
    assert hint in problem.remedy


def test_capital_letters_make_another_key(write):
    text, _ = changed("\nidle = 60", "\nIdle = 60")
    (problem,) = problems_of(write(text))
    assert "did you mean idle?" in problem.remedy


def test_a_key_or_a_section_given_twice_is_refused_naming_both_lines(write):
    text, line = changed("\nidle = 60", "\nidle = 60\nidle = 90")
    (problem,) = problems_of(write(text))
    assert problem.line == line + 1
    assert f"line {line}" in problem.remedy
    (problem,) = problems_of(write(SHIPPED + "\n[panel]\nwidth_px = 800\n"))
    assert (problem.section, problem.line) == ("panel", SHIPPED.count("\n") + 2)


def test_two_services_that_look_alike_in_a_qr_are_refused(write):
    """Six characters stand for a service there, so one pair in 32 768 of long codes is unlucky."""
    twins = SHIPPED.replace("[service akta-kelahiran]", "[service akta-55]")
    twins = twins.replace("[service akta-kematian]", "[service akta-127]")
    (problem,) = problems_of(write(twins))
    assert (problem.section, problem.key) == ("service akta-127", None)
    assert "akta-55" in problem.remedy


@pytest.mark.parametrize(
    ("added", "right"),
    [
        ("[service  kk]", "already"),
        ("[reason  child]", "already"),
        ("[service K K]", "small letters"),
        ("[policy 24-03-2020]", "2020-03-24"),
        ("[policy  2020-03-24]", "two policies begin"),
    ],
)
def test_the_name_of_a_section_must_be_right_and_its_own(write, added, right):
    named = problems_of(write(f"{SHIPPED}\n{added}\n"))
    assert any(right in p.remedy and p.section == added.strip("[]") and p.key is None for p in named)


REQUIRED = [
    "name",
    "short_name",
    "code",
    "address",
    "phone",
    "wait_at.id",
    "model",
    "port",
    "profile",
    "quota",
    "mask",
]
REQUIRED += [
    "temperature",
    "temperature_limit",
    "source",
    "name.id",
    "pictogram",
    "whatsapp_text.id",
    "as_of",
]
REQUIRED += ["applies_to", "label.id"]


@pytest.mark.parametrize("key", REQUIRED)
def test_a_key_that_must_be_given_is_missed_by_name(write, key):
    text = re.sub(rf"(?m)^{re.escape(key)} = .*\n", "", SHIPPED, count=1)
    problem = problems_of(write(text))[0]
    assert problem.key == key
    assert "missing" in problem.remedy
    assert problem.line == text[: text.index(f"\n[{problem.section}]")].count("\n") + 2


def test_lists_that_must_be_given_are_missed_too(write):
    without_papers = re.sub(r"papers\.id =\n(    .*\n)+", "", SHIPPED, count=1)
    assert [problem.key for problem in problems_of(write(without_papers))] == ["papers.id"]
    without_hours = re.sub(r"windows =\n(    .*\n)+", "", SHIPPED, count=1)
    assert [problem.key for problem in problems_of(write(without_hours))] == ["windows"]


@pytest.mark.parametrize("kind", ["policy", "service", "reason"])
def test_an_office_without_any_policy_service_or_reason_is_refused(write, kind):
    text = re.sub(rf"(?m)^\[{kind} .*\n([^\[\n].*\n|\n)*", "", SHIPPED)
    found = problems_of(write(text))
    assert {problem.section for problem in found} == {f"{kind} ..."}


def test_a_check_that_no_officer_could_pass_is_refused(write):
    text = SHIPPED.replace("applies_to = mask", "applies_to = device")
    (problem,) = problems_of(write(text))
    assert "mask" in problem.remedy


def test_every_problem_is_reported_at_once_in_the_order_of_the_file(write):
    text = SHIPPED
    for old, new in (("idle = 60", "idle = 1"), ("mask = required", "mask = x"), ("name.en", "nam.en")):
        text = text.replace(f"\n{old}", f"\n{new}", 1)
    found = problems_of(write(text.replace("\nwidth_px = 1080", "\nwidth_px")))
    assert [problem.key for problem in found] == [None, "idle", "mask", "nam.en"]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


def test_an_empty_file_is_answered_with_all_that_it_needs(write):
    missing = {(problem.section, problem.key) for problem in problems_of(write(""))}
    assert {
        ("office", "name"),
        ("thermometer", "port"),
        ("printer", "profile"),
        ("policy ...", None),
    } <= missing
    assert ("patience", "idle") not in missing


def test_a_file_that_is_not_there_or_cannot_be_text_is_refused(tmp_path):
    (problem,) = problems_of(tmp_path / "nowhere.ini")
    assert "No such file" in problem.remedy
    (problem,) = problems_of(tmp_path)
    assert "cannot be read" in problem.remedy
    latin = tmp_path / "latin.ini"
    latin.write_bytes(b"[office]\n# caf\xe9\n")
    (problem,) = problems_of(latin)
    assert (problem.line, "UTF-8" in problem.remedy) == (2, True)


def test_models_and_profiles_are_held_against_what_the_drivers_know(write):
    file = write(SHIPPED)
    found = problems_of(file, thermometers=["gy-mcu90615", "gy-614v"], printers=["escpos-58"])
    assert [(problem.section, problem.key) for problem in found] == [
        ("thermometer", "model"),
        ("printer", "profile"),
    ]
    assert "did you mean gy-mcu90615?" in found[0].remedy
    load(file, thermometers=["gy-mcu90614"], printers=["escpos-80"])


def test_a_password_is_neither_in_a_message_nor_in_a_repr(write):
    good = "postgresql+psycopg://kiosk:hush@db.example/kiosk"
    settings = load(write(SHIPPED.replace("sqlite:///kiosk.db\n\n\n", f"{good}\n\n\n")))
    assert settings.database == good
    assert "hush" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        load(write(SHIPPED.replace("url = sqlite:///kiosk.db", "url = mysql://kiosk:hush@db/kiosk")))
    assert "hush" not in str(caught.value)
    assert "mysql://kiosk:***@db/kiosk" in str(caught.value)


def test_paths_count_from_the_directory_of_the_file(write, tmp_path):
    settings = load(write(SHIPPED.replace("data_dir = var", "data_dir = /var/lib/kiosk")))
    assert (settings.data_dir, settings.database) == (
        Path("/var/lib/kiosk"),
        "sqlite:////var/lib/kiosk/kiosk.db",
    )
    settings = load(write(SHIPPED.replace("url = sqlite:///kiosk.db", "url = sqlite:////srv/numbers.db")))
    assert settings.data_dir == tmp_path / "var"
    assert settings.database == "sqlite:////srv/numbers.db"


def test_the_file_is_never_written(write):
    file = write(SHIPPED)
    os.chmod(file, 0o444)
    before = file.stat().st_mtime_ns
    load(file)
    assert (file.read_text(encoding="utf-8"), file.stat().st_mtime_ns) == (SHIPPED, before)
    assert [path.name for path in file.parent.iterdir()] == ["kiosk.ini"]


def test_policies_merge_by_date_and_not_by_their_place_in_the_file(write):
    later = (
        "\n[policy 2023-06-09]\nsource = circular of June 2023\nmask = advised\ntemperature_limit = 37.5\n"
    )
    text = SHIPPED.replace("\n[policy 2020-03-24]", f"{later}\n[policy 2020-03-24]")
    *_, before, newest = load(write(text)).policies
    assert (newest.valid_from, newest.mask) == (date(2023, 6, 9), Requirement.ADVISED)
    assert newest.temperature.limit == 3750
    assert newest.windows == before.windows
    assert newest.windows[5] == Window(time(9), time(12))


def test_a_language_left_out_shows_the_first_ones_text(write):
    text = re.sub(r"(?m)^(name|label|whatsapp_text)\.en = .*\n", "", SHIPPED)
    settings = load(write(text))
    assert settings.services[0].name == {"id": "Kartu Keluarga (KK)", "en": "Kartu Keluarga (KK)"}


def test_a_language_that_is_not_shown_may_stay_in_the_file(write):
    settings = load(write(SHIPPED.replace("shown = id, en", "shown = id")))
    assert settings.languages == ("id",)
    assert settings.services[0].name == {"id": "Kartu Keluarga (KK)"}


def test_a_day_may_be_closed_by_a_policy_altogether(write):
    later = "\n[policy 2024-01-01]\nsource = rebuilding\nwindows = closed\n"
    assert load(write(SHIPPED + later)).policies[-1].windows == (None,) * 7
