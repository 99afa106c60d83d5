"""The end: the number on its way, in the hand, or to be written down."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.plan import waits_outside
from kiosk.rules.states import PreparingTicket, Stage, Ticket, TicketInHand, TicketOnScreen, WaitingToPrint
from kiosk.ui.kit import Speech
from kiosk.ui.screens.resident.waiting import TROUBLES
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Picture
from kiosk.ui.widgets.button import OTHER, Button
from kiosk.ui.widgets.layout import Card, Row
from kiosk.ui.widgets.pieces import Notice, Qr, Settle
from kiosk.ui.widgets.text import Text

STAGES = {
    Stage.PAPER: ("preparing.paper", "ticket"),
    Stage.NUMBER: ("preparing.number", "ticket"),
    Stage.PRINTING: ("preparing.printing", "printer"),
}


def priority(ticket: Ticket, say: Speech, *, word: bool) -> str:
    """That this number is called before the others, as on its paper; ``word`` where there is room for one only."""
    if not ticket.priority:
        return ""
    return say("paper.priority") if word else say("ticket.priority")


class PreparingTicketScreen(Screen):
    picture = "ticket"
    picture_spare = 0

    def build(self) -> None:
        self.busy = Settle(self.kit, gap="gap_wide")
        self.why = Text(self.kit, "body")
        self.body = [self.busy, self.why]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, PreparingTicket)
        sentence, picture = STAGES[state.stage]
        self.question.set(say(sentence))
        self.image.set(picture)
        self.why.set(say("preparing.why"))
        waited = kiosk.now.steady - state.since
        # One dot a second: alive, and far from flashing.
        busy = waited >= self.kit.settings.patience.busy_sign
        self.busy.set((int(waited) % Settle.PARTS + 1) / Settle.PARTS if busy else 0.0)


class TicketInHandScreen(Screen):
    left = "narrow_column"
    beside = True
    picture_spare = 0
    question_role = "heading"

    def build(self) -> None:
        kit = self.kit
        tall = kit.theme.portrait
        if kit.theme.tight:
            # Large letters on a small panel: a number is short, and what to do now needs the width.
            self.left = "slim_column"
        side = "right" if tall else "center"
        self.check = Picture(kit, "check", most="picture_least", least="picture_least", align=side)
        self.number = Text(kit, "number", bold=True, colour="ink", gap="gap_small")
        self.ahead = Text(kit, "label", gap="gap_small")
        self.take = Text(kit, "heading" if tall else "label", bold=True, colour="soga_ink")
        self.where = Text(kit, "body")
        self.apart = Text(kit, "body", gap="gap_small", spare=1)
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick", size="target" if not tall else "answer")
        self.headline = Text(kit, "heading" if tall else "label", bold=True)
        # Thanks stand beside the tick; on a panel as small as a hand they are said, and what to do now stands there.
        self.thanks = Text(kit, "title" if tall else "heading", bold=True, align="left" if tall else "center")
        self.image.name = ""
        number = Card(kit, self.headline, self.number, self.ahead, fill="leaf_wash")
        if tall:
            well = Row(kit, self.check, self.thanks, weights=(0.36, 0.64), between="gap")
            apart = Picture(kit, "distance", most="picture_least", least="picture_least", spare=2)
            self.body = [well, number, self.take, self.where, apart, self.apart]
            self.answers = [self.done]
        else:
            small = kit.theme.small
            self.body = [number]
            well = Row(kit, self.check, self.take if small else self.thanks, weights=(0.3, 0.7))
            now = [] if small else [self.take]
            self.answers = [well, *now, self.where, self.apart, self.done]

    def make_room(self) -> None:
        super().make_room()
        self.ahead.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, TicketInHand)
        ahead = state.ticket.ahead
        self.question.set("")
        self.thanks.set(say("ticket.thanks"))
        self.headline.set(say("ticket.yours"))
        self.number.set(str(state.ticket.number))
        self._ahead(state.ticket, say)
        self.take.set(say("ticket.take"))
        settings, day = self.kit.settings, kiosk.now.local.date()
        outside = waits_outside(settings.policies, day, ahead)
        place = say("ticket.where", place=say.of(settings.office.wait_at))
        # A panel as small as a hand has no room for the reason; it is heard all the same.
        wait = say("ticket.outside_short") if self.theme.small else say("ticket.outside", n=outside)
        self.where.set(place if outside is None else wait)
        # That nobody should go in yet is never left out for want of room.
        self.where.bold = outside is not None
        self.where.spare = 1 if self.theme.tight and outside is None else 0
        self.apart.set(say("ticket.apart"))
        self.done.set(say("common.done"))

    def _ahead(self, ticket: Ticket, say: Speech) -> None:
        """Whoever is called first does not wait for the numbers before; that is never left out."""
        first = ticket.priority
        if first:
            self.ahead.set(priority(ticket, say, word=self.theme.small))
        else:
            self.ahead.set(
                say.counted("ticket.ahead", ticket.ahead) if ticket.ahead else say("ticket.none_ahead")
            )
        self.ahead.bold = first
        self.ahead.spare = int(self.theme.tight and not first)


class TicketOnScreenScreen(Screen):
    """Paper is not certain: the number is, and can be read, scanned and written down."""

    beside = True

    footer = (Press.CALL_OFFICER,)
    picture = ""

    def build(self) -> None:
        kit = self.kit
        self.number = Text(kit, "number", bold=True)
        self.code = Qr(kit, most="qr_least", least="qr_least")
        self.first = Text(kit, "body", bold=True, colour="soga_ink", gap="gap_small")
        self.card = Card(kit, Row(kit, self.number, self.code, weights=(0.56, 0.44)), self.first)
        self.write = Text(kit, "heading", bold=True, colour="soga_ink")
        self.valid = Text(kit, "body", spare=0 if kit.theme.portrait else 2)
        self.ahead = Text(kit, "body", spare=1)
        self.done = Button(kit, Press.UNDERSTOOD, sign="tick")
        if kit.theme.portrait:
            self.body = [
                self.card,
                Picture(kit, "write_down", stretch=1, spare=2),
                self.write,
                self.valid,
                self.ahead,
            ]
            self.answers = [self.done]
        else:
            self.body = [self.card]
            self.answers = [self.write, self.valid, self.done]
            self.ahead.shown = False

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, TicketOnScreen)
        ahead = state.ticket.ahead
        self.question.set(say("ticket.yours"))
        self.number.set(str(state.ticket.number))
        self.code.set(state.ticket.token)
        self.first.set(priority(state.ticket, say, word=self.theme.small))
        self.write.set(say("onscreen.write"))
        self.valid.set(say("onscreen.valid"))
        waits = say.counted("ticket.ahead", ahead) if ahead else say("ticket.none_ahead")
        self.ahead.set("" if state.ticket.priority else waits)
        self.done.set(say("onscreen.written"))


class WaitingToPrintScreen(Screen):
    """Nothing has come out yet and it will by itself: the number stays for whoever cannot wait for it."""

    beside = True
    footer = (Press.CALL_OFFICER,)
    picture = ""

    def build(self) -> None:
        kit = self.kit
        small = kit.theme.small
        # A small panel needs the room of the headline: number and code say themselves what they are.
        self.question.spare = 3 if small else 0
        self.number = Text(kit, "number", bold=True)
        self.code = Qr(kit, most="qr_least", least="qr_least")
        self.first = Text(kit, "body", bold=True, colour="soga_ink", gap="gap_small")
        self.card = Card(kit, Row(kit, self.number, self.code, weights=(0.56, 0.44)), self.first)
        self.what = Text(kit, "heading" if kit.theme.portrait else "body", bold=True, colour="soga_ink")
        self.called = Notice(kit, "bell", spare=1)
        self.valid = Text(kit, "body", spare=0 if kit.theme.portrait else 2)
        size = "target" if small else "answer"
        self.done = Button(kit, Press.UNDERSTOOD, look=OTHER, size=size, sign="tick")
        if kit.theme.portrait:
            picture = Picture(kit, "printer", stretch=1, spare=2)
            self.body = [self.card, picture, self.what, self.called, self.valid]
            self.answers = [self.done]
        else:
            self.body = [self.card]
            self.answers = [self.what, self.called, self.valid, self.done]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, WaitingToPrint)
        self.question.set(say("ticket.yours"))
        self.number.set(str(state.ticket.number))
        self.code.set(state.ticket.token)
        self.first.set(priority(state.ticket, say, word=self.theme.small))
        self.what.set(say("kept.wait" if self.theme.small else TROUBLES[state.trouble]))
        self.called.set(say("held.called"))
        self.valid.set(say("onscreen.valid"))
        self.done.set(say("onscreen.written"))


class BrokenOffScreen(Screen):
    """The machine is back. Whoever was here a moment ago learns that nothing is lost, and no one whose number it is."""

    picture = "officer"
    footer = (Press.CALL_OFFICER,)

    def build(self) -> None:
        kit = self.kit
        self.kept = Text(kit, "heading" if kit.theme.portrait else "body", bold=True, colour="soga_ink")
        self.officer = Text(kit, "body", spare=2 if kit.theme.small else 0)
        self.called = Notice(kit, "bell", spare=1)
        self.body = [self.kept, self.officer, self.called]
        size = "target" if kit.theme.small else "answer"
        self.new = Button(kit, Press.UNDERSTOOD, look=OTHER, size=size, sign="forward")
        self.answers = [self.new]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("broken.question"))
        self.kept.set(say("broken.kept"))
        self.officer.set(say("broken.officer"))
        self.called.set(say("held.called"))
        self.new.set(say("broken.new"))
