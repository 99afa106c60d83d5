"""What lies in the resident's hand: everything on it, read back from the paper, on every printer."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from babel.messages.pofile import read_po
from PIL import Image
from pyzbar import pyzbar

from drivers.printers.blocks import Banner, Item, Ornament, Qr, Text, printable
from drivers.printers.compose import compose
from drivers.printers.profiles import QrMethod, profile, profiles
from drivers.simulators.paper import DESK, Line
from kiosk.conductor.slips import slip_blocks
from kiosk.conductor.ticket_paper import TicketPaper
from kiosk.rules import whatsapp
from kiosk.settings import load
from kiosk.trust.token import LONGEST
from kiosk.words import FOLDER, Words
from tests.printing.papers import CLOSED, CODE, FULL, NOW, SHIPPED, SHUT, SIGNED, command, on, printed

ALL = [each.name for each in profiles()]
FAST = [each.name for each in profiles() if each.qr is not QrMethod.PLAIN]
SERVICES = [service.code for service in SHIPPED.services]


def words_of(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ALL)
def test_everything_that_a_person_needs_stands_on_it(name):
    ticket = printed(on(name).blocks(command(), NOW), name)
    read = words_of(ticket.text)
    for wanted in (
        "Dindukcapil Kota Pekalongan", "NOMOR ANTREAN 17", "Kartu Keluarga (KK)", "Selasa, 24 Maret 2020", "08.15",
        "Nomor di depan 4", "Siapkan:", CODE, "ruang tunggu di depan loket", "masker", "jarak", "Gratis",
    ):  # fmt: skip
        assert wanted in read, wanted
    assert {found.data.decode() for found in pyzbar.decode(ticket.image)} == {SIGNED}
    assert {found.text for found in zxingcpp.read_barcodes(ticket.image)} == {SIGNED}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("number", [1, 50, 999, 2000])
def test_the_number_is_by_far_the_largest_and_stands_on_one_line(name, number):
    ticket = printed(on(name).blocks(command(number=number), NOW), name)
    lines = [mark.runs for mark in ticket.strip.marks if isinstance(mark, Line) and mark.runs]
    (largest,) = [runs for runs in lines if any(run.height == 8 for run in runs)]
    assert "".join(run.text for run in largest) == str(number)
    assert max(run.height for runs in lines if runs is not largest for run in runs) == 2


@pytest.mark.parametrize("name", ALL)
def test_nothing_runs_over_the_edge_or_breaks_inside_a_word(name):
    paper = on(name)
    for service in SHIPPED.services:
        ticket = printed(paper.blocks(command(service.code), NOW), name)
        sizes = [
            sum(12 * run.width * len(run.text) for run in mark.runs)
            for mark in ticket.strip.marks
            if isinstance(mark, Line)
        ]
        assert max(sizes) <= profile(name).dots
        read = set(ticket.text.split())
        assert set(service.name["id"].split()) <= read


@pytest.mark.parametrize("copy", [1, 2, 12])
def test_a_copy_says_so_before_all_else_and_is_otherwise_the_same(copy):
    plain, again = on("escpos-80").blocks(command(), NOW), on("escpos-80").blocks(command(copy=copy), NOW)
    assert again[0] == Banner(f"SALINAN {copy}", size=2)
    listed = re.compile("Keluarga baru|Ganti kepala|Selengkapnya")  # it gives way to the word SALINAN
    rest = [[each for each in some if not listed.search(str(each))] for some in (plain, again[2:])]
    assert rest[0] == rest[1]
    assert not any(isinstance(each, Banner) and "SALINAN" in each.text for each in plain)


def test_the_paper_bears_witness_to_the_audit_trail():
    assert Text("3f9ac1d0") in on("escpos-80").blocks(command(), NOW)


def test_papers_are_whole_entries_and_the_rest_is_pointed_to():
    kk = words_of(printed(on("escpos-80").blocks(command("kk"), NOW), "escpos-80").text)
    assert "Ganti kepala keluarga: fotokopi akta kematian dan KK lama" in kk
    assert "Selengkapnya: tanyakan kepada petugas." in kk
    move = words_of(printed(on("escpos-80").blocks(command("pindah-datang"), NOW), "escpos-80").text)
    assert "- Surat Keterangan Pindah WNI (SKPWNI) - KTP-el dan/atau KIA lama" in move
    assert "Selengkapnya" not in move


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_is_written_in_the_offices_first_language(tmp_path, language):
    shipped = (Path(__file__).parents[2] / "kiosk.ini").read_text(encoding="utf-8")
    others = [each for each in ("id", "en") if each != language]
    changed, n = re.subn(r"(?m)^shown = .*", f"shown = {', '.join([language, *others])}", shipped)
    assert n == 1
    (tmp_path / "kiosk.ini").write_text(changed, encoding="utf-8")
    paper = on("escpos-58", load(tmp_path / "kiosk.ini"))
    read = printed(paper.blocks(command(), NOW), "escpos-58").text
    assert {"id": "NOMOR ANTREAN", "en": "QUEUE NUMBER"}[language] in read
    assert "?" not in read


@pytest.mark.parametrize("language", [folder.name for folder in FOLDER.iterdir() if folder.is_dir()])
def test_every_sentence_for_paper_survives_a_printer_that_knows_only_ascii(language):
    with (FOLDER / language / "LC_MESSAGES" / "kiosk.po").open("rb") as file:
        said = {str(each.id): str(each.string) for each in read_po(file) if str(each.id).startswith("paper.")}
    assert len(said) > 20
    for name, sentence in said.items():
        assert "?" not in printable(sentence), name


@pytest.mark.parametrize("copy", [0, 1, 12])
@pytest.mark.parametrize("name", FAST)
@pytest.mark.parametrize("service", SERVICES)
def test_a_ticket_with_the_longest_signed_code_needs_at_most_a_second_of_wire_at_19200_baud(
    name, service, copy
):
    assert len(SIGNED) == LONGEST
    blocks = on(name).blocks(command(service, number=2000, ahead=1999, copy=copy), NOW)
    data = compose(blocks, profile(name), job="x")
    assert len(data) * 10 / 19200 <= 1.0


@pytest.mark.parametrize("letters", [40, 9, 3])
@pytest.mark.parametrize("copy", [0, 12])
@pytest.mark.parametrize("name", FAST)
def test_so_does_the_one_with_the_longest_texts_that_kiosk_ini_allows(name, copy, letters):
    """Words of so many letters, each text as long as the settings let it be (kiosk/settings)."""

    def words(length: int) -> dict[str, str]:
        return {"id": " ".join(["W" * letters] * length)[:length].rstrip()}

    first = replace(
        SHIPPED.services[0], name=words(40), papers={"id": tuple(words(200)["id"] for _ in range(12))}
    )
    policies = tuple(replace(each, ticket_note=words(60)) for each in SHIPPED.policies)
    office = replace(SHIPPED.office, short_name=words(40)["id"], wait_at=words(80))
    settings = replace(SHIPPED, services=(first, *SHIPPED.services[1:]), policies=policies, office=office)
    blocks = on(name, settings).blocks(command(first.code, number=2000, ahead=1999, copy=copy), NOW)
    assert len(compose(blocks, profile(name), job="x")) * 10 / 19200 <= 1.0
    assert any(isinstance(each, Qr) for each in blocks)
    assert words(60)["id"] in " ".join(str(each) for each in blocks)


def test_what_gives_way_is_the_list_of_papers_and_then_the_ornament():
    plain, long = on("escpos-80").blocks(command(), NOW), on("escpos-80").blocks(command(copy=1), NOW)
    assert sum(isinstance(each, Item) for each in plain) > sum(isinstance(each, Item) for each in long)
    assert any(isinstance(each, Ornament) for each in long)


def test_no_paper_carries_more_than_is_meant():
    """No token in clear, nothing that names a person: the words are the office's and the catalogue's."""
    read = printed(on("escpos-80").blocks(command(), NOW), "escpos-80").text
    assert SIGNED not in read
    assert not re.search(r"\bNIK\b|\d{16}|[0-9]{2}[,.][0-9] ?C", read)


def test_the_page_shows_what_it_looks_like(request):
    """Drawn anew with --write-golden; not compared, for a picture depends on the machine's fonts."""
    page = Path(__file__).parents[2] / "docs" / "printing.png"
    if request.config.getoption("--write-golden"):
        pieces = [
            printed(on("escpos-80").blocks(command(), NOW), "escpos-80"),
            printed(on("escpos-58").blocks(command(copy=1), NOW), "escpos-58"),
            printed(slip_blocks(on("escpos-58"), FULL, NOW), "escpos-58"),
        ]
        images = [piece.image for piece in pieces]
        sheet = Image.new(
            "RGB", (sum(each.width for each in images), max(each.height for each in images)), DESK
        )
        left = 0
        for each in images:
            sheet.paste(each, (left, 0))
            left += each.width
        sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save(page, optimize=True)
    with Image.open(page) as picture:
        assert picture.width > 1000
    assert "(printing.png)" in (page.parent / "printing.md").read_text(encoding="utf-8")


# --- slips ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_closing_slip_tells_the_day_and_the_whole_head_of_the_trail(name):
    read = words_of(printed(slip_blocks(on(name), CLOSED, NOW), name).text)
    for wanted in (
        "REKAP HARIAN", "kiosk-1", "Nomor 1 - 50", "Diberikan 50", "Tercetak 48", "Dicetak ulang 2",
        "Belum pasti tercetak 1", "Dibatalkan 1", "Dilayani 44", "Lewat WhatsApp 12", "Ditahan 3",
        "Diloloskan petugas 1",
    ):  # fmt: skip
        assert wanted in read, wanted
    assert CLOSED.head in read.replace(" ", "")


@pytest.mark.parametrize("name", ALL)
def test_the_information_slip_says_when_to_come_and_how_not_to(name):
    ticket = printed(slip_blocks(on(name), FULL, NOW), name)
    read = words_of(ticket.text)
    for wanted in (
        "HABIS",
        "Kamis, 26 Maret 2020",
        "pukul 08.00",
        "Jl. Majapahit 18",
        "(0285) 422814",
        "Gratis",
    ):
        assert wanted in read, wanted
    offered = {service.whatsapp for service in SHIPPED.services if service.whatsapp}
    for number in offered:
        assert whatsapp.in_clear(number) in read
    links = {found.data.decode().split("?")[0] for found in pyzbar.decode(ticket.image)}
    assert links == {f"https://wa.me/{number}" for number in offered}


def test_without_a_known_opening_the_slip_sends_nobody_anywhere():
    read = words_of(printed(slip_blocks(on("escpos-58"), SHUT, NOW), "escpos-58").text)
    assert "KANTOR TUTUP" in read
    assert "Tanyakan kepada petugas" in read
    assert "pukul" not in read


@pytest.mark.parametrize("name", ALL)
def test_whoever_does_not_fit_inside_reads_where_to_wait(name):
    crowded = replace(SHIPPED, policies=(replace(SHIPPED.policies[0], room=4), *SHIPPED.policies[1:]))
    paper = TicketPaper(replace(crowded, printer=on(name).settings.printer), Words(crowded.languages))
    read = words_of(printed(paper.blocks(command(), NOW), name).text)
    assert "Di dalam hanya 4 orang: mohon menunggu di luar sampai dipanggil" in read
    assert "ruang tunggu di depan loket" not in read
