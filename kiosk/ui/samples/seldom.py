"""Moments that come seldom, each with a sentence or a form that no usual one shows: everything a person can meet is
looked at and read aloud, so that nothing is first seen at the door.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from kiosk.rules.calibration.view import Snag
from kiosk.rules.kiosk import Devices, Issued, Kiosk, Moment, Restoration
from kiosk.rules.policy import Check
from kiosk.rules.stable_reading import FaultCause, UnsettledReason
from kiosk.rules.states import (
    Held,
    MeasureAgain,
    OfficerDeciding,
    OfficerSigningIn,
    Page,
    PinRefusal,
    PreparingTicket,
    QuotaGone,
    ReturnRefusal,
    Stage,
    State,
    StillThere,
    TechnicianAtWork,
    Ticket,
    TicketInHand,
    TicketOnScreen,
    Trouble,
    WaitingForPaper,
    Welcome,
)
from kiosk.rules.timekeeping import Doubt
from kiosk.ui.samples import kiosks

AT_HOME = "kia"
"""A service for which one comes in person."""
DRAFT = "kia"
"""A service whose list of papers is only a draft."""
PIN = "123456"
STORES = ("away", "full", "damaged", "rules", "denied", "version", "odd")
"""What the database may say, as an officer hears it; the last is a word that nobody knows."""
PRINTERS = (Trouble.PRINTER_SILENT, Trouble.COVER_OPEN, Trouble.PRINTER_FAULT)

REFUSED = (
    "refused-identity",
    "refused-room",
    "refused-reference",
    "refused-point",
    "refused-data",
    "refused-fit",
    "refused-points",
    "refused-budget",
    "refused-late",
    "refused-name",
)
BENCH = tuple(
    f"bench-{name}"
    for name in (
        *("asking", "overdue", "suspended", "valid", "resting", "no-reference", "rejected"),
        *(
            "settling",
            "noisy",
            "drifting",
            "outlier",
            "noise-of-frames",
            "busy",
            "left",
            "decided",
            "decided-fail",
            "seconding",
        ),
        *("not-activated", *(f"snag-{snag.value}" for snag in Snag), *REFUSED),
    )
)
"""Moments of a calibration; what lies on the desk stands in kiosk/ui/samples/bench_seldom.py."""
SECOND = ("bench-second-typed", "bench-second-checking", "bench-second-wrong", "bench-second-store")
QUICK = ("quick-good", "quick-no-reference")
HISTORY = ("history-first", "history-shorten", "history-extend")
CARE = {
    "care-devices-none": Page.CARE_DEVICES,
    "care-thermometer-listening": Page.CARE_THERMOMETER,
    "care-printer-open": Page.CARE_PRINTER,
    "care-printer-printing": Page.CARE_PRINTER,
    "care-printer-refused": Page.CARE_PRINTER,
    "care-printer-uncertain": Page.CARE_PRINTER,
    "care-panel-none": Page.CARE_PANEL,
    "care-panel-wrong": Page.CARE_PANEL,
    "care-panel-failed": Page.CARE_PANEL,
    "care-readiness-ready": Page.READINESS,
}
"""Moments of care, by the page; what lies on the desk stands in kiosk/ui/samples/desks.py."""


def _at_work(page: Page) -> TechnicianAtWork:
    return TechnicianAtWork(Welcome(), kiosks.TECHNICIAN, page)


def _second(entered: str = "", *, checking: bool = False, refused: PinRefusal | None = None) -> State:
    return replace(kiosks.AT_THE_BENCH, pin=True, entered=entered, checking=checking, refused=refused)


def _deciding(over: Held | Welcome | QuotaGone | TicketOnScreen, writing: str | None = None) -> State:
    return OfficerDeciding(over, kiosks.OFFICER, writing=writing)


MASK = Held(Check.MASK)
TICKET = Ticket(17, kiosks.TOKEN, 4)
STATES: dict[str, State] = {
    "again-nobody": MeasureAgain(UnsettledReason.NOBODY),
    "again-away": MeasureAgain(UnsettledReason.WALKED_AWAY),
    "again-far": MeasureAgain(UnsettledReason.TOO_FAR),
    "again-timeout": MeasureAgain(UnsettledReason.TIMEOUT),
    "return-unknown": kiosks.EnteringReturnCode("", ReturnRefusal.UNKNOWN),
    "return-full": kiosks.EnteringReturnCode("482"),
    "ticket-priority": TicketInHand(replace(TICKET, priority=True), kiosks.NOW + 20),
    "preparing-paper": PreparingTicket(Stage.PAPER, kiosks.NOW - 0.2),
    "preparing-number": PreparingTicket(Stage.NUMBER, kiosks.NOW - 6),
    "waiting-cover": WaitingForPaper(Trouble.COVER_OPEN, kiosks.NOW + 2),
    "waiting-printer": WaitingForPaper(Trouble.PRINTER_SILENT, kiosks.NOW + 2),
    "still-there-last": StillThere(MASK, kiosks.NOW + 0.5),
    "signing-in-empty": OfficerSigningIn(MASK),
    "signing-in-full": OfficerSigningIn(MASK, PIN),
    "signing-in-checking": OfficerSigningIn(MASK, PIN, checking=True),
    "signing-in-badge": OfficerSigningIn(MASK, refused=PinRefusal.BADGE),
    "signing-in-store": OfficerSigningIn(MASK, refused=PinRefusal.STORE),
    "deciding-writing": _deciding(MASK, writing="waive:mask-given"),
    "deciding-quota": _deciding(QuotaGone()),
    "deciding-ticket": _deciding(TicketOnScreen(TICKET, Trouble.PRINTER_SILENT)),
    **{
        f"deciding-device-{cause.name.lower().replace('_', '-')}": _deciding(Held(Check.DEVICE, cause=cause))
        for cause in FaultCause
        if cause is not FaultCause.FROZEN
    },
    "deciding-device-unknown": _deciding(Held(Check.DEVICE)),
    **dict.fromkeys(BENCH, kiosks.AT_THE_BENCH),
    "bench-second-typed": _second(PIN),
    "bench-second-checking": _second(PIN, checking=True),
    "bench-second-wrong": _second(refused=PinRefusal.WRONG),
    "bench-second-store": _second(refused=PinRefusal.STORE),
    **dict.fromkeys(QUICK, _at_work(Page.QUICK_CHECK)),
    **dict.fromkeys(HISTORY, _at_work(Page.HISTORY)),
    **{name: _at_work(page) for name, page in CARE.items()},
}


def _on(language: str, state: State, *when: int) -> Kiosk:
    return kiosks.kiosk(state, language, datetime(*when, tzinfo=kiosks.WIB))  # type: ignore[misc]


def moments(usual: dict[str, Kiosk], language: str, service: str) -> dict[str, Kiosk]:
    """By name, made from the ``usual`` ones."""
    found = {name: kiosks.kiosk(state, language, service=service) for name, state in STATES.items()}
    welcome = usual["welcome"]
    nobody = replace(usual["deciding-nothing"], visit=None, devices=Devices())
    found["welcome-paused"] = replace(welcome, paused="maintenance")
    found["welcome-clock"] = replace(welcome, clock_doubt=Doubt.UNCONFIRMED)
    found["welcome-store"] = replace(welcome, devices=Devices(store="away: no answer"))
    found["welcome-room"] = _on(language, Welcome(), 2020, 6, 15, 8, 15)
    found["welcome-before"] = _on(language, Welcome(), 2020, 3, 9, 8, 15)
    found["offered-later"] = _on(language, usual["offered-online"].state, 2022, 2, 1, 8, 15)
    for name, code in (("quota-gone-here", AT_HOME), ("papers-draft", DRAFT)):
        found[name] = kiosks.kiosk(
            usual[name.rpartition("-")[0]].state,
            language,
            service=code if service == kiosks.SERVICE else service,
        )
    found["deciding-quota"] = replace(found["deciding-quota"], issued=50)
    found["deciding-shut"] = replace(
        nobody, now=Moment(kiosks.NOW, kiosks.MORNING.replace(hour=13)), visit=None
    )
    last = Issued(7, kiosks.MORNING.date(), service, TICKET, 1)
    found["deciding-paused"] = replace(nobody, paused="maintenance", manual=True, last=last, paper_left=8)
    found["deciding-clock"] = replace(nobody, clock_doubt=Doubt.UNCONFIRMED)
    found["deciding-everything"] = replace(
        nobody,
        devices=Devices("unplugged", Trouble.PRINTER_SILENT, "away: no answer"),
        restored=Restoration(kiosks.MORNING, 0),
        paper_left=8,
        doubtful=kiosks.DOUBTFUL,
        clock_doubt=Doubt.UNCONFIRMED,
        unready=(
            "database",
            "clock",
            "disk",
            "days",
            "thermometer",
            "calibration",
            "printer",
            "paper",
            "scanner",
        ),
        calibrating=kiosks.HALF_WAY,
        manual=True,
    )
    for number, store in enumerate(STORES):
        printer = PRINTERS[number] if number < len(PRINTERS) else None
        found[f"deciding-store-{store}"] = replace(
            nobody, devices=Devices(printer=printer, store=f"{store}: no answer")
        )
    found["deciding-aside"] = replace(nobody, calibrating=replace(kiosks.HALF_WAY, aside=True))
    state = nobody.state
    found["deciding-table"] = replace(_on(language, state, 2020, 12, 14, 8, 15), visit=None)
    found["deciding-table-ended"] = replace(_on(language, state, 2029, 11, 12, 8, 15), visit=None)
    found["deciding-before"] = replace(_on(language, state, 2020, 3, 16, 8, 15), visit=None)
    spoken = {date(2027, 3, 10): True, date(2027, 3, 11): False}
    found["deciding-spoken"] = replace(
        _on(language, state, 2027, 3, 4, 8, 15), visit=None, decided=tuple(spoken.items())
    )
    found["bench-resting"] = replace(found["bench-resting"], returning=usual["welcome-returning"].returning)
    for name in ("bench-second-typed", "bench-second-checking"):
        found[name] = replace(found[name], visit=None)
    return found
