"""Helpers that start the real parts a test needs, and say which cannot be had."""
