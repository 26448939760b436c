"""The papers that go with a report on its way: which there are, and what they are drafted from.

They are drawn when somebody asks and kept nowhere: number, day and signature come from the hand of
the body whose paper it is (docs/decisions/0039).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from reports.documents.annual import code_of
from reports.documents.letters.correction import correction
from reports.documents.letters.matter import Matter
from reports.documents.letters.memo import memo
from reports.documents.letters.office_sheet import office_sheet
from reports.freezing.reading import answered
from reports.issuing.renderings import issued_as
from reports.issuing.warnings import accepted_in
from reports.narrative.models import Report
from tayninh_portal.access import may, today
from tayninh_portal.models import User
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.wording import deserialize


@dataclass(frozen=True)
class Letter:
    """A kind of paper: the word of its file, its address and permission, what it says; how it is
    measured, where its form comes from and where it is offered, for the page that shows all kinds.
    """

    word: str
    label: str
    address: str
    permission: str
    document: Callable[[Matter], Document]
    measured: str
    form: str
    offered: str


MEMO = Letter(
    "to-trinh",
    "Tờ trình của Sở Nội vụ",
    "report-memo",
    "report.draft_memo",
    memo,
    "to-trinh",
    "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.4",
    "Trang báo cáo trước khi trình Ủy ban nhân dân tỉnh; trang “Trình UBND tỉnh” của văn thư Sở",
)
OFFICE_SHEET = Letter(
    "phieu-trinh",
    "Phiếu trình của Văn phòng UBND tỉnh",
    "report-office-sheet",
    "report.draft_office_sheet",
    office_sheet,
    "phieu-trinh",
    "Giấy nội bộ, không phải loại văn bản của Nghị định 30/2020/NĐ-CP; cách trình bày của cổng",
    "Trang “Đọc, ghi ý kiến” của Văn phòng Ủy ban nhân dân tỉnh",
)
CORRECTION = Letter(
    "cong-van-dinh-chinh",
    "Công văn đính chính",
    "report-correction-letter",
    "report.draft_correction",
    correction,
    "cong-van",
    "Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5",
    "Trang báo cáo đã ban hành; trang “Ghi đính chính” của văn thư Ủy ban nhân dân tỉnh",
)
LETTERS = (MEMO, OFFICE_SHEET, CORRECTION)


@dataclass(frozen=True)
class Offered:
    """A paper somebody may have of a report as it stands, and its address."""

    label: str
    url: str


def offered_to(user: User, report: Report) -> list[Offered]:
    """What ``reports/letters/_offered.html`` shows; no query beside those of the rights."""
    return [
        Offered(each.label, reverse(each.address, args=[report.pk]))
        for each in LETTERS
        if may(user, each.permission, report)
    ]


def matter_of(report: Report, content: Mapping[str, Any]) -> Matter:
    """What a paper beside ``report`` is drafted from; ``content``: what the person reads of it."""
    stated = deserialize(content)
    issuance = getattr(report, "issuance", None)
    return Matter(
        stated=stated,
        figures=content["figures"],
        on=today(),
        code=code_of(content),
        answers=answered(report),
        due_on=report.request_due_on,
        memo=(report.memo_number, report.memo_date) if report.memo_date else None,
        issued=issued_as(issuance) if issuance else None,
        warns=bool(accepted_in(stated)),
    )
