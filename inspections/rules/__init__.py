"""Rules on records: who may do what to which, with the reason; and the workflows as tables."""

# They register themselves.
from inspections.rules import (
    agencies,  # noqa: F401
    cited_documents,  # noqa: F401
    complaints,  # noqa: F401
    findings,  # noqa: F401
    handlings,  # noqa: F401
    handovers,  # noqa: F401
    implementation,  # noqa: F401
    imports,  # noqa: F401
    remedies,  # noqa: F401
    rounds,  # noqa: F401
    submissions,  # noqa: F401
    visits,  # noqa: F401
)
