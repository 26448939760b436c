"""The main figures of a report beside those of the period before, for whoever decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.checks.surroundings import Before, figures_before
from reports.figures.addresses import figure_address
from reports.freezing.frozen import figure_in, kept_of
from reports.freezing.links import frozen_address
from reports.freezing.models import Freeze
from reports.narrative.models import Report
from tayninh_portal.lib.dates import number_vi, percent_vi
from tayninh_portal.models import User
from tayninh_portal.paper.content import Figure
from tayninh_portal.paper.html import FigureAddress

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
    """The figures, the period before (None: the portal knows none), and what to mind: how the
    registry changed between the two."""

    figures: list[ComparedFigure]
    before: Before | None

    @property
    def is_known(self) -> bool:
        """Whether anything at all is known of the period before."""
        return any(each.before for each in self.figures)


def comparison_of(report: Report, freeze: Freeze | None, user: User) -> Comparison | None:
    """The main figures of a frozen version; None for one that was told without a freeze.

    Call it inside ``one_state()``.
    """
    if freeze is None:
        return None
    before = figures_before(report.period)
    now_at, before_at = frozen_address(freeze, user), _address_before(before, user)
    earlier: Mapping[str, int] = before.figures if before else {}
    # A year of which nothing at all was recorded has no numbers, and no zeros.
    known = any(earlier.get(key) for key in MAIN)
    kept = kept_of(freeze)
    found = []
    for key in MAIN:
        if key not in freeze.figures or key not in kept.definitions:
            continue
        figure = figure_in(kept, key)
        now, was = freeze.figures[key], earlier.get(key) if known else None
        shown = Figure(key, None, "–")
        found.append(
            ComparedFigure(
                label=figure.label,
                unit=figure.definition.unit,
                now=now,
                before=was,
                change=change_in_words(now, was),
                url=now_at(shown),
                url_before=before_at(shown) if was is not None else "",
            )
        )
    return Comparison(found, before)


def change_in_words(now: int, before: int | None) -> str:
    """“tăng 12 (16,00%)”, “giảm 09 (14,29%)”, “không đổi”; no share of none."""
    if before is None:
        return ""
    if now == before:
        return "không đổi"
    verb, size = ("tăng", now - before) if now > before else ("giảm", before - now)
    share = f" ({percent_vi(size, before)})" if before else ""
    return f"{verb} {number_vi(size)}{share}"


def _address_before(before: Before | None, user: User) -> FigureAddress:
    """The rows of the report issued for the period before, else those counted today."""
    if before is None:
        return lambda figure: ""
    snapshot = before.report.submitted_snapshot if before.report else None
    if snapshot is not None and snapshot.freeze is not None:
        return frozen_address(snapshot.freeze, user)
    return figure_address(before.period, user)
