"""The whole window: head, verdict, line, keys. Shows a view and says what was touched; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kivy.clock import Clock
from kivy.uix.floatlayout import FloatLayout

from kiosk.cache import cache_folder
from kiosk.counter.head import Head
from kiosk.counter.look import DeskTheme
from kiosk.counter.pieces import DeskPictures, DoButton, LineCard, VerdictCard, fit
from kiosk.counter.sentences import LANGUAGES, MARKS, Mood, Said, Speaker
from kiosk.counter.verdict import Mark, Nothing, Verdict, marks
from kiosk.settings import Settings
from kiosk.store.counter import Line
from kiosk.ui.hands.taps import Taps
from kiosk.ui.kit import Kit
from kiosk.ui.widgets.button import ANSWER, OTHER, QUIET
from kiosk.ui.widgets.furniture import Ground
from kiosk.ui.widgets.layout import Card
from kiosk.ui.widgets.text import Text
from kiosk.words import Words

LINE_SHARE = 0.34
"""Of the width: the verdict is what matters."""
KEYS = {Mark.SERVE: "F2", Mark.MISS: "F3", Mark.RECALL: "F4"}
CLEAR_KEY, LANGUAGE_KEY = "Esc", "F8"


@dataclass(frozen=True, slots=True)
class View:
    """Everything the window shows. ``line`` None: not known, and ``away`` says why in the staff's words.

    ``typed`` is what is being typed, as far as it may be shown; ``deaf``: what a scanner types goes to another window.
    """

    now: datetime
    verdict: Verdict = field(default_factory=Nothing)
    at: datetime | None = None
    line: Line | None = None
    away: bool = False
    since: datetime | None = None
    owed: int = 0
    keyless: bool = False
    scanner_lost: bool = False
    deaf: bool = False
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Acts:
    """What touches and keys do."""

    mark: Callable[[Mark], None]
    choose: Callable[[int], None]
    clear: Callable[[], None]
    turn: Callable[[], None]


class Page(FloatLayout):
    """``show(view)`` is the only way to change it."""

    def __init__(
        self,
        settings: Settings,
        theme: DeskTheme,
        say: Speaker,
        acts: Acts,
        *,
        cache: Path | None = None,
        **options: object,
    ) -> None:
        super().__init__(**options)
        self.theme, self._settings, self._say = theme, settings, say
        pictures = DeskPictures(theme, cache or cache_folder() / "pictures")
        taps = Taps(settings.patience.double_tap, theme.px("gap"), Clock.get_time)
        kit = Kit(theme, pictures, taps, Words(LANGUAGES), settings, lambda _: None)
        self.ground, self.head, self.verdict = Ground(kit), Head(kit, acts.turn), VerdictCard(kit)
        pictograms = {service.code: service.pictogram for service in settings.services}
        self.line = LineCard(kit, acts.choose, lambda code: pictograms.get(code, "dokumen"))
        self.trouble = Text(kit, "small", bold=True)
        self.bar = Card(kit, self.trouble, fill="care", pad="pad_key")
        self.keys = self._keys(kit, acts)
        for part in (self.ground, self.head, self.verdict, self.line, self.bar, *self.keys.values()):
            self.add_widget(part)
        self._said: object = None
        self.bind(size=self._laid)

    def _keys(self, kit: Kit, acts: Acts) -> dict[Mark | str, DoButton]:
        keys: dict[Mark | str, DoButton] = {
            mark: DoButton(
                kit,
                lambda mark=mark: acts.mark(mark),  # type: ignore[misc]
                look=ANSWER if mark is Mark.SERVE else OTHER,
                size="target",
                role="label",
                second="small",
                pad="pad_key",
            )
            for mark in KEYS
        }
        keys[CLEAR_KEY] = DoButton(
            kit,
            acts.clear,
            look=QUIET,
            size="target",
            role="label",
            second="small",
            pad="pad_key",
            bold=False,
        )
        return keys

    def show(self, view: View) -> None:
        """Make the window say what ``view`` is."""
        say = self._say
        said = Said(Mood.IDLE, say("counter.typing"), view.typed) if view.typed else None
        said = said or say.verdict(view.verdict, view.at or view.now, view.line)
        away = self._away(view)
        trouble = " · ".join(
            say(name)
            for name, true in (
                ("counter.keyless", view.keyless),
                ("counter.scanner_lost", view.scanner_lost),
                ("counter.deaf", view.deaf),
                ("counter.away", view.away and view.line is not None),
            )
            if true
        )
        possible = marks(view.verdict) if not view.typed else frozenset()
        state = (
            said,
            view.line,
            away,
            trouble,
            possible,
            say.language,
            view.now.replace(second=0, microsecond=0),
        )
        if state == self._said:
            return
        self._said = state
        office = self._settings.office
        self.head.show(
            say("counter.title", name=self._settings.counter.name),
            office.short_name,
            f"{say.time(view.now)} {office.zone.tzname(None)}",
            say.date(view.now.date()),
            f"{say('counter.language')} {LANGUAGE_KEY}",
        )
        self.verdict.show(said)
        self.line.show(view.line, away, say, view.now)
        self.trouble.set(trouble)
        self.bar.shown = bool(trouble)
        self._name_keys(possible, said.mood is not Mood.IDLE or bool(view.typed))
        self._laid()

    def _away(self, view: View) -> list[str]:
        if view.line is not None or not view.away:
            return [""]
        say = self._say
        since = [say("counter.away.why", time=say.time(view.since))] if view.since else []
        owed = [say("counter.away.owed", n=view.owed)] if view.owed else []
        return [say("counter.away"), *since, *owed]

    def _name_keys(self, possible: Mapping[Mark, object] | frozenset[Mark], clearing: bool) -> None:
        for mark, key in KEYS.items():
            self.keys[mark].shown = mark in possible
            self.keys[mark].set(self._say(MARKS[mark]), key)
        self.keys[CLEAR_KEY].shown = clearing
        self.keys[CLEAR_KEY].set(self._say("counter.mark.clear"), CLEAR_KEY)

    def _laid(self, *_: object) -> None:
        theme = self.theme
        width, height = int(self.width), int(self.height)
        if width <= 200:  # Kivy's own first guess
            return
        gap, high = theme.px("gap"), theme.px(theme.header)
        self.ground.lay(0, 0, width, height)
        self.head.lay(0, height - high, width, high, 0)
        top = height - high - gap
        if self.bar.shown:
            bar = self.bar.height_for(width - 2 * gap, 0)
            self.bar.lay(gap, top - bar, width - 2 * gap, bar, 0)
            top -= bar + gap
        key = theme.px("footer")
        bottom = 2 * gap + key
        side = round((width - 3 * gap) * LINE_SHARE)
        wide = width - 3 * gap - side
        self.verdict.lay(gap, bottom, wide, top - bottom, 0)
        fit(self.line, 2 * gap + wide, gap, side, top - gap)
        between = theme.px("gap_target")
        shares = {Mark.SERVE: 1.4, Mark.MISS: 1.4, Mark.RECALL: 1.4, CLEAR_KEY: 0.8}
        room = wide - between * (len(shares) - 1)
        left = gap
        for name, share in shares.items():
            each = int(room * share / sum(shares.values()))
            fit(self.keys[name], left, gap, each, key)
            left += each + between
