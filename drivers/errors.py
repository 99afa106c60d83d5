"""The one family of errors that drivers raise."""

from __future__ import annotations


class DriverError(Exception):
    """Anything a driver can report; ``str(error)`` is a sentence for a technician."""


class LinkLost(DriverError):
    """The port cannot be opened, or vanished in use. The link is closed when this is raised.

    ``sent`` counts the bytes of the write in progress that had already left, 0 otherwise.
    """

    def __init__(self, message: str, *, sent: int = 0) -> None:
        super().__init__(message)
        self.sent = sent


class LinkBlocked(DriverError):
    """The far end did not take our bytes before the deadline (XOFF, CTS low, full buffer)."""

    def __init__(self, message: str, *, sent: int = 0) -> None:
        super().__init__(message)
        self.sent = sent


class NoAnswer(DriverError):
    """The device said nothing usable before the deadline."""


class BadFrame(DriverError):
    """Bytes that do not form what the format promises (length, checksum, range)."""


class UnknownModel(DriverError):
    """A model or profile name that stands in no catalogue; the message lists the nearest names."""
