"""kiosk.ini -> frozen Settings, or every reason why not, each with its line and what would be right."""

from kiosk.settings.load import load
from kiosk.settings.model import Counter, Office, Panel, PrinterPort, Settings, ThermometerPort
from kiosk.settings.reader import SettingsError

__all__ = [
    "Counter",
    "Office",
    "Panel",
    "PrinterPort",
    "Settings",
    "SettingsError",
    "ThermometerPort",
    "load",
]
