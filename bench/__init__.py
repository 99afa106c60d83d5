"""Figures, each beside a baseline taken in the same run. ``make bench`` prints them all."""
