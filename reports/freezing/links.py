"""Where the records behind frozen rows are today, for those who may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import reverse

from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.head_criticisms.models import HeadCriticism
from inspections.implementation.models import ImplementationFact
from inspections.plans.models import PlanLine
from inspections.remedies.models import Remedy
from inspections.result_papers.models import ResultPaper
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.figures.addresses import figure_address
from reports.figures.derived import derived
from reports.figures.tables import KEPT
from reports.freezing.models import Freeze, FrozenRow
from tayninh_portal.access import may
from tayninh_portal.lib.together import read_together
from tayninh_portal.models import User
from tayninh_portal.paper.content import Figure

# Type of record → the model that says who sees it, and its page.
_PAGES: dict[str, tuple[Any, str]] = {
    "inspections.complaint": (Complaint, "complaint-detail"),
    "inspections.handling": (Handling, "handling-detail"),
    "inspections.headcriticism": (HeadCriticism, "head-criticism-detail"),
    "inspections.implementationfact": (ImplementationFact, "implementation-detail"),
    "inspections.planline": (PlanLine, "plan-detail"),
    "inspections.remedy": (Remedy, "remedy-detail"),
    "inspections.resultpaper": (ResultPaper, "result-paper-detail"),
    "inspections.round": (Round, "round-detail"),
    "inspections.submission": (Submission, "submission-detail"),
    "inspections.visit": (Visit, "visit-detail"),
}
# Records that stand on the page of another: the column with its number.
_PAGE_OF = {"inspections.planline": "plan_id"}
_AGENCY, _FINDING = "inspections.agency", "inspections.finding"
_COMPLAINT = "inspections.complaint"


def addresses_of(user: User, rows: Iterable[FrozenRow]) -> dict[tuple[str, int], str]:
    """(type, number) of a record → its page, for those ``user`` may see. One query.

    A finding has its place on the page of its visit; the registry of agencies is open to all.
    """
    numbers: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        numbers[row.record_type].add(row.record_id)
    seen = {
        name: model.objects.visible_to(user)
        .filter(pk__in=numbers[name])
        .values_list("pk", _PAGE_OF.get(name, "pk"))
        for name, (model, _) in _PAGES.items()
        if name in numbers
    }
    lines = Finding.objects.filter(
        pk__in=numbers[_FINDING], visit__in=Visit.objects.visible_to(user)
    )
    findings = lines.values_list("pk", "visit_id")
    read_together(*seen.values(), findings)
    found = {(_AGENCY, pk): reverse("agency-detail", args=[pk]) for pk in numbers[_AGENCY]}
    for pk, visit in findings:
        found[_FINDING, pk] = f"{reverse('visit-detail', args=[visit])}#noi-dung-{pk}"
    for name, numbered in seen.items():
        found |= {(name, pk): reverse(_PAGES[name][1], args=[page]) for pk, page in numbered}
    return found


def is_kept(row: FrozenRow, links: Mapping[tuple[str, int], str]) -> bool:
    """Whether the row is of a complaint that the person of these ``links`` may not see: that it was
    counted is all there is to tell, and nothing of how it went on."""
    return row.record_type == _COMPLAINT and (row.record_type, row.record_id) not in links


def kept_cells(row: FrozenRow) -> list[tuple[str, str | None]]:
    """The cells of such a row; what became reserved after the freeze was kept with all it says."""
    heads = [head for head, _ in row.cells]
    return [(heads[0], KEPT), *((head, None) for head in heads[1:])]


def frozen_address(freeze: Freeze, user: User) -> Callable[[Figure], str]:
    """Where the rows of ``freeze`` behind a figure are; nowhere for one who may not open them.

    A number of the period before is none of the freeze: it leads to the records of that period.
    """
    links = bool(may(user, "figure.list"))

    def address(figure: Figure) -> str:
        of = derived(figure.key)
        if of is not None and of.how == "before":
            return figure_address(freeze.report.period, user)(figure)
        named = [freeze.report_id, freeze.pk, of.keys[0] if of else figure.key]
        return reverse("frozen-figure", args=named) if links else ""

    return address
