"""Anything a finger can act on, and the number of the keypad that gives the same answer."""

from __future__ import annotations

from kiosk.rules.events import Press
from kiosk.ui.kit import Kit
from kiosk.ui.look.theme import TextSize
from kiosk.ui.widgets.badge import Badge
from kiosk.ui.widgets.block import Block

KEY_PAUSE = 0.12
"""Seconds in which the same key counts once: a bouncing contact, not a code with the same digit twice."""


class Target(Block):
    """Pressed at once, acting on release inside, never twice for one tap."""

    def __init__(
        self, kit: Kit, press: Press, value: str = "", *, pause: float | None = None, **options: object
    ) -> None:
        super().__init__(kit, **options)  # type: ignore[arg-type]
        self.press, self.value = press, value
        self._pause = pause
        self.down = False
        self._badge: Badge | None = None
        self.mark = ""

    def on_touch_down(self, touch):  # type: ignore[no-untyped-def]
        if not self.present or not self.collide_point(*touch.pos):
            return False
        if self.kit.taps.take(self, touch.pos, self._pause):
            touch.grab(self)
            self._show(True)
        return True

    def on_touch_move(self, touch):  # type: ignore[no-untyped-def]
        if touch.grab_current is not self:
            return False
        self._show(self.kit.taps.holds(self) and self.collide_point(*touch.pos))
        return True

    def on_touch_up(self, touch):  # type: ignore[no-untyped-def]
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._show(False)
        held = self.kit.taps.holds(self)
        if held:
            self.kit.taps.release()
            if self.collide_point(*touch.pos):
                self.kit.taps.act(touch.pos)
                self.act()
        return True

    def act(self) -> None:
        self.kit.press(self.press, self.value)

    def marked(self, sign: str) -> None:
        """Show the keypad's key that gives this answer, or none."""
        self.mark = sign
        if self._badge is None:
            if not sign:
                return
            self._badge = Badge(self.theme, self.canvas.after, self.badge_size())
        self._badge.show(sign, self.x, self.badge_top())

    def badge_size(self) -> str:
        return "badge_large" if self.theme.text is TextSize.LARGE else "badge"

    def badge_top(self) -> float:
        """The corner's height, over which the disc hangs."""
        return self.top

    def lay(self, x: int, y: int, width: int, height: int, squeeze: float) -> None:
        super().lay(x, y, width, height, squeeze)
        if self._badge is not None:
            self._badge.show(self.mark, self.x, self.badge_top())

    @property
    def shape(self) -> str:
        """The number that hangs over it; pressed down, it stands no longer above its ground."""
        return f"{self.mark}{' down' if self.down else ''}".strip()

    def _show(self, down: bool) -> None:
        if down != self.down:
            self.down = down
            self.show_pressed()

    def show_pressed(self) -> None:
        """Make it look pressed, or not."""
