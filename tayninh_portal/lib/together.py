"""Several questions to the database in one statement, so that a page waits for one answer.

The rows of each question come back in its own queryset, which then needs no query of its own:
whoever goes on with it reads models, values or tuples as if it had been asked alone. Nothing is
kept beyond the querysets at hand.

How: the questions stand side by side under ``UNION ALL``. Their columns differ, so each kind of
value has places of its own in the wide row, which a question fills as far as it has such columns.
One statement also sees one state of the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

from tayninh_portal.lib.prepared import made_of

# What a place in the wide row is called after: PostgreSQL joins columns of one kind only.
_WIDEST = {"varchar": "text", "smallint": "bigint", "integer": "bigint"}
Place = tuple[str, int]
# Any: rows of any model in any shape.
Asked = QuerySet[Any, Any]
Rows = tuple[Asked, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Question(Generic[T]):
    """Something asked: the ``rows`` it stands on, and the ``answer`` they come to once read.

    What needs a first answer to know what else to ask answers with a question.
    """

    rows: Rows
    answer: Callable[[], T]


def read(question: Question[T]) -> T:
    """The answer to one question, its rows read together."""
    read_together(*question.rows)
    return question.answer()


def count_of(rows: Asked) -> Question[int]:
    """How many ``rows`` there are."""
    counted = rows.order_by().values(all=Value(1)).annotate(number=Count("pk"))
    return Question((counted,), lambda: sum(row["number"] for row in counted))


def read_side_by_side(askers: Iterable[Iterable[T | Rows]]) -> list[list[T]]:
    """What each of ``askers`` says, in its own order.

    An asker that has to read gives the rows, as a tuple, before it looks at them; it goes on when
    they were read, together with what the others wait for. So ten of them that ask once each take
    one statement.
    """
    running: list[tuple[list[T], Iterator[T | Rows]]] = [([], iter(asker)) for asker in askers]
    found = [said for said, _ in running]
    while running:
        waiting = [(said, asker, _next_rows(said, asker)) for said, asker in running]
        read_together(*(rows for _, _, asked in waiting for rows in asked or ()))
        running = [(said, asker) for said, asker, asked in waiting if asked is not None]
    return found


def _next_rows(said: list[T], asker: Iterator[T | Rows]) -> Rows | None:
    """The rows the asker waits for; None when it has said everything."""
    for each in asker:
        if isinstance(each, tuple):
            return each
        said.append(each)
    return None


@dataclass(frozen=True)
class _Statement:
    """One queryset, what it says to the database, and the place of each of its columns."""

    rows: Asked
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    places: tuple[Place, ...]


class Ready:
    """Rows that are asked for again and again in the same words, which are written down once.

    To draw up a question out of many conditions takes Django longer than a database takes to
    answer it. Whoever keeps one keeps it by everything it was made of. No row is kept.
    """

    def __init__(self, rows: Asked) -> None:
        self._rows = rows
        self._statement: _Statement | None = None

    def again(self) -> Asked:
        """The rows, not read yet. A queryset made out of them is drawn up like any other."""
        rows = self._rows.all()
        rows.__dict__[_READY] = self
        return rows

    def statement(self, rows: Asked, connection: BaseDatabaseWrapper) -> _Statement:
        """What ``rows``, given by ``again``, say to the database."""
        if self._statement is None:
            self._statement = _drawn_up(self._rows, connection)
        return replace(self._statement, rows=rows)


# Where a queryset remembers what it came from; its copies do not.
_READY = "_portal_ready"


def read_together(*asked: Asked) -> None:
    """Fill each of ``asked`` with its rows, all of them by one statement.

    Those read before stay as they are; one alone is left to ask for itself, with the first look.
    """
    left = [rows for rows in dict.fromkeys(asked) if rows._result_cache is None]
    if len(left) < 2:
        return
    connection = connections[left[0].db or DEFAULT_DB_ALIAS]
    questions = [found for rows in left if (found := _question(rows, connection))]
    answers = _answers(questions, connection) if questions else {}
    for at, question in enumerate(questions):
        _fill(question, answers.get(at, ()))


def _question(rows: Asked, connection: BaseDatabaseWrapper) -> _Statement | None:
    """None where the rows are known to be none; then they are filled at once."""
    ready: Ready | None = rows.__dict__.get(_READY)
    found = ready.statement(rows, connection) if ready else _drawn_up(rows, connection)
    if found.sql:
        return found
    _fill(found, ())
    return None


def _drawn_up(rows: Asked, connection: BaseDatabaseWrapper) -> _Statement:
    """Without SQL where the rows are known to be none."""
    compiler = rows.query.clone().get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql(with_col_aliases=True)
    except EmptyResultSet:
        return _Statement(rows, compiler, "", (), ())
    taken: Counter[str] = Counter()
    places = []
    for expression, _, _ in compiler.select:
        kind = _kind(expression, connection)
        places.append((kind, taken[kind]))
        taken[kind] += 1
    return _Statement(rows, compiler, sql, tuple(params), tuple(places))


# Any: the types of Django do not tell an expression with an output from one without.
def _kind(expression: Any, connection: BaseDatabaseWrapper) -> str:
    found = expression.output_field.db_type(connection) or "text"
    name = found.partition("(")[0]
    return _WIDEST.get(name, name)


def _answers(
    questions: Sequence[_Statement], connection: BaseDatabaseWrapper
) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of each question by its number, in its own order."""
    wide = sorted({place for question in questions for place in question.places})
    # Put into one plan with all others PostgreSQL weighs each anew in the wide row of all.
    kept = "MATERIALIZED " if connection.vendor == "postgresql" else ""
    heads = ", ".join(
        f"q{at} ({_columns(question)}) AS {kept}({question.sql})"
        for at, question in enumerate(questions)
    )
    parts = " UNION ALL ".join(
        f"SELECT {at}, ROW_NUMBER() OVER (), {_cells(question, wide, connection)} FROM q{at}"
        for at, question in enumerate(questions)
    )
    columns = {place: at for at, place in enumerate(wide, 2)}
    pick = [[columns[place] for place in question.places] for question in questions]
    found: dict[int, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        params = [param for question in questions for param in question.params]
        cursor.execute(f"WITH {heads} {parts}", params)
        for row in sorted(cursor.fetchall(), key=itemgetter(0, 1)):
            found.setdefault(row[0], []).append(tuple(row[at] for at in pick[row[0]]))
    return found


def _columns(question: _Statement) -> str:
    return ", ".join(f"c{n}" for n in range(len(question.places)))


def _cells(question: _Statement, wide: Sequence[Place], connection: BaseDatabaseWrapper) -> str:
    """The wide row of a question; SQLite takes any value in any column and needs no kinds."""
    at = {place: f"c{n}" for n, place in enumerate(question.places)}
    cells = [(at.get(place, "NULL"), place[0]) for place in wide]
    if connection.vendor == "sqlite":
        return ", ".join(cell for cell, _ in cells)
    return ", ".join(f"CAST({cell} AS {kind})" for cell, kind in cells)


def _fill(question: _Statement, found: Sequence[tuple[Any, ...]]) -> None:
    """Let the queryset make its rows out of what was found."""
    if not found:
        question.rows._result_cache = []
        return
    question.rows._result_cache = made_of(question.rows, question.compiler, found)
