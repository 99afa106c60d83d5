"""A model of thermometer, as a row of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from drivers.thermometers.format import Format
from drivers.thermometers.readings import Admitting, Decoder, Limits


class Status(Enum):
    """How far a row can be trusted."""

    SUPPORTED = "supported"
    UNCONFIRMED = "unconfirmed on hardware"
    EXPERIMENTAL = "experimental"


@dataclass(frozen=True, slots=True)
class Model:
    """One thermometer one can buy."""

    name: str
    maker: str
    format: Format
    line: str
    """Speed and frame of its serial line, as ``9600/8n1``."""
    rate_hz: float
    """Readings per second: what the device sends, or how often it is asked."""
    limits: Limits
    grade: str
    """Evidence for the format: A two independent sources, B one maker's document, C one page."""
    status: Status
    notes: str = ""
    at_address: Callable[[int | None], Format] | None = None
    """For devices that share a line: the format of the one with this address."""

    def decoder(self) -> Decoder:
        """A fresh decoder that also refuses what is outside the limits."""
        return Admitting(self.format.decoder(), self.limits)

    def with_options(self, options: Mapping[str, str]) -> Model:
        """The row for one device of many, ``address=3``. ValueError names an option it does not have."""
        unknown = sorted(set(options) - ({"address"} if self.at_address else set()))
        if unknown:
            known = "address" if self.at_address else "it has none"
            raise ValueError(f"{self.name}: unknown option {unknown[0]!r} ({known})")
        if self.at_address is None or "address" not in options:
            return self
        text = options["address"]
        if not text.isdecimal():
            raise ValueError(f"{self.name}: address {text!r} is no number")
        return replace(self, format=self.at_address(int(text)))
