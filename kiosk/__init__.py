"""Entrance kiosk of a civil-registry office: screening, quota and queue ticket as one story."""
