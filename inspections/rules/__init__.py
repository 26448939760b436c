"""Rules on records: who may do what to which, with the reason; and the workflows as tables."""

from inspections.rules import (
    rounds,  # noqa: F401
    submissions,  # noqa: F401
)

from inspections.rules import findings, visits  # noqa: F401  they register themselves
