"""A year of made-up audits: for looking around, and for tests and benchmarks."""
