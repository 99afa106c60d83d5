"""``watch``: the stream of a thermometer drawn in the terminal, for people who look rather than read."""

from __future__ import annotations

import math
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field

import typer
from rich.console import Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from drivers.cli.arguments import Line, ModelName, Port, Profiles, Seconds, Settle, checked_line, known
from drivers.errors import LinkBlocked, LinkLost, NoAnswer
from drivers.thermometers.readings import Item, Reading, RejectedKind
from drivers.thermometers.steadiness import Steadiness, steadiness
from drivers.thermometers.thermometer import open_thermometer

_KEPT = 600
_WIDTH = 60
_BARS = "▁▂▃▄▅▆▇█"
_SLICE = 0.5


@dataclass(slots=True)
class Sight:
    """What the watcher has seen so far."""

    title: str
    samples: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    last: Reading | None = None
    rejected: Counter[RejectedKind] = field(default_factory=Counter)
    total: int = 0
    trouble: str = ""

    def add(self, at: float, item: Item) -> None:
        """One more item at a time in seconds."""
        self.total += 1
        if isinstance(item, Reading):
            self.last = item
            self.samples.append((at, float(item.object)))
            self.trouble = ""
        else:
            self.rejected[item.kind] += 1
            self.trouble = item.reason


def draw(sight: Sight) -> RenderableType:
    """The picture of this moment."""
    steady = steadiness(list(sight.samples))
    celsius = f"{sight.last.object:.2f} °C" if sight.last else "-- °C"
    value = Text(celsius, style="bold green" if steady and steady.plateau else "bold")
    parts: list[RenderableType] = [value, Text(_curve(sight), style="cyan"), _numbers(sight, steady)]
    if sight.trouble:
        parts.append(Text(sight.trouble, style="red"))
    return Panel(Group(*parts), title=sight.title, width=_WIDTH + 6)


def _numbers(sight: Sight, steady: Steadiness | None) -> Table:
    table = Table.grid(padding=(0, 2))
    if sight.last and sight.last.ambient is not None:
        table.add_row("ambient", f"{sight.last.ambient:.2f} °C")
    if steady:
        table.add_row("rate", f"{steady.rate_hz:.1f} /s")
        table.add_row("noise", f"{steady.noise:.3f} °C")
        table.add_row("spread", f"{steady.spread:.2f} °C")
        table.add_row("slope", f"{steady.slope:+.2f} °C/s")
        table.add_row("plateau", f"{steady.median:.2f} °C" if steady.plateau else "not yet")
    counts = ", ".join(
        f"{sight.rejected[kind]} {kind.value}" for kind in RejectedKind if sight.rejected[kind]
    )
    table.add_row("rejected", f"{counts or 'none'} of {sight.total}")
    return table


def _curve(sight: Sight) -> str:
    values = [value for _, value in sight.samples][-_WIDTH:]
    if not values:
        return ""
    low, high = min(values), max(values)
    # Noise of a hundredth must not fill the picture.
    reach = max(high - low, 0.5)
    return "".join(_BARS[min(7, int((value - low) / reach * 8))] for value in values)


def watch(
    model: ModelName,
    port: Port,
    line: Line = None,
    settle: Settle = 0.0,
    seconds: Seconds = None,
    profiles: Profiles = None,
) -> None:
    """Draw the stream in the terminal: value, rate, noise, rejected frames, plateau. Ctrl-C ends."""
    row = known(model, profiles)
    thermometer = open_thermometer(row, port, line=checked_line(line), settle=settle)
    sight = Sight(f"{row.name} on {port}")
    patience = max(_SLICE, 3 / row.rate_hz)
    end = math.inf if seconds is None else time.monotonic() + seconds
    try:
        with suppress(KeyboardInterrupt), Live(draw(sight), refresh_per_second=10) as live:
            while (now := time.monotonic()) < end:
                try:
                    item = thermometer.sample(min(end, now + patience))
                    sight.add(time.monotonic(), item)
                except NoAnswer:
                    sight.trouble = "silence" if time.monotonic() < end else sight.trouble
                except LinkBlocked as error:
                    sight.trouble = str(error)
                except LinkLost as error:
                    sight.trouble = str(error)
                    time.sleep(max(0.0, min(end, thermometer.link.retry_at) - time.monotonic()))
                live.update(draw(sight))
    finally:
        thermometer.close()
    if not sight.samples:
        raise typer.Exit(1)
