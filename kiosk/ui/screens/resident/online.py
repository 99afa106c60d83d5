"""The way that needs no visit: WhatsApp, its number in clear and as a code for the phone's camera."""

from __future__ import annotations

from kiosk.rules.door import service
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import policy_for
from kiosk.rules.policy import Service
from kiosk.rules.whatsapp import in_clear, link
from kiosk.ui.kit import Kit, Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.button import OTHER, QUIET, Button, Turn
from kiosk.ui.widgets.layout import Card, Row, Stack
from kiosk.ui.widgets.pieces import Qr
from kiosk.ui.widgets.text import Text

CHAT_SHARE = 8.0
"""Of the room left over: the code is the larger the better for a phone's camera."""
AT_ONCE = 4
"""Numbers on one page, upright; across, one at a time."""


class Chat:
    """One WhatsApp number: what for, the number, the code, and how to use it. ``card`` holds them upright; across,
    the code stands by itself and the words beside it.
    """

    def __init__(self, kit: Kit, *, small: bool = False) -> None:
        tall = kit.theme.portrait
        align = "left" if small else "center"
        number = "label" if small or not tall else "title"
        self.what = Text(kit, "body" if small else "label", align=align, bold=True, spare=0 if tall else 2)
        self.number = Text(
            kit, number, align=align, bold=True, colour="soga_ink", gap="gap_small", most_lines=1
        )
        self.hint = Text(kit, "small", align=align, colour="muted", gap="gap_small", spare=3)
        self.code = Qr(kit, most="qr_least" if small else "qr", least="qr_least", stretch=1)
        if small:
            words = Stack(kit, self.what, self.number, centred=True)
            row = Row(kit, self.code, words, weights=(0.36, 0.64), between="pad_small")
            self.card = Card(kit, row, pad="pad_small")
        elif tall:
            self.card = Card(kit, self.what, self.number, self.code, self.hint, stretch=CHAT_SHARE)
        else:
            self.card = Card(kit, self.code, pad="pad_small", stretch=1, centred=True)
        self.words: list[Block] = [self.what, self.number, self.hint]

    def set(self, what: str, number: str, text: str, hint: str) -> None:
        self.what.set(what)
        self.number.set(in_clear(number))
        self.code.set(link(number, text))
        self.hint.set(hint)

    def show(self, service: Service, say: Speech) -> None:
        assert service.whatsapp is not None
        self.set(say.of(service.name), service.whatsapp, say.of(service.whatsapp_text), say("online.hint"))


class OfferedOnlineScreen(Screen):
    footer = (Press.BACK, Press.CANCEL)
    beside = True

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body", spare=0 if kit.theme.portrait else 1)
        self.chat = Chat(kit)
        self.home = Button(kit, Press.ONLINE)
        self.here = Button(kit, Press.IN_PERSON, look=OTHER)
        if kit.theme.portrait:
            self.body = [self.why, self.chat.card]
            self.answers = [self.home, self.here]
        else:
            self.body = [self.chat.card]
            self.answers = [self.why, *self.chat.words, self.home, self.here]

    def make_room(self) -> None:
        """The answers say what the question asks."""
        super().make_room()
        self.question.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        assert kiosk.visit is not None
        days = policy_for(self.kit.settings.policies, kiosk.visit.day).postpone_days
        self.question.set(say("online.question"))
        self.why.set(say("online.postpone", days=days) if days else say("online.why"))
        self.chat.show(service(self.kit.settings, kiosk.visit.service), say)
        self.home.set(say("online.home"))
        self.here.set(say("online.here"))


class GoneOnlineScreen(Screen):
    beside = True

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body", spare=0 if kit.theme.portrait else 4)
        self.chat = Chat(kit)
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick")
        if kit.theme.portrait:
            self.body = [self.why, self.chat.card]
            self.answers = [self.done]
        else:
            self.body = [self.chat.card]
            self.answers = [self.why, *self.chat.words, self.done]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        assert kiosk.visit is not None
        self.question.set(say("gone.question"))
        self.why.set(say("gone.why"))
        self.chat.show(service(self.kit.settings, kiosk.visit.service), say)
        self.done.set(say("common.done"))


class ReadingOnlineWaysScreen(Screen):
    """All numbers upright; one at a time where there is no room for more."""

    footer = (Press.BACK,)
    beside = True

    def build(self) -> None:
        kit, tall = self.kit, self.theme.portrait
        self.numbers = list(dict.fromkeys(s.whatsapp for s in kit.settings.services if s.whatsapp))
        self.at_once = min(len(self.numbers), AT_ONCE) if tall else 1
        self.page = 0
        self.chats = [Chat(kit, small=tall) for _ in range(self.at_once)]
        self.body = [chat.card for chat in self.chats]
        self.more = Turn(kit, self._turn, look=QUIET, sign="forward", after=True, size="target")
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick")
        words = [] if tall else self.chats[0].words
        self.answers = [*words, self.more, self.done]

    def make_room(self) -> None:
        """The answers say what the question asks."""
        super().make_room()
        self.question.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("ways.question"))
        start = self.page * self.at_once
        for i, chat in enumerate(self.chats):
            chat.card.shown = start + i < len(self.numbers)
            if chat.card.shown:
                number = self.numbers[start + i]
                names = [say.of(s.name) for s in self.kit.settings.services if s.whatsapp == number]
                chat.set("\n".join(names), number, "", say("online.hint"))
        self.more.shown = len(self.numbers) > self.at_once
        self.more.set(say("ways.more"))
        self.done.set(say("common.done"))
        self._last = kiosk, say

    def leave(self) -> None:
        self.page = 0

    def _turn(self) -> None:
        self.page = (self.page + 1) % -(-len(self.numbers) // self.at_once)
        self.show(*self._last)
