"""Which screen shows which state: the only place that knows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kiosk.rules import states

if TYPE_CHECKING:
    from kiosk.ui.screens.screen import Screen

SCREENS: dict[type, str] = {
    states.Welcome: "welcome:WelcomeScreen",
    states.ChoosingService: "services:ChoosingServiceScreen",
    states.OfferedOnline: "online:OfferedOnlineScreen",
    states.GoneOnline: "online:GoneOnlineScreen",
    states.ReadingOnlineWays: "online:ReadingOnlineWaysScreen",
    states.ReadingPrivacy: "privacy:ReadingPrivacyScreen",
    states.CheckingPapers: "papers:CheckingPapersScreen",
    states.WashingHands: "arriving:WashingHandsScreen",
    states.Measuring: "measuring:MeasuringScreen",
    states.MeasureAgain: "measuring:MeasureAgainScreen",
    states.TemperaturePassed: "measuring:TemperaturePassedScreen",
    states.Resting: "resting:RestingScreen",
    states.EnteringReturnCode: "resting:EnteringReturnCodeScreen",
    states.ConfirmingMask: "mask:ConfirmingMaskScreen",
    states.Held: "held:HeldScreen",
    states.PreparingTicket: "ticket:PreparingTicketScreen",
    states.WaitingForPaper: "waiting:WaitingForPaperScreen",
    states.WaitingForStore: "waiting:WaitingForStoreScreen",
    states.TicketInHand: "ticket:TicketInHandScreen",
    states.TicketOnScreen: "ticket:TicketOnScreenScreen",
    states.WaitingToPrint: "ticket:WaitingToPrintScreen",
    states.QuotaGone: "waiting:QuotaGoneScreen",
    states.ServiceFull: "waiting:ServiceFullScreen",
    states.BrokenOff: "ticket:BrokenOffScreen",
    states.StillThere: "arriving:StillThereScreen",
    states.OfficerSigningIn: "signing_in:OfficerSigningInScreen",
    states.OfficerDeciding: "officer:OfficerDecidingScreen",
}
PAGES: dict[states.Page, str] = {
    states.Page.HOME: "technician:TechnicianHomeScreen",
    states.Page.CARE: "care:CareScreen",
    states.Page.READINESS: "care_paper:ReadinessScreen",
    states.Page.CARE_DEVICES: "care:CareDevicesScreen",
    states.Page.CARE_THERMOMETER: "care_instrument:CareThermometerScreen",
    states.Page.CARE_PRINTER: "care_paper:CarePrinterScreen",
    states.Page.CARE_TOUCH: "care_glass:CareTouchScreen",
    states.Page.CARE_SCREEN: "care_picture:CareScreenScreen",
    states.Page.CARE_SOUND: "care_sound:CareSoundScreen",
    states.Page.CARE_KEYPAD: "care_keypad:CareKeypadScreen",
    states.Page.CARE_PANEL: "care_panel:CarePanelScreen",
    states.Page.CALIBRATION: "bench:CalibrationScreen",
    states.Page.QUICK_CHECK: "bench:QuickCheckScreen",
    states.Page.HISTORY: "bench:HistoryScreen",
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
