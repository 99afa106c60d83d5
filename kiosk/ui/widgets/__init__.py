"""The few widgets the face is made of; each takes its sizes and colours from the theme by role."""
