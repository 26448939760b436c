"""The registry's moves: found, rename, close, merge, put somebody in charge.

None of them touches a record of the past: a rename adds a name from a day on, a merger ends the old
bodies the day before and names who takes over what is open.
"""

from inspections.agencies.actions.assignments import assign_agency, put_in_charge
from inspections.agencies.actions.endings import (
    close_agency,
    correct_last_day,
    end_agency,
    merge_agencies,
)
from inspections.agencies.actions.entries import (
    CORRECTABLE,
    enter_agency,
    found_agency,
    rename_agency,
    update_agency,
)

__all__ = [
    "CORRECTABLE",
    "assign_agency",
    "close_agency",
    "correct_last_day",
    "end_agency",
    "enter_agency",
    "found_agency",
    "merge_agencies",
    "put_in_charge",
    "rename_agency",
    "update_agency",
]
