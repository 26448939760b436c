"""A year of inspections played from its data, and a ledger that reads the data alone."""
