"""The technician's care: one page for each device, each test and each check."""
