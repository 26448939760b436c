"""Columns of the tables people take away, one file a noun; the rows are those of its list."""
