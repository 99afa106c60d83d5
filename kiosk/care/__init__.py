"""Care of the machine: is everything ready, what each device says just now, and the tests a technician makes."""
