"""The thermometer as it speaks: bytes beside what they mean, rate and noise, and the three layers, each by itself."""

from __future__ import annotations

from kiosk.rules.care import InstrumentView, Layers
from kiosk.rules.events import Press
from kiosk.rules.kiosk import Kiosk
from kiosk.ui import dates
from kiosk.ui.kit import Speech
from kiosk.ui.screens.screen import Screen
from kiosk.ui.screens.technician.care.page import CarePage, shortened
from kiosk.ui.screens.technician.figures import degrees, figure, local, technical
from kiosk.ui.widgets.facts import Fact, Facts
from kiosk.ui.widgets.layout import Row

BYTES_TALL, BYTES_ACROSS, BYTES_SMALL = 8, 5, 3
"""Lines of bytes on one page."""
LEAST_BYTES = 1
LAYERS = 2
"""The page of the layers on a short panel, from 0."""
TALL = 400.0
"""Millimetres: a panel, or the part of it within reach, on which everything fits below each other."""
SHORTEST, SHORT = 48, 90
"""Characters of an error, where little and where more room is left for it."""


class CareThermometerScreen(CarePage):
    """Upright everything stands below each other; elsewhere the parts are turned to."""

    heading = "care.thermometer"

    def build(self) -> None:
        super().build()
        theme = self.theme
        tall = theme.portrait and theme.height_mm > TALL
        lines = BYTES_TALL if tall else BYTES_SMALL if theme.short else BYTES_ACROSS
        self.live = Facts(self.kit, most=7, share=0.4)
        self.bytes = Facts(self.kit, most=lines, share=0.6, role="small", said_bold=True)
        self.layers = Facts(self.kit, most=5, share=0.34)
        if theme.portrait:
            self.body = [self.live, self.layers, self.bytes]
            self.sections = [(self.live, self.layers, self.bytes)]
        elif theme.short:
            self.body = [self.live, self.bytes, self.layers]
            self.sections = [(self.live,), (self.bytes,), (self.layers,)]
        else:
            self.body = [Row(self.kit, self.live, self.bytes, weights=(0.5, 0.5)), self.layers]
            self.sections = [(self.live, self.bytes), (self.layers,)]
        self.halved = False

    def leave(self) -> None:
        super().leave()
        self.halved, self._said = False, None

    def arrange(self) -> None:
        """The newest of the bytes, as many as there is room for. Where the layers are too many for one page, each half
        of them has its own."""
        Screen.arrange(self)
        if self.squeeze > 1 and self.theme.short and not self.halved and self.page == LAYERS:
            self.halved = True
            self.fill(*self._last)
            Screen.arrange(self)
        while self.squeeze > 1 and len(self._newest) > LEAST_BYTES:
            self._newest = self._newest[1:]
            self.bytes.set(self._newest)
            Screen.arrange(self)

    def fill(self, kiosk: Kiosk, say: Speech) -> None:
        self._last = kiosk, say
        self.question.set(say(self.heading))
        view = self.desk.instrument
        sections = (*self.sections, self.sections[-1]) if self.halved else self.sections
        self.page %= len(sections)
        here = sections[self.page]
        live = [] if view is None else self._live(view, kiosk, say)
        who = live[:1]
        if not self.theme.portrait:
            live = live[1:5] if self.theme.small else live[1:]
        if self.theme.short and view is not None and view.trouble:
            live = live[:1]  # the others have nothing to say, and the error is long
        self.live.set(live if self.live in here else ())
        self._newest = self._bytes(view, say) if view is not None and self.bytes in here else []
        self.bytes.set(self._newest)
        layers = [] if view is None else self._layers(view, say)
        if not (self.theme.portrait or self.theme.small):
            layers = [*who, *layers]
        if self.halved:
            half = -(-len(layers) // 2)
            layers = layers[:half] if self.page == LAYERS else layers[half:]
        self.layers.set(layers if self.layers in here else ())
        self.more.shown = len(sections) > 1
        self.more.set(say("care.more"))

    def keys(self, kiosk: Kiosk, say: Speech) -> dict[Press, tuple[Press, tuple[str, ...]]]:
        return {Press.BACK: (Press.BACK, (say("footer.back"),))}

    def _live(self, view: InstrumentView, kiosk: Kiosk, say: Speech) -> list[Fact]:
        if view.trouble:
            at = "" if view.since is None else dates.moment(view.since, kiosk.now.local)
            why = self._short(technical(view.trouble, say))
            state = say("care.ill", since=at, why=why) if at else why
        else:
            state = say("care.speaks") if view.readings else say("care.listening")
        heard = say("care.heard_said", n=view.readings, bad=view.rejected)
        return [
            Fact(view.model, shortened(f"{view.port}, {view.line}", SHORT)),
            Fact(say("care.state"), state, not view.trouble),
            Fact(say("care.raw"), degrees(say, view.layers.raw)),
            Fact(say("care.ambient"), degrees(say, view.ambient)),
            Fact(
                say("care.rate_noise"),
                say(
                    "care.rate_noise_said",
                    rate=figure(say, view.rate_hz, 1),
                    noise=figure(say, None if view.noise is None else view.noise / 100, 2),
                ),
            ),
            Fact(say("care.heard"), heard, None if view.rejected == 0 else False),
        ]

    def _short(self, text: str) -> str:
        return shortened(text, SHORT if self.theme.portrait else SHORTEST)

    def _bytes(self, view: InstrumentView, say: Speech) -> list[Fact]:
        newest = view.lines[-self.bytes.most :]
        return [
            Fact(line.data, say("care.sent") if line.sent else technical(line.said, say), line.good)
            for line in newest
        ]

    def _layers(self, view: InstrumentView, say: Speech) -> list[Fact]:
        layers = view.layers
        correction = (
            say(
                "care.correction_said",
                id=layers.correction,
                gain=local(say, layers.gain),
                offset=local(say, layers.offset),
                value=degrees(say, layers.corrected),
            )
            if layers.correction
            else say("care.no_correction", value=degrees(say, layers.corrected))
        )
        site = say("care.site_said", site=local(say, layers.site), value=degrees(say, layers.adjusted))
        standing = (
            [Fact(say("care.standing"), say(view.standing, **dict(view.standing_values)), False)]
            if view.standing
            else []
        )
        return [
            Fact(say("care.layer_device"), self._own(layers, say)),
            Fact(say("care.layer_correction"), correction),
            Fact(say("care.layer_site"), f"{site} {layers.site_source}".rstrip()),
            *standing,
        ]

    def _own(self, layers: Layers, say: Speech) -> str:
        if layers.device:
            return ", ".join(f"{technical(name, say)} {local(say, value)}" for name, value in layers.device)
        return say("care.settings_unread" if layers.readable else "care.settings_untold")
