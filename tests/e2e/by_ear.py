"""What else a resident can do, by the real keys of a keypad and by what is heard alone; as JSON: what was lived.

Whoever does it looks at no screen: which key gives an answer is taken from the voice's script, and nothing is pressed
that was not told of. The keys go through the display server, as those of a keypad do.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from kiosk import app, demo
from kiosk.rules import states as s
from kiosk.rules.kiosk import Kiosk
from kiosk.settings import load
from kiosk.voice.items import Number, Own, Say
from kiosk.voice.script import script, spoken_language
from tests.e2e.by_keypad import ROOT, Check, Guest, Story
from tests.e2e.xtest import Hands

KEYCODES = {
    **dict(zip("1234567890", (87, 88, 89, 83, 84, 85, 79, 80, 81, 90), strict=True)),
    "*": 63, "#": 104, ".": 91,
}  # fmt: skip
"""A keypad's keys as X counts them."""
AGAIN = 1.5
"""Seconds between two presses of the same key, which counts once within half a second; a busy machine hears late."""
IDLE = timedelta(seconds=121)
"""Longer than anybody is waited for who answers by keypad, until it is asked whether they are still there."""
KEYS = {
    "voice.key_back": "*", "voice.key_cancel": "*", "voice.key_officer": "9", "voice.key_look": "7",
    "voice.key_language": "8", "voice.any_key": "5",
}  # fmt: skip


def heard(kiosk: Kiosk, settings: object) -> dict[str, str]:
    """The key for everything that the voice says can be pressed."""
    keys, digit = {}, ""
    for item in script(kiosk, settings, spoken_language(kiosk, settings)):
        match item:
            case Say(name="voice.press", values={"n": Number(n)}):
                digit = str(n)
            case Say(name=name) if name in KEYS:
                keys[name] = KEYS[name]
            case Say() | Own() if digit:
                keys[item.name] = digit
                digit = ""
    return keys


class Listener(Guest):
    """Hears and presses."""

    def __init__(self) -> None:
        super().__init__()
        self._hands = Hands(os.environ["DISPLAY"])
        self._pressed = ("", 0.0)

    def _press(self, *keys: str) -> Iterator[Check | float]:
        for key in keys:
            before, at = self._pressed
            if key == before:
                yield max(0.0, at + AGAIN - time.monotonic())
            self._hands.press([KEYCODES[key]])
            self._pressed = key, time.monotonic()
            yield 0.1

    def _answer(self, *sentences: str) -> Iterator[Check | float]:
        """Press what the voice says gives ``sentences``, one screen after the other."""
        for sentence in sentences:
            window = self._window
            yield lambda kiosk: kiosk.audio and kiosk.keypad
            kiosk = window.house.conductor.kiosk
            keys = heard(kiosk, window.settings)
            if sentence not in keys:
                self.lived.append(f"{type(kiosk.state).__name__} did not tell of {sentence}")
                window.stop(0)
                return
            yield from self._press(keys[sentence])

    def _at(self, state: type) -> Iterator[Check | float]:
        yield lambda kiosk: isinstance(kiosk.state, state)
        self.lived.append(state.__name__)

    def _begin_again(self) -> Story:
        """At the welcome of a new visit: any key, and the kiosk speaks."""
        yield from self._at(s.Welcome)
        yield lambda kiosk: kiosk.issued is not None and not kiosk.keypad
        yield from self._press(".")

    def _until_hands(self) -> Story:
        yield from self._begin_again()
        for sentence, state in (
            ("welcome.take_number", s.ChoosingService),
            ("service.kk", s.OfferedOnline),
            ("online.here", s.CheckingPapers),
            ("papers.yes", s.WashingHands),
        ):
            yield from self._answer(sentence)
            yield from self._at(state)

    def _tell(self) -> Story:
        demo.tell(demo.DOOR, "celsius 36.5")
        demo.tell(demo.DOOR, "person here")
        yield from self._reads()
        yield from self._goes_online()
        yield from self._lacks_papers()
        yield from self._has_no_mask()
        yield from self._is_not_seen()
        yield from self._waits_for_paper()
        yield from self._thinks_for_long()
        yield from self._comes_too_late()

    def _reads(self) -> Story:
        yield from self._begin_again()
        yield from self._answer("welcome.privacy")
        yield from self._at(s.ReadingPrivacy)
        yield from self._answer("common.done")
        yield from self._at(s.Welcome)
        yield from self._answer("welcome.online")
        yield from self._at(s.ReadingOnlineWays)
        yield from self._answer("voice.key_back")
        yield from self._at(s.Welcome)
        yield from self._answer("voice.key_language")
        yield lambda kiosk: kiosk.language == "en"
        self.lived.append("in English")
        yield from self._answer("voice.key_look")
        yield lambda kiosk: kiosk.look.large
        self.lived.append("large letters")

    def _goes_online(self) -> Story:
        yield from self._answer("welcome.take_number")
        yield from self._at(s.ChoosingService)
        yield from self._answer("service.kk")
        yield from self._at(s.OfferedOnline)
        yield from self._answer("online.home")
        yield from self._at(s.GoneOnline)
        yield from self._answer("common.done")

    def _lacks_papers(self) -> Story:
        yield from self._begin_again()
        yield from self._answer("welcome.take_number")
        yield from self._at(s.ChoosingService)
        yield from self._answer("service.kk", "online.here")
        yield from self._at(s.CheckingPapers)
        yield from self._answer("papers.no")

    def _has_no_mask(self) -> Story:
        yield from self._until_hands()
        yield from self._answer("voice.ready")
        yield from self._at(s.ConfirmingMask)
        yield from self._answer("mask.no")
        yield from self._at(s.Held)
        yield from self._answer("footer.call_officer")
        yield lambda kiosk: kiosk.state.called  # type: ignore[union-attr]
        self.lived.append("called")
        yield from self._answer("voice.key_cancel")

    def _is_not_seen(self) -> Story:
        demo.tell(demo.DOOR, "person away")
        yield from self._until_hands()
        yield from self._answer("voice.ready")
        yield from self._at(s.MeasureAgain)
        yield from self._answer("voice.key_officer")
        yield from self._at(s.Held)
        yield from self._answer("voice.key_cancel")
        demo.tell(demo.DOOR, "person here")

    def _waits_for_paper(self) -> Story:
        yield from self._until_hands()
        yield from self._answer("voice.ready")
        yield from self._at(s.ConfirmingMask)
        demo.tell(demo.PRINTER, "paper out")
        yield from self._answer("mask.yes")
        yield from self._at(s.WaitingForPaper)
        yield from self._answer("voice.key_officer")
        demo.tell(demo.PRINTER, "paper ok")
        yield from self._at(s.TicketInHand)
        yield from self._answer("common.done")

    def _thinks_for_long(self) -> Story:
        yield from self._begin_again()
        yield from self._answer("welcome.take_number")
        yield from self._at(s.ChoosingService)
        self._window.clock.skip(IDLE)
        yield from self._at(s.StillThere)
        yield from self._answer("voice.any_key")
        yield from self._at(s.ChoosingService)
        yield from self._answer("voice.key_cancel")

    def _comes_too_late(self) -> Story:
        yield from self._at(s.Welcome)
        yield lambda kiosk: not kiosk.keypad
        self._window.clock.skip(timedelta(hours=8))
        yield lambda _kiosk: self._window.face.asleep
        self.lived.append("dark")
        papers = len(self._papers())
        yield from self._press(".")
        yield from self._answer("welcome.slip")
        yield lambda _kiosk: len(self._papers()) > papers
        self.lived.append("a slip")

    def _papers(self) -> list[Path]:
        return list(demo.tickets(self._window.settings))


def main() -> int:
    listener = Listener()
    settings = load(ROOT / "kiosk.ini")
    settings = dataclasses.replace(settings, data_dir=Path(sys.argv[1]))
    status = app.run(settings, demo=True, panel=False, script=listener.join)
    print(json.dumps(listener.lived), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
