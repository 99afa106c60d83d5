"""Which screen shows which state: the only place that knows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.rules import states

if TYPE_CHECKING:
    from kiosk.ui.screens.screen import Screen

SCREENS: dict[type, str] = {
    states.Welcome: "resident.welcome:WelcomeScreen",
    states.ChoosingService: "resident.services:ChoosingServiceScreen",
    states.OfferedOnline: "resident.online:OfferedOnlineScreen",
    states.GoneOnline: "resident.online:GoneOnlineScreen",
    states.ReadingOnlineWays: "resident.online:ReadingOnlineWaysScreen",
    states.ReadingPrivacy: "resident.privacy:ReadingPrivacyScreen",
    states.CheckingPapers: "resident.papers:CheckingPapersScreen",
    states.WashingHands: "resident.arriving:WashingHandsScreen",
    states.Measuring: "resident.measuring:MeasuringScreen",
    states.MeasureAgain: "resident.measuring:MeasureAgainScreen",
    states.TemperaturePassed: "resident.measuring:TemperaturePassedScreen",
    states.Resting: "resident.resting:RestingScreen",
    states.EnteringReturnCode: "resident.resting:EnteringReturnCodeScreen",
    states.ConfirmingMask: "resident.mask:ConfirmingMaskScreen",
    states.Held: "resident.held:HeldScreen",
    states.PreparingTicket: "resident.ticket:PreparingTicketScreen",
    states.WaitingForPaper: "resident.waiting:WaitingForPaperScreen",
    states.WaitingForStore: "resident.waiting:WaitingForStoreScreen",
    states.TicketInHand: "resident.ticket:TicketInHandScreen",
    states.TicketOnScreen: "resident.ticket:TicketOnScreenScreen",
    states.WaitingToPrint: "resident.ticket:WaitingToPrintScreen",
    states.QuotaGone: "resident.waiting:QuotaGoneScreen",
    states.ServiceFull: "resident.waiting:ServiceFullScreen",
    states.BrokenOff: "resident.ticket:BrokenOffScreen",
    states.StillThere: "resident.arriving:StillThereScreen",
    states.OfficerSigningIn: "officer.signing_in:OfficerSigningInScreen",
    states.OfficerDeciding: "officer.deciding:OfficerDecidingScreen",
}
PAGES: dict[states.Page, str] = {
    states.Page.HOME: "technician.home:TechnicianHomeScreen",
    states.Page.CARE: "technician.care.page:CareScreen",
    states.Page.READINESS: "technician.care.paper:ReadinessScreen",
    states.Page.CARE_DEVICES: "technician.care.page:CareDevicesScreen",
    states.Page.CARE_THERMOMETER: "technician.care.instrument:CareThermometerScreen",
    states.Page.CARE_PRINTER: "technician.care.paper:CarePrinterScreen",
    states.Page.CARE_TOUCH: "technician.care.glass:CareTouchScreen",
    states.Page.CARE_SCREEN: "technician.care.picture:CareScreenScreen",
    states.Page.CARE_SOUND: "technician.care.sound:CareSoundScreen",
    states.Page.CARE_KEYPAD: "technician.care.keypad:CareKeypadScreen",
    states.Page.CARE_PANEL: "technician.care.panel:CarePanelScreen",
    states.Page.CALIBRATION: "technician.bench.page:CalibrationScreen",
    states.Page.QUICK_CHECK: "technician.bench.page:QuickCheckScreen",
    states.Page.HISTORY: "technician.bench.page:HistoryScreen",
}
"""The technician's pages, each a screen of its own."""

Place = type | states.Page
"""What has a screen: a state, or a page of the technician's."""


def place_of(state: states.State) -> Place:
    return state.page if isinstance(state, states.TechnicianAtWork) else type(state)


def places() -> tuple[Place, ...]:
    """Everything that has a screen."""
    return (*SCREENS, *PAGES)


def screen_for(place: Place) -> type[Screen]:
    """The screen's class. Its file is read when first asked for, so that a start reads only what it shows."""
    module, name = (PAGES[place] if isinstance(place, states.Page) else SCREENS[place]).split(":")
    found: type[Screen] = getattr(import_module(f"kiosk.ui.screens.{module}"), name)
    return found
