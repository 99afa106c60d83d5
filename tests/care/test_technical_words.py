"""Whatever a driver can say, a technician reads in the language of the screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.printers.outcome import Capability
from drivers.printers.status import Cause
from kiosk.calibrating import care as calibration
from kiosk.care import printer_bytes, technical
from kiosk.care.technical import in_words, told
from kiosk.rules.timekeeping import Doubt
from kiosk.store.errors import Cause as StoreCause
from kiosk.words import Words

ROOT = Path(__file__).parents[2]
RAISED = {"LinkLost", "LinkBlocked", "NoAnswer", "BadFrame", "Rejected", "Skip", "_lost"}
"""Calls whose first argument is a sentence that reaches a technician."""
ASKED_AT_THE_START = {"ValueError", "UnknownModel"}
"""A wrong kiosk.ini is told before there is a screen, with file, section and key."""
FOREIGN = {"{self.port}: {_sentence(told.stderr) or 'no such queue'}", "{self.port}: {error}"}
"""What the print queue and the machine say in their own words is passed on."""
FILLED = {
    "self.port": "/dev/ttyUSB0", "self.link.port": "/dev/ttyUSB0", "self._link.port": "/dev/ttyUSB0",
    "self._name": "/dev/ttyUSB0: GY-MCU90614", "who": "/dev/ttyUSB0: GY-MCU90614",
    "error": "[Errno 5] Input/output error", "self._reason": "lost while reading ([Errno 5] gone)",
    "status.cause.value": "cover open", "' '.join(shut[0].split())": "printer antrean disabled since noon",
    "name": "object", "answer.reason": "exception 2: illegal data address",
}  # fmt: skip
"""What stands in a place of a sentence; everywhere else a number does."""
WORDS = Words(("id", "en", "jv"))


def in_indonesian(name: str, /, **values: object) -> str:
    return WORDS("id", name, **values)


def sentence(node: ast.expr) -> str | None:
    """The text that an expression makes, with its places filled in; None when it is a variable."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else _filled(part)  # type: ignore[misc,arg-type]
            for part in node.values
        )
    return None


def _filled(place: ast.FormattedValue) -> str:
    said = ast.unparse(place.value)
    if said.startswith("_told("):
        return "36.5 °C (ambient 27)"
    return FILLED.get(said, "45")


def driver_sentences() -> Iterator[tuple[str, str]]:
    """Where it stands, and the sentence: of everything in drivers/ that raises, rejects or gives a reason."""
    for path in sorted((ROOT / "drivers").rglob("*.py")):
        if {"simulators", "cli"} & set(path.parts) or path.name in (
            "scanner.py",
            "__main__.py",
            "profiles.py",
        ):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            found: ast.expr | None = None
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if (
                    name in RAISED
                ):
                    found = first
                case ast.Call(func=ast.Name(id="OSError"), args=[*_, last]):
                    found = last
                case ast.Assign(targets=[ast.Name(id="reason" | "_STRAY")], value=value):
                    found = value
                case ast.Assign(targets=[ast.Attribute(attr="_reason")], value=value):
                    found = value
            if found is None or ast.unparse(found)[2:-1] in FOREIGN:
                continue
            said = sentence(found)
            if said is not None and said.strip():
                yield f"{path.relative_to(ROOT)}:{node.lineno}", said  # type: ignore[attr-defined]


def test_the_drivers_are_really_read() -> None:
    said = [sentence for _, sentence in driver_sentences()]
    assert len(said) > 50
    assert "bytes that belong to no frame" in said
    assert any("checksum" in one for one in said)
    assert any("lost while reading" in one for one in said)


def test_every_sentence_of_a_driver_is_said_by_the_catalogue() -> None:
    unsaid = [
        (where, said)
        for where, said in driver_sentences()
        if told(said) is None or in_words(said, in_indonesian) == said
    ]
    assert unsaid == []


@pytest.mark.parametrize("said", [cause.value for cause in Cause] + [each.value for each in Capability])
def test_whatever_a_printer_lacks_or_vouches_for_is_said(said: str) -> None:
    assert told(said) is not None


def test_every_doubt_in_the_clock_and_every_reason_against_a_calibration_is_said() -> None:
    said = [doubt.value for doubt in Doubt]
    said += [
        *calibration._WHY.values(),
        "its calibration is 3 days overdue",
        "its own settings cannot be read back",
    ]
    said += [
        "no correction applies to it: never calibrated, or taken back",
        "its next calibration is due in 3 days",
    ]
    assert [one for one in said if told(one) is None] == []


def test_every_cause_of_the_database_is_said() -> None:
    unsaid = {cause for cause in StoreCause if told(f"{cause.name.lower()}: /var/lib/kiosk/kiosk.db") is None}
    assert unsaid == set()


def test_every_meaning_of_a_printers_bytes_is_said() -> None:
    meanings = [word for bits in printer_bytes._SAID.values() for _, word in bits]
    meanings += [*printer_bytes._ASKED.values(), "well"]
    assert [one for one in meanings if told(one) is None] == []
    talk = [
        ("tx", b"\x10\x04\x02\x10\x04\x04"),
        ("rx", b"\x36\x1e"),
        ("tx", b"\x1b@" + bytes(90)),
        ("rx", b'7"1'),
    ]
    heard = [in_words(line.said, in_indonesian) for line in printer_bytes.lines(talk)]
    assert heard == [
        "DLE EOT 2 DLE EOT 4",
        "penutup terbuka, berhenti: kertas habis, kertas hampir habis",
        "92 byte, ESC @ mulai baru …",
        "tercetak sampai sini",
    ]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "/dev/ttyUSB0: lost while reading (device reports readiness to read but returned no data (device "
            "disconnected or multiple access on port?))",
            "sambungan terputus: kabel atau alat terlepas",
        ),
        (
            "/dev/ttyUSB0: cannot be opened ([Errno 2] could not open port /dev/ttyUSB0: [Errno 2] No such file or "
            "directory: '/dev/ttyUSB0')",
            "port tidak dapat dibuka: tidak ada alat di port itu",
        ),
        (
            "/dev/ttyUSB0: next attempt in 1.5 s (cannot be opened ([Errno 13] could not open port))",
            "port tidak dapat dibuka: kios tidak diberi izin (dicoba lagi dalam 1,5 detik)",
        ),
        ("36.46 °C, 27.02 °C", "36,46 °C, 27,02 °C"),
        ("checksum FF, computed 5D", "jumlah periksa FF, seharusnya 5D"),
        ("object 85.00 °C is outside -70 to 60 °C", "85,00 °C di luar -70 sampai 60 °C"),
    ],
)
def test_it_reads_like_a_sentence(said: str, wanted: str) -> None:
    assert in_words(said, in_indonesian) == wanted


def test_what_has_no_words_is_shown_as_it_is_without_its_port() -> None:
    assert in_words("/dev/ttyUSB0: flux capacitor", in_indonesian) == "flux capacitor"
    assert in_words("cannot be opened (flux)", in_indonesian) == "port tidak dapat dibuka: flux"


@pytest.mark.parametrize("language", WORDS.languages)
def test_every_sentence_fills_exactly_what_its_pattern_finds(language: str) -> None:
    for pattern, name in technical._ROWS:
        filled = set(re.findall(r"\{(\w+)\}", WORDS(language, name)))
        assert filled <= set(re.compile(pattern).groupindex), (pattern, name)
