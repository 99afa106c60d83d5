"""The thread behind the technician's bench, and its pages: calibration, quick check and history."""
