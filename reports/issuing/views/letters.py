"""The papers that go with a report, drawn for who asks; and the page that shows every kind."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.freezing.snapshots import content_for
from reports.issuing.letters import CORRECTION, MEMO, OFFICE_SHEET, Letter, matter_of
from reports.issuing.paper_kinds import KINDS, NOT_SHOWN, WIDE, newest_of, reports_of
from tayninh_portal.handing_out import hand_out
from tayninh_portal.http import Request
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.form import ND30_2020
from tayninh_portal.paper.html import closed, draw
from tayninh_portal.paper.layout import spelled
from tayninh_portal.paper.word.known import Source
from tayninh_portal.records import require


@require_safe
@cache_control(private=True, no_store=True)
def report_memo(request: Request, pk: int) -> HttpResponse:
    """Tờ trình of the Sở."""
    return _drawn(request, pk, MEMO)


@require_safe
@cache_control(private=True, no_store=True)
def report_office_sheet(request: Request, pk: int) -> HttpResponse:
    """Phiếu trình of the Văn phòng."""
    return _drawn(request, pk, OFFICE_SHEET)


@require_safe
@cache_control(private=True, no_store=True)
def report_correction_letter(request: Request, pk: int) -> HttpResponse:
    """Công văn đính chính of UBND tỉnh."""
    return _drawn(request, pk, CORRECTION)


def _drawn(request: Request, pk: int, letter: Letter) -> HttpResponse:
    report = get_object_or_404(reports_of(request.user), pk=pk)
    require(request.user, letter.permission, report)
    content, _ = content_for(report, request.user)
    document = letter.document(matter_of(report, content))
    name = f"{letter.word}-{report.year}"
    return hand_out(request, document, name, Source(f"{letter.word}:{report.pk}"))


@require_safe
def paper_kinds(request: Request) -> HttpResponse:
    """Every kind of paper as it prints now, of the newest records it is made of."""
    require(request.user, "report.write")
    newest = newest_of(request.user)
    made = [(kind, kind.document(newest)) for kind in KINDS]
    shown = [
        {
            "kind": kind,
            "url": reverse("paper-kind", args=[kind.word]) if document else "",
            "paper": on_screen(document) if document and kind.word not in NOT_SHOWN else None,
            "is_wide": kind.word in WIDE,
        }
        for kind, document in made
    ]
    return render(request, "reports/letters/kinds.html", {"shown": shown})


@require_safe
@cache_control(private=True, no_store=True)
def paper_kind(request: Request, word: str) -> HttpResponse:
    """One kind of paper, as a file."""
    require(request.user, "report.write")
    kind = next((each for each in KINDS if each.word == word), None)
    document = kind.document(newest_of(request.user)) if kind else None
    if document is None:
        raise Http404
    return hand_out(request, document, f"mau-{word}", Source())


def on_screen(document: Document) -> dict[str, Any]:
    """What ``reports/letters/_paper.html`` draws: the words of the parts, and the blocks."""
    blocks = draw(closed(document.blocks, ND30_2020), top=4)
    return spelled(document, ND30_2020) | {"body": blocks, "internal": document.internal}
