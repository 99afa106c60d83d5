"""Why each column is kept and for how long. A test walks the tables: a column without a purpose does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.store.tables import metadata


@dataclass(frozen=True, slots=True)
class Purpose:
    """``about``: whose data the table holds, ``nobody`` or ``staff``; ``retention`` in words."""

    why: str
    retention: str
    about: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of the database."""

    table: str
    column: str
    why: str
    retention: str
    about: str


NOBODY, STAFF = "nobody", "staff"
_ALWAYS = "kept: counts tell nothing about a person"
_PROOF = "kept: measured is a blackbody, and whoever calibrates answers for it by name"

PURPOSES: Mapping[str, Purpose] = {
    "service_day": Purpose(
        "the day's quota, so that no number is given twice or beyond it",
        _ALWAYS,
        NOBODY,
        {
            "day": "service day",
            "quota": "how many numbers the rules allow",
            "reserve": "how far officers were allowed to go beyond",
            "issued": "how many numbers are out",
            "fingerprint": "which rules the day is run by",
        },
    ),
    "service_share": Purpose(
        "the day's quota of one service, so that it is not gone beyond",
        _ALWAYS,
        NOBODY,
        {
            "day": "service day",
            "service": "which service",
            "quota": "how many numbers the rules allow for it",
            "reserve": "how far officers were allowed to go beyond",
            "issued": "how many numbers of it are out",
        },
    ),
    "day_word": Purpose(
        "whether the office is closed on a day whose date the holiday table only estimates",
        _ALWAYS,
        NOBODY,
        {"day": "which day", "closed": "yes or no"},
    ),
    "return_code": Purpose(
        "lets somebody who rests come back to the second check even if the program was killed meanwhile",
        "until it is used or 15 minutes past its time, at most until the first purge of the next day",
        NOBODY,
        {
            "kiosk": "which machine drew it",
            "code": "three random digits, known to whoever was given them",
            "ready_at": "from when on it leads to the second check",
        },
    ),
    "ticket": Purpose(
        "one queue number: given once, printed, called, served",
        "7 days by row, then counts",
        NOBODY,
        {
            "id": "key of the row",
            "day": "service day",
            "number": "queue number",
            "service": "which service, so that the counter is ready and the day can be planned",
            "token": "random; proves that a paper is ours",
            "visit_key": "random; gives a repeated question the same answer",
            "kiosk": "which machine gave it, so that each recovers its own after a power cut",
            "state": "printed, uncertain, served, no show, void",
            "priority": "yes or no; the reason is asked by a person and never stored",
            "ahead": "people ahead, as printed",
            "witness": "eight digits of the audit trail's head, as printed",
            "taken_at": "for people ahead and waiting times",
            "printed_at": "proof that paper came out",
            "served_at": "for waiting times",
            "void_reason": "reason code",
            "reprints": "how many copies were printed",
            "recalls": "how often it was called again",
        },
    ),
    "hour_count": Purpose(
        "what stays of the tickets: for planning and for the yearly account of the service",
        _ALWAYS,
        NOBODY,
        {
            "day": "service day",
            "hour": "hour of the day",
            "service": "which service",
            "taken": "numbers given",
            "printed": "of them with paper seen",
            "uncertain": "of them with paper not seen",
            "reprinted": "copies printed",
            "void": "numbers made void",
            "no_show": "called and nobody came",
            "served": "served",
            "priority": "with priority",
            "waited": "seconds waited, summed over the served",
            "longest_wait": "seconds, the longest of them",
        },
    ),
    "day_count": Purpose(
        "how often something happened in a day: all that stays of a check's outcome",
        _ALWAYS,
        NOBODY,
        {"day": "service day", "kind": "what happened", "n": "how often"},
    ),
    "override": Purpose(
        "an officer answers for letting a held visit go on; no value and no text about the visitor",
        "1 year",
        STAFF,
        {
            "id": "key of the row; the audit trail names it",
            "day": "service day",
            "at": "when",
            "staff_id": "who",
            "check_code": "which check was waived",
            "reason": "reason code",
            "visit_key": "random; leads to the ticket for the 7 days that it lives",
        },
    ),
    "staff": Purpose(
        "who may sign in at the kiosk",
        "name and PIN until 1 year after the person is disabled, then the number alone",
        STAFF,
        {
            "id": "number by which overrides and the audit trail name the person",
            "name": "for lists and reports",
            "role": "what the person may do",
            "pin_hash": "argon2id; the PIN itself is nowhere",
            "active": "whether the person may sign in",
            "demo": "exists only in the demonstration",
            "disabled_at": "start of the year after which the name is erased",
            "badge_hash": "SHA-256 of the badge's random secret",
        },
    ),
    "pin_failures": Purpose(
        "wrong PINs in a row at one keypad, so that nobody can try them all",
        "until somebody signs in there, at most 30 days",
        NOBODY,
        {
            "keypad": "which kiosk",
            "failures": "how many in a row",
            "locked_until": "no PIN is looked at before",
            "seen": "the clock at the last attempt, against setting it back",
        },
    ),
    "audit": Purpose(
        "every act of staff and machine in a chain of hashes, so that none can be denied or made up",
        "kept; holds no personal datum, staff by number only (docs/events.md)",
        NOBODY,
        {
            "seq": "place in the chain",
            "at": "when",
            "actor": "which kiosk, and which number of the staff",
            "type": "which event",
            "data": "its codes and numbers",
            "previous": "hash of the row before",
            "hash": "hash of this row",
        },
    ),
    "calibration_reference": Purpose(
        "the blackbodies that thermometers are compared with, and their certificates",
        _PROOF,
        STAFF,
        {
            "seq": "key of the row",
            "id": "which blackbody",
            "due": "last day on which it may be used",
            "added_at": "when it was entered",
            "added_by": "who entered it",
            "data": "its certificate: laboratory, uncertainty, corrections",
            "digest": "hash of the data",
        },
    ),
    "calibration_session": Purpose(
        "a calibration under way, so that it goes on after a power cut",
        _PROOF,
        STAFF,
        {
            "id": "key of the row",
            "kiosk": "which machine",
            "state": "open, recorded, discarded",
            "begun_at": "when it began",
            "saved_at": "when it last moved on",
            "data": "readings of the blackbody so far, and who calibrates",
        },
    ),
    "calibration_record": Purpose(
        "the record of a calibration after ISO/IEC 17025: what was found, what was left, by whom",
        _PROOF,
        STAFF,
        {
            "id": "number of the record",
            "kiosk": "which machine",
            "instrument": "which instrument",
            "ended_at": "when it ended",
            "activated": "whether its correction was taken into use",
            "data": "the whole record: readings of the blackbody, budget, decision, names of the staff",
            "digest": "hash of the data, printed on the record",
        },
    ),
    "calibration_correction": Purpose(
        "which correction applies to the instrument since when, so that every decision can be explained",
        _PROOF,
        STAFF,
        {
            "seq": "order: the newest row applies",
            "id": "number of the correction",
            "record": "the record that it follows from",
            "restores": "the earlier correction that was brought back",
            "kiosk": "which machine",
            "instrument": "which instrument",
            "since": "from when on",
            "due": "last day before the next calibration",
            "data": "gain, offset, range, uncertainty, and who accepted it",
            "digest": "hash of the data",
        },
    ),
    "calibration_check": Purpose(
        "quick checks against a blackbody, for the control chart",
        _PROOF,
        STAFF,
        {
            "id": "key of the row",
            "kiosk": "which machine",
            "correction": "the correction in force",
            "at": "when",
            "failed": "whether it was out of control",
            "data": "readings of the blackbody, and who checked",
            "digest": "hash of the data",
        },
    ),
}


def entries() -> Iterator[Entry]:
    """Every column of every table. Raises LookupError naming a column that nobody wrote a purpose for."""
    for table in metadata.sorted_tables:
        purpose = PURPOSES.get(table.name)
        for column in table.columns:
            if purpose is None or column.name not in purpose.columns:
                raise LookupError(f"no purpose is written for {column}: kiosk/store/purposes.py")
            yield Entry(
                table.name, column.name, purpose.columns[column.name], purpose.retention, purpose.about
            )
