"""The rules of a visit: pure functions over frozen values; standard library only, no clock, no I/O."""
