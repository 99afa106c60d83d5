"""Waiting for a machine, or for another day."""

from __future__ import annotations

from kiosk.rules.door import after_today, chosen_online, door, service
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.rules.opening import next_opening, opening
from kiosk.rules.states import Trouble, WaitingForPaper
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.block import Block
from kiosk.ui.widgets.button import OTHER, QUIET, Button
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.pieces import Notice
from kiosk.ui.widgets.text import Text

TROUBLES = {
    Trouble.PAPER_OUT: "waiting.paper_out",
    Trouble.COVER_OPEN: "waiting.cover_open",
    Trouble.PRINTER_SILENT: "waiting.printer",
    Trouble.PRINTER_FAULT: "waiting.printer",
}


class WaitingForPaperScreen(Screen):
    footer = (Press.CANCEL, Press.CALL_OFFICER)
    picture = "printer"

    def build(self) -> None:
        self.what = Text(self.kit, "body")
        self.called = Notice(self.kit, "bell")
        self.body = [self.what, self.called]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, WaitingForPaper)
        self.question.set(say("waiting.question"))
        self.what.set(say(TROUBLES[state.trouble]))
        self.called.set(say("held.called"))


class WaitingForStoreScreen(Screen):
    footer = (Press.CALL_OFFICER,)
    picture = "ticket"

    def build(self) -> None:
        self.what = Text(self.kit, "body")
        self.called = Notice(self.kit, "bell")
        self.body = [self.what, self.called]

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self.question.set(say("waiting.question"))
        self.what.set(say("waiting.store"))
        self.called.set(say("held.called"))


class ServiceFullScreen(Screen):
    """The chosen service has no place left today: from home, another service, or another day."""

    picture = "full"
    footer = (Press.CANCEL, Press.CALL_OFFICER)

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body", spare=2 if kit.theme.short else 0)
        self.when = Text(kit, "heading", bold=True, colour="soga_ink")
        self.body = [self.why, self.when]
        self.home = Button(kit, Press.ONLINE, pictogram="phone_chat")
        self.other = Button(kit, Press.BACK, look=OTHER, sign="back")
        self.slip = Button(
            kit, Press.SLIP, look=QUIET, size="target", pictogram="printer", spare=1 if kit.theme.short else 0
        )
        self.answers = (
            [Row(kit, self.home, self.other), self.slip]
            if kit.theme.small
            else [self.home, self.other, self.slip]
        )

    def make_room(self) -> None:
        super().make_room()
        self.slip.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        settings, local = self.kit.settings, kiosk.now.local
        assert kiosk.visit is not None
        chosen = service(settings, kiosk.visit.service)
        self.question.set(say("full.question", service=say.of(chosen.name)))
        self.why.set(say("full.why"))
        at = after_today(kiosk, settings)
        self.when.set(dates.opens(at, local, say) if at else "")
        self.home.shown = chosen.whatsapp is not None
        self.home.set(say("online.home"))
        self.other.set(say("full.other"))
        self.slip.shown = kiosk.devices.printer is None
        self.slip.set(say("welcome.slip"))


class QuotaGoneScreen(Screen):
    picture = "full"

    def build(self) -> None:
        kit = self.kit
        self.why = Text(kit, "body", spare=1 if kit.theme.small else 0)
        self.when = Text(kit, "heading", bold=True, colour="soga_ink")
        self.online = Text(kit, "body", spare=2)
        self.body = [self.why, self.when, self.online]
        self.home = Button(kit, Press.ONLINE, pictogram="phone_chat")
        # The first answer is the dark one: WhatsApp where that service has it, else that it was read.
        self.alone = Button(kit, Press.UNDERSTOOD, sign="tick")
        self.done = Button(kit, Press.UNDERSTOOD, look=OTHER, sign="tick")
        self.slip = Button(kit, Press.SLIP, look=QUIET, size="target", pictogram="printer")
        others: list[Block] = [self.alone, self.done, self.slip]
        self.answers = [self.home, *([Row(kit, *others)] if kit.theme.small else others)]

    def make_room(self) -> None:
        super().make_room()
        self.slip.spare = 1

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        settings, local = self.kit.settings, kiosk.now.local
        self.slip.shown = kiosk.devices.printer is None
        self.slip.set(say("welcome.slip"))
        self.question.set(say("quota.question"))
        self.why.set(say("quota.why"))
        hours = opening(settings.policies, kiosk.days(settings.calendar), local)
        after = getattr(hours, "closes_at", local)
        at = door(kiosk, settings).opens_at or next_opening(
            settings.policies, kiosk.days(settings.calendar), after
        )
        self.when.set(dates.opens(at, local, say) if at else "")
        self.home.shown = chosen_online(kiosk, settings)
        self.home.set(say("online.home"))
        others = not self.home.shown and any(s.whatsapp for s in settings.services)
        self.online.set(say("quota.online") if others else "")
        self.alone.shown, self.done.shown = not self.home.shown, self.home.shown
        for done in (self.alone, self.done):
            done.set(say("common.understood"))
