"""A report that comes back from Word: what was changed in it, and taking it over by choice."""
