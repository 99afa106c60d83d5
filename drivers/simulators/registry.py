"""Simulated devices by URL and by name: ``sim://gy-mcu90614?celsius=36.5&name=door``.

A named device lives on when its port is closed, and whoever knows the name can command it; a device without
a name is a new one each time its port is opened.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlsplit

from drivers.simulators.device import Device

Factory = Callable[[dict[str, str]], Device]
"""Builds a device from its parameters. ValueError names the parameter and what would be right."""

_ROOMS = ("drivers.simulators.thermometer", "drivers.simulators.printer", "drivers.simulators.scanner")
_factories: dict[str, Factory] = {}
_named: dict[str, tuple[str, Device]] = {}
_introduced: dict[str, str] = {}
_lock = threading.RLock()


def register(model: str, factory: Factory) -> None:
    """Make ``sim://<model>`` work. A second factory for the same model replaces the first."""
    _factories[model] = factory


def models() -> list[str]:
    """The names that can stand behind ``sim://``."""
    _furnish()
    return sorted(_factories)


def device(url: str) -> Device:
    """The device behind ``sim://model?key=value&name=...``; the same name gives the same live object.

    Parameters count only when a named device is made; later they are ignored, so that a port may be
    reopened under the URL it was first opened with. ValueError says what is wrong with the URL.
    """
    wanted, params = _read(url)
    name = params.pop("name", None)
    if name is None:
        return make(wanted, params)
    with _lock:
        if name not in _named:
            _named[name] = (wanted, make(wanted, params))
        model, found = _named[name]
    if model != wanted:
        raise ValueError(f"{url}: {name!r} is already the name of a {model}")
    return found


def introduce(url: str) -> None:
    """Make a name known before any port is opened: :func:`named` then makes the device of this URL itself.

    ValueError says what is wrong with the URL, KeyError that it names nobody.
    """
    _model, params = _read(url)
    with _lock:
        _introduced[params["name"]] = url


def make(model: str, params: Mapping[str, str]) -> Device:
    """A new, nameless device. ValueError for an unknown model or parameter."""
    _furnish()
    factory = _factories.get(model)
    if factory is None:
        raise ValueError(f"no simulator for {model!r}: one of {', '.join(sorted(_factories))}")
    return factory(dict(params))


def named(name: str) -> Device:
    """The living device of that name. KeyError if nobody made or introduced it."""
    with _lock:
        if name not in _named and name in _introduced:
            return device(_introduced[name])
        return _named[name][1]


def forget(name: str) -> None:
    """Let a name go; the next ``device`` with it starts afresh. Unknown names are fine."""
    with _lock:
        _named.pop(name, None)
        _introduced.pop(name, None)


def _read(url: str) -> tuple[str, dict[str, str]]:
    """The model and the parameters, the name among them."""
    parts = urlsplit(url)
    if parts.scheme != "sim" or not parts.netloc:
        raise ValueError(f"{url}: expected sim://model?parameter=value")
    try:
        params = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise ValueError(f"{url}: {error}") from error
    return parts.netloc, dict(params)


def _furnish() -> None:
    # Late, because those files register themselves here.
    for room in _ROOMS:
        try:
            importlib.import_module(room)
        except ModuleNotFoundError as error:
            if error.name != room:
                raise
