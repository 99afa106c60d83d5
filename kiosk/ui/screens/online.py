"""The way that needs no visit: WhatsApp, its number in clear and as a code for the phone's camera."""

from __future__ import annotations

from kiosk.rules.door import service
from kiosk.rules.events import Press
from kiosk.rules.opening import policy_for
from kiosk.rules.states import Kiosk
from kiosk.rules.whatsapp import in_clear, link
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Card, Row, Stack
from kiosk.ui.widgets.button import OTHER, QUIET, Button, Turn
from kiosk.ui.widgets.pieces import Qr
from kiosk.ui.widgets.text import Text


class Chat(Card):
    """One WhatsApp number: what for, the number, the code."""

    def __init__(self, kit: Kit, *, small: bool = False, **options: object) -> None:
        across = small or not kit.theme.portrait
        align = "left" if across else "center"
        self.what = Text(kit, "body" if small else "label", align=align, bold=True)
        self.number = Text(
            kit, "label" if across else "title", align=align, bold=True, colour="soga_ink", most_lines=1
        )
        self.hint = Text(kit, "small", align=align, colour="muted", gap="gap_small", spare=1)
        self.code = Qr(kit, most="qr_least" if small else "qr", least="qr_least", stretch=1)
        if across:
            words = Stack(kit, self.what, self.number, self.hint, centred=True)
            inside = (Row(kit, self.code, words, weights=(0.42, 0.58), between="pad_small"),)
        else:
            inside = (self.what, self.number, self.code, self.hint)
        super().__init__(kit, *inside, pad="pad_small" if across else "pad", **options)

    def set(self, what: str, number: str, text: str, hint: str) -> None:
        self.what.set(what)
        self.number.set(in_clear(number))
        self.code.set(link(number, text))
        self.hint.set(hint)


class OfferedOnlineScreen(Screen):
    footer = (Press.BACK, Press.CANCEL, Press.LANGUAGE)

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body")
        self.chat = Chat(kit, stretch=1 if kit.theme.portrait else 0)
        self.body = [self.why, self.chat]
        self.home = Button(kit, Press.ONLINE, pictogram="")
        self.here = Button(kit, Press.IN_PERSON, look=OTHER)
        self.answers = [self.home, self.here]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        assert kiosk.visit is not None
        chosen = service(self.kit.settings, kiosk.visit.service)
        days = policy_for(self.kit.settings.policies, kiosk.visit.day).postpone_days
        self.question.set(say("online.question"))
        self.why.set(say("online.postpone", days=days) if days else say("online.why"))
        self.chat.set(say.of(chosen.name), chosen.whatsapp, say.of(chosen.whatsapp_text), say("online.hint"))
        self.home.set(say("online.home"))
        self.here.set(say("online.here"))


class GoneOnlineScreen(Screen):
    footer = (Press.LANGUAGE,)

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body")
        self.chat = Chat(kit, stretch=1 if kit.theme.portrait else 0)
        self.body = [self.why, self.chat]
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick")
        self.answers = [self.done]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        assert kiosk.visit is not None
        chosen = service(self.kit.settings, kiosk.visit.service)
        self.question.set(say("gone.question"))
        self.why.set(say("gone.why"))
        self.chat.set(say.of(chosen.name), chosen.whatsapp, say.of(chosen.whatsapp_text), say("online.hint"))
        self.done.set(say("common.done"))


class ReadingOnlineWaysScreen(Screen):
    """All numbers upright; one at a time where there is no room for more."""

    footer = (Press.BACK, Press.LANGUAGE)

    def build(self) -> None:
        kit = self.kit
        numbers = dict.fromkeys(s.whatsapp for s in kit.settings.services if s.whatsapp)
        self.numbers = list(numbers)
        self.shown_at_once = min(len(self.numbers), 4 if kit.theme.portrait else 1)
        self.page = 0
        self.chats = [Chat(kit, small=kit.theme.portrait) for _ in range(self.shown_at_once)]
        self.body = [*self.chats]
        self.more = Turn(kit, self._turn, look=QUIET, sign="forward")
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick")
        self.answers = [self.more, self.done]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("ways.question"))
        start = self.page * self.shown_at_once
        for i, chat in enumerate(self.chats):
            chat.shown = start + i < len(self.numbers)
            if chat.shown:
                number = self.numbers[start + i]
                names = [say.of(s.name) for s in self.kit.settings.services if s.whatsapp == number]
                chat.set("\n".join(names), number, "", say("online.hint") if len(self.chats) == 1 else "")
        self.more.shown = len(self.numbers) > self.shown_at_once
        self.more.set(say("ways.more"))
        self.done.set(say("common.done"))
        self._last = kiosk, say

    def leave(self) -> None:
        self.page = 0

    def _turn(self) -> None:
        self.page = (self.page + 1) % -(-len(self.numbers) // self.shown_at_once)
        self.show(*self._last)
