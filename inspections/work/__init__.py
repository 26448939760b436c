"""What the records put on the home page and into the search, one file a noun."""

# They register themselves.
from inspections.work import (
    agencies,  # noqa: F401
    cited_documents,  # noqa: F401
    complaints,  # noqa: F401
    handlings,  # noqa: F401
    handovers,  # noqa: F401
    implementation,  # noqa: F401
    people,  # noqa: F401
    remedies,  # noqa: F401
    rounds,  # noqa: F401
    submissions,  # noqa: F401
    visits,  # noqa: F401
)
