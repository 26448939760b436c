"""Journeys: people at their screens, in a real browser on the served portal."""
