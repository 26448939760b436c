"""What agencies wrote for a section: results the Sở accepted, facts it confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.figures.catalog import rows_for
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.periods import Period
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
    if code not in SOURCES:
        return []
    text, keys = SOURCES[code]
    found = [*_of_results(text, period), *_of_facts(keys, period)]
    if wanted := fold(contains).strip():
        found = [words for words in found if wanted in fold(f"{words.agency} {words.text}")]
    return sorted(found, key=lambda words: sort_key(words.agency))


def _of_results(text: str, period: Period) -> Iterable[Words]:
    if not text:
        return
    for row in rows_for(f"self_inspections.{text}", period):
        yield Words(f"submission-{row.pk}", row.agency_name, row.round.title, getattr(row, text))


def _of_facts(keys: tuple[str, ...], period: Period) -> Iterable[Words]:
    for key in keys:
        for row in rows_for(key, period):
            origin = f"{row.get_kind_display()}, {short_date(row.day)}"
            stated = f"{row.title}. {row.text}" if row.text else row.title
            yield Words(f"fact-{row.pk}", row.agency_name, origin, stated)
