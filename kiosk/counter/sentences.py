"""A verdict and the line in words: the same for the window, the terminal and ``kiosk verify``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

from kiosk.cache import cache_folder
from kiosk.counter.verdict import (
    CannotTell,
    Mark,
    Marked,
    Note,
    Nothing,
    Reason,
    Refused,
    Shown,
    Unchecked,
    Unkept,
    Valid,
    Verdict,
)
from kiosk.settings import Settings
from kiosk.store.counter import Line
from kiosk.words import Words, long_date

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "counter"
LANGUAGES = ("id", "en")
"""Staff speak these; the kiosk's own languages are the residents'."""


class Mood(Enum):
    """What is seen before anything is read."""

    IDLE = "idle"
    GO = "go"
    CARE = "care"
    STOP = "stop"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Said:
    """``headline`` is the verdict in three words; ``number`` and ``service`` may be empty; ``lines`` say the rest."""

    mood: Mood
    headline: str
    number: str = ""
    service: str = ""
    lines: tuple[str, ...] = ()


class Speaker:
    """Says things in one language at a time; ``turn`` changes to the other."""

    def __init__(self, settings: Settings, language: str = LANGUAGES[0], cache: Path | None = None) -> None:
        cache = cache or cache_folder()
        self._settings = settings
        self.language = language
        self._own = Words(LANGUAGES, folder=FOLDER, cache=cache / "counter")
        self._dates = Words(LANGUAGES, cache=cache)

    def turn(self) -> None:
        here = LANGUAGES.index(self.language)
        self.language = LANGUAGES[(here + 1) % len(LANGUAGES)]

    def __call__(self, name: str, /, **values: object) -> str:
        return self._own(self.language, name, **values)

    def date(self, day: date) -> str:
        return long_date(self._dates, self.language, day)

    def time(self, at: datetime) -> str:
        """``09.12``, by the office's clock."""
        return f"{at.astimezone(self._settings.office.zone):%H.%M}"

    def service(self, code: str | None) -> str:
        """The service's name; its code when kiosk.ini has no such service any more."""
        if code is None:
            return self("counter.fact.service_unknown")
        found = next((service.name for service in self._settings.services if service.code == code), None)
        if found is None:
            return code
        return found.get(self.language) or next(iter(found.values()))

    def verdict(self, verdict: Verdict, now: datetime, line: Line | None = None) -> Said:
        """``line``, when it is known, tells how many are called before this number."""
        match verdict:
            case Nothing():
                return Said(Mood.IDLE, self("counter.idle"), lines=(self("counter.idle.why"),))
            case Valid(ticket=ticket, notes=notes, paper=paper):
                headline = self("counter.valid" if paper else "counter.valid.number")
                lines = [self(NOTES[note]) for note in notes]
                lines += [] if paper else [self("counter.valid.number.why")]
                care = Note.MISSED in notes or not paper
                return self._about(
                    Mood.CARE if care else Mood.GO, headline, ticket, *lines, *self._facts(ticket, line)
                )
            case Unchecked(ticket=ticket):
                return self._about(
                    Mood.CARE, self("counter.unchecked"), ticket, self("counter.unchecked.why")
                )
            case Unkept(ticket=ticket):
                return self._about(Mood.STOP, self("counter.unkept"), ticket, self("counter.unkept.why"))
            case CannotTell():
                return Said(Mood.CARE, self("counter.cannot_tell"), lines=(self("counter.cannot_tell.why"),))
            case Refused(reason=reason, ticket=ticket):
                headline, why = REFUSALS[reason]
                said = self(why, **self._values(ticket, now))
                return self._about(Mood.STOP, self(headline), ticket, said)
            case Marked(mark=mark, ticket=ticket, owed=owed):
                why = "counter.marked.owed" if owed else "counter.marked.why"
                said = self(why, time=self.time(now))
                return self._about(Mood.DONE, self(MARKED[mark]), ticket, said)

    def minutes(self, span: timedelta) -> int:
        """Whole minutes, never fewer than have passed in full."""
        return max(0, int(span.total_seconds() // 60))

    def _about(self, mood: Mood, headline: str, ticket: Shown | None, *lines: str) -> Said:
        if ticket is None:
            return Said(mood, headline, lines=lines)
        return Said(mood, headline, str(ticket.number), self.service(ticket.service), lines)

    def _facts(self, ticket: Shown, line: Line | None) -> list[str]:
        facts = []
        waiting = line is not None and any(found.number == ticket.number for found in line.waiting)
        if line is not None and waiting and (ahead := line.ahead_of(ticket.number)):
            facts.append(self("counter.fact.ahead", n=ahead))
        if ticket.taken_at is not None:
            facts.append(self("counter.fact.taken", time=self.time(ticket.taken_at)))
        return facts

    def _values(self, ticket: Shown | None, now: datetime) -> dict[str, object]:
        """Whatever a refusal's sentence may have room for."""
        if ticket is None:
            return {}
        return {
            "office": ticket.office,
            "date": self.date(ticket.day),
            "today": self.date(now.date()),
            "time": self.time(ticket.served_at or now),
            "reason": self._reason(ticket.void_reason or ""),
        }

    def _reason(self, code: str) -> str:
        labels = next((reason.label for reason in self._settings.reasons if reason.code == code), None)
        return code if labels is None else labels.get(self.language) or next(iter(labels.values()))


NOTES = {
    Note.PRIORITY: "counter.note.priority",
    Note.MISSED: "counter.note.missed",
    Note.RECALLED: "counter.note.recalled",
    Note.REPRINTED: "counter.note.reprinted",
    Note.UNPRINTED: "counter.note.unprinted",
}
MARKED = {
    Mark.SERVE: "counter.marked.serve",
    Mark.MISS: "counter.marked.miss",
    Mark.RECALL: "counter.marked.recall",
}
MARKS = {
    Mark.SERVE: "counter.mark.serve",
    Mark.MISS: "counter.mark.miss",
    Mark.RECALL: "counter.mark.recall",
}
REFUSALS = {
    Reason.NOT_A_TICKET: ("counter.refused.not_a_ticket", "counter.refused.not_a_ticket.why"),
    Reason.MISTYPED: ("counter.refused.mistyped", "counter.refused.mistyped.why"),
    Reason.NO_SUCH_CODE: ("counter.refused.no_such_code", "counter.refused.no_such_code.why"),
    Reason.NO_SUCH_NUMBER: ("counter.refused.no_such_number", "counter.refused.no_such_number.why"),
    Reason.UNKNOWN_KEY: ("counter.refused.unknown_key", "counter.refused.unknown_key.why"),
    Reason.FORGED: ("counter.refused.forged", "counter.refused.forged.why"),
    Reason.OTHER_OFFICE: ("counter.refused.other_office", "counter.refused.other_office.why"),
    Reason.OTHER_DAY: ("counter.refused.other_day", "counter.refused.other_day.why"),
    Reason.NOT_IN_BOOKS: ("counter.refused.not_in_books", "counter.refused.not_in_books.why"),
    Reason.VOID: ("counter.refused.void", "counter.refused.void.why"),
    Reason.SERVED: ("counter.refused.served", "counter.refused.served.why"),
    Reason.COPIED: ("counter.refused.copied", "counter.refused.copied.why"),
}
