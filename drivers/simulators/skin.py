"""What stands before a thermometer: a person who comes, holds still and goes, or only the room.

Pure: a scene is a value, and what the thermometer sees is a function of the scene and of time (seconds,
degrees Celsius). The speeds are those of the approach and of the walking away in the benchmarks of the
stable reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum


class Person(Enum):
    """Where the person is."""

    AWAY = "away"
    HERE = "here"
    WALKING = "walking"
    """Turning away slowly while being measured: the field of view fills with background."""


# Time constants in seconds. Coming and going is over within a second; walking away costs half a degree in
# the first.
_ARRIVING = 0.18
_WALKING = 20.0
# Skin chilled outdoors warms up over minutes.
_WARMING = 120.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment from which on the scene is known. ``before`` is what was seen just then."""

    person: Person
    celsius: float
    ambient: float
    since: float = 0.0
    before: float = 0.0
    chill: float = 0.0
    """How many degrees the skin was below ``celsius`` when the person arrived."""
    spike: float | None = None
    """Something hot in view (the sun on a buckle) until ``spike_until``."""
    spike_until: float = 0.0


def settled(scene: Scene) -> Scene:
    """The scene as if its person had come, or gone, just long enough ago to have arrived at time zero."""
    return replace(scene, since=-10 * _ARRIVING, before=scene.celsius if _is_here(scene) else scene.ambient)


def _is_here(scene: Scene) -> bool:
    return scene.person is not Person.AWAY


def seen(scene: Scene, now: float) -> float:
    """The temperature that fills the field of view."""
    if scene.spike is not None and now < scene.spike_until:
        return scene.spike
    after = max(0.0, now - scene.since)
    skin = scene.celsius - scene.chill * math.exp(-after / _WARMING)
    match scene.person:
        case Person.HERE:
            return skin + (scene.before - skin) * math.exp(-after / _ARRIVING)
        case Person.AWAY:
            return scene.ambient + (scene.before - scene.ambient) * math.exp(-after / _ARRIVING)
        case Person.WALKING:
            return scene.ambient + (scene.before - scene.ambient) * math.exp(-after / _WALKING)


def moved(scene: Scene, person: Person, now: float) -> Scene:
    """The person comes or goes; the change starts from what is seen now."""
    if person is scene.person:
        return scene
    return replace(scene, person=person, since=now, before=seen(replace(scene, spike=None), now))
