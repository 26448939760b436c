"""What agencies wrote for a section: results the Sở accepted, facts it confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.figures.catalog import rows_for
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read
from tayninh_portal.lib.vietnamese import fold, sort_key

# Code of the heading → the text of a self-inspection result ("" for none), and figures over facts.
SOURCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "directives": ("", ("implementation.directives",)),
    "propaganda": (
        "propaganda",
        ("implementation.meetings", "implementation.broadcasts", "implementation.posts"),
    ),
    "rules_reviewed": (
        "rules_reviewed",
        ("implementation.rules_reviewed", "implementation.rules_amended"),
    ),
    "training": ("", ("implementation.trainings",)),
    "shortcomings": ("shortcomings", ("implementation.shortcomings",)),
    "causes": ("shortcomings", ("implementation.shortcomings",)),
    "proposals": ("proposals", ("implementation.proposals",)),
}


@dataclass(frozen=True)
class Words:
    """One agency's words: ``source`` names the record, ``origin`` says what it is."""

    source: str
    agency: str
    origin: str
    text: str

    @property
    def line(self) -> str:
        """The words as one point of the section, with the agency they come from.

        An agency writes no tokens: its braces become brackets, so that they name no figure.
        """
        line = f"- {self.agency}: {' '.join(self.text.split())}"
        return line.replace("{", "(").replace("}", ")")


def words_for(code: str, period: Period, contains: str = "") -> list[Words]:
    """What agencies wrote for the section ``code`` in ``period``, by agency's name.

    ``contains``: only those with these words in the name or the text, accents or not.
    """
    found = read(ask_words(code, period))
    if wanted := fold(contains).strip():
        found = [words for words in found if wanted in fold(f"{words.agency} {words.text}")]
    return found


def ask_words(code: str, period: Period) -> Question[list[Words]]:
    """All of ``words_for``, to be read together with something else."""
    text, keys = SOURCES.get(code, ("", ()))
    results = [rows_for(f"self_inspections.{text}", period)] if text else []
    facts = [rows_for(key, period) for key in keys]

    def answer() -> list[Words]:
        found = [words for rows in results for words in _of_results(text, rows)]
        found += [words for rows in facts for words in _of_facts(rows)]
        return sorted(found, key=lambda words: sort_key(words.agency))

    return Question((*results, *facts), answer)


@dataclass(frozen=True)
class Stated:
    """What agencies wrote alike, and which of them, by name."""

    text: str
    agencies: tuple[str, ...]


def alike(found: Sequence[Words]) -> tuple[Stated, ...]:
    """The same words once, what most agencies wrote first; one line each, without a full stop."""
    by_text: dict[str, dict[str, None]] = {}
    for words in found:
        text = " ".join(words.text.split()).replace("{", "(").replace("}", ")").rstrip(" .;")
        by_text.setdefault(text, {})[words.agency] = None
    ordered = sorted(by_text.items(), key=lambda each: -len(each[1]))
    return tuple(Stated(text, tuple(agencies)) for text, agencies in ordered if text)


def _of_results(text: str, rows: Iterable[Any]) -> Iterable[Words]:
    for row in rows:
        yield Words(f"submission-{row.pk}", row.agency_name, row.round.title, getattr(row, text))


def _of_facts(rows: Iterable[Any]) -> Iterable[Words]:
    for row in rows:
        origin = f"{row.get_kind_display()}, {short_date(row.day)}"
        stated = f"{row.title}. {row.text}" if row.text else row.title
        yield Words(f"fact-{row.pk}", row.agency_name, origin, stated)
