"""Thermometers: a catalogue of models, one pure file for each wire format, and the driver that joins them to a link.

Start with ``open_thermometer`` in ``thermometer.py``.
"""
