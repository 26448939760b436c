"""Which constraint of a model the database says is broken, and the sentence the model gives it."""

from __future__ import annotations

import re

from django.db import IntegrityError, models

# "CHECK constraint failed: NAME", "UNIQUE constraint failed: index 'NAME'" (SQLite).
_NAMED = re.compile(r"constraint failed: (?:index ')?(\w+)")
# "UNIQUE constraint failed: table.column, table.column" (SQLite).
_COLUMNS = re.compile(r"UNIQUE constraint failed: ((?:\w+\.\w+(?:, )?)+)")


def sentence_of(error: IntegrityError, model: type[models.Model]) -> str:
    """The ``violation_error_message`` of the constraint ``error`` speaks of; "" for another's."""
    name, columns = _broken(error)
    for constraint in model._meta.constraints:
        fields = getattr(constraint, "fields", ())
        wanted = {model._meta.get_field(field).column for field in fields}  # type: ignore[union-attr]  # concrete fields
        if constraint.name == name or (columns and wanted == columns):
            return str(constraint.violation_error_message)
    return ""


def _broken(error: IntegrityError) -> tuple[str, set[str]]:
    """The name of the broken constraint, or the columns that had to be unique."""
    said = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if said:
        return said, set()
    text = str(error)
    columns = _COLUMNS.search(text)
    if columns:
        return "", {part.split(".")[1] for part in columns[1].split(", ")}
    named = _NAMED.search(text)
    return (named[1] if named else ""), set()
