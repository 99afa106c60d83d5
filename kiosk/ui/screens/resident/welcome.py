"""Nobody is being served: whose kiosk this is, whether numbers are given, and where to touch."""

from __future__ import annotations

from typing import Any

from kiosk.rules.door import Bar, Door, door
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import Closed, ClosedReason
from kiosk.rules.plan import notice_on, plan_day, room_on
from kiosk.ui import dates
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.look.theme import TextSize
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Picture
from kiosk.ui.widgets.button import OTHER, QUIET, Button
from kiosk.ui.widgets.layout import Card, Row, Stack
from kiosk.ui.widgets.text import Text

WHY_CLOSED = {
    ClosedReason.BEFORE: "welcome.closed_before",
    ClosedReason.AFTER: "welcome.closed_after",
    ClosedReason.NO_WINDOW: "welcome.closed_weekday",
    ClosedReason.CLOSED_DAY: "welcome.closed_day",
    ClosedReason.NO_POLICY: "welcome.closed_weekday",
}
HEADLINES = {
    Bar.PAUSED: ("welcome.paused", "officer"),
    Bar.CALIBRATING: ("welcome.calibrating", "officer"),
    Bar.CLOCK: ("welcome.clock", "officer"),
    Bar.HOURS: ("welcome.shut", "closed"),
    Bar.QUOTA: ("welcome.quota_gone", "full"),
    Bar.STORE: ("welcome.not_ready", "officer"),
    Bar.PRINTER: ("welcome.not_ready", "officer"),
}
GREETING = 4
LOCK, WORD = 0.25, 0.6
"""Shares of a key that shows its sign alone, or a word."""
WHY_NOT_READY = {
    Bar.CALIBRATING: "welcome.calibrating_why",
    Bar.STORE: "welcome.store",
    Bar.PRINTER: "welcome.printer",
    Bar.CLOCK: "welcome.clock_hint",
}


class Fact(Row):
    """A picture, what it is about, and the fact."""

    def __init__(self, kit: Kit, pictogram: str) -> None:
        self.caption = Text(kit, "small", colour="muted", align="left", valign="bottom")
        self.value = Text(kit, "label", bold=True, align="left", valign="top", gap="gap_small")
        picture = Picture(kit, pictogram, most="icon_large", least="icon_large")
        picture.shown = kit.theme.portrait
        words = Stack(kit, self.caption, self.value, centred=True)
        super().__init__(kit, picture, words, weights=(0.24, 0.76), between="pad_small")

    def set(self, caption: str, value: str) -> None:
        self.caption.set(caption)
        self.value.set(value)
        self.shown = bool(value)


class WelcomeScreen(Screen):
    ease = 0.75

    def build(self) -> None:
        kit = self.kit
        tall = kit.theme.portrait
        self.office = Text(kit, "body", bold=kit.theme.small, spare=0 if kit.theme.small else 4)
        self.why = Text(kit, "body")
        self.when = Text(kit, "heading", bold=True, colour="soga_ink")
        self.hours = Fact(kit, "closed")
        self.left = Fact(kit, "ticket")
        stacked = tall and kit.theme.text is TextSize.LARGE
        facts = (
            Stack(kit, self.hours, self.left) if stacked else Row(kit, self.hours, self.left, between="gap")
        )
        self.facts = Card(kit, facts, gap="gap_wide" if tall else "gap", pad="pad" if tall else "pad_small")
        self.notice = Text(kit, "small", bold=True, spare=2)
        self.free = Text(kit, "small", colour="muted", spare=3)
        self.body = [self.office, self.why, self.when, self.facts, self.notice, self.free]
        self.start = Button(
            kit, Press.START, size="answer_first", role="heading", pictogram="ticket", icon="icon_large"
        )
        self.online = Button(kit, Press.ONLINE_WAYS, look=OTHER, pictogram="phone_chat")
        self.back = Button(kit, Press.RETURN, look=QUIET, size="target")
        self.slip = Button(kit, Press.SLIP, look=QUIET, size="target", pictogram="printer")
        self.privacy = Button(kit, Press.PRIVACY, look=QUIET, size="target", sign="lock", role="small")
        others = [self.slip, self.back, self.privacy]
        small = kit.theme.small
        self.row: Row | None = None if tall else Row(kit, *([self.online] if small else []), *others)
        self.answers = [self.start] if small else [self.start, self.online]
        self.answers += others if self.row is None else [self.row]
        if small:
            # The slip says what the screen says: whoever comes back for the second measurement needs the room more.
            self.slip.spare = 1

    def make_room(self) -> None:
        """The answers stay; whose kiosk it is, its hours and what is left are heard with one key."""
        super().make_room()
        self.office.spare, self.slip.spare = 2, 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        settings = self.kit.settings
        now = door(kiosk, settings)
        is_open = now.bar is None
        self.start.shown = is_open
        self.start.set(say("welcome.take_number"))
        self.online.set(say("welcome.online"))
        self.online.shown = any(service.whatsapp for service in settings.services)
        self.back.shown = bool(kiosk.returning) and now.bar is not Bar.CALIBRATING
        self.back.set(say("welcome.return"))
        self.slip.shown = now.bar in (Bar.HOURS, Bar.QUOTA) and kiosk.devices.printer is None
        self.slip.set(say("welcome.slip"))
        self._notice(say)
        self.facts.shown = is_open
        # On a small panel the greeting makes room for the answers; why the door is shut stays.
        self.question.spare = GREETING if is_open and (self.theme.small or self.theme.tight) else 0
        if self.theme.small:
            self.office.set(
                f"{settings.office.short_name}, {dates.clock(kiosk.now.local)}" if is_open else ""
            )
        else:
            self.office.set(settings.office.name if is_open else "")
        self.free.set(say("welcome.free") if is_open else "")
        self.notice.set(self._today(kiosk, say) if is_open else "")
        self._why(kiosk, now, say, settings)
        if is_open:
            self._facts(kiosk, now, say, settings)

    def _notice(self, say: Speech) -> None:
        """Where there is no room for its words the lock stands alone; they are heard with one key."""
        small, alone = self.theme.small, not (self.slip.shown or self.back.shown)
        self.facts.spare = int(self.theme.tight or not alone)
        if self.row is None:
            self.privacy.set(say("welcome.privacy"))
            return
        said = alone and not (small and self.theme.tight)
        self.privacy.set(say("welcome.privacy_short" if small else "welcome.privacy") if said else "")
        share = LOCK if not said else WORD if small else 1.0
        self.row.weights = (1.0,) * (len(self.row.parts) - 1) + (share,)

    def _today(self, kiosk: Kiosk, say: Speech) -> str:
        """The policy's own sentence; without one, how many may be inside where that is limited."""
        policies, today = self.kit.settings.policies, kiosk.now.local.date()
        policy, room = notice_on(policies, today), room_on(policies, today)
        if policy is not None:
            return str(say.of(policy.notice))
        return "" if room is None else say("welcome.room", n=room)

    def _why(self, kiosk: Kiosk, now: Door, say: Speech, settings: Any) -> None:
        if now.bar is None:
            self.question.set(say("welcome.greeting"))
            # Across, the cloth in the header greets: the answers have the whole width.
            self.image.set("rosette" if self.theme.portrait else "")
            self.why.set("")
            self.when.set("")
            return
        headline, picture = HEADLINES[now.bar]
        # That all numbers are taken is in the headline already, and until when it is shut stands below.
        told = now.bar is Bar.QUOTA or (now.bar is Bar.HOURS and self.back.shown)
        self.why.spare = int(self.theme.tight or (self.theme.small and told))
        self.question.set(say(headline))
        self.image.set(picture)
        local = kiosk.now.local
        if now.bar is Bar.PAUSED:
            message = next((r.label for r in settings.reasons if r.code == kiosk.paused), None)
            self.why.set(say.of(message) if message else "")
        elif now.bar is Bar.HOURS and isinstance(now.hours, Closed):
            self.why.set(say(WHY_CLOSED[now.hours.reason], name=now.hours.name))
        elif now.bar is Bar.QUOTA:
            self.why.set(say("welcome.quota_why"))
        else:
            self.why.set(say(WHY_NOT_READY[now.bar]))
        self.when.set(dates.opens(now.opens_at, local, say) if now.opens_at else "")

    def _facts(self, kiosk: Kiosk, now: Door, say: Speech, settings: Any) -> None:
        local = kiosk.now.local
        today = plan_day(settings.policies, kiosk.days(settings.calendar), local.date())
        if today.window is None:
            return
        opens = local.replace(hour=today.window.opens.hour, minute=today.window.opens.minute)
        closes = local.replace(hour=today.window.closes.hour, minute=today.window.closes.minute)
        # A small panel has room for the facts or for their captions.
        small = self.theme.small
        hours = f"{dates.hour(opens)}–{dates.clock(closes)}"
        self.hours.set("" if small else say("welcome.hours"), hours)
        if now.left is None or today.quota is None:
            self.left.set("", "")
        else:
            of = say("welcome.left_short" if small else "welcome.left_of", left=now.left, quota=today.quota)
            self.left.set("" if small else say("welcome.left"), of)
