"""Days and times as people here say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.ui.kit import Speech
from kiosk.words import day_name, month_name
from kiosk.words import long_date as _long_date

WEEK = 7


def hour(local: datetime) -> str:
    """``08.15``: 24 hours, with a point."""
    return f"{local.hour:02d}.{local.minute:02d}"


def clock(local: datetime) -> str:
    """``08.15 WIB``."""
    return f"{hour(local)}\u00a0{local.tzname() or ''}".rstrip("\u00a0")


def moment(at: datetime, now: datetime) -> str:
    """``08.15`` today, ``23/3 08.15`` on another day."""
    at = at.astimezone(now.tzinfo)
    return hour(at) if at.date() == now.date() else f"{at.day}/{at.month} {hour(at)}"


def long_day(local: datetime, say: Speech) -> str:
    """``Selasa, 24 Maret 2020``."""
    return _long_date(say.words, say.language, local.date())


def opens(at: datetime, now: datetime, say: Speech) -> str:
    """``Buka kembali Senin pukul 08.00``, with as much of the date as is needed to be sure."""
    time, day = hour(at), day_name(say.words, say.language, at.date())
    if at.date() == now.date():
        return say("welcome.opens_today", time=time)
    if at.date() == now.date() + timedelta(days=1):
        return say("welcome.opens_tomorrow", day=day, time=time)
    if at.date() < now.date() + timedelta(days=WEEK):
        return say("welcome.opens_on", day=day, time=time)
    month = month_name(say.words, say.language, at.date())
    return say("welcome.opens_later", day=day, date=at.day, month=month, time=time)
