"""What every screen must be, measured on the screens themselves: sizes, contrast, words, reach, voice, pictures."""
