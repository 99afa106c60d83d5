"""The officer signs in and decides; the words of the office's own people."""
