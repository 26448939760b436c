"""What a word finds in a search column, and the index by which PostgreSQL finds it.

``search__word="bien"`` is met by a column that has the letters anywhere in it. One or two letters
are met where a word begins, after a space or ``/ ( -``: anywhere they would hit nearly everything
and no index holds less than three.
"""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Contains, Lookup
from django.db.models.sql.compiler import SQLCompiler

COLUMN = "search"
SHORTEST_ANYWHERE = 3
# "-" is last: in the class of a regular expression it stands for itself there.
BEFORE_A_WORD = "/(-"


class Word(Lookup):
    """The lookup ``word`` of texts, with folded words (``lib.vietnamese.search_words``)."""

    lookup_name = "word"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Letters anywhere, or the beginning of a word."""
        if len(self.rhs) >= SHORTEST_ANYWHERE:
            return Contains(self.lhs, self.rhs).as_sql(compiler, connection)
        column, values = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} ~ %s", (*values, f"(^|[ {BEFORE_A_WORD}]){re.escape(self.rhs)}")
        for mark in BEFORE_A_WORD:
            column = f"replace({column}, '{mark}', ' ')"
        pattern = f"% {connection.ops.prep_for_like_query(self.rhs)}%"
        return rf"(' ' || {column}) LIKE %s ESCAPE '\'", (*values, pattern)


for field in (models.CharField, models.TextField):
    field.register_lookup(Word)


def searched_models() -> list[type[models.Model]]:
    """Every model with a search column."""
    return [model for model in apps.get_models() if _is_searched(model)]


def _is_searched(model: type[models.Model]) -> bool:
    try:
        model._meta.get_field(COLUMN)
    except FieldDoesNotExist:
        return False
    return model._meta.managed


def index_searches(using: str = DEFAULT_DB_ALIAS, **kwargs: object) -> None:
    """Index every search column by its trigrams (handler of ``post_migrate``; safe to run again).

    PostgreSQL alone has them, and only where its pg_trgm is there or may be added by whoever
    migrates; without it the portal searches as well and slower (docs/operations.md).
    """
    connection = connections[using]
    if connection.vendor != "postgresql" or not _has_trigrams(connection):
        return
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in searched_models():
            table = model._meta.db_table
            if table in tables:
                cursor.execute(
                    f'CREATE INDEX IF NOT EXISTS "{table}_search_trgm" ON "{table}"'
                    f' USING gin ("{COLUMN}" gin_trgm_ops)'
                )


def _has_trigrams(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone():
            return True
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION pg_trgm")
    except DatabaseError:
        return False
    return True
