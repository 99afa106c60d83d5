"""Every clip there can be: for those who make or record them, and for the test that nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.voice.clips import WITHIN_SENTENCE, Clip, fragments
from kiosk.voice.numbers import PIECES, piece_name
from kiosk.words import DAYS, MONTHS, Words

SENTENCES = (
    "again.again", "again.nobody", "again.question", "again.still_changing", "again.timeout", "again.too_far",
    "again.unsure", "again.walked_away", "broken.kept", "broken.new", "broken.officer", "broken.question",
    "common.done", "common.go_on", "common.understood", "footer.call_officer", "full.other", "full.question",
    "full.why", "gone.question", "hands.question", "hands.stand", "hands.wash", "held.again",
    "held.call_again", "held.called", "held.question", "held.why", "mask.no", "mask.question", "mask.yes",
    "measuring.almost_done", "measuring.come_closer", "measuring.hold_still", "measuring.stand_here",
    "measuring.why", "online.here", "online.home", "online.postpone", "online.question", "online.why",
    "onscreen.valid", "onscreen.write", "onscreen.written", "paper.free", "papers.draft", "papers.no",
    "papers.question", "papers.yes", "passed.question", "preparing.number", "preparing.paper",
    "preparing.printing", "preparing.why", "privacy.choice", "privacy.number", "privacy.question",
    "privacy.temperature", "quota.online", "quota.question", "quota.why", "resting.question", "resting.when",
    "return.hint", "return.question", "return.too_early", "return.unknown", "services.full",
    "services.question", "still.question", "still.yes", "ticket.ahead", "ticket.apart", "ticket.none_ahead",
    "ticket.outside", "ticket.priority", "ticket.take", "ticket.thanks", "ticket.where", "voice.choices",
    "voice.any_key",
    "voice.code", "voice.hours", "voice.key_again", "voice.key_back", "voice.key_cancel", "voice.key_erase",
    "voice.key_language", "voice.key_look", "voice.key_louder", "voice.key_officer", "voice.left",
    "voice.number", "voice.officer", "voice.press", "voice.ready", "voice.service", "voice.time",
    "voice.time_few", "voice.time_full", "voice.touch", "voice.whatsapp", "waiting.cover_open",
    "waiting.paper_out", "waiting.printer", "waiting.question", "waiting.store", "ways.question",
    "welcome.calibrating", "welcome.calibrating_why", "welcome.clock", "welcome.clock_hint",
    "welcome.closed_after", "welcome.closed_before", "welcome.closed_day", "welcome.closed_weekday",
    "welcome.free", "welcome.greeting", "welcome.not_ready", "welcome.online", "welcome.opens_later",
    "welcome.opens_on", "welcome.opens_today", "welcome.opens_tomorrow", "welcome.paused", "welcome.printer",
    "welcome.privacy", "welcome.quota_gone", "welcome.quota_why", "welcome.return", "welcome.room",
    "welcome.shut", "welcome.slip", "welcome.store", "welcome.take_number",
    *DAYS, *MONTHS,
)  # fmt: skip
"""Every sentence of the catalogue that is said. A test compares it with the script."""
COUNTED = {"ticket.ahead": (1, 2)}
"""Sentences with plural forms, and numbers that between them ask for every form of every language here."""


def inventory(words: Words, settings: Any, language: str) -> dict[str, Clip]:
    """All clips of one language by name. Other people's names for a closed day are made when they are first said."""
    every = [*_sentences(words, language), *_numbers(language), *_own(settings, language)]
    return {clip.name: clip for clip in every if clip.language == language}


def _sentences(words: Words, language: str) -> Iterator[Clip]:
    for name in SENTENCES:
        for n in COUNTED.get(name, (None,)):
            base = name if n is None else f"{name}.{words.form(language, n)}"
            for suffix, text in fragments(words.pattern(language, name, n)):
                if suffix is not None:
                    yield Clip(language, base + suffix, text, WITHIN_SENTENCE)


def _numbers(language: str) -> Iterator[Clip]:
    for piece, text in PIECES[language].items():
        yield Clip(language, piece_name(piece), text, WITHIN_SENTENCE)


def _own(settings: Any, language: str) -> Iterator[Clip]:
    """The office's own texts; one that is missing in ``language`` is said in the first one's."""
    first = settings.languages[0]
    yield Clip(first, "office.short_name", settings.office.short_name)

    def text(name: str, texts: Mapping[str, str]) -> Clip:
        own = texts.get(language, texts[first])
        return Clip(first if own == texts[first] else language, name, own)

    yield text("office.wait_at", settings.office.wait_at)
    for policy in settings.policies:
        if policy.notice.get(first):
            yield text(f"notice.{policy.valid_from}", policy.notice)
    for reason in settings.reasons:
        if any(check.value == "pause" for check in reason.applies_to):
            yield text(f"reason.{reason.code}", reason.label)
    for service in settings.services:
        yield text(f"service.{service.code}", service.name)
        lines = service.papers.get(language, service.papers[first])
        own = first if lines == service.papers[first] else language
        for place, line in enumerate(lines, 1):
            yield Clip(own, f"papers.{service.code}.{place}", line)
