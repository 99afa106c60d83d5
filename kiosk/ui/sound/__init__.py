"""What is heard: the bell, tones, and the voice joined to Kivy."""
