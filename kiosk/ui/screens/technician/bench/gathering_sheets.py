"""What the page of the calibration says while it gathers: warm-up, room, reference and points."""

from __future__ import annotations

from kiosk.rules.calibration.gate import Gathering, Phase
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.steps import Progress, Step, wanted
from kiosk.rules.calibration.view import BenchView, Samples
from kiosk.rules.kiosk import Kiosk
from kiosk.ui.kit import Speech
from kiosk.ui.screens.technician.bench import charts, words
from kiosk.ui.screens.technician.bench.sheet import Choice, Line, Sheet, discarding


def warm_up(kiosk: Kiosk, view: BenchView, plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    """Minutes since it was switched on, and what it reads."""
    minutes = 0
    if progress.powered_since is not None:
        minutes = max(0, int((kiosk.now.local - progress.powered_since).total_seconds() // 60))
    least = plan.warm_up.minutes
    told = say("bench.warming", n=min(minutes, 999), all=least)
    identity = progress.identity
    device = ", ".join(f"{name} {value}" for name, value in identity.settings) if identity else ""
    return Sheet(
        words.title(progress, say),
        (
            Line(told),
            Line(say("bench.layer_device", told=device or say("bench.none")), spare=3),
            *_reads(view.samples, say),
        ),
        notice,
        charts.stream(view.samples, None, say),
        main=Choice("proceed", say("bench.go_on")),
        others=() if minutes >= least else (Choice("warm", say("bench.warm", n=least)),),
        **discarding(say),  # type: ignore[arg-type]
    )


def room_noted(view: BenchView, progress: Progress, notice: str, say: Speech) -> Sheet:
    """Ambient, humidity, and what the technician attests of the room."""
    room, title = view.room, words.title(progress, say)
    if room.ambient is None:
        return Sheet(title, (), notice, asks=say("bench.ambient"), enter="ambient")
    if room.humidity is None:
        return Sheet(title, (), notice, asks=say("bench.humidity"), enter="humidity")
    told = say("bench.room_told", ambient=words.degrees(room.ambient, say), humidity=room.humidity)
    both = room.no_draught and room.acclimatised
    return Sheet(
        title,
        (Line(told, bold=True), Line(say("bench.attest"), spare=1)),
        notice,
        main=Choice("proceed", say("bench.go_on")) if both else None,
        others=(
            Choice("no-draught", say("bench.no_draught"), ticked=room.no_draught),
            Choice("acclimatised", say("bench.acclimatised"), ticked=room.acclimatised),
            Choice("room-again", say("bench.room_again")),
        ),
    )


def reference_chosen(register: tuple[Reference, ...], title: str, notice: str, say: Speech) -> Sheet:
    """The register's references, with their certificates."""
    if not register:
        return Sheet(title, (Line(say("bench.no_reference"), bold=True),), notice)
    return Sheet(
        title,
        (Line(say("bench.choose_reference")),),
        notice,
        others=tuple(
            Choice(f"reference:{each.id}", f"{each.id} · {each.certificate}", certified(each, say))
            for each in register
        ),
    )


def certified(reference: Reference, say: Speech) -> str:
    """Whose certificate it has, until when, and its uncertainty."""
    return say(
        "bench.reference_told",
        laboratory=reference.laboratory,
        due=words.day(reference.due),
        u=words.number(reference.expanded, 2, say),
        k=words.number(reference.k, 0 if reference.k == int(reference.k) else 2, say),
    )


def at_point(view: BenchView, plan: Plan, progress: Progress, notice: str, say: Speech) -> Sheet:
    """What to bring the reference to, and how far the gate is once it shows it."""
    nominal = wanted(progress, plan)
    assert nominal is not None
    found = progress.step is Step.AS_FOUND
    done = progress.as_found if found else progress.as_left
    schedule = plan.schedule if found else plan.as_left
    point = words.degrees(nominal, say)
    where = f"{say('bench.point', n=len(done) + 1, all=len(schedule))}: {point} °C"
    if progress.gathering is not None:
        return Sheet(
            words.title(progress, say),
            (
                Line(where, bold=True),
                Line(gate(progress.gathering, plan.readings, say)),
                *_reads(view.samples, say),
            ),
            notice,
            charts.stream(view.samples, progress.gathering, say),
            others=(Choice("again", say("bench.again")),),
        )
    lines = [Line(where, bold=True), Line(say("bench.bring", point=point), spare=2)]
    if done:
        last = done[-1]
        error = words.number(last.error, 2, say, sign=True)
        told = say("bench.last_point", point=words.degrees(last.nominal, say), error=error)
        lines.append(Line(told, spare=1))
    return Sheet(
        words.title(progress, say),
        tuple(lines),
        notice,
        charts.errors(plan, progress, say) if done else None,
        asks=say("bench.it_shows"),
        enter="shown",
        others=(Choice(f"shown:{nominal / 100:.2f}", say("bench.exactly", point=point)),),
    )


def gate(state: Gathering, wanted: int, say: Speech) -> str:
    """How far the gate at a point is."""
    if state.phase is Phase.SETTLING:
        return say(words.UNQUIET[state.trouble])
    return say("bench.reading", n=len(state.readings), all=wanted)


def _reads(samples: Samples, say: Speech) -> tuple[Line, ...]:
    if not samples:
        return ()
    value = words.degrees(samples[-1][1], say, 2)
    return (Line(say("bench.reads", value=value), bold=True, spare=1),)
