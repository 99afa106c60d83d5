"""The PDF of a calibration: complete in both languages, always the same bytes, and no change goes unseen."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.record.document import file_name, render
from kiosk.record.qr import modules, parse, payload
from kiosk.record.verify import Finding, attached, verify
from kiosk.record.words import LANGUAGES, Words
from kiosk.rules.calibration import budget, correction, decision, points, refusals
from kiosk.rules.calibration.calibration import Calibration, calibration
from kiosk.rules.calibration.codec import digest, to_json
from kiosk.rules.calibration.decision import Rule
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.procedure import advance
from kiosk.rules.calibration.steps import Closed
from tests.rules.calibration.rig import NOW, Instrument, accepted, to_fit

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
pictures = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
OFF = {"gain": 0.98, "offset": 0.3, "noise": 0.05}


def pages_of(data: bytes) -> list[Image.Image]:
    """Every page, grey, at 100 dots an inch."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", "100", "-gray", "-", f"{folder}/page"]
        subprocess.run(command, input=data, check=True, timeout=60)
        return [Image.open(io.BytesIO(file.read_bytes())) for file in sorted(Path(folder).iterdir())]


@cache
def good() -> Calibration:
    record = calibration(accepted(Plan(), Instrument(**OFF)), Plan())
    return replace(record, notes=("Tirai pintu ditutup.",), ended_at=NOW + timedelta(minutes=40))


@cache
def refused() -> Calibration:
    plan = Plan()
    fit = to_fit(plan, Instrument(offset=1.6, curve=0.1, lag=0.3))
    return calibration(advance(fit, Closed(NOW, "Wayan"), plan), plan)


@cache
def two_points() -> Calibration:
    plan = Plan(fit_points=(3500, 3900), as_left=(3700, 3800), rule=Rule.NON_BINARY, readings=20)
    return calibration(accepted(plan, Instrument(**OFF, step=10)), plan)


@cache
def one_point() -> Calibration:
    plan = Plan(points=(3700,), rule=Rule.SIMPLE)
    return calibration(accepted(plan, Instrument(offset=0.3)), plan)


KINDS = {"good": good, "refused": refused, "two points": two_points, "one point": one_point}


@cache
def pdf(kind: str, language: str) -> bytes:
    return render(KINDS[kind](), language)


def text_of(data: bytes) -> str:
    found = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True, timeout=30
    )
    return found.stdout.decode()


def test_both_languages_say_the_same_things():
    indonesian, english = LANGUAGES["id"], LANGUAGES["en"]
    assert set(indonesian) == set(english)
    for key in english:
        fields = [
            {part.split("}")[0] for part in words[key].split("{")[1:]} for words in (indonesian, english)
        ]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        refusals.Reason,
        decision.Outcome,
        decision.Rule,
        budget.Source,
        budget.Shape,
        budget.Type,
        points.Direction,
        correction.FitKind,
    ],
)
def test_every_member_has_a_word(language, words):
    assert all(Words(language).of(member) for member in words)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_true_record_verifies(kind, language):
    record = KINDS[kind]()
    for data in (pdf(kind, language), to_json(record).encode()):
        found = verify(data, digest(record).upper())
        assert (found.ok, found.findings, found.detail) == (True, (), "")
        assert found.record == record


def test_the_same_record_gives_the_same_bytes_in_another_process():
    code = (
        "import sys, hashlib; from kiosk.rules.calibration.codec import from_json;"
        "from kiosk.rules.calibration.calibration import Calibration; from kiosk.record.document import render;"
        "record = from_json(Calibration, sys.stdin.read());"
        "print(hashlib.sha256(render(record, 'id')).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=to_json(good()),
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Jayapura"))
    }
    assert seen == {hashlib.sha256(pdf("good", "id")).hexdigest()}


def test_the_pdf_library_is_loaded_only_when_a_record_is_made():
    code = (
        "import sys, kiosk.record.document, kiosk.record.verify, kiosk.record.qr;"
        "sys.exit(any(name.split('.')[0] in ('fpdf', 'qrcode', 'fontTools', 'kivy') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0


@poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_iso_17025_asks_for_is_on_the_pages(language):
    record, words = good(), Words(language)
    text = text_of(pdf("good", language))
    asked = [
        words("title"),
        record.id,
        record.place.performer,
        record.place.location,
        record.identity.serial,
        record.reference.certificate,
        record.reference.laboratory,
        record.plan.mpe.document,
        "ILAC-G8",
        "JCGM 100",
        words("as-found"),
        words("as-left"),
        words("col-error").split("\n")[0],
        words("col-correction").split("\n")[0],
        words("person-by"),
        words("end", id=record.id),
        words.day(record.due),
        digest(record)[:32],
        "Tirai pintu ditutup.",
        words.number(record.as_found[0].error, 3, sign=True),
    ]
    assert [item for item in asked if item not in text] == []
    pages = text.count("\f")
    for page in range(1, pages + 1):
        assert words("page", page=page, pages=pages) in text


@poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_never_calls_itself_accredited(language):
    text = " ".join(text_of(pdf("good", language)).split()).replace(Words(language)("not-accredited"), "")
    for claim in ("sertifikat kalibrasi", "terakreditasi", "calibration certificate", "accredited"):
        assert claim not in text.lower()


@poppler
def test_a_refusal_gives_its_reasons_with_figures():
    text = text_of(pdf("refused", "id"))
    for refusal in refused().refusals:
        assert Words("id").refusal(refusal) in text


def test_the_code_on_paper_can_be_scanned():
    if shutil.which("pdftoppm") is None:
        squares = modules(payload(good().id, digest(good())))
        image = Image.new("L", (len(squares) + 8, len(squares) + 8), 255)
        for y, row in enumerate(squares):
            for x, dark in enumerate(row):
                image.putpixel((x + 4, y + 4), 0 if dark else 255)
        image = image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)
    else:
        command = ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", "-"]
        page = subprocess.run(
            command, input=pdf("good", "id"), capture_output=True, check=True, timeout=30
        ).stdout
        image = Image.open(io.BytesIO(page))
    (code,) = zxingcpp.read_barcodes(image)
    assert parse(code.text) == (good().id, digest(good()))


@poppler
def test_settings_of_the_device_are_named_and_written_as_the_language_does():
    assert "emisivitas 0,97; geseran 0,0" in text_of(pdf("good", "id"))
    assert "emissivity 0.97; offset 0.0" in text_of(pdf("good", "en"))
    assert Words("id").setting("firmware", "1.4-b") == "firmware 1.4-b"


@pictures
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_seen_as_a_picture_every_page_is_a4_and_nothing_reaches_into_its_margins(
    kind: str, language: str
) -> None:
    for number, page in enumerate(pages_of(pdf(kind, language))):
        assert page.size == (827, 1170)  # A4 at 100 dots an inch
        ink = page.point(lambda level: 255 if level < 200 else 0)
        if number == 0:
            ink.paste(0, (0, 0, 827, 20))  # the band across the head of the first page
        left, top, right, bottom = (value / 100 * 25.4 for value in ink.getbbox())
        assert min(left, top, 210 - right, 297 - bottom) >= 10.0
        assert right - left > 170  # the whole width is used


@pytest.mark.parametrize("text", ["", "CK1:x:00", "https://example.org", f"CK1:CK-1:{'g' * 64}"])
def test_other_codes_are_refused(text):
    with pytest.raises(ValueError, match="record"):
        parse(text)


def test_numbers_and_times_are_written_as_each_language_writes_them():
    indonesian, english = Words("id"), Words("en")
    assert indonesian.number(Decimal("-0.375"), 2) == "−0,38"
    assert english.number(Decimal("0.375"), 2, sign=True) == "+0.38"
    assert english.number(Decimal("-0.0004"), 3, sign=True) == "0.000"
    assert indonesian.moment(NOW) == "15 Juni 2020, 08.30 UTC"
    assert (english.plain(Decimal("0.040")), english.plain(Decimal(2)), english.plain(Decimal(100))) == (
        "0.04",
        "2",
        "100",
    )


# Nothing goes unseen


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_any_flipped_byte_of_the_pdf_is_seen(data):
    whole = bytearray(pdf("good", "id"))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    assert not verify(bytes(whole)).ok


def leaves(node, path=()):
    if isinstance(node, dict):
        for key in sorted(node):
            yield from leaves(node[key], (*path, key))
    elif isinstance(node, list):
        for at, item in enumerate(node):
            yield from leaves(item, (*path, at))
    else:
        yield path


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_changed_value_is_seen_and_none_breaks_the_examination(data):
    plain = json.loads(to_json(good()))
    path = data.draw(st.sampled_from(list(leaves(plain))))
    node = plain
    for key in path[:-1]:
        node = node[key]
    old = node[path[-1]]
    strange = ["", "x", "1E+999999", "0", "-1", "NaN", 0, -1, 10**30, True, None, [], {}, 1.5]
    new = data.draw(
        st.sampled_from([value for value in strange if value != old or type(value) is not type(old)])
    )
    node[path[-1]] = new
    text = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
    found = verify(text, digest(good()))
    assert not found.ok


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due": good().due + timedelta(days=365)}, "due"),
        ({"found": good().left}, "found"),
        ({"uncertainty": replace(good().uncertainty, stated=Decimal("0.05"))}, "uncertainty"),
        ({"fit": replace(good().fit, offset=Decimal("0.10000"))}, "fit"),
        ({"rows": good().rows[1:]}, "uncertainty"),
        ({"as_left": (replace(good().as_left[0], indicated=Decimal("38.0")),)}, "as_left"),
    ],
)
def test_a_figure_that_does_not_follow_from_the_readings_is_named(changes, field):
    found = verify(to_json(replace(good(), **changes)).encode())
    assert Finding.FIGURES in found.findings
    assert field in found.detail


def test_pages_that_show_other_data_are_seen():
    """A forger swaps the attachment for that of another, true record."""
    mine, other = pdf("good", "id"), to_json(replace(good(), by="Nyoman")).encode()
    own = attached(mine)
    assert own == to_json(good()).encode()
    forged = mine.replace(own, other)
    length = mine.replace(b"/Length %d" % len(own), b"/Length %d" % len(other)).replace(own, other)
    for data in (forged, length):
        assert not verify(data).ok
    assert Finding.PAGES in verify(length).findings


def test_pages_drawn_by_another_version_are_not_called_true():
    older = pdf("good", "id").replace(b"kiosk record 1, fpdf2", b"kiosk record 0, fpdf2")
    found = verify(older)
    assert (found.ok, found.data_ok, found.findings) == (False, True, (Finding.OTHER_RENDERER,))


def test_a_perfect_forgery_is_told_by_the_hash_on_file():
    forged = replace(good(), by="Nyoman")
    data = render(forged, "id")
    assert verify(data).ok
    assert verify(data, digest(good())).findings == (Finding.HASH,)


@pytest.mark.parametrize("data", [b"", b"{}", b"%PDF-1.7\n", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_record_is_called_none(data):
    assert verify(data).findings == (Finding.NO_RECORD,)


def test_the_attachment_is_named_after_the_record():
    assert file_name(good()).encode() in pdf("good", "en")
