"""Filters of the lists, kept in the address, one file a noun."""
