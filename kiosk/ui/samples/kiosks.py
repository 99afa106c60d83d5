"""One or more moments of every state, for pictures and tests: the kiosk as it would be on Tuesday, 24 March 2020."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from kiosk.rules.calibration.steps import Step
from kiosk.rules.calibration.under_way import UnderWay
from kiosk.rules.deeds import CARE_TILES
from kiosk.rules.kiosk import Devices, Issued, Kiosk, Moment, Restoration, Returning, Visit
from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import FaultCause, Guidance, Sample, Settling, UnsettledReason
from kiosk.rules.states import (
    BrokenOff,
    CheckingPapers,
    ChoosingService,
    ConfirmingMask,
    EnteringReturnCode,
    GoneOnline,
    Held,
    MeasureAgain,
    Measuring,
    OfferedOnline,
    Officer,
    OfficerDeciding,
    OfficerSigningIn,
    Page,
    PinRefusal,
    PreparingTicket,
    QuotaGone,
    ReadingOnlineWays,
    ReadingPrivacy,
    Resting,
    ReturnRefusal,
    Role,
    ServiceFull,
    Stage,
    State,
    StillThere,
    TechnicianAtWork,
    TemperaturePassed,
    Ticket,
    TicketInHand,
    TicketOnScreen,
    Trouble,
    WaitingForPaper,
    WaitingForStore,
    WaitingToPrint,
    WashingHands,
    Welcome,
)

WIB = timezone(timedelta(hours=7), "WIB")
MORNING = datetime(2020, 3, 24, 8, 15, tzinfo=WIB)
LATER = datetime(2020, 3, 24, 8, 20, tzinfo=WIB)
NOW = 1000.0
TOKEN = "QK7M2P9XW4RT"
OFFICER = Officer(1, "Petugas Satu")
TECHNICIAN = Officer(2, "Wayan", Role.TECHNICIAN)
AT_THE_BENCH = TechnicianAtWork(Welcome(), TECHNICIAN, Page.CALIBRATION)
BENCH = tuple(
    f"bench-{name}"
    for name in (
        *("start", "half-way", "warm-up", "room", "room-wrong", "attest", "reference", "reference-expired"),
        *("point", "reading", "silent", "fit", "fit-refused", "budget", "budget-row", "remarks"),
        *("accept", "second", "recorded"),
    )
)
QUICK = ("quick", "quick-shown", "quick-reading", "quick-warning", "quick-out")
"""Moments at the technician's desk; what lies on it stands in kiosk/ui/samples/desks.py."""
HALF_WAY = UnderWay("Wayan", MORNING, Step.AS_FOUND, MORNING + timedelta(hours=8))


SERVICE = "kk"
"""What all of these have come for."""


def kiosk(state: State, language: str = "id", local: datetime = MORNING, service: str = SERVICE) -> Kiosk:
    """A kiosk that shows ``state`` at ``local``, with twelve numbers issued."""
    alone = isinstance(state, Welcome | ReadingOnlineWays | ReadingPrivacy | EnteringReturnCode | BrokenOff)
    return Kiosk(
        now=Moment(NOW, local),
        language=language,
        state=state,
        visit=None if alone else Visit(7, local.date(), service),
        serial=7,
        touched=NOW,
        day=local.date(),
        issued=12,
    )


def _settling(guidance: Guidance, samples: int) -> Settling:
    window = tuple(Sample(NOW - 0.1 * i, 3650) for i in range(samples))
    return replace(Settling(begun=NOW - 2), guidance=guidance, window=window)


DOUBTFUL = tuple(Issued(-number, MORNING.date(), SERVICE, Ticket(number, TOKEN, 4)) for number in (11, 12))
STATES: dict[str, State] = {
    "welcome": Welcome(),
    "choosing-service": ChoosingService(),
    "offered-online": OfferedOnline(),
    "gone-online": GoneOnline(NOW + 15),
    "online-ways": ReadingOnlineWays(),
    "privacy": ReadingPrivacy(),
    "papers": CheckingPapers(),
    "hands": WashingHands(),
    "measuring-stand": Measuring(_settling(Guidance.STAND_HERE, 0)),
    "measuring-closer": Measuring(_settling(Guidance.COME_CLOSER, 3)),
    "measuring-still": Measuring(_settling(Guidance.HOLD_STILL, 10)),
    "measuring-almost": Measuring(_settling(Guidance.ALMOST_DONE, 15)),
    "again-unsure": MeasureAgain(None),
    "again-changing": MeasureAgain(UnsettledReason.STILL_CHANGING, 2),
    "passed": TemperaturePassed(NOW + 3),
    "resting": Resting("482", NOW + 300, LATER),
    "return-code": EnteringReturnCode("48"),
    "return-early": EnteringReturnCode("", ReturnRefusal.TOO_EARLY, LATER),
    "mask": ConfirmingMask(),
    "held": Held(Check.TEMPERATURE),
    "held-mask": Held(Check.MASK),
    "held-device-called": Held(Check.DEVICE, called=True, cause=FaultCause.UNPLUGGED),
    "preparing": PreparingTicket(Stage.PRINTING, NOW - 3, Ticket(17, TOKEN, 4)),
    "waiting-paper": WaitingForPaper(Trouble.PAPER_OUT, NOW + 2),
    "waiting-store": WaitingForStore(NOW + 2),
    "ticket": TicketInHand(Ticket(17, TOKEN, 4), NOW + 20),
    "ticket-first": TicketInHand(Ticket(1, TOKEN, 0), NOW + 20),
    "ticket-priority": TicketInHand(Ticket(17, TOKEN, 4, priority=True), NOW + 20),
    "ticket-on-screen": TicketOnScreen(Ticket(117, TOKEN, 1), Trouble.PRINTER_SILENT),
    "ticket-waiting-paper": WaitingToPrint(Ticket(117, TOKEN, 1), Trouble.PAPER_OUT, NOW + 2),
    "ticket-waiting-printer": WaitingToPrint(Ticket(17, TOKEN, 0), Trouble.PRINTER_SILENT, NOW + 2),
    "ticket-waiting-priority": WaitingToPrint(
        Ticket(117, TOKEN, 1, priority=True), Trouble.PAPER_OUT, NOW + 2
    ),
    "broken-off": BrokenOff(NOW + 150),
    "quota-gone": QuotaGone(),
    "service-full": ServiceFull(),
    "still-there": StillThere(CheckingPapers(), NOW + 24),
    "signing-in": OfficerSigningIn(Held(Check.MASK), "123"),
    "signing-in-wrong": OfficerSigningIn(Held(Check.MASK), refused=PinRefusal.WRONG),
    "deciding-temperature": OfficerDeciding(Held(Check.TEMPERATURE), OFFICER),
    "deciding-absolute": OfficerDeciding(Held(Check.TEMPERATURE, absolute=True), OFFICER),
    "deciding-mask": OfficerDeciding(Held(Check.MASK), OFFICER),
    "deciding-device": OfficerDeciding(Held(Check.DEVICE, cause=FaultCause.FROZEN), OFFICER, failed=True),
    "deciding-nothing": OfficerDeciding(Welcome(), OFFICER),
    "technician": TechnicianAtWork(Welcome(), TECHNICIAN),
    **{
        page.value if page.value.startswith("care") else f"care-{page.value}": TechnicianAtWork(
            Welcome(), TECHNICIAN, page
        )
        for page in (Page.CARE, Page.READINESS, *CARE_TILES)
    },
    **dict.fromkeys(BENCH, AT_THE_BENCH),
    "bench-room": replace(AT_THE_BENCH, entered="26"),
    "bench-point": replace(AT_THE_BENCH, entered="37"),
    "bench-budget-row": replace(AT_THE_BENCH, entered="0"),
    "bench-second": replace(AT_THE_BENCH, pin=True, entered="12", refused=PinRefusal.SAME_PERSON),
    **{name: TechnicianAtWork(Welcome(), TECHNICIAN, Page.QUICK_CHECK) for name in QUICK},
    "quick-shown": TechnicianAtWork(Welcome(), TECHNICIAN, Page.QUICK_CHECK, entered="37"),
    "history": TechnicianAtWork(Welcome(), TECHNICIAN, Page.HISTORY),
    "history-empty": TechnicianAtWork(Welcome(), TECHNICIAN, Page.HISTORY),
}


def moments(language: str = "id", service: str = SERVICE) -> dict[str, Kiosk]:
    """Every moment by name; the welcome screen also as it is when the door is shut."""
    from kiosk.ui.samples import seldom

    found = {name: kiosk(state, language, service=service) for name, state in STATES.items()}
    nothing = found["deciding-nothing"]
    found["deciding-doubtful"] = replace(nothing, visit=None, doubtful=DOUBTFUL)
    found["deciding-nothing"] = replace(nothing, visit=None, devices=Devices(None, Trouble.PAPER_OUT, None))
    found["deciding-unready"] = replace(
        nothing, visit=None, devices=Devices(), unready=("disk", "calibration", "paper")
    )
    found["deciding-restored"] = replace(nothing, visit=None, restored=Restoration(MORNING, 12))
    found["deciding-asks"] = replace(
        kiosk(found["deciding-nothing"].state, language, datetime(2027, 3, 4, 8, 15, tzinfo=WIB)), visit=None
    )
    mask = found["deciding-mask"]
    half_way = replace(found["technician"], visit=None, calibrating=HALF_WAY)
    found["technician-half-way"] = half_way
    found["bench-half-way"] = replace(half_way, state=AT_THE_BENCH)
    found["deciding-half-way"] = replace(half_way, state=nothing.state)
    found["signing-in-locked"] = replace(
        mask, state=OfficerSigningIn(Held(Check.MASK), refused=PinRefusal.LOCKED, locked_until=LATER)
    )
    outside = TicketInHand(Ticket(42, TOKEN, 31), NOW + 20)
    found["ticket-outside"] = replace(found["ticket"], state=outside)
    found["choosing-full"] = replace(found["choosing-service"], issued=42, issued_of=(("kk", 30),))
    for name in ("care-thermometer-lost", "care-panel-running", "care-readiness-asking"):
        found[name] = found[name.rpartition("-")[0]]
    welcome = found["welcome"]
    returning = (Returning("482", service, date(2020, 3, 24), 2, NOW, LATER, NOW + 900),)
    found["welcome-returning"] = replace(welcome, returning=returning)
    found["welcome-shut-returning"] = replace(
        welcome, now=Moment(NOW, MORNING.replace(hour=13)), returning=returning
    )
    for name in ("welcome", "papers", "held"):
        # As somebody finds them who listens and answers by keypad: numbers on the answers, a key for the loudness.
        found[f"{name}-heard"] = replace(found[name], audio=True, keypad=True)
    found["welcome-2021"] = kiosk(Welcome(), language, datetime(2021, 7, 5, 8, 15, tzinfo=WIB))
    found["welcome-quota"] = replace(welcome, issued=50)
    found["welcome-printer"] = replace(welcome, devices=Devices(printer=Trouble.PAPER_OUT))
    found["welcome-calibrating"] = replace(welcome, calibrating=HALF_WAY)
    found["welcome-early"] = kiosk(Welcome(), language, MORNING.replace(hour=7))
    found["welcome-weekend"] = kiosk(Welcome(), language, datetime(2020, 3, 28, 9, 0, tzinfo=WIB))
    found["welcome-holiday"] = kiosk(Welcome(), language, datetime(2020, 3, 25, 9, 0, tzinfo=WIB))
    return found | seldom.moments(found, language, service)
