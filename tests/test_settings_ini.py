"""The text of an ini file: every key with its line, and every slip of the pen reported, not the first alone."""

from __future__ import annotations

from configparser import ConfigParser
from configparser import Error as IniError

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.settings.ini import Problem, parse

TEXT = """\
# a head

[office]
# commented
name = Dinas
phone=1

# several lines
papers =
    first
    second = with a sign

[policy 2020-03-24]
quota = 50
"""


def test_every_key_is_found_with_its_lines_and_value():
    ini = parse(TEXT)
    assert ini.problems == []
    office = ini.sections["office"]
    assert (office.line, list(office.entries)) == (3, ["name", "phone", "papers"])
    assert office.entries["name"].value == "Dinas"
    assert list(office.entries["papers"].numbered()) == [(10, "first"), (11, "second = with a sign")]
    assert ini.sections["policy 2020-03-24"].entries["quota"].line == 14


def test_a_key_knows_whether_a_comment_stands_above_it():
    entries = parse(TEXT).sections["office"].entries
    assert [entries[key].commented for key in ("name", "phone", "papers")] == [True, False, True]


def test_percent_signs_and_further_equal_signs_are_plain_text():
    ini = parse("[a]\nport = sim://x?celsius=36.5&note=%41 %(x)s # no comment\n")
    assert ini.sections["a"].entries["port"].value == "sim://x?celsius=36.5&note=%41 %(x)s # no comment"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    from kiosk.settings.load import _text_of

    file = tmp_path / "kiosk.ini"
    file.write_bytes("\ufeff[a]\r\nb =\r\n  one\r\n  two\r\n".encode())
    entry = parse(_text_of(file)).sections["a"].entries["b"]
    assert [text for _, text in entry.numbered()] == ["one", "two"]


def test_all_slips_are_reported_with_their_lines_and_the_rest_is_still_read():
    ini = parse(
        "lost = 1\n[a]\nx = 1\nx = 2\n    and more\nno sign here\n[a]\ny = 3\n  z\n= 4\n[b\n\n  c = 5\n[d]\nlast = 6\n"
    )
    assert [(problem.line, problem.section, problem.key) for problem in ini.problems] == [
        (1, None, "lost"),
        (4, "a", "x"),
        (6, "a", None),
        (7, "a", None),
        (10, "a", None),
        (11, "a", None),
    ]
    assert "line 3" in ini.problems[1].remedy
    assert "line 2" in ini.problems[3].remedy
    assert ini.sections["a"].entries["x"].value == "1"
    assert ini.sections["d"].entries["last"].value == "6"


def test_a_message_shows_no_password_and_no_novel():
    shown = str(Problem("wrong", 3, "database", "url", "postgresql+psycopg://kiosk:s3cr@t/x@host/db"))
    assert shown == "line 3: [database] url = postgresql+psycopg://kiosk:***@host/db: wrong"
    assert len(str(Problem("wrong", 3, "a", "b", "x" * 500))) < 120


LINE = st.sampled_from(
    ["", "  ", "# note", "  ; note", "[a]", "[b c]", " [a]", "[", "[]", "[x] y", "[x]y = 1", "[DEFAULT]"]
) | st.sampled_from(
    [
        "k = v",
        "k=",
        "  k = v",
        "l = 1 = 2",
        "   more",
        "word",
        "= v",
        "\tm = 1",
        "K = V",
        "DEFAULT = 1",
        "k : v",
    ]
)
LINES = st.lists(LINE, max_size=14)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_the_walk_and_configparser_never_disagree(lines):
    ini = parse("\n".join(lines))
    found = {name: {k: e.value for k, e in s.entries.items()} for name, s in ini.sections.items()}
    parser = ConfigParser(
        interpolation=None, delimiters=("=",), empty_lines_in_values=False, default_section="", strict=True
    )
    parser.optionxform = str
    try:
        parser.read_string("\n".join(lines))
    except IniError:
        assert ini.problems
    else:
        alone = {name: dict(parser[name]) for name in parser.sections()}
        assert found == alone or ini.problems
