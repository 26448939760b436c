"""What the reports put on the home page and into the search."""

from reports.work import figures, reports  # noqa: F401  they register themselves
