"""What the kiosk says aloud: which sentences belong to a moment, their clips, and who plays them."""
