"""The terminal door: asks what has to be asked, shows the live samples, and leads a calibration from end to end.

Everything can be said beforehand (``Answers``); what is not is asked for, or with ``script`` is a missing answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from rich.console import Console, Group
from rich.live import Live as LiveDisplay
from rich.prompt import Confirm, Prompt
from rich.table import Table

from kiosk.calibrating.answers import Answers, Missing, number
from kiosk.calibrating.bench import Bench
from kiosk.calibrating.charts import spark
from kiosk.calibrating.live import Heard, Live
from kiosk.calibrating.sources import Source
from kiosk.record.words import Words
from kiosk.rules.calibration.environment import Environment
from kiosk.rules.calibration.exact import celsius
from kiosk.rules.calibration.gate import Gathering
from kiosk.rules.calibration.plan import Plan
from kiosk.rules.calibration.proposal import Proposed
from kiosk.rules.calibration.reference import Reference
from kiosk.rules.calibration.steps import (
    Accepted,
    Closed,
    EnvironmentNoted,
    Event,
    NoteAdded,
    PointAgain,
    PointReady,
    Proceed,
    Progress,
    ReferenceChosen,
    Seconded,
    Step,
)

TRIES = 3
"""How often a point is begun again by itself in a script before the calibration is closed."""


class Stopped(Exception):
    """The calibration cannot go on now; it is kept, and the sentence says what would help."""


class Terminal:
    """One calibration in a terminal. ``now`` is aware, in the office's zone."""

    def __init__(
        self,
        bench: Bench,
        live: Live,
        source: Source,
        references: list[Reference],
        answers: Answers,
        now: Callable[[], datetime],
        console: Console | None = None,
    ) -> None:
        self._bench = bench
        self._live = live
        self._source = source
        self._references = references
        self._answers = answers
        self._now = now
        self._console = console or Console()
        self._words = Words("en")
        self._tries = 0

    def lead(self, powered_since: datetime, *, resume: bool, plan: Plan | None) -> Progress:
        """From wherever it is to its end. Raises Missing, Stopped, DriverError, SourceFailed, StoreError."""
        identity = self._live.identify()
        if resume:
            self._bench.resume(identity, powered_since)
        else:
            self._bench.begin(self._answers.by, identity, powered_since, plan=plan)
            if self._answers.note:
                self._do(NoteAdded(self._now(), self._answers.note))
        if self._bench.progress.stranded:
            self._refused()
            raise Stopped("put it back as it was and resume, or discard it")
        self._say(f"[bold]{identity.maker} {identity.model}[/], {identity.serial or identity.port}")
        self._say("device settings: " + (", ".join(f"{k} {v}" for k, v in identity.settings) or "none told"))
        while not self._bench.progress.over:
            self._step(self._bench.progress.step)
        return self._bench.progress

    def _step(self, step: Step) -> None:
        match step:
            case Step.WARM_UP:
                self._warm_up()
            case Step.ENVIRONMENT:
                self._environment()
            case Step.REFERENCE:
                self._reference()
            case Step.AS_FOUND | Step.AS_LEFT:
                self._point()
            case Step.FIT:
                self._fit()
            case Step.DECISION:
                if self._do(Proceed(self._now())).problems:
                    self._close("as-left did not pass")
            case Step.ACCEPT:
                self._accept()
            case Step.SECOND_PERSON:
                name = self._answers.of("--second", self._answers.second, lambda: Prompt.ask("Second person"))
                self._do(Seconded(self._now(), name))
                if self._bench.progress.problems and self._answers.script:
                    raise Missing("--second: another person's name")
            case _:
                raise Stopped(f"a calibration that stands at {step.value} cannot be led from here")

    def _warm_up(self) -> None:
        self._say("[bold]Warm-up[/]: 30 minutes switched on, or level before a steady target")
        with self._display("") as show:
            while self._do(Proceed(self._now()), quietly=True).problems:
                (problem,) = self._bench.progress.problems
                if self._answers.script:
                    raise Stopped(f"{self._words.refusal(problem)} min; see --on-since")
                heard = self._hear()
                show.update(f"{self._words.refusal(problem)} min   {_said(heard)}")

    def _environment(self) -> None:
        given = self._answers
        ambient = self._answers.of("--ambient", given.ambient, lambda: self._typed("Room, degrees", "25"))
        humidity = self._answers.of(
            "--humidity", given.humidity, lambda: int(self._typed("Humidity, %", "60"))
        )
        attested = given.attest or (
            not given.script and Confirm.ask("No draught or sun, and the instrument is used to this room?")
        )
        room = Environment(int(ambient * 100), humidity, no_draught=attested, acclimatised=attested)
        if self._do(EnvironmentNoted(self._now(), room)).problems and given.script:
            raise Stopped("the room does not allow a calibration")

    def _reference(self) -> None:
        known = {reference.id: reference for reference in self._references}
        if not known:
            raise Stopped("the register has no reference: kiosk calibration reference add")
        usual = next(iter(known))
        chosen = self._answers.of(
            "--reference",
            self._answers.reference or (usual if len(known) == 1 else None),
            lambda: Prompt.ask("Reference", choices=list(known), default=usual),
        )
        if chosen not in known:
            raise Stopped(f"the register does not know {chosen}; it has {', '.join(known)}")
        if self._do(ReferenceChosen(self._now(), known[chosen])).problems:
            raise Stopped("a reference that has expired is not used")

    def _point(self) -> None:
        point = self._bench.wanted
        assert point is not None
        total = len(self._bench.plan.schedule) + len(self._bench.plan.as_left)
        done = len(self._bench.progress.as_found) + len(self._bench.progress.as_left)
        name = f"point {done + 1} of {total}, {celsius(point):.1f} °C"
        shown = self._source(celsius(point))
        self._live.next(0.0)  # what waits on the wire is of the point before
        if self._do(PointReady(self._now(), self._live.clock(), shown)).problems:
            if self._answers.script:
                raise Stopped("the source is not where it was asked to be")
            return
        with self._display(name) as show:
            while (gathering := self._bench.progress.gathering) and not self._bench.progress.problems:
                heard = self._hear()
                show.update(_gate(name, gathering, heard, self._bench.plan.readings))
        if not self._bench.progress.problems:
            self._tries = 0
            self._point_done()
            return
        self._refused()
        self._tries += 1
        if self._answers.script and self._tries >= TRIES:
            raise Stopped("the readings do not settle")
        if not self._answers.script and not Confirm.ask("Once more?", default=True):
            raise Stopped("it is kept as it is: resume it when the instrument is quiet")
        self._do(PointAgain(self._now()))

    def _point_done(self) -> None:
        points = (*self._bench.progress.as_found, *self._bench.progress.as_left)
        last = points[-1]
        self._say(
            f"  {celsius(last.nominal):.1f} {last.direction.value:>5}  reference {last.reference:.3f}  "
            f"indicated {last.indicated:.3f}  error {last.error:+.3f}  s {last.deviation:.3f}"
        )

    def _fit(self) -> None:
        progress = self._bench.progress
        proposal = progress.proposal
        assert proposal is not None
        if proposal.fit is not None:
            fit = proposal.fit
            self._say(f"[bold]Fit[/] ({fit.kind.value}): corrected = {fit.gain} x raw {fit.offset:+}")
            for residual in fit.residuals:
                self._say(f"  {celsius(residual.nominal):.1f}  residual {residual.value:+.3f}")
        if proposal.uncertainty is not None:
            self._say(f"U = {proposal.uncertainty.stated} °C (k = {proposal.uncertainty.k})")
        if progress.found is not None:
            self._say(f"as-found: {self._words.of(progress.found.outcome)}, worst {progress.found.worst:+}")
        if isinstance(proposal, Proposed):
            self._do(Proceed(self._now()))
            return
        self._do(Proceed(self._now()))
        self._close("the correction is refused")

    def _accept(self) -> None:
        left = self._bench.progress.left
        assert left is not None
        self._say(f"as-left: {self._words.of(left.outcome)}, worst {left.worst:+} °C, U = {left.expanded} °C")
        if self._answers.of(
            "--accept or --no-accept", self._answers.accept, lambda: Confirm.ask("Accept it?")
        ):
            self._do(Accepted(self._now(), self._answers.by))
        else:
            self._do(Closed(self._now(), self._answers.by))

    def _close(self, why: str) -> None:
        close = self._answers.script or Confirm.ask(f"{why}: end with a record of what was found?")
        if not close:
            raise Stopped("it is kept as it is: resume or discard it")
        self._do(Closed(self._now(), self._answers.by))

    def _do(self, event: Event, *, quietly: bool = False) -> Progress:
        progress = self._bench.do(event)
        if not quietly:
            self._refused()
        return progress

    def _refused(self) -> None:
        for problem in self._bench.progress.problems:
            detail = f" ({problem.detail})" if problem.detail else ""
            self._say(f"[bold red]{self._words.refusal(problem)}{detail}[/]")

    def _hear(self) -> Heard:
        heard = self._live.next()
        if heard.item is not None:
            self._bench.heard(heard.t, heard.item)
        elif not self._live.thermometer.link.is_open:
            # Without it no gate would ever run out of patience: nothing tells it of the time.
            raise Stopped(f"the instrument is gone: {heard.trouble}")
        return heard

    def _typed(self, question: str, usual: str) -> Decimal:
        return number(self._console, question, usual)

    def _say(self, text: str) -> None:
        self._console.print(text, highlight=False)

    def _display(self, text: str) -> LiveDisplay:
        return LiveDisplay(text, console=self._console, transient=True, refresh_per_second=4)


def _gate(name: str, state: Gathering, heard: Heard, wanted: int) -> Group:
    values = (*state.window, *state.readings)
    table = Table.grid(padding=(0, 2))
    trouble = state.trouble.value if state.trouble else ""
    table.add_row(name, state.phase.value, trouble, f"{len(state.readings)} of {wanted}", _said(heard))
    return Group(table, spark(values[-60:]))


def _said(heard: Heard) -> str:
    value = getattr(heard.item, "object", None)
    if value is not None:
        return f"{value:.2f} °C"
    return heard.trouble or str(getattr(heard.item, "reason", ""))
