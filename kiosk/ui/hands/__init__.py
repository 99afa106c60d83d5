"""What hands do to the kiosk: taps on the glass, a keypad, a scanner that types."""
