"""Which of the sentences that the screens can say have been seen, so that nothing is first looked at by a resident."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.words import FOLDER, Words

FACE = Path(__file__).resolve().parent.parent / "ui"
ELSEWHERE = {
    "cannot_start.question": "stands alone, before there is a face (tests/ui/test_cannot_start.py)",
    "cannot_start.why": "stands alone, before there is a face (tests/ui/test_cannot_start.py)",
    "plan.special_hours": "needs a day with hours of its own in kiosk.ini; as long as plan.hours",
    "plan.estimated": "needs estimated_days = open or closed in kiosk.ini; shorter than plan.asks",
}
"""Sentences of the screens that the report does not show, and why."""


class Noted(Words):
    """Words that remember which were asked for."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.asked: set[str] = set()

    def _find(self, language: str, look: Any, name: str) -> str:
        self.asked.add(name)
        return super()._find(language, look, name)


@cache
def of_the_screens() -> frozenset[str]:
    """The name of every sentence of the catalogue that kiosk/ui asks for."""
    constants = {
        node.value
        for source in FACE.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return frozenset(constants & _names())


@cache
def _names() -> frozenset[str]:
    catalogue = (FOLDER / "id" / "LC_MESSAGES" / "kiosk.po").read_text(encoding="utf-8")
    heads = (
        line.partition('"')[2].rstrip('"') for line in catalogue.splitlines() if line.startswith("msgid ")
    )
    return frozenset(head for head in heads if head)


def unseen(asked: frozenset[str] | set[str]) -> list[str]:
    """What can be said and was not, in alphabetical order."""
    return sorted(of_the_screens() - asked - set(ELSEWHERE))
