"""A Kivy widget without Kivy's style sheet."""

from __future__ import annotations

from kivy.uix.widget import Widget

GONE = (0.01, 0.01)
"""Kivy draws an ellipse without any size as it was before."""


class Bare(Widget):
    """Kivy's style sheet goes by the class's name alone, and would dress a Button or a Screen of ours as its own.

    It has no size until it is laid, so that nothing is measured for a size that is not its own.
    """

    def __init__(self) -> None:
        super().__init__(size_hint=(None, None), size=(0, 0))

    @property
    def shape(self) -> str:
        """What of its drawing an eye sees that knows no colours, where neither a text nor a picture says it."""
        return ""

    def apply_class_lang_rules(self, *_: object, **__: object) -> None:
        """Nothing: every look comes from the theme."""
