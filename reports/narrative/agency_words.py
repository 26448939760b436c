"""What the agencies wrote for a section, to read beside it and take over with its source.

Only what counts is offered: results the Sở accepted, facts it confirmed. What is taken over stands
in the specialist's own words from then on; the agency's record stays as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from reports.figures.catalog import rows_for
from reports.narrative.models import Section
from reports.narrative.reports import write_section
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.vietnamese import fold, sort_key
from tayninh_portal.models import User
from tayninh_portal.paper.measure import missing_characters
from tayninh_portal.records import require

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
LONGEST = 20_000


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


def take_words(
    section: Section,
    source: str,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    typed: str | None = None,
) -> Section:
    """Add what ``source`` says to the section's own words, as a point that names the agency.

    ``typed``: what stands in the box and was not saved yet; it is saved with the point. A point
    that stands there already is not added again. Raises ``Refused``, ``Conflict``, and
    ``ValidationError`` where the source is no longer offered or cannot be printed.
    """
    require(by, "report.write", section.report, at=at)
    offered = {words.source: words for words in words_for(section.code, section.report.period)}
    if source not in offered:
        raise ValidationError("Nội dung này không còn trong danh sách; hãy tải lại trang.")
    line = offered[source].line
    text = section.text if typed is None else typed.strip()
    if line not in text.splitlines():
        text = f"{text}\n{line}".strip()
    if missing := missing_characters("".join(line.split())):
        raise ValidationError(
            f"Phông chữ của văn bản không có ký tự {' '.join(missing)} trong nội dung này; hãy "
            "chép tay và thay ký tự khác."
        )
    if len(text) > LONGEST:
        raise ValidationError("Mục đã quá dài; hãy rút gọn trước khi lấy thêm nội dung.")
    # Taking a point is not reading the words of an earlier report that stand above it.
    return write_section(
        section,
        by=by,
        at=at,
        text=text,
        seen_version=seen_version,
        client_id=client_id,
        confirm=False,
    )


def _of_results(text: str, period: Period) -> Iterable[Words]:
    if not text:
        return
    for row in rows_for(f"self_inspections.{text}", period):
        yield Words(
            f"submission-{row.pk}",
            row.agency_name,
            row.round.title,
            getattr(row, text),
        )


def _of_facts(keys: tuple[str, ...], period: Period) -> Iterable[Words]:
    for key in keys:
        for row in rows_for(key, period):
            origin = f"{row.get_kind_display()}, {short_date(row.day)}"
            stated = f"{row.title}. {row.text}" if row.text else row.title
            yield Words(f"fact-{row.pk}", row.agency_name, origin, stated)
