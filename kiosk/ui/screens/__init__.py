"""One screen for each thing a person at the kiosk lives through. A screen shows a state; it decides nothing."""
