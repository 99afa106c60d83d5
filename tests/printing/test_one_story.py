"""One ticket against every fault at every step, and with the connection cut, or the program killed, after every byte.

At the end screen, database and paper tell the same story, and it can be brought to a good end. What happens when is
written into docs/printing.md by ``pytest tests/printing --write-golden``, byte by byte; every other run holds
itself against that page, with all bytes of one way and samples of the others.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from drivers.printers.outcome import Capability
from kiosk.store.engine import open_store
from kiosk.store.tables import ticket as table
from tests.printing.story import QUESTIONS, Told, World

PAGE = Path(__file__).parents[2] / "docs" / "printing.md"
SAMPLE = 41
"""Every so manieth byte, in runs that do not write the page; prime to the bytes of a row of a picture."""
AFTERWARDS = 14
"""Bytes of the questions after a ticket, and some."""

FAULTS = {
    "none": (),
    "paper near its end": ("paper near",),
    "paper out": ("paper out",),
    "roll ends after 60 mm": ("roll 60",),
    "cover open": ("cover open",),
    "cutter jammed": ("cutter jam",),
    "head too hot, for 5 s": ("in 5 head ok", "head hot"),
    "head too hot, for long": ("head hot",),
    "recoverable error": ("error recoverable",),
    "unrecoverable error": ("error unrecoverable",),
    "feed button held": ("button held",),
    "waits for recovery": ("waiting on",),
    "takes no bytes": ("blocked on",),
    "says nothing": ("silent on",),
    "answers 0.2 s late": ("late 0.2",),
    "answers 2 s late": ("late 2",),
    "answers byte by byte": ("split on",),
    "speaks out of turn": ("chatter on",),
    "noise before answers": ("garbage before",),
    "noise instead of answers": ("garbage instead",),
    "answers about the job before": ("stale on",),
    "forgets process IDs": ("process-id ignored",),
    "small buffer, no flow control": ("buffer 512", "flow none"),
    "switched off": ("power off",),
    "off for 2 s, then on": ("in 2 power on", "power off"),
    "cable out": ("cable out",),
}
STEPS = ("paper check", "number", "print", "in the text", "in the QR", "acknowledgement", "afterwards")
WAYS = {
    "process-id": Capability.PROCESS_ID,
    "fence": Capability.FENCE,
    "status-only": Capability.STATUS_ONLY,
    "write-only": Capability.WRITE_ONLY,
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """A database of its own, in memory where there is such a place: what it does with a disk is tested elsewhere."""
    folder = tempfile.mkdtemp(prefix="kiosk-story-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    engine = open_store(f"sqlite:///{folder}/kiosk.db")
    logging.disable(logging.CRITICAL)
    yield engine
    logging.disable(logging.NOTSET)
    engine.dispose()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def full(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--write-golden"))


def agree(told: Told, *, sure: bool) -> None:
    """The three say the same. ``sure``: the printer vouches for tickets, so that what is in hand is on paper."""
    match told.screen:
        case "in hand":
            assert told.base == "printed"
            assert told.paper == "whole" or not sure
        case "shown":
            assert told.base == "uncertain"
        case "waits":
            assert (told.base, told.paper) == ("none", "no paper")
        case "kept":
            assert (told.base, told.paper) == ("taken", "no paper")
        case other:
            raise AssertionError(f"nobody can stay in {other}")


def brought_to_an_end(world: World, told: Told) -> Told:
    """The fault is mended and the visit goes on: the number is on paper, once or as a copy, and no other one is.

    Returns what was told, with the tickets that came by themselves.
    """
    number = world.row()[1]
    ghosts = world.mend()
    end = world.go_on()
    assert (end.screen, end.base) == ("in hand", "printed")
    assert world.whole() >= 1
    assert number in (None, world.row()[1])
    if told.screen in (
        "kept",
        "waits",
    ):  # nothing had come out, so what comes by itself is the ticket and no copy
        assert world.whole() == 1
        assert "SALINAN" not in world.device.tickets[-1].text
    agree(end, sure=False)
    return Told(told.screen, told.base, told.paper, ghosts)


def at(step: str, words: tuple[str, ...], size: int) -> dict[str, list[str]]:
    """When the printer is told these words: before a command, or once it has so many bytes of the job."""
    if step in ("paper check", "number"):
        return {f"before the {step}": list(words)}
    if step in ("print", "afterwards"):
        return {"before printing" if step == "print" else "after the ticket": list(words)}
    after = {"in the text": 150, "in the QR": size - 550, "acknowledgement": size - 11}[step]
    # What is to come last is said first: words that wait for the same byte are obeyed in the order of saying.
    return {"before printing": [f"after {QUESTIONS + after} {each}" for each in words]}


# --- every fault at every step ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def faults(engine: Engine) -> dict[str, list[str]]:
    found = {}
    for fault, words in FAULTS.items():
        world = World(engine, Capability.PROCESS_ID)
        found[fault] = [str(lived(world, at(step, words, world.size))) for step in STEPS]
    return found


def lived(world: World, words: dict[str, list[str]]) -> Told:
    told = world.visit(words)
    world.time.wait(3.0)  # what is in the printer's buffer has come out
    told = world.told()
    agree(told, sure=world.capability is Capability.PROCESS_ID)
    return brought_to_an_end(world, told)


def test_every_fault_at_every_step_ends_in_one_story(faults, full):
    lines = [f"| fault begins | {' | '.join(STEPS)} |", "|---" * (len(STEPS) + 1) + "|"]
    lines += [f"| {fault} | {' | '.join(cells)} |" for fault, cells in faults.items()]
    hold("faults", "\n".join(lines), full)


# --- the connection cut, the program killed, after every byte -----------------------------------------------


def swept(engine: Engine, way: str, kind: str, *, all_bytes: bool) -> list[tuple[int, str]]:
    """After how many bytes of the printing, and what was told then."""
    capability = WAYS[way]
    world = World(engine, capability, "escpos-80-native-qr")
    questions = 0 if capability is Capability.WRITE_ONLY else QUESTIONS
    found = []
    for after in range(0, questions + world.size + AFTERWARDS, 1 if all_bytes else SAMPLE):
        if kind == "cut":
            told = world.visit({"before printing": [f"after {after} cable out"]})
        else:
            told = world.killed(after)
        agree(told, sure=capability is Capability.PROCESS_ID)
        found.append((after, str(brought_to_an_end(world, told))))
    return found


def ranges(found: list[tuple[int, str]]) -> str:
    """``0-14 shown; no paper - 15-20 ...``: runs of bytes after which the same is told."""
    parts = []
    for told, run in groupby(found, key=lambda each: each[1]):
        bytes_ = [after for after, _ in run]
        parts.append(f"{bytes_[0]}-{bytes_[-1]}: {told}")
    return " · ".join(parts)


@pytest.mark.parametrize(("kind", "way"), [*(("cut", way) for way in WAYS), ("killed", "process-id")])
def test_after_every_byte_there_is_one_story(engine, full, way, kind):
    found = swept(engine, way, kind, all_bytes=full or (kind, way) == ("cut", "process-id"))
    if full:
        hold(f"{kind} {way}", ranges(found), full)
        return
    wanted = [
        (int(first), int(last), told)
        for first, last, told in re.findall(r"(\d+)-(\d+): ([^·]+?)(?= · |$)", written(f"{kind} {way}"))
    ]
    for after, told in found:
        expected = [text for first, last, text in wanted if first <= after <= last]
        assert [told] == expected, f"{kind} after byte {after}: look at it, then write docs/printing.md anew"


@pytest.mark.parametrize("way", ["fence", "status-only", "write-only"])
def test_a_killed_program_leaves_one_story_with_any_printer(engine, way):
    assert swept(engine, way, "killed", all_bytes=False)


def test_the_same_ticket_with_a_picture_for_its_code(engine, full):
    """Cut after bytes of the larger ticket, every fifth of them when the page is written."""
    world = World(engine, Capability.PROCESS_ID, "escpos-80")
    for after in range(0, QUESTIONS + world.size + AFTERWARDS, 5 if full else SAMPLE):
        told = world.visit({"before printing": [f"after {after} cable out"]})
        agree(told, sure=True)
        brought_to_an_end(world, told)


@pytest.mark.parametrize("name", ["escpos-58", "escpos-80-180dpi", "escpos-58-native-qr"])
def test_other_paper_tells_the_same_story(engine, name):
    world = World(engine, Capability.PROCESS_ID, name)
    for after in range(0, QUESTIONS + world.size + AFTERWARDS, 211):
        told = world.visit({"before printing": [f"after {after} cable out"]})
        agree(told, sure=True)
        brought_to_an_end(world, told)


def test_no_number_was_given_twice_in_all_of_this(engine):
    with engine.connect() as connection:
        rows = connection.scalar(select(func.count()).select_from(table))
        numbers = connection.scalar(select(func.count(func.distinct(table.c.number))).select_from(table))
        states = set(connection.scalars(select(table.c.state).distinct()))
    assert rows == numbers
    assert {str(each) for each in states} == {"printed"}


# --- the page -------------------------------------------------------------------------------------------------


def written(name: str) -> str:
    """What the page says between the marks of ``name``."""
    found = re.search(
        rf"<!-- {re.escape(name)} -->\n(.*?)\n<!-- end -->", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert found, f"docs/printing.md has no place for {name!r}"
    return found[1].strip()


def hold(name: str, text: str, full: bool) -> None:
    """Write ``text`` into its place on the page, or hold it against what stands there."""
    if not full:
        assert text == written(name), (
            f"docs/printing.md says otherwise; look at it after {name}, then --write-golden"
        )
        return
    page = PAGE.read_text(encoding="utf-8")
    mark = f"<!-- {name} -->\n"
    before, rest = page.split(mark)
    PAGE.write_text(f"{before}{mark}{text}\n<!-- end -->{rest.split('<!-- end -->', 1)[1]}", encoding="utf-8")
