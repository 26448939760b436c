"""The main figures of a report beside those of the period before, for whoever decides about it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.addresses import figure_address
from reports.figures.derived import percent
from reports.freezing.frozen import figure_in, kept_of
from reports.freezing.links import frozen_address
from reports.freezing.models import Freeze
from reports.narrative.before import Before, before
from reports.narrative.models import Report
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.models import User
from tayninh_portal.paper.content import Figure

# What the Ministry's outline asks first: visits, who was there, what was found and done about it,
# what citizens said, what agencies did by themselves.
MAIN = (
    "visits.total",
    "visits.agencies",
    "headcounts.present",
    "headcounts.absent_unexcused",
    "violations.total",
    "violations.leaders",
    "unit_findings.total",
    "handlings.total",
    "handlings.discipline",
    "remedies.due",
    "remedies.done",
    "remedies.overdue",
    "complaints.total",
    "complaints.handled",
    "self_inspections.total.due",
    "self_inspections.total.done",
)


@dataclass(frozen=True)
class ComparedFigure:
    """A figure now and in the period before. ``change`` in words, "" where there is nothing to
    compare with; ``url`` and ``url_before`` lead to the rows, "" for who may not see them."""

    label: str
    unit: str
    now: int
    before: int | None
    change: str
    url: str
    url_before: str


@dataclass(frozen=True)
class Comparison:
    """The figures, and the period before with the breaks of the registry in between; None before
    the first year the portal knows."""

    figures: list[ComparedFigure]
    before: Before | None

    @property
    def is_known(self) -> bool:
        """Whether anything was recorded of the period before."""
        return self.before is not None and self.before.is_known


def comparison_of(report: Report, freeze: Freeze | None, user: User) -> Comparison | None:
    """The main figures of a frozen version beside those frozen with it of the period before, or
    counted now where the freeze kept none; None for a version told without a freeze.

    Call it inside ``one_state()``.
    """
    if freeze is None:
        return None
    kept = kept_of(freeze)
    compared = Comparison([], kept.facts.before or before(report.period))
    earlier = compared.before if compared.is_known else None
    now_at = frozen_address(freeze, user)
    before_at = figure_address(earlier.period, user) if earlier else None
    for key in MAIN:
        if key not in freeze.figures or key not in kept.definitions:
            continue
        figure, shown = figure_in(kept, key), Figure(key, None, "–")
        now, was = freeze.figures[key], earlier.figures.get(key) if earlier else None
        compared.figures.append(
            ComparedFigure(
                label=figure.label,
                unit=figure.definition.unit,
                now=now,
                before=was,
                change=change_in_words(now, was),
                url=now_at(shown),
                url_before=before_at(shown) if before_at and was is not None else "",
            )
        )
    return compared


def change_in_words(now: int, before: int | None) -> str:
    """“tăng 12 (16,00%)”, “giảm 09 (14,29%)”, “không đổi”; no share of none."""
    if before is None:
        return ""
    if now == before:
        return "không đổi"
    verb, size = ("tăng", now - before) if now > before else ("giảm", before - now)
    share = f" ({percent(size, before)})" if before else ""
    return f"{verb} {number_vi(size)}{share}"
