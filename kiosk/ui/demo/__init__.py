"""The panel beside a demonstration: what it offers to do to the world, and its buttons."""
