"""Every kind of paper the portal makes, each of the newest record it can be made of.

For the page that shows them (“Các loại văn bản”) and for the tests that measure each. Of a visit
stands here what is told without a name: a blank, and words as they are proposed. A visit that has
not begun is in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from inspections.minutes.printing import blank
from inspections.plans.models import Plan
from inspections.plans.paper import memo as plan_memo
from inspections.plans.paper import plan_paper
from inspections.report_requests.letter import letter_of
from inspections.report_requests.models import ReportRequest
from inspections.result_papers.actions import symbol_of
from inspections.result_papers.addressing import address_of
from inspections.result_papers.models import PaperKind, ResultPaper
from inspections.result_papers.paper import result_paper
from inspections.result_papers.proposal import proposed
from inspections.teams.models import Issuer
from inspections.visits.models import Visit, VisitState
from reports.documents.drawing import document_of
from reports.documents.letters.inspection_summary import inspection_summary
from reports.freezing.snapshots import content_for
from reports.issuing.inspection_summary import counted, last_month
from reports.issuing.letters import LETTERS, Letter, matter_of
from reports.issuing.renderings import sealed_by
from reports.narrative.models import Report
from tayninh_portal.access import today
from tayninh_portal.models import Seal, User
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.wording import deserialize

# With what the words of a report and its number are read from.
_READ = (
    "submitted_snapshot__freeze",
    "presented_snapshot__freeze",
    "issuance__signing",
    "replaces__issuance",
)


@dataclass(frozen=True)
class Newest:
    """What the kinds are shown with, as ``user`` may see it: the newest report as it reads now,
    the newest request, the newest visit that was concluded."""

    user: User
    report: Report | None
    content: Mapping[str, Any]
    request: ReportRequest | None
    visit: Visit | None

    def plan(self, **having: str) -> Plan | None:
        """The newest plan."""
        return Plan.objects.visible_to(self.user).filter(**having).first()


def newest_of(user: User) -> Newest:
    """For ``user``; six queries or so, of a plan one more."""
    report = reports_of(user).first()
    content = content_for(report, user)[0] if report else {}
    request = ReportRequest.objects.visible_to(user).with_documents().first()
    visits = Visit.objects.visible_to(user).filter(state=VisitState.CONCLUDED)
    visit = visits.select_related("agency__parent", "team").order_by("-day", "-pk").first()
    return Newest(user, report, content, request, visit)


def reports_of(user: User) -> QuerySet[Report]:
    """The reports a person may see, with what their papers are made of."""
    return Report.objects.visible_to(user).select_related(*_READ)


@dataclass(frozen=True)
class Kind:
    """A kind of paper on the page that shows all: where its form comes from, where it is offered,
    how it is made; None where there is nothing yet to make it of. ``measured``: the kind of the
    decree as ``check_document`` knows it (``paper.form.KINDS``)."""

    word: str
    label: str
    measured: str
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

    return Kind(letter.word, letter.label, letter.measured, letter.form, letter.offered, document)


def _plan(newest: Newest) -> Document | None:
    plan = newest.plan()
    if plan is None:
        return None
    return plan_paper(plan, plan.lines_to_print(), at=timezone.now(), sample=True)


def _plan_memo(newest: Newest) -> Document | None:
    plan = newest.plan(issuer=Issuer.PROVINCE)
    return plan_memo(plan, plan.lines_to_print(), at=timezone.now()) if plan else None


def _minutes(newest: Newest) -> Document | None:
    return blank(newest.visit, at=timezone.now()) if newest.visit else None


def _of_a_visit(kind: PaperKind) -> Callable[[Newest], Document | None]:
    def document(newest: Newest) -> Document | None:
        visit = newest.visit
        if visit is None:
            return None
        paper = ResultPaper(
            kind=kind,
            visit=visit,
            symbol=symbol_of(visit, kind),
            is_illustrative=visit.is_illustrative,
        )
        address = address_of(visit, today())
        return result_paper(paper, proposed(visit), address, at=timezone.now())

    return document


def _summary(newest: Newest) -> Document:
    return inspection_summary(counted(last_month(today())), at=timezone.now(), on=today())


NAMED = "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.4"
LETTER = "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5"
INTERNAL = (
    "Giấy nội bộ, không phải loại văn bản của Nghị định 30/2020/NĐ-CP; cách trình bày của cổng"
)
KINDS = (
    Kind(
        "bao-cao",
        "Báo cáo của Ủy ban nhân dân tỉnh",
        "bao-cao",
        f"{NAMED}; phụ lục theo mẫu 2.2",
        "Trang báo cáo: dự thảo, bản trình ký, bản phát hành",
        _report,
    ),
    Kind(
        "phieu-kiem-tra",
        "Phiếu kiểm tra số liệu",
        "phieu-kiem-tra",
        INTERNAL,
        "Trang “Phiếu kiểm tra số liệu” của báo cáo",
        _check_sheet,
    ),
    Kind(
        "cong-van-de-nghi",
        "Công văn đề nghị cung cấp nội dung, số liệu",
        "cong-van",
        LETTER,
        "Trang của từng yêu cầu báo cáo",
        _request_letter,
    ),
    *(_letter(each) for each in LETTERS),
    Kind(
        "ke-hoach-kiem-tra",
        "Kế hoạch kiểm tra",
        "ke-hoach",
        f"{NAMED}; đề mục, bảng của cổng",
        "Trang kế hoạch kiểm tra",
        _plan,
    ),
    Kind(
        "to-trinh-ke-hoach",
        "Tờ trình ban hành kế hoạch kiểm tra",
        "to-trinh",
        f"{NAMED}; đề mục của cổng",
        "Trang kế hoạch do Chủ tịch Ủy ban nhân dân tỉnh ban hành",
        _plan_memo,
    ),
    Kind(
        "bien-ban",
        "Biên bản kiểm tra",
        "bien-ban",
        "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9; ý kiến, ký từng trang theo thông lệ kiểm "
        "tra; đề mục II, III của cổng",
        "Trang lượt kiểm tra: mẫu in sẵn trước khi đi, biên bản để ký",
        _minutes,
    ),
    Kind(
        "bao-cao-to-truong",
        "Báo cáo kết quả kiểm tra của Tổ trưởng",
        "bao-cao",
        f"{NAMED}; đề mục của cổng",
        "Mục “Báo cáo, thông báo kết quả” trên trang lượt kiểm tra",
        _of_a_visit(PaperKind.REPORT),
    ),
    Kind(
        "thong-bao-ket-qua",
        "Thông báo kết quả kiểm tra",
        "thong-bao",
        f"{NAMED}; đề mục của cổng",
        "Mục “Báo cáo, thông báo kết quả” trên trang lượt kiểm tra",
        _of_a_visit(PaperKind.NOTICE),
    ),
    Kind(
        "tong-hop-kiem-tra",
        "Báo cáo tổng hợp kết quả kiểm tra tháng, quý",
        "bao-cao",
        f"{NAMED}; đề mục của cổng",
        "Trang “Tổng hợp kiểm tra tháng, quý”",
        _summary,
    ),
)
# Too long for a page that shows every kind: its own page and its file show it.
NOT_SHOWN = {"bao-cao"}
WIDE = {"phieu-kiem-tra", "ke-hoach-kiem-tra"}
