"""The printer as it answers, with a ticket to try it; and whether the whole machine is ready."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.rules.care import PrinterView, Slip
from kiosk.rules.deeds import Deed
from kiosk.rules.kiosk import Kiosk
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.officer.words import PARTS
from kiosk.ui.screens.technician.care.page import CarePage
from kiosk.ui.screens.technician.figures import local, technical
from kiosk.ui.widgets.button import Button
from kiosk.ui.widgets.facts import Fact

SLIPS = {
    Slip.PRINTING: ("care.slip_printing", None),
    Slip.PRINTED: ("care.slip_printed", True),
    Slip.REFUSED: ("care.slip_refused", False),
    Slip.UNCERTAIN: ("care.slip_uncertain", False),
}
"""What has become of a piece of paper, and whether that is well."""
PAPERS = {
    "OK": ("care.paper_ok", True),
    "NEAR_END": ("care.paper_near", False),
    "OUT": ("care.paper_out", False),
}
STATES = {
    "ok": ("care.ready_ok", True),
    "warning": ("care.ready_warning", None),
    "failed": ("care.ready_failed", False),
}


class CarePrinterScreen(CarePage):
    heading = "care.printer"
    share = 0.44

    def buttons(self) -> Sequence[Button]:
        self.test, self.again = self.do(Deed.TEST_TICKET, "print"), self.do(Deed.ASK_PRINTER, "again")
        return (self.test, self.again)

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        super().fill(kiosk, say)
        view = self.desk.printer
        self.test.set(say("care.print_test"))
        self.test.shown = view is None or view.slip is not Slip.PRINTING
        self.again.set(say("care.ask_again"))

    def rows(self, kiosk: Kiosk, say: Speech) -> list[Fact]:
        view = self.desk.printer
        if view is None:
            return []
        slip = []
        if view.slip in SLIPS:
            name, well = SLIPS[view.slip]
            slip = [Fact(say("care.test_ticket"), say(name, why=technical(view.slip_cause, say)), well)]
        return [*slip, *self._state(view, say), *self._bytes(view, say)]

    def _state(self, view: PrinterView, say: Speech) -> list[Fact]:
        told = technical(view.cause, say) or say("care.printer_ready" if view.answered else "care.listening")
        facts = [Fact(say("care.state"), told, view.answered and not view.cause if told else None)]
        if view.paper in PAPERS:
            name, well = PAPERS[view.paper]
            left = "" if view.tickets_left is None else say("care.tickets_left", n=view.tickets_left)
            facts.append(Fact(say("care.paper"), f"{say(name)} {left}".rstrip(), well))
        if view.answered:
            cover = say("care.cover_open" if view.cover_open else "care.cover_shut")
            facts.append(Fact(say("care.cover"), cover, not view.cover_open))
        facts.append(Fact(say("care.vouches"), technical(view.capability, say) or say("care.not_asked")))
        facts.append(Fact(say("care.connected"), f"{view.profile}, {view.port}"))
        return facts

    def _bytes(self, view: PrinterView, say: Speech) -> list[Fact]:
        return [
            Fact(line.data, f"{say('care.sent')} {said}" if line.sent else said, line.good)
            for line in view.lines
            for said in (technical(line.said, say),)
        ]


class ReadinessScreen(CarePage):
    heading = "technician.readiness"
    share = 0.34

    def buttons(self) -> Sequence[Button]:
        self.print, self.again = self.do(Deed.PRINT_READINESS, "print"), self.do(Deed.LOOK_OVER, "again")
        return (self.print, self.again)

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        super().fill(kiosk, say)
        view = self.desk.readiness
        self.print.set(say("care.print_readiness"))
        self.again.set(say("care.ask_again"))
        self.print.shown = self.again.shown = not view.asking

    def rows(self, kiosk: Kiosk, say: Speech) -> list[Fact]:
        view = self.desk.readiness
        facts = []
        if view.slip in SLIPS:
            name, well = SLIPS[view.slip]
            facts.append(Fact(say("care.slip"), say(name, why=""), well))
        if view.asking:
            return [*facts, Fact(say("care.looking"), say("care.looking_said"))]
        if view.at is not None:
            said = say("care.is_ready" if view.ready else "care.is_not_ready")
            facts.append(Fact(said, dates.moment(view.at, kiosk.now.local), view.ready))
        for item in view.items:
            name, well = STATES[item.state]
            why = (
                say(item.word, **{key: local(say, value) for key, value in item.values})
                if item.word
                else technical(item.said, say)
            )
            facts.append(Fact(say(PARTS[item.part]), say(name, why=why), well))
        return facts
