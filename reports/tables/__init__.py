"""Columns of the tables people take away from the figures."""
