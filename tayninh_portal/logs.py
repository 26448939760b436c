"""Structured logs that carry neither personal data nor secrets.

What may stand in a line: who by number, the path without its query (a search may hold a name),
the record by number, the outcome. Form values, mail addresses, query strings and exception
arguments (which may quote a value) stay out.
"""

from __future__ import annotations

import re
import sys
from typing import Any

import structlog

# Keys whose values come from people or may quote them.
PERSONAL = frozenset(
    {
        "request",
        "user_agent",
        "referer",
        "query",
        "body",
        "data",
        "email",
        "phone",
        "username",
        "full_name",
        "content",
        "exc_value",
    }
)
# The link of an invitation or a reset opens the account to whoever reads it in time.
SECRET_LINK = re.compile(r"(/(?:dat-mat-khau|lien-ket-giay)/)[^/\s]+-[^/\s]+/")


def leave_out_personal(_: object, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Processor: drop personal keys and cut the query string off a logged request line."""
    clean = {key: value for key, value in event.items() if key not in PERSONAL}
    if "request" in event:
        clean["path"] = SECRET_LINK.sub(r"\1…/", str(event["request"]).split("?", 1)[0])
    return clean


def leave_out_quotes(_: object, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Processor for the lines of libraries: with an exception only the fixed words stay.

    Celery and Django put the exception's message into their sentence as an argument.
    """
    record = event.get("_record")
    if record is not None and record.exc_info:
        event["event"] = str(record.msg)
    return event


def leave_out_values(_: object, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """Processor: of an exception keep its type and where it happened, never its message.

    A database error quotes the row it choked on, a ValueError the text it was given.
    """
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        event["exception"] = info[0].__name__
        frames = []
        trace = info[2]
        while trace is not None:
            code = trace.tb_frame.f_code
            frames.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}:{code.co_name}")
            trace = trace.tb_next
        event["where"] = frames[-8:]
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=False),
    leave_out_personal,
    leave_out_values,
]


def logging_config(level: str) -> dict[str, Any]:
    """The ``LOGGING`` dictionary: one JSON line an event on standard error."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [leave_out_quotes, *_SHARED],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Its lines quote the request with its query; our own request line says the same.
            "django.request": {"level": "CRITICAL"},
            "django.server": {"level": "WARNING"},
            # Quotes the certificate, which names who signed; what it found is kept with the copy.
            "pyhanko": {"level": "CRITICAL"},
            "pyhanko_certvalidator": {"level": "CRITICAL"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
            # Tells at every start that it can log.
            "pikepdf": {"level": "WARNING"},
        },
    }
