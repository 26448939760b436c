"""The papers that go with a report, drawn for who asks; and the page that shows every kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from inspections.report_requests.letter import letter_of
from inspections.report_requests.models import ReportRequest
from reports.documents.drawing import document_of
from reports.freezing.snapshots import content_for
from reports.issuing.letters import CORRECTION, LETTERS, MEMO, OFFICE_SHEET, Letter, matter_of
from reports.issuing.renderings import sealed_by
from reports.narrative.models import Report
from tayninh_portal.handing_out import hand_out
from tayninh_portal.http import Request
from tayninh_portal.models import Seal, User
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.form import ND30_2020
from tayninh_portal.paper.html import closed, draw
from tayninh_portal.paper.layout import spelled
from tayninh_portal.paper.word.known import Source
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import require

# With what the words of a report and its number are read from.
_READ = (
    "submitted_snapshot__freeze",
    "presented_snapshot__freeze",
    "issuance__signing",
    "replaces__issuance",
)


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
    report = get_object_or_404(_reports(request.user), pk=pk)
    require(request.user, letter.permission, report)
    content, _ = content_for(report, request.user)
    document = letter.document(matter_of(report, content))
    name = f"{letter.word}-{report.year}"
    return hand_out(request, document, name, Source(f"{letter.word}:{report.pk}"))


def _reports(user: User) -> QuerySet[Report]:
    return Report.objects.visible_to(user).select_related(*_READ)


@dataclass(frozen=True)
class Newest:
    """What the kinds are shown with: the newest report as it reads now, the newest request."""

    report: Report | None
    content: Mapping[str, Any]
    request: ReportRequest | None


def _newest(user: User) -> Newest:
    report = _reports(user).first()
    content = content_for(report, user)[0] if report else {}
    return Newest(report, content, ReportRequest.objects.visible_to(user).with_documents().first())


@dataclass(frozen=True)
class Kind:
    """A kind of paper on the page that shows all: where its form comes from, where it is offered,
    how it is made; None where there is nothing yet to make it of."""

    word: str
    label: str
    form: str
    offered: str
    document: Callable[[Newest], Document | None]


def _report(newest: Newest) -> Document | None:
    return document_of(newest.content, "draft") if newest.report else None


def _check_sheet(newest: Newest) -> Document | None:
    if newest.report is None or not deserialize(newest.content).check_sheet:
        return None
    seal = Seal.objects.defer("leaves").last()
    return document_of(newest.content, "check_sheet", sealed_by(seal))


def _request_letter(newest: Newest) -> Document | None:
    return letter_of(newest.request, at=timezone.now()) if newest.request else None


def _letter(letter: Letter) -> Kind:
    def document(newest: Newest) -> Document | None:
        if newest.report is None:
            return None
        return letter.document(matter_of(newest.report, newest.content))

    return Kind(letter.word, letter.label, letter.form, letter.offered, document)


KINDS = (
    Kind(
        "bao-cao",
        "Báo cáo của Ủy ban nhân dân tỉnh",
        "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.4; phụ lục theo mẫu 2.2",
        "Trang báo cáo: dự thảo, bản trình ký, bản phát hành",
        _report,
    ),
    Kind(
        "phieu-kiem-tra",
        "Phiếu kiểm tra số liệu",
        "Giấy nội bộ, không phải loại văn bản của Nghị định 30/2020/NĐ-CP; cách trình bày của cổng",
        "Trang “Phiếu kiểm tra số liệu” của báo cáo",
        _check_sheet,
    ),
    Kind(
        "cong-van-de-nghi",
        "Công văn đề nghị cung cấp nội dung, số liệu",
        "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5",
        "Trang của từng yêu cầu báo cáo",
        _request_letter,
    ),
    *(_letter(each) for each in LETTERS),
)
# Too long for a page that shows every kind: its own page and its file show it.
NOT_SHOWN = {"bao-cao"}
WIDE = {"phieu-kiem-tra"}


@require_safe
def paper_kinds(request: Request) -> HttpResponse:
    """Every kind of paper as it prints now, of the newest report and request."""
    user = request.user
    require(user, "report.write")
    newest = _newest(user)
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
    document = kind.document(_newest(request.user)) if kind else None
    if document is None:
        raise Http404
    return hand_out(request, document, f"mau-{word}", Source())


def on_screen(document: Document) -> dict[str, Any]:
    """What ``reports/letters/_paper.html`` draws: the words of the parts, and the blocks."""
    blocks = draw(closed(document.blocks, ND30_2020), top=4)
    return spelled(document, ND30_2020) | {"body": blocks, "internal": document.internal}
