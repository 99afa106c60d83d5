"""One example of every state, and of every event that can meet it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kiosk.rules import events as e
from kiosk.rules import states as s
from kiosk.rules.calendar import Calendar
from kiosk.rules.calibration.steps import Step
from kiosk.rules.calibration.under_way import UnderWay
from kiosk.rules.kiosk import Issued, Kiosk, Moment, Restoration, Returning, Visit
from kiosk.rules.opening import WIB
from kiosk.rules.patience import Patience
from kiosk.rules.policy import Check, Policy, Reason, Service, Window
from kiosk.rules.screening import Requirement, TemperatureRule
from kiosk.rules.stable_reading import FaultCause, ReadingLimits, Sample, UnsettledReason, begin
from kiosk.rules.timekeeping import Doubt

MORNING = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
DAY = MORNING.date()
WEEK = Window(time(8), time(11))
FRIDAY = Window(time(8), time(10))


class Book:
    """A small office: one service with WhatsApp, one without."""

    policies = (
        Policy(
            valid_from=date(2020, 3, 23),
            windows=(WEEK, WEEK, WEEK, WEEK, FRIDAY, None, None),
            quota=50,
            temperature=TemperatureRule(),
            mask=Requirement.REQUIRED,
            source="",
        ),
    )
    calendar = Calendar()
    services = tuple(
        Service(code, {"id": code}, code, number, {"id": "Halo"}, {"id": ("KK",)}, "", DAY, False)
        for code, number in (("kk", "6285870310341"), ("kia", None))
    )
    reading = ReadingLimits()
    patience = Patience()
    reasons = (
        Reason("handheld-pass", frozenset({Check.TEMPERATURE, Check.DEVICE}), {"id": "Termometer tangan"}),
        Reason("child", frozenset({Check.MASK}), {"id": "Anak"}),
        Reason("urgent", frozenset({Check.QUOTA, Check.HOURS}), {"id": "Mendesak"}),
        Reason("left", frozenset({Check.TICKET}), {"id": "Orangnya pergi"}),
        Reason("break", frozenset({Check.PAUSE}), {"id": "Istirahat"}),
    )
    languages = ("id", "en")


TICKET = s.Ticket(number=17, token="TOKENTOKENTOKEN7", ahead=4)
OFFICER = s.Officer(3, "Petugas")
TECHNICIAN = s.Officer(4, "Teknisi", s.Role.TECHNICIAN)
NOW = Moment(1000.0, MORNING)
LATER = MORNING + timedelta(minutes=5)

RESIDENT_STATES: tuple[s.Resident, ...] = (
    s.Welcome(),
    s.ChoosingService(),
    s.OfferedOnline(),
    s.GoneOnline(until=1015.0),
    s.ReadingOnlineWays(),
    s.ReadingPrivacy(),
    s.CheckingPapers(),
    s.WashingHands(),
    s.Measuring(begin(1000.0)),
    s.MeasureAgain(UnsettledReason.WALKED_AWAY),
    s.TemperaturePassed(until=1003.0),
    s.Resting("", 1300.0, LATER),
    s.EnteringReturnCode("12"),
    s.ConfirmingMask(),
    s.Held(Check.TEMPERATURE),
    s.Held(Check.MASK),
    s.Held(Check.DEVICE, cause=FaultCause.UNPLUGGED),
    s.Held(Check.TEMPERATURE, absolute=True),
    s.PreparingTicket(s.Stage.PAPER, 1000.0),
    s.PreparingTicket(s.Stage.NUMBER, 1000.0),
    s.PreparingTicket(s.Stage.PRINTING, 1000.0, TICKET),
    s.WaitingForPaper(s.Trouble.PAPER_OUT, 1002.0),
    s.WaitingForStore(1002.0),
    s.TicketInHand(TICKET, 1020.0),
    s.TicketOnScreen(TICKET, s.Trouble.PRINTER_SILENT),
    s.WaitingToPrint(TICKET, s.Trouble.PAPER_OUT, 1002.0),
    s.QuotaGone(),
    s.ServiceFull(),
    s.BrokenOff(1150.0),
)
STATES: tuple[s.State, ...] = (
    *RESIDENT_STATES,
    s.StillThere(s.CheckingPapers(), 1030.0),
    s.OfficerSigningIn(s.Held(Check.TEMPERATURE), entered="12345"),
    s.OfficerSigningIn(s.Held(Check.TEMPERATURE), attempt=1, checking=True),
    s.OfficerDeciding(s.Held(Check.TEMPERATURE), OFFICER),
    s.OfficerDeciding(s.Held(Check.TEMPERATURE), OFFICER, attempt=1, writing="waive:handheld-pass"),
    s.OfficerDeciding(s.QuotaGone(), OFFICER, attempt=1, writing="beyond-quota:urgent"),
    s.OfficerDeciding(s.ServiceFull(), OFFICER, attempt=1, writing="beyond-quota:urgent"),
    s.OfficerDeciding(s.TicketOnScreen(TICKET, s.Trouble.PAPER_OUT), OFFICER, attempt=1, writing="reprint"),
    s.OfficerDeciding(s.TicketOnScreen(TICKET, s.Trouble.PAPER_OUT), OFFICER, attempt=1, writing="void:left"),
    s.OfficerDeciding(s.WaitingToPrint(TICKET, s.Trouble.PAPER_OUT, 1002.0), OFFICER),
    s.OfficerDeciding(
        s.WaitingToPrint(TICKET, s.Trouble.PAPER_OUT, 1002.0), OFFICER, attempt=1, writing="void:left"
    ),
    s.OfficerDeciding(s.Held(Check.MASK), OFFICER, attempt=1, writing="end-visit"),
    s.OfficerDeciding(s.Welcome(), OFFICER, attempt=1, writing="pause:break"),
    s.OfficerDeciding(s.Welcome(), OFFICER, attempt=1, writing="reprint@16"),
    s.OfficerDeciding(s.Welcome(), OFFICER, attempt=1, writing="void@16:left"),
    s.OfficerDeciding(s.BrokenOff(1150.0), OFFICER, attempt=1, writing="void@16:left"),
    s.OfficerDeciding(s.Welcome(), OFFICER, attempt=1, writing="manual"),
    s.OfficerDeciding(s.Welcome(), OFFICER, attempt=1, writing="restore-read"),
    s.OfficerDeciding(s.Welcome(), OFFICER, attempt=1, writing="closing-slip"),
    s.OfficerDeciding(s.Held(Check.TEMPERATURE, absolute=True), OFFICER),
    s.OfficerDeciding(s.Welcome(), OFFICER),
    s.OfficerSigningIn(s.Welcome(), attempt=1, checking=True),
    s.TechnicianAtWork(s.Welcome(), TECHNICIAN),
    s.TechnicianAtWork(s.Welcome(), TECHNICIAN, s.Page.CALIBRATION),
    s.TechnicianAtWork(s.Welcome(), TECHNICIAN, s.Page.CALIBRATION, pin=True, attempt=1, checking=True),
    s.TechnicianAtWork(s.Welcome(), TECHNICIAN, s.Page.HISTORY),
)
WITHOUT_VISIT = (s.Welcome, s.ReadingOnlineWays, s.ReadingPrivacy, s.EnteringReturnCode, s.BrokenOff)

VALUES = {
    e.Press.SERVICE: "kk",
    e.Press.LANGUAGE: "en",
    e.Press.DIGIT: "7",
    e.Press.ACT: "waive:handheld-pass",
    e.Press.PAGE: "calibration",
    e.Press.WORK: "begin",
}
SERIAL = 5

EVENTS: tuple[e.Event, ...] = (
    *(e.Touch(press, VALUES.get(press, "")) for press in e.Press),
    e.Tick(),
    e.Sampled(SERIAL, Sample(1000.1, 3650, 2650)),
    e.FrameRejected(SERIAL, "checksum"),
    e.ThermometerFailed(SERIAL, FaultCause.UNPLUGGED),
    e.ThermometerSeen("gone"),
    e.PrinterSeen(s.Trouble.COVER_OPEN),
    e.CodeDrawn(SERIAL, "431"),
    e.PaperChecked(SERIAL, None),
    e.PaperChecked(SERIAL, s.Trouble.PAPER_OUT),
    e.NumberTaken(SERIAL, TICKET),
    e.QuotaFound(SERIAL),
    e.QuotaFound(SERIAL, service=True),
    e.NumberUnknown(SERIAL, "disk full"),
    e.TicketPrinted(SERIAL),
    e.PrintingFailed(SERIAL, s.Trouble.PAPER_OUT),
    e.PrintingFailed(SERIAL, s.Trouble.PAPER_OUT, nothing_out=True),
    e.DayCounted(DAY, 16),
    e.StoreFailed("disk full"),
    e.PinAccepted(1, OFFICER),
    e.PinAccepted(1, TECHNICIAN),
    e.PinRefused(1),
    e.PinRefused(1, LATER),
    e.PinUnchecked(1),
    e.BadgeShown("AAAA"),
    e.ActWritten(1),
    e.ActUnwritten(1),
    e.ClockSeen(Doubt.UNCONFIRMED),
    e.PaperLow(12),
    e.ReadinessSeen(("disk",)),
    e.CalibrationSeen(UnderWay("Teknisi", MORNING, Step.FIT, LATER)),
    e.Remembered("break", True),
    e.Remembered("", False, Restoration(MORNING, 17)),
    e.Remembered("", False, broken_off=MORNING),
    e.Remembered("", False, returning=(("431", MORNING), ("432", MORNING - timedelta(hours=1)))),
)


def kiosk_in(state: s.State, *, quiet: float = 1.0) -> Kiosk:
    """A kiosk in the middle of the morning, last touched ``quiet`` seconds ago."""
    kiosk = Kiosk(
        now=NOW,
        language="id",
        state=state,
        serial=SERIAL,
        touched=NOW.steady - quiet,
        day=DAY,
        issued=16,
        asked_day=NOW.steady - 1.0,
        attempts=1,
        returning=(Returning("127", "kk", DAY, 2, 900.0, MORNING, 1800.0),),
        last=Issued(SERIAL, DAY, "kk", TICKET),
        doubtful=(Issued(-8, DAY, "kk", s.Ticket(16, "TOKENTOKENTOKEN6", 3)),),
    )
    if isinstance(kiosk.resident, WITHOUT_VISIT):
        return kiosk
    return replace(kiosk, visit=Visit(SERIAL, DAY, service="kk"))
