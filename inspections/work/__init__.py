"""What the records put on the home page and into the search, one file a noun."""

# They register themselves.
from inspections.work import (
    rounds,  # noqa: F401
    submissions,  # noqa: F401
)
