"""Rules on reports: who may do what to which, with the reason."""
