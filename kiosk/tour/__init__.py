"""The scripted visits that `make run` shows where there is no display."""
