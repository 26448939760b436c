"""Whether anything hangs on a record: asked once a page, for all rooms that may have something.

A page shows panels of many rooms, and of most records most rooms have nothing. Each room says which
rows hang on a record by its number; the first that asks has all of them looked for by one query,
and the answer stays with the record as it was read for the page. What is written asks the database
itself.
"""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db.models import Exists, Model, QuerySet

from tayninh_portal.lib.prepared import Prepared

Rows = Callable[[int], QuerySet[Model]]
_rows: dict[str, dict[str, Rows]] = {}
_questions: dict[str, Prepared[dict[str, bool]]] = {}


def register(on: str, what: type[Model], rows: Rows) -> None:
    """Rows of ``what`` may hang on records of the model ``on`` ("app.model"): those of its number.

    The number is all they may depend on: a person or a day is asked of those that are there.
    """
    _rows.setdefault(on, {})[_name(what)] = rows
    _questions.pop(on, None)


def hangs(record: Model, what: type[Model]) -> bool:
    """Whether any row of ``what`` hangs on ``record``; True where nobody said how to look."""
    on, name = record._meta.label_lower, _name(what)
    if name not in _rows.get(on, {}):
        return True
    kept: dict[str, bool] | None = vars(record).get("_hanging")
    if kept is None:
        if on not in _questions:
            _questions[on] = Prepared(lambda pk: _question(on, pk))
        kept = next(iter(_questions[on](record.pk)), {})
        vars(record)["_hanging"] = kept
    return kept.get(name, False)


def known_without(record: Model, what: type[Model]) -> bool:
    """Whether the page that read ``record`` has looked already and found nothing of ``what``."""
    kept: dict[str, bool] = vars(record).get("_hanging", {})
    return kept.get(_name(what)) is False


def _question(on: str, pk: int) -> QuerySet[Model, dict[str, bool]]:
    hanging = {name: Exists(rows(pk)) for name, rows in _rows[on].items()}
    record: QuerySet[Model] = apps.get_model(on)._base_manager.filter(pk=pk)
    return record.values(**hanging)


def _name(what: type[Model]) -> str:
    return f"hangs_{what._meta.model_name}"
