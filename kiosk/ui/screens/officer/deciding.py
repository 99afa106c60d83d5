"""The officer's page: what is held and what can be done, most likely first; how the kiosk is; the coming two weeks."""

from __future__ import annotations

from kiosk.rules.acts import Act, Offer, offers
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.plan import DayPlan, ahead
from kiosk.rules.states import Held, OfficerDeciding, Welcome
from kiosk.ui.kit import Speech
from kiosk.ui.screens.officer import paging, words
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Block, Picture
from kiosk.ui.widgets.button import ANSWER, OTHER, QUIET, Button, Look, Turn
from kiosk.ui.widgets.layout import Card, Grid, Row, Stack
from kiosk.ui.widgets.officers import Days, Standing
from kiosk.ui.widgets.text import Text

LINES_SHORT = 3
"""Lines of how the kiosk is, where there is little room: what is not well stands first."""


class OfficerDecidingScreen(Screen):
    """Where a visit is held, the first act is the likeliest and looks it. The calendar takes the place of the acts
    while it is looked at."""

    aided = False
    beside = True
    left = "narrow_column"
    question_role = "heading"

    def build(self) -> None:
        kit = self.kit
        small, tall = kit.theme.small, kit.theme.portrait
        # On a small panel everything stands below each other, the acts in pages.
        self.beside = not small
        self.question.spare = 3 if small else 1
        self.sign = Picture(kit, "officer", most="icon_large", least="icon_large")
        self.what = Text(kit, "label", bold=True, align="left")
        self.why = Text(kit, "body", align="left", spare=2 if small else 0, gap="gap_small")
        self.standing = Standing(kit)
        self.today = Text(kit, "body", align="left", bold=True, spare=1 if small else 0)
        self.note = Text(kit, "body", align="left", colour="soga_ink", bold=True, spare=1 if small else 0)
        said = Stack(kit, self.what, self.why, centred=True)
        headline: Block = Row(kit, self.sign, said, weights=(0.2, 0.8), between="pad") if tall else said
        self.card = Card(
            kit, headline, self.standing, self.today, self.note, pad="pad_small" if small else "pad"
        )
        self.ways = paging.ways(small=small, short=kit.theme.short, tall=tall)
        self.likeliest = self._act(ANSWER)
        self.acts = [self._act(OTHER) for _ in range(self.ways[0].cells)]
        self.to_days = self._turn_to("calendar", self._open_days)
        self.more = self._turn_to("forward", self._turn)
        self.grid = Grid(
            kit, self.likeliest, *self.acts, self.to_days, self.more, columns=self.ways[0].columns, even=False
        )
        self.days = Days(kit)
        self.back = self._turn_to("back", self._leave_days)
        self.more_days = self._turn_to("forward", self._turn)
        self.closed, self.open = self._act(OTHER), self._act(OTHER)
        self.word = Row(kit, self.closed, self.open)
        foot = Row(kit, self.back, self.more_days)
        if tall:
            self.body = [self.card, self.grid, self.days]
            self.answers = [self.word, foot]
        else:
            self.body = [self.card]
            self.answers = [self.grid, self.days, self.word, foot]
        self._begin()

    def _begin(self) -> None:
        """The first page of the acts, as many at once as there may be."""
        self.page, self.looking, self.narrow = 0, False, 0
        self.grid.columns = self.way.columns
        self._from_day(0)

    def _from_day(self, first: int) -> None:
        """This day first in the calendar, and as many as there may be."""
        self.first = first
        self.at_once = (
            paging.DAYS_UPRIGHT
            if self.theme.portrait
            else paging.DAYS_SMALL
            if self.theme.small
            else paging.DAYS_ACROSS
        )

    @property
    def way(self) -> paging.Way:
        return self.ways[self.narrow]

    def _act(self, look: Look) -> Button:
        small = self.theme.small
        return Button(
            self.kit,
            Press.ACT,
            look=look,
            size="target",
            role="small" if small else "label",
            bold=look is ANSWER or not small,
            pad="pad_key" if small else "pad_small",
            # On a small panel the words need the room of the sign.
            sign="" if small else "tick",
            icon="icon_key",
            align="left",
        )

    def _turn_to(self, sign: str, turn: object) -> Turn:
        small = self.theme.small
        return Turn(
            self.kit,
            turn,  # type: ignore[arg-type]
            look=QUIET,
            size="target",
            role="small" if small else "label",
            sign=sign,
            icon="icon_key",
            pad="pad_key" if small else "pad_small",
            align="left",
        )

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.CLOSE, (say("officer.close"),))}

    # ----------------------------------------------------------------------------------------- what it says

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, OfficerDeciding)
        self._last = kiosk, say
        idle = isinstance(state.over, Welcome)
        self.looking = self.looking and idle and not (state.writing or state.failed)
        self.grid.shown = self.card.shown = not self.looking
        self._fill_days(kiosk, say)
        if self.looking:
            return
        self.question.set(say("officer.question", name=state.officer.name))
        held = state.over if isinstance(state.over, Held) else None
        offered = () if state.writing else _one_day(offers(kiosk, state.over, self.kit.settings))
        lines = [] if held is not None else self._lines(kiosk, say)
        calendar = idle and not state.writing
        self.held_up = len(lines), len(offered) + calendar
        self.page %= paging.count(self.way, *self.held_up)
        self.part = paging.part(self.way, *self.held_up, self.page)
        self._about(held, lines, kiosk, say)
        self._offer(offered, say, held=held is not None, calendar=calendar)
        choosing = held is not None and not held.absolute and bool(offered)
        self._note(state, choosing, say)
        self.card.shown = any(block.text for block in (self.what, self.why, self.today, self.note)) or bool(
            lines[self.part.lines]
        )

    def _lines(self, kiosk: Kiosk, say: Speech) -> list[tuple[bool, str]]:
        """How the kiosk is. A small panel has room for what is not well only."""
        lines = words.standing(kiosk, self.kit.settings, say, short=self.theme.short)
        bad = [line for line in lines if not line[0]]
        if self.theme.small:
            return bad
        return lines[: len(bad) or LINES_SHORT] if self.theme.short else lines

    def _about(self, held: Held | None, lines: list[tuple[bool, str]], kiosk: Kiosk, say: Speech) -> None:
        here = lines[self.part.lines]
        apart = bool(self.way.lines) and not here
        self.standing.set(here)
        if held is not None:
            what, why, picture = words.held(held, say)
        else:
            bad = any(not well for well, _ in lines)
            what, why, picture = say("officer.nothing_held" if bad else "officer.all_well"), "", "officer"
            if (self.theme.small and bad) or apart:
                what = ""
        self.today.set("" if held is not None or apart else words.today(kiosk, self.kit.settings, say))
        self.what.set(what)
        self.why.set(why)
        self.sign.set(picture)

    def _offer(self, offered: tuple[Offer, ...], say: Speech, *, held: bool, calendar: bool) -> None:
        """This page of them."""
        here = offered[self.part.acts]
        first = held and self.part.acts.start == 0 and bool(here)
        buttons = [self.likeliest, *self.acts[1:]] if first else self.acts
        for button in (self.likeliest, *self.acts):
            button.shown = button in buttons[: len(here)]
        for offer, button in zip(here, buttons, strict=False):
            button.value = offer.key
            button.set(words.act(offer, self.kit.settings, say))
            if not self.theme.small:
                button.signed(words.ACTS[offer.act][1])
        self.to_days.shown = calendar and self.page == paging.count(self.way, *self.held_up) - 1
        self.to_days.set(say("officer.calendar"))
        self.more.shown = self.part.turns
        self.more.set(say("officer.more"))

    def _note(self, state: OfficerDeciding, choosing: bool, say: Speech) -> None:
        urgent = state.failed or state.writing is not None
        if urgent:
            self.note.set(say("officer.writing" if state.writing is not None else "officer.failed"))
        else:
            self.note.set(say("officer.choose") if choosing else "")
        # That a decision was not written is never left out for want of room.
        self.note.spare = 1 if self.theme.small and not urgent else 0
        self.what.spare = 4 if self.theme.small and urgent else 0

    def _fill_days(self, kiosk: Kiosk, say: Speech) -> None:
        self.back.shown = self.looking
        self.more_days.shown = self.looking and self.at_once < paging.FORTNIGHT
        self.closed.shown = self.open.shown = False
        if not self.looking:
            self.days.set(())
            return
        self.question.set(say("officer.two_weeks"))
        settings = self.kit.settings
        plans = ahead(settings.policies, kiosk.days(settings.calendar), kiosk.now.local.date())
        self.first = self.first if self.first < len(plans) else 0
        here = plans[self.first : self.first + self.at_once]
        # Where there is no room for even one day and its answers, the acts ask instead.
        self.word.spare = int(self.theme.small and self.at_once == 1)
        self._ask_about(next((plan for plan in here if plan.asks), None), say)
        told = [(*words.day(plan, say), plan.window is not None) for plan in here]
        self.days.set(told, first_is_today=self.first == 0)
        self.back.set(say("officer.to_acts"))
        self.more_days.set(say("officer.more_days"))

    def _ask_about(self, plan: DayPlan | None, say: Speech) -> None:
        """Of the days on this page the first whose date is only estimated, and of which nobody has spoken."""
        if plan is None:
            return
        for button, act in ((self.closed, Act.DAY_CLOSED), (self.open, Act.DAY_OPEN)):
            offer = Offer(act, plan.day.isoformat())
            button.shown, button.value = True, offer.key
            button.set(words.act(offer, self.kit.settings, say))
            if not self.theme.small:
                button.signed(words.ACTS[act][1])

    # ----------------------------------------------------------------------------------------- its pages

    def leave(self) -> None:
        self._begin()
        self._said = None  # it is divided anew, even if it says the same again

    def arrange(self) -> None:
        """Reasons are the office's own words, as long as they are, and a kiosk may have much to say of itself:
        where they do not fit there are more pages, and nothing is shrunk or left out."""
        super().arrange()
        while self.squeeze > 1 and self._narrower():
            self.fill(*self._last)
            super().arrange()

    def _narrower(self) -> bool:
        """Less at once than before; False when there is no less."""
        if self.looking:
            if self.at_once == 1:
                return False
            self.at_once -= 1
            return True
        if self.narrow + 1 >= len(self.ways):
            return False
        self.narrow += 1
        self.page = paging.page_of(self.way, *self.held_up, self.part)
        self.grid.columns = self.way.columns
        return True

    def _turn(self) -> None:
        if self.looking:
            self._from_day(self.first + self.at_once)
        self.page += 1
        self.show(*self._last)

    def _open_days(self) -> None:
        self.looking = True
        self._from_day(0)
        self.show(*self._last)

    def _leave_days(self) -> None:
        self._begin()
        self.show(*self._last)


def _one_day(offered: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """One question about one day at a time; the others follow, or are answered in the calendar."""
    days = [offer.reason for offer in offered if offer.act in (Act.DAY_CLOSED, Act.DAY_OPEN)]
    later = set(days) - set(days[:1])
    return tuple(offer for offer in offered if offer.reason not in later)
