"""The officer's two pages: the PIN, and the decision."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.rules.acts import Act, Offer, offers
from kiosk.rules.events import Press
from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import FaultCause
from kiosk.rules.states import Held, Kiosk, OfficerDeciding, OfficerSigningIn, PinRefusal, Trouble
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.widgets.button import OTHER, QUIET, Button, Turn
from kiosk.ui.widgets.layout import Card, Grid
from kiosk.ui.widgets.pieces import Entry, Keypad
from kiosk.ui.widgets.text import Text

PIN_PLACES = 6
SMALL_ACTS = 4
"""Acts on one page of a panel as small as a hand."""
MOST_ACTS = 14
ACTS = {
    Act.WAIVE: "act.waive",
    Act.RECHECK: "act.recheck",
    Act.PRIORITY: "act.priority",
    Act.BEYOND_QUOTA: "act.beyond_quota",
    Act.EMERGENCY: "act.emergency",
    Act.REPRINT: "act.reprint",
    Act.VOID: "act.void",
    Act.END_VISIT: "act.end_visit",
    Act.MANUAL: "act.manual",
    Act.INSTRUMENT: "act.instrument",
    Act.PAUSE: "act.pause",
    Act.REOPEN: "act.reopen",
    Act.CONFIRM_CLOCK: "act.confirm_clock",
    Act.CLOSING_SLIP: "act.closing_slip",
}
FAULTS = {
    FaultCause.OUT_OF_RANGE: "fault.out_of_range",
    FaultCause.FROZEN: "fault.frozen",
    FaultCause.STALE: "fault.stale",
    FaultCause.AMBIENT: "fault.ambient",
    FaultCause.REGISTER_MISMATCH: "fault.register_mismatch",
    FaultCause.REJECTED_FRAMES: "fault.rejected_frames",
    FaultCause.CALIBRATION_OVERDUE: "fault.calibration_overdue",
    FaultCause.UNPLUGGED: "fault.unplugged",
}
TROUBLES = {
    None: "officer.printer_well",
    Trouble.PAPER_OUT: "officer.paper_out",
    Trouble.COVER_OPEN: "officer.cover_open",
    Trouble.PRINTER_SILENT: "officer.printer_silent",
    Trouble.PRINTER_FAULT: "officer.printer_fault",
}


class OfficerSigningInScreen(Screen):
    beside = True
    tall_answers = True
    left = "narrow_column"

    def build(self) -> None:
        kit = self.kit
        self.hint = Text(kit, "body")
        self.entry = Entry(kit, PIN_PLACES, hidden=True)
        self.body = [self.hint, self.entry]
        self.answers = [Keypad(kit)]

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.CLOSE, (say("officer.close"),))}

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, OfficerSigningIn)
        self.question.set(say("pin.question"))
        self.entry.set("•" * (PIN_PLACES if state.checking else len(state.entered)))
        match state.refused:
            case _ if state.checking:
                self.hint.set(say("pin.checking"))
            case PinRefusal.WRONG:
                self.hint.set(say("pin.wrong"))
            case PinRefusal.LOCKED if state.locked_until:
                until = state.locked_until.astimezone(kiosk.now.local.tzinfo)
                self.hint.set(say("pin.locked", time=dates.clock(until)))
            case PinRefusal.LOCKED | PinRefusal.STORE:
                self.hint.set(say("pin.store"))
            case None:
                self.hint.set(say("pin.hint"))


class OfficerDecidingScreen(Screen):
    """What is held and why, in plain words; the reasons that may pass it; or, with nothing held, how all is."""

    beside = True
    left = "narrow_column"
    question_role = "heading"

    def build(self) -> None:
        kit = self.kit
        small = kit.theme.small
        # On a small panel everything stands below each other, the acts in pages.
        self.beside = not small
        self.question.spare = 3 if small else 1
        self.what = Text(kit, "label", bold=True, align="left")
        self.why = Text(kit, "body", align="left", spare=2 if kit.theme.small else 0)
        self.note = Text(kit, "body", align="left", colour="soga_ink", bold=True, spare=1 if small else 0)
        self.today = Text(kit, "body", align="left", spare=1 if small else 0)
        self.body = [Card(kit, self.what, self.why, self.today, self.note)]
        self.acts = [
            Button(
                kit,
                Press.ACT,
                look=OTHER,
                size="target",
                role="small" if kit.theme.small else "label",
                bold=not kit.theme.small,
                pad="pad_key" if kit.theme.small else "",
            )
            for _ in range(SMALL_ACTS if small else MOST_ACTS)
        ]
        self.page = 0
        self.more = Turn(
            kit, self._turn, look=QUIET, size="target", sign="forward", after=True, pad="pad_key"
        )
        self.more.shown = False
        grid = Grid(kit, *self.acts, self.more, columns=2, even=False)
        if kit.theme.portrait:
            self.body.append(grid)
        else:
            self.answers = [grid]

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.CLOSE, (say("officer.close"),))}

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        state = kiosk.state
        assert isinstance(state, OfficerDeciding)
        self.question.set(say("officer.question", name=state.officer.name))
        held = state.over if isinstance(state.over, Held) else None
        if held:
            self._held(held, say)
        else:
            self._idle(kiosk, say)
        offered = self._page(() if state.writing else offers(kiosk, state.over, self.kit.settings), say)
        self._last = kiosk, say
        for place, button in enumerate(self.acts):
            button.shown = place < len(offered)
            button.value = offered[place].key if button.shown else ""
            button.set(self._words(offered[place], say) if button.shown else "")
        choosing = held is not None and not held.absolute and bool(offered)
        self.note.set(self._note(state, choosing, say))
        # That a decision was not written is never left out for want of room.
        urgent = state.failed or state.writing is not None
        self.note.spare = 1 if self.theme.small and not urgent else 0
        self.what.spare = 4 if self.theme.small and urgent else 0

    def _page(self, offered: Sequence[Offer], say: Speech) -> Sequence[Offer]:
        """The offers of the present page; one place is kept for turning when not all fit on one."""
        places = len(self.acts)
        self.more.shown = len(offered) > places
        self.more.set(say("officer.more"))
        if not self.more.shown:
            return offered
        self.pages = -(-len(offered) // (places - 1))
        return offered[(self.page % self.pages) * (places - 1) :][: places - 1]

    def leave(self) -> None:
        self.page = 0

    def _turn(self) -> None:
        self.page += 1
        self.show(*self._last)

    def _words(self, offer: Offer, say: Speech) -> str:
        """The reason in the office's own words; what it does as well, where that is not plain from the page."""
        act = say(ACTS[offer.act])
        if not offer.reason:
            return act
        reason = next(r for r in self.kit.settings.reasons if r.code == offer.reason)
        label: str = say.of(reason.label)
        return label if offer.act is Act.WAIVE else f"{act}: {label}"

    def _note(self, state: OfficerDeciding, choosing: bool, say: Speech) -> str:
        if state.writing is not None:
            return say("officer.writing")
        if state.failed:
            return say("officer.failed")
        return say("officer.choose") if choosing else ""

    def _held(self, held: Held, say: Speech) -> None:
        self.today.set("")
        match held.check:
            case Check.TEMPERATURE:
                self.what.set(say("officer.held_temperature"))
                self.why.set(say("officer.absolute") if held.absolute else say("officer.why_temperature"))
            case Check.MASK:
                self.what.set(say("officer.held_mask"))
                self.why.set(say("officer.why_mask"))
            case _:
                self.what.set(say("officer.held_device"))
                self.why.set(say(FAULTS[held.cause]) if held.cause else say("officer.why_device"))

    def _idle(self, kiosk: Kiosk, say: Speech) -> None:
        devices = kiosk.devices
        self.what.set(say("officer.nothing_held"))
        states = (
            (devices.thermometer, "officer.thermometer_fault", "officer.thermometer_well"),
            (devices.printer, TROUBLES[devices.printer], TROUBLES[None]),
            (devices.store, "officer.store_fault", "officer.store_well"),
        )
        # A small panel has room for what is not well only.
        told = [
            say(bad if trouble else well) for trouble, bad, well in states if trouble or not self.theme.small
        ]
        if self.theme.small:
            self.what.set("\n".join(told) or say("officer.all_well"))
            self.why.set("")
        else:
            self.why.set("\n".join(told))
        self.today.set("" if kiosk.issued is None else say("officer.issued", n=kiosk.issued))
