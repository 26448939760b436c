"""What is wrong with a finished PDF, for programs and for people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperProblem:
    """`code` for programs, `text` for people, `page` counted from 1 or None for the whole file."""

    code: str
    text: str
    page: int | None = None
