"""What a statement writes, and refusing it where nothing may be written.

A GET request can be sent by a prefetching browser, a link in a mail or an image on a foreign
page, without any token: our views therefore never write on it. An `execute_wrapper` on the
connection refuses the statement itself, whichever code sent it:

    with connection.execute_wrapper(refuse_writes({"django_session"})):
        ...
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Execute = Callable[[str, object, bool, dict[str, Any]], object]
ExecuteWrapper = Callable[[Execute, str, object, bool, dict[str, Any]], object]

# First words of statements that change no row.
_READING = {"SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "SHOW", "DECLARE", "FETCH", "CLOSE"}
_BOUNDING = {"BEGIN", "START", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"}
_TUNING = {"SET", "RESET", "PRAGMA"}
_HARMLESS = _READING | _BOUNDING | _TUNING

_NOT_CODE = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_NAME = r'(?:"[^"]+"|\w+)'
_TABLE = rf"(?!SET\b)({_NAME}(?:\.{_NAME})*)"
_WRITES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(INSERT|REPLACE|MERGE)\s+(?:OR\s+\w+\s+)?INTO\s+(?:ONLY\s+)?{_TABLE}",
        rf"\b(DELETE)\s+FROM\s+(?:ONLY\s+)?{_TABLE}",
        # The SET tells it from SELECT … FOR UPDATE and from ON CONFLICT DO UPDATE SET.
        rf"\b(UPDATE)\s+(?:OR\s+\w+\s+)?(?:ONLY\s+)?{_TABLE}\s+(?:(?:AS\s+)?{_NAME}\s+)?SET\b",
    )
]


class WriteOnGet(Exception):
    """A GET request tried to write. The message names verb and table, never a value."""


@dataclass(frozen=True)
class Write:
    """One thing a statement writes: its verb and its table ('' where it is not a row's table)."""

    verb: str
    table: str


@lru_cache(maxsize=512)
def writes_of(sql: str) -> tuple[Write, ...]:
    """Return what a statement writes, inside WITH and after semicolons too; () if it only reads.

    A page asks the same few statements again and again, with other values: each is read once.

    A statement that starts with a word not known to be harmless counts as a write without table:
    CREATE, TRUNCATE, COPY, CALL and whatever a later version of a database brings.
    """
    code = _NOT_CODE.sub(" ", sql)
    found = [
        Write(verb.upper(), table.split(".")[-1].strip('"'))
        for pattern in _WRITES
        for verb, table in pattern.findall(code)
    ]
    known = _HARMLESS | {write.verb for write in found}
    for statement in code.split(";"):
        words = re.findall(r"\w+", statement)
        if words and words[0].upper() not in known:
            found.append(Write(words[0].upper(), ""))
    return tuple(found)


def refuse_writes(allowed_tables: Iterable[str] = ()) -> ExecuteWrapper:
    """Return an execute_wrapper that raises WriteOnGet for a write outside the allowed tables.

    The allow list names tables exactly as the database knows them: sessions, messages, and what
    the sign-in library writes in its callbacks.
    """
    allowed = frozenset(allowed_tables)

    def wrapper(
        execute: Execute, sql: str, params: object, many: bool, context: dict[str, Any]
    ) -> object:
        for write in writes_of(str(sql)):
            if write.table not in allowed:
                target = f" vào bảng “{write.table}”" if write.table else ""
                raise WriteOnGet(f"Yêu cầu GET không được ghi dữ liệu: {write.verb}{target}.")
        return execute(sql, params, many, context)

    return wrapper
