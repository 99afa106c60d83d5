"""Programs that the benchmarks start and time from outside."""
