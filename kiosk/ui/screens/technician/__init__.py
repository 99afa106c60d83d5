"""The technician's rooms: the home page, the bench with its calibration, and the care of the machine."""
