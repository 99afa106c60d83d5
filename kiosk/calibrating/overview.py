"""What is known of the calibration, as text and as data: for a terminal, and for the technician's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from kiosk.calibrating.charts import Mark, chart, short
from kiosk.record.words import Words
from kiosk.rules.calibration import control, life
from kiosk.rules.calibration.calibration import Calibration
from kiosk.rules.calibration.correction import Correction
from kiosk.rules.calibration.exact import celsius
from kiosk.rules.calibration.in_force import InForce
from kiosk.settings import Settings
from kiosk.store import calibrations

ENGLISH = Words("en")
MOST = 14
"""Columns of a chart that fit into a terminal."""


def overview(settings: Settings, engine: Engine, now: datetime) -> dict[str, Any]:
    """Records, corrections and the three layers of this kiosk's instrument, as plain data. Raises StoreError."""
    kiosk, own = settings.office.kiosk, settings.calibration
    rows = calibrations.corrections(engine, kiosk)
    applies = rows[-1].correction if rows else None
    return {
        "records": [_record(each.record, each.digest) for each in calibrations.records(engine, kiosk)],
        "corrections": [
            {
                "id": row.id,
                "since": row.since.astimezone(now.tzinfo).isoformat(),
                "applies": row is rows[-1],
                **_correction(row.correction),
            }
            for row in rows
        ],
        "layers": {
            "device": dict(applies.identity.settings) if applies else {},
            "correction": _correction(applies),
            "site": {"degrees": str(celsius(own.site.centi)), "source": own.site.source},
        },
        "due_in_days": (applies.due - now.date()).days if applies else None,
    }


def as_text(found: dict[str, Any]) -> str:
    """``overview`` for a person."""
    lines = ["Records"]
    for each in found["records"]:
        state = "taken into use" if each["activated"] else "not taken into use"
        lines.append(f"  {each['id']}  {each['ended'][:10]}  by {each['by']}  U {each['U']}  {state}")
    lines += [] if found["records"] else ["  none"]
    lines.append("Corrections, the newest applies")
    for each in found["corrections"]:
        what = f"gain {each['gain']}, offset {each['offset']}" if each["gain"] else "none applies"
        mark = "*" if each["applies"] else " "
        lines.append(f" {mark}{each['id']}  since {each['since'][:16]}  {what}")
    lines += [] if found["corrections"] else ["  none"]
    layers = found["layers"]
    device = ", ".join(f"{name} {value}" for name, value in layers["device"].items()) or "none told"
    correction = layers["correction"]
    applied = f"gain {correction['gain']}, offset {correction['offset']}" if correction["gain"] else "none"
    site = layers["site"]
    lines += [
        "Layers, never merged into one number",
        f"  1 device settings   {device}",
        f"  2 correction        {applied}",
        f"  3 site adjustment   {site['degrees']} {site['source']}".rstrip(),
    ]
    if found["due_in_days"] is not None:
        lines.append(f"Due in {found['due_in_days']} days")
    return "\n".join(lines)


def record_text(record: Calibration, digest: str) -> str:
    """One record for a person; the PDF says more."""
    lines = [
        f"{record.id}  {record.ended_at:%Y-%m-%d %H:%M %Z}  by {record.by}",
        f"{record.identity.maker} {record.identity.model}, {record.identity.serial or record.identity.port}",
        f"reference {record.reference.id}, certificate {record.reference.certificate}",
        "point   way    reference  indicated   error     s",
    ]
    lines += [
        f"{celsius(p.nominal):5.1f}   {p.direction.value:5}  {p.reference:9.3f}  {p.indicated:9.3f}  "
        f"{p.error:+7.3f}  {p.deviation:.3f}"
        for p in (*record.as_found, *record.as_left)
    ]
    if record.fit is not None:
        lines.append(f"corrected = {record.fit.gain} x raw {record.fit.offset:+} ({record.fit.kind.value})")
    if record.uncertainty is not None:
        lines.append(f"U = {record.uncertainty.stated} (k = {record.uncertainty.k})")
    for name, statement in (("as-found", record.found), ("as-left", record.left)):
        if statement is not None:
            lines.append(f"{name}: {ENGLISH.of(statement.outcome)}, worst {statement.worst:+}")
    lines += [f"refused: {ENGLISH.refusal(refusal)}" for refusal in record.refusals]
    lines += [f"note: {note}" for note in record.notes]
    lines += [
        f"in use: {'yes' if record.activated else 'no'}; next due {record.due}",
        f"SHA-256 {digest}",
    ]
    return "\n".join(lines)


def history_text(records: Sequence[Calibration], months: int) -> str:
    """Worst error found (o) and left (x) over time, and what it says about the interval."""
    past = [(record, _past(record)) for record in records]
    known = [(record, each) for record, each in past if each is not None]
    if not known:
        return "no calibration with a result yet"
    columns = []
    for record, each in known[-MOST:]:
        marks = [Mark(each.found, "o", short(record.ended_at.date()))]
        columns.append(marks if each.left is None else [*marks, Mark(each.left, "x")])
    advice = life.advise([each for _, each in known], months)
    drift = "" if advice.drift is None else f"; drift at most {advice.drift} degrees a year"
    return "\n".join(
        [
            "worst error, degrees: o as found, x as left, - permitted",
            *chart(columns, [(known[-1][1].mpe, "-")]),
            f"interval: {advice.trend.value}, {advice.months} months from the last calibration{drift}",
        ]
    )


def control_text(words: InForce) -> str:
    """The control chart of the correction in force: deviations with warning (.) and action (-) limits."""
    applies = words.words[-1].correction if words.words else None
    if applies is None:
        return "no correction is in force"
    own = [check for check in words.checks if check.correction == applies.id]
    limits = control.chart(words.checks, applies)
    signs = {control.Signal.IN_CONTROL: "o", control.Signal.WARNING: "!", control.Signal.ACTION: "X"}
    columns = [[Mark(c.deviation, signs[c.signal], f"{c.at:%d%m}")] for c in own[-MOST:]]
    source = "from its own checks" if limits.learnt else "from U, until there are enough checks"
    return "\n".join(
        [
            f"control chart of {applies.id}: deviation from the last as-left, degrees; limits {source}",
            *chart(columns, [(limits.action, "-"), (limits.warning, ".")]),
            "out of use: two failures in a row" if control.out_of_use(own, applies) else f"{len(own)} checks",
        ]
    )


def _past(record: Calibration) -> life.Past | None:
    if record.found is None:
        return None
    left = record.left.worst if record.activated and record.left else None
    return life.Past(record.ended_at.date(), record.found.worst, left, record.plan.mpe.limit)


def _record(record: Calibration, digest: str) -> dict[str, Any]:
    return {
        "id": record.id,
        "ended": record.ended_at.isoformat(),
        "by": record.by,
        "activated": record.activated,
        "U": None if record.uncertainty is None else str(record.uncertainty.stated),
        "found": None if record.found is None else str(record.found.worst),
        "left": None if record.left is None else str(record.left.worst),
        "due": record.due.isoformat(),
        "digest": digest,
    }


def _correction(correction: Correction | None) -> dict[str, Any]:
    if correction is None:
        return {"gain": None, "offset": None, "U": None, "due": None}
    return {
        "gain": str(correction.gain),
        "offset": str(correction.offset),
        "U": str(correction.expanded),
        "due": correction.due.isoformat(),
    }
