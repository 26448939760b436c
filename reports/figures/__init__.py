"""Figures: records counted, with the rows behind every number. Reads records, writes nothing."""
