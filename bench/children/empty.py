"""The smallest Kivy program with a button: what any touchscreen program costs before it does anything."""

from __future__ import annotations

import os
import sys
import time

os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONSOLELOG="1", KIVY_NO_FILELOG="1", KIVY_NO_CONFIG="1")

from kivy.config import Config

Config.set("graphics", "width", "1080")
Config.set("graphics", "height", "1920")

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.button import Button


class Empty(App):
    def build(self) -> Button:
        Window.bind(on_flip=self.first)
        return Button(text="Ambil Nomor Antrean")

    def first(self, *_: object) -> None:
        Window.unbind(on_flip=self.first)
        print(f"ready {time.monotonic()}", flush=True)
        if "--stay" not in sys.argv:
            Clock.schedule_once(lambda _dt: self.stop(), 0)


Empty().run()
