"""A question many pages ask in the same words, written down for the database once a process.

Django writes the SQL of a queryset anew for each request, which takes it longer than a database
takes to answer for a handful of rows (docs/performance.md). Here it is written once, and asked with
other values. No row is kept; and since stand-ins are handed to whoever builds the queryset, what is
asked cannot depend on a person, a day or anything else but the values it is asked with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")
Value = int | str | date
# What stands for the values while a question is written down: no value of the portal.
_STAND_INS: dict[type, Callable[[int], Value]] = {
    int: lambda at: 2**31 - 1000 + at,
    str: lambda at: f"\ue000\ue001{at}",
    date: lambda at: date(9999, 12, 1) + timedelta(days=at),
}


@dataclass(frozen=True)
class _Written(Generic[T]):
    """A queryset, what it says to the database, and which value stands at which parameter."""

    rows: QuerySet[Model, T]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: tuple[int | None, ...]


class Prepared(Generic[T]):
    """A question by numbers, texts and days: ``PEOPLE(1, 2)`` asks for the rows of ``build(1, 2)``.

    ``build`` makes a queryset out of as many values and does nothing else. Raises ``ValueError``
    where a value is no parameter of its own, and for what is prefetched, which is asked later.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        self._build = build
        self._written: dict[tuple[type, ...], _Written[T]] = {}

    def __call__(self, *values: Value) -> list[T]:
        """The rows, by one query."""
        kinds = tuple(type(value) for value in values)
        if kinds not in self._written:
            self._written[kinds] = _write(self._build, kinds)
        asked = self._written[kinds]
        given = _as_asked(values)
        params = [
            param if at is None else given[at]
            for param, at in zip(asked.params, asked.places, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(asked.sql, params)
            return made_of(asked.rows, asked.compiler, cursor.fetchall())


def _write(build: Callable[..., QuerySet[Any, T]], kinds: tuple[type, ...]) -> _Written[T]:
    values = [_STAND_INS[kind](at) for at, kind in enumerate(kinds)]
    # Any: the types of Django do not know that a queryset says what it prefetches.
    rows: Any = build(*values)
    stand_ins = _as_asked(values)
    compiler = rows.query.clone().get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    # How each column is read is asked of it once as well: a row with its relations has dozens.
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    compiler.get_converters = lambda columns: converters
    places = tuple(stand_ins.index(one) if one in stand_ins else None for one in params)
    if rows._prefetch_related_lookups or set(range(len(kinds))) - set(places):
        raise ValueError("Each value of this question has to be a parameter of its own.")
    return _Written(rows, compiler, sql, tuple(params), places)


# Any: what the types of a cursor call a parameter.
def _as_asked(values: Sequence[Value]) -> list[Any]:
    """Values as the database takes them."""
    of_day = connection.ops.adapt_datefield_value
    return [of_day(value) if isinstance(value, date) else value for value in values]


def made_of(
    rows: QuerySet[Any, T], compiler: SQLCompiler, found: Iterable[tuple[Any, ...]]
) -> list[T]:
    """What ``rows`` makes, in its own way, of what was ``found`` by what ``compiler`` wrote."""
    # Any: the compiler is answered here instead of by the database, a copy for each thread.
    answered, asked, query = cast(Any, (copy(compiler), _twin(rows), _twin(rows.query)))
    answered.connection = connection
    answered.execute_sql = lambda *args, **kwargs: [found]
    query.get_compiler = lambda *args, **kwargs: answered
    asked._query = query
    return list(asked._iterable_class(asked))


def _twin(one: object) -> object:
    """Another with the same values: Django's own copies of these are made to be changed."""
    twin = object.__new__(type(one))
    vars(twin).update(vars(one))
    return twin
