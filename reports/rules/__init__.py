"""Rules on reports: who may do what to which, with the reason."""

from reports.rules import reports  # noqa: F401  it registers itself
