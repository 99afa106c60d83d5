"""The counter in a terminal: one line in, one verdict out. For a scanner that types, a serial one, or a pipe."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TextIO

from drivers.link import Link
from drivers.scanner import SerialScanner
from kiosk.counter.counter import Counter
from kiosk.counter.sentences import MARKS, Mood, Said, Speaker
from kiosk.counter.verdict import Mark, Nothing, Valid, Verdict, marks, ticket_of
from kiosk.settings import Settings
from kiosk.store.counter import Line

KEYS = {"+": Mark.SERVE, "-": Mark.MISS, "<": Mark.RECALL}
SIGNS = {Mood.IDLE: " ", Mood.GO: "✓", Mood.CARE: "!", Mood.STOP: "✗", Mood.DONE: "·"}
COLOURS = {Mood.IDLE: "", Mood.GO: "1;37;42", Mood.CARE: "1;30;43", Mood.STOP: "1;37;41", Mood.DONE: "1"}
"""SGR numbers; the sign says the same where there is no colour."""
LANGUAGE, QUIT, LINE, HELP = {"bahasa", "language"}, {"selesai", "quit"}, "?", {"h", "help", "bantuan"}
SHOWN = 8
"""So many of those who wait are named."""


class Terminal:
    """Talks on ``output``; ``take`` is given one line at a time and says whether to go on."""

    def __init__(
        self, counter: Counter, say: Speaker, now: Callable[[], datetime], output: TextIO, *, colour: bool
    ) -> None:
        self._counter, self._say, self._now = counter, say, now
        self._output, self._colour = output, colour
        self._verdict: Verdict = Nothing()
        self._away = ""

    def begin(self) -> None:
        self._write(self._say("counter.text.help"))
        self._show_line()

    def take(self, text: str) -> bool:
        match text.strip().lower():
            case "":
                return True
            case word if word in QUIT:
                return False
            case word if word in LANGUAGE:
                self._say.turn()
                self.begin()
            case word if word in HELP:
                self._write(self._say("counter.text.help"))
            case "?":
                self._show_line()
            case sign if sign in KEYS:
                self._mark(KEYS[sign])
            case _:
                self._verdict = self._counter.look(text)
                self._show()
        return True

    def scanner(self, lost: bool) -> None:
        if lost:
            self._write(self._say("counter.scanner_lost"))

    def _mark(self, mark: Mark) -> None:
        ticket = ticket_of(self._verdict)
        if ticket is None or mark not in marks(self._verdict):
            self._write(self._say("counter.text.no_mark"))
            return
        self._verdict = self._counter.mark(mark, ticket)
        self._show()

    def _show(self) -> None:
        line = self._counter.line() if isinstance(self._verdict, Valid) else None
        self._write(*spoken(self._say.verdict(self._verdict, self._now(), line), colour=self._colour))
        offered = [f"{key} {self._say(MARKS[mark])}" for key, mark in KEYS.items()]
        possible = [
            said for said, mark in zip(offered, KEYS.values(), strict=True) if mark in marks(self._verdict)
        ]
        if possible:
            self._write("    " + "   ".join(possible))
        self._show_trouble()

    def _show_trouble(self) -> None:
        """A loss is said once, as long as it lasts."""
        if self._counter.keyless:
            self._write("! " + self._say("counter.keyless"))
        if self._counter.away and self._counter.away != self._away:
            self._write(*away(self._counter, self._say))
        self._away = self._counter.away

    def _show_line(self) -> None:
        line = self._counter.line()
        if line is None:
            self._write(*away(self._counter, self._say))
            self._away = self._counter.away
            return
        self._write(*in_line(line, self._say, self._now()))
        self._show_trouble()

    def _write(self, *lines: str) -> None:
        for each in lines:
            self._output.write(each + "\n")
        self._output.flush()


def spoken(said: Said, *, colour: bool = False) -> list[str]:
    """A verdict in a few lines of text."""
    head = "  ".join(part for part in (SIGNS[said.mood], said.headline.upper(), said.number) if part)
    if colour and COLOURS[said.mood]:
        head = f"\033[{COLOURS[said.mood]}m {head} \033[0m"
    return [head, *(f"    {line}" for line in (said.service, *said.lines) if line)]


def in_line(line: Line, say: Speaker, now: datetime) -> list[str]:
    """Who waits, how long, and how it goes."""
    if not line.waiting:
        found = [say("counter.line.none")]
    else:
        found = [f"{say('counter.line.waiting')}: {len(line.waiting)}"]
    for each in line.waiting[:SHOWN]:
        waited = say("counter.line.minutes", n=say.minutes(now - each.taken_at))
        first = f"  {say('counter.line.priority')}" if each.priority else ""
        found.append(f"    {each.number:>4}  {say.service(each.service)}  {waited}{first}")
    if len(line.waiting) > SHOWN:
        found.append("    " + say("counter.line.more", n=len(line.waiting) - SHOWN))
    return [*found, *("    " + fact for fact in pace(line, say))]


def pace(line: Line, say: Speaker) -> list[str]:
    """What was served, and how long it takes, as far as that can be told."""
    found = [say("counter.line.served", served=line.served, missed=line.missed)]
    if line.usual_wait is not None:
        found.append(say("counter.line.usual", n=say.minutes(line.usual_wait)))
    expected = line.expected_wait(len(line.waiting))
    if expected is not None:
        found.append(say("counter.line.new", n=say.minutes(expected)))
    return found


def away(counter: Counter, say: Speaker) -> list[str]:
    """That the books are away, since when, and what is kept here."""
    lines = [f"! {say('counter.away')}"]
    if counter.since is not None:
        lines.append("    " + say("counter.away.why", time=say.time(counter.since)))
    if len(counter.owed):
        lines.append("    " + say("counter.away.owed", n=len(counter.owed)))
    return lines


def run(settings: Settings, source: TextIO, output: TextIO, *, language: str, colour: bool) -> int:
    """Blocks until ``source`` ends or somebody quits. Returns the exit status."""
    lines: queue.SimpleQueue[str | bool | None] = queue.SimpleQueue()

    def type_in() -> None:
        for line in source:
            lines.put(line)
        lines.put(None)

    def now() -> datetime:
        return datetime.now(settings.office.zone)

    counter = Counter(settings, now)
    terminal = Terminal(counter, Speaker(settings, language), now, output, colour=colour)
    terminal.begin()
    threading.Thread(target=type_in, name="keyboard", daemon=True).start()
    scanner = None
    if settings.counter.scanner is not None:
        link = Link(settings.counter.scanner, line=settings.counter.line)
        scanner = SerialScanner(link, lines.put, lines.put)
    try:
        with suppress(KeyboardInterrupt):  # the usual way out of a terminal
            while (line := lines.get()) is not None:
                if isinstance(line, bool):
                    terminal.scanner(line)
                elif not terminal.take(line):
                    break
    finally:
        if scanner is not None:
            scanner.close()
        counter.close()
    return 0
