"""The technician's bench: the calibration, the quick check and the history. A sheet says, the page shows."""
