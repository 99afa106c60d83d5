"""Sizes in millimetres, colours and how far a hand reaches: what a theme asks by role."""
