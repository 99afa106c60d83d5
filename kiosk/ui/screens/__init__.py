"""One screen for each thing a person at the kiosk lives through, in the folder of whose screen it is.

A screen shows a state; it decides nothing. ``kiosk/ui/chooser.py`` says which shows which.
"""
