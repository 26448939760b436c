"""The papers about a visit, on the page of the visit."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model

from inspections.result_papers.models import PaperKind, ResultPaper
from inspections.visits.models import NOT_BEGUN, Visit, VisitState
from tayninh_portal.access import DEPARTMENT, holds, may
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register

# What is begun while the visit stands in a state: word of the address and kind.
OFFERED: dict[VisitState, tuple[tuple[str, PaperKind], ...]] = {
    VisitState.PLANNED: (("lich", PaperKind.COMING),),
    VisitState.CONCLUDED: (("bao-cao", PaperKind.REPORT), ("thong-bao", PaperKind.NOTICE)),
}


def of_visit(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``result_papers/_of_visit.html`` draws; None while nothing can be written about it. Of a
    surprise to come nothing is, and nothing is offered."""
    if not isinstance(record, Visit) or elsewhere:
        return None
    state = VisitState(record.state)
    ways = () if record.is_surprise and state in NOT_BEGUN else OFFERED.get(state, ())
    papers = []
    if hangs(record, ResultPaper):
        seen = ResultPaper.objects.visible_to(user).filter(visit=record)
        papers = list(seen.select_related("visit", "replaced_by"))
    may_write = None
    if ways and holds(user, *DEPARTMENT):
        may_write = may(user, "result_paper.write", ResultPaper(visit=record, kind=ways[0][1]))
    if not papers and not may_write:
        return None
    # The newest of a kind stands first: another is begun only once that one is final.
    newest = {paper.kind: paper for paper in reversed(papers)}
    offered = [
        (word, kind.label, kind in newest)
        for word, kind in ways
        if may_write and (kind not in newest or newest[kind].is_replaceable)
    ]
    return {"visit": record, "papers": papers, "offered": offered}


register(Panel("result_papers/_of_visit.html", of_visit, 40))
hang("inspections.visit", ResultPaper, lambda pk: ResultPaper.objects.filter(visit=pk))
