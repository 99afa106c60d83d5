"""What comes from a printer is heard even by a machine that is too busy to listen in time."""

from __future__ import annotations

from drivers.link import Link
from drivers.printers.inbox import Inbox
from tests.drivers.wires import Clock, Scripted, plugged


def test_a_reply_that_lies_there_at_the_deadline_counts():
    device, clock = Scripted(), Clock()
    link = Link(plugged(device), clock=clock)
    inbox = Inbox(link, clock)
    inbox.empty()
    deadline = clock.now + 0.3
    device.say(b"\x12")
    clock.now += 2.0
    assert inbox.real_time(deadline) == 0x12
    assert inbox.real_time(deadline) is None
    link.close()


def test_who_never_stops_talking_is_left_at_the_deadline():
    device, clock = Scripted(), Clock()
    link = Link(plugged(device), clock=clock)
    inbox = Inbox(link, clock)
    inbox.empty()
    deadline = clock.now
    device.transmit = lambda now: b"\x14" * 4  # type: ignore[method-assign]
    assert inbox.block(b"7%", deadline) is False
    link.close()
