"""Carries out what the rules ask for, on worker threads, and brings the answers back as events."""

from kiosk.conductor.clock import Clock
from kiosk.conductor.conductor import Conductor

__all__ = ["Clock", "Conductor"]
