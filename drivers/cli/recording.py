"""``record`` and ``replay``."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from drivers.cli.arguments import Line, ModelName, Port, Profiles, Seconds, Settle, checked_line, known
from drivers.cli.output import as_json, emit
from drivers.errors import DriverError, LinkLost
from drivers.link import Link
from drivers.thermometers.model import Model
from drivers.thermometers.readings import Reading, RejectedKind
from drivers.thermometers.recording import Recorder, Timed, read_recording, replayed
from drivers.thermometers.steadiness import steadiness
from drivers.thermometers.thermometer import Thermometer

_PATIENCE = 1.0


def record(
    port: Port,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write, JSON lines.")],
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="Needed if the device must be asked.")
    ] = None,
    line: Line = None,
    settle: Settle = 0.0,
    seconds: Seconds = None,
    profiles: Profiles = None,
) -> None:
    """Keep what a device sends, byte by byte with times, until --seconds or Ctrl-C.

    Without --model nothing is sent to the device.
    """
    row = None if model is None else known(model, profiles)
    speed = checked_line(line) or (row.line if row else "9600/8n1")
    started = datetime.now(UTC).isoformat(timespec="seconds")
    about = {"port": port, "line": speed, "model": model, "started": started}
    with out.open("w", encoding="utf-8") as file:
        recorder = Recorder(file, about)
        link = Link(port, line=speed, settle=settle, trace=recorder.trace)
        try:
            _listen(link, row, recorder, math.inf if seconds is None else time.monotonic() + seconds)
        except KeyboardInterrupt:
            recorder.note("ended by hand")
        finally:
            link.close()
    emit({"file": str(out), "bytes": recorder.bytes})
    if not recorder.bytes:
        raise typer.Exit(1)


def _listen(link: Link, row: Model | None, recorder: Recorder, end: float) -> None:
    thermometer = Thermometer(row, link) if row else None
    opened = 0
    while (now := time.monotonic()) < end:
        until = min(end, now + _PATIENCE)
        try:
            link.open()
            if link.opened != opened:
                opened = link.opened
                recorder.note(f"opened {link.port}")
            if thermometer:
                thermometer.sample(until)
            else:
                link.read(until)
        except LinkLost as error:
            recorder.note(str(error))
            if not opened:
                return
            time.sleep(max(0.0, min(end, link.retry_at) - time.monotonic()))
        except DriverError as error:
            recorder.note(str(error))


def replay(
    file: Annotated[Path, typer.Argument(help="A file that `record` wrote.")],
    model: ModelName,
    profiles: Profiles = None,
) -> None:
    """Decode a recording: one JSON object a line with its time `t`; status 1 when it holds no valid reading.

    The last line, on standard error, sums it up.
    """
    row = known(model, profiles)
    try:
        _, pieces = read_recording(file)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from error
    timed = list(replayed(pieces, row))
    for each in timed:
        emit({"t": each.at, **as_json(each.item)})
    emit(_summary(timed), err=True)
    if not any(isinstance(each.item, Reading) for each in timed):
        raise typer.Exit(1)


def _summary(timed: list[Timed]) -> dict[str, object]:
    samples = [(each.at, float(each.item.object)) for each in timed if isinstance(each.item, Reading)]
    kinds = [each.item.kind for each in timed if not isinstance(each.item, Reading)]
    summary: dict[str, object] = {"readings": len(samples)}
    summary |= {f"rejected_{kind.value}": kinds.count(kind) for kind in RejectedKind}
    plateaus = (steadiness(samples[:count]) for count in range(3, len(samples) + 1))
    first = next((found for found in plateaus if found and found.plateau), None)
    if first is not None:
        summary |= {"plateau": round(first.median, 2), "noise": round(first.noise, 3)}
        summary |= {"rate_hz": round(first.rate_hz, 1)}
    return summary
