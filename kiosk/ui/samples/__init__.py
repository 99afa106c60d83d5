"""Moments of everything that has a screen, for pictures and tests, and what lies on the technician's desk in them."""
