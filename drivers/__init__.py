"""Thermometers and printers on a wire; knows nothing of the kiosk. Try ``python -m drivers``."""
