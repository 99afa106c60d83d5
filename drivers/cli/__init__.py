"""The commands of ``python -m drivers``; each file adds its own with ``add_to``."""
