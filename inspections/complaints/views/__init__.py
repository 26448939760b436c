"""Screens of complaints: list, receipt, detail, one page a move, the caller's identity."""
