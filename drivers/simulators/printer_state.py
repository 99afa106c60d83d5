"""What the virtual printer feels: paper, cover, cutter, head; how it says so, and the words that change it."""

from __future__ import annotations

from dataclasses import dataclass, fields

CHOICES: dict[str, tuple[str, ...]] = {
    "paper": ("ok", "near", "out"),
    "cover": ("closed", "open"),
    "cutter": ("ok", "jam"),
    "head": ("ok", "hot"),
    "error": ("none", "recoverable", "unrecoverable"),
    "button": ("released", "held"),
    "waiting": ("off", "on"),
    "drawer": ("low", "high"),
    "power": ("on", "off"),
    "silent": ("off", "on"),
    "blocked": ("off", "on"),
    "split": ("off", "on"),
    "stale": ("off", "on"),
    "chatter": ("off", "on"),
    "garbage": ("off", "before", "instead"),
    "flow": ("on", "none"),
    "process-id": ("ok", "ignored", "text"),
    "fence": ("ok", "ignored"),
    "status": ("ok", "ignored"),
    "clear": ("ok", "ignored"),
}
"""Words with a fixed set of values; the first is how a healthy printer is."""

NUMBERS: dict[str, str] = {
    "roll": "millimetres of paper left; near end below 1500",
    "speed": "millimetres a second; 0 prints at once",
    "buffer": "bytes of receive buffer",
    "late": "seconds by which replies are delayed",
}

ABILITIES: dict[str, dict[str, str]] = {
    "process-id": {},
    "fence": {"process-id": "ignored", "clear": "ignored"},
    "status-only": {"process-id": "ignored", "clear": "ignored", "fence": "ignored"},
    "write-only": {"process-id": "ignored", "clear": "ignored", "fence": "ignored", "status": "ignored"},
}
"""``capability ...``: several of the words at once, named as in drivers.printers.outcome."""

NEAR_END_MM = 1500.0


@dataclass(slots=True)
class State:
    """One field for each word of the vocabulary."""

    paper: str = "ok"
    cover: str = "closed"
    cutter: str = "ok"
    head: str = "ok"
    error: str = "none"
    button: str = "released"
    waiting: str = "off"
    drawer: str = "low"
    power: str = "on"
    silent: str = "off"
    blocked: str = "off"
    split: str = "off"
    stale: str = "off"
    chatter: str = "off"
    garbage: str = "off"
    flow: str = "on"
    process_id: str = "ok"
    fence: str = "ok"
    status: str = "ok"
    clear: str = "ok"
    roll: float = 80_000.0
    speed: float = 0.0
    buffer: float = 4096.0
    late: float = 0.0
    jammed: bool = False
    """The cutter met its jam and stands; only DLE ENQ or power ends that."""

    def set(self, word: str, value: str) -> None:
        """Apply one word. ValueError says which words or values there are."""
        if word in CHOICES:
            if value not in CHOICES[word]:
                raise ValueError(f"{word} {value!r}: one of {', '.join(CHOICES[word])}")
            setattr(self, word.replace("-", "_"), value)
        elif word in NUMBERS:
            try:
                number = float(value)
            except ValueError:
                number = -1.0
            if not 0 <= number < 1e9:
                raise ValueError(f"{word} {value!r}: {NUMBERS[word]}")
            setattr(self, word, number)
        elif word == "capability":
            if value not in ABILITIES:
                raise ValueError(f"capability {value!r}: one of {', '.join(ABILITIES)}")
            for each, able in ABILITIES[value].items():
                self.set(each, able)
        else:
            raise ValueError(f"unknown word {word!r}: one of {', '.join([*CHOICES, *NUMBERS, 'capability'])}")

    @property
    def near_end(self) -> bool:
        return self.paper == "near" or self.roll < NEAR_END_MM

    @property
    def halted(self) -> bool:
        """Whether buffered commands wait."""
        return (
            self.paper == "out" or self.cover == "open" or self.jammed or self.head == "hot" or self.error != "none"
            or self.button == "held" or self.waiting == "on" or self.power == "off"
        )  # fmt: skip

    def real_time(self, n: int, *, printing: bool) -> int:
        """The reply to DLE EOT n, after the status tables in facts/printing.md."""
        if n == 1:
            waiting, held = self.waiting == "on", self.button == "held"
            return 0x12 | 0x04 * (self.drawer == "high") | 0x08 * self.halted | 0x20 * waiting | 0x40 * held
        if n == 2:
            opened = self.cover == "open"
            error = self.jammed or self.error != "none" or self.head == "hot" or (opened and printing)
            held, out = self.button == "held", self.paper == "out"
            return 0x12 | 0x04 * opened | 0x08 * held | 0x20 * out | 0x40 * error
        if n == 3:
            return 0x12 | self._error_bits(printing)
        return 0x12 | (0x6C if self.paper == "out" else 0x0C * self.near_end)

    def automatic(self, *, printing: bool) -> bytes:
        """The automatic status frame."""
        first = (
            0x10 | 0x04 * (self.drawer == "high") | 0x08 * self.halted | 0x20 * (self.cover == "open")
            | 0x40 * (self.button == "held")
        )  # fmt: skip
        sensor = 0x0F if self.paper == "out" else 0x03 * self.near_end
        return bytes((first, self._error_bits(printing), sensor, 0x00))

    def _error_bits(self, printing: bool) -> int:
        hot = self.head == "hot" or (self.cover == "open" and printing)
        recoverable, unrecoverable = self.error == "recoverable", self.error == "unrecoverable"
        return 0x04 * recoverable | 0x08 * self.jammed | 0x20 * unrecoverable | 0x40 * hot

    def describe(self) -> str:
        """What differs from a healthy printer, as words that could be given."""
        healthy = State()
        return " ".join(
            f"{each.name.replace('_', '-')}={getattr(self, each.name)}"
            for each in fields(self)
            if getattr(self, each.name) != getattr(healthy, each.name)
        )
