"""Công văn of the Sở that asks the agencies for words and figures of a reporting year.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5. It is drafted from the request and the rounds
that stand on it; the Sở numbers and sends it in its own register, and nothing of it is kept here.
"""

from __future__ import annotations

from datetime import datetime

from inspections.agencies.models import Agency, ReportGroup
from inspections.cited_documents.actions import cite
from inspections.report_requests.models import ReportRequest
from inspections.rounds.models import DueAgency, Round
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.paper.content import Document, Item, runs
from tayninh_portal.paper.letterheads import DEPARTMENT, SHORT_ROOM, drafted, paragraph

PLACE = "Tây Ninh"
REPORT = "Báo cáo kết quả thực hiện Quyết định số 1847/QĐ-TTg năm {year}"
ASKED = (
    "Thực hiện {letter}, để xây dựng {report} của Ủy ban nhân dân tỉnh, Sở Nội vụ đề nghị các cơ "
    "quan, đơn vị, địa phương cung cấp nội dung, số liệu như sau:"
)
OWN = (
    "Để xây dựng {report} của Ủy ban nhân dân tỉnh, Sở Nội vụ đề nghị các cơ quan, đơn vị, địa "
    "phương cung cấp nội dung, số liệu như sau:"
)
# What an agency tells in its submission, in the order of its form.
CONTENTS = (
    "Kế hoạch, văn bản triển khai thực hiện (số, ngày, trích yếu; kèm tệp văn bản)",
    "Công tác phổ biến, tuyên truyền, tập huấn, bồi dưỡng: hình thức, nội dung",
    "Việc rà soát nội quy, quy chế: số văn bản đã rà soát, sửa đổi, bổ sung, ban hành mới",
    "Kết quả tự kiểm tra: số cuộc đã tổ chức, vi phạm phát hiện theo từng loại; nơi không tổ chức "
    "tự kiểm tra nêu rõ lý do",
    "Kết quả xử lý vi phạm, khắc phục thiếu sót theo kiến nghị của Tổ kiểm tra",
    "Hạn chế, nguyên nhân; kiến nghị, đề xuất",
)
COUNTED = "Số liệu tính từ ngày {first} đến ngày {last}."
COUNTED_BY_YEAR = "Số liệu tính theo năm báo cáo {year}."
SENT = (
    "Cơ quan, đơn vị, địa phương nhập nội dung, số liệu tại mục Tự kiểm tra trên Cổng văn hóa công "
    "vụ; thủ trưởng xác nhận và gửi chậm nhất ngày {due}."
)
CLOSING = "Đề nghị thủ trưởng các cơ quan, đơn vị, địa phương quan tâm chỉ đạo, thực hiện."
# The levels as the law names them, whatever kinds of unit a level has on the day.
ADDRESSEES: dict[str, str] = {
    ReportGroup.PROVINCIAL: "Các sở, ban, ngành tỉnh",
    ReportGroup.DISTRICT: "Ủy ban nhân dân cấp huyện",
    ReportGroup.COMMUNE: "Ủy ban nhân dân cấp xã",
}


def letter_of(request: ReportRequest, *, at: datetime) -> Document:
    """The công văn of ``request`` (with its documents) as it would go out ``at`` a moment.

    It is addressed to the groups that are due in its rounds; before there are any, to those the
    registry has on the day. Three queries at the most.
    """
    day = local_day(at)
    rounds = list(Round.objects.filter(request=request))
    report = REPORT.format(year=request.year)
    letter = cite(request.document, first=True) if request.document else ""
    due = short_date(request.agencies_due_on) if request.agencies_due_on else SHORT_ROOM
    return drafted(
        DEPARTMENT,
        symbol="SNV-CCVC",
        subject=f"cung cấp nội dung, số liệu xây dựng {report}",
        addressees=_addressees(rounds, at=at),
        blocks=(
            paragraph((ASKED if letter else OWN).format(letter=letter, report=report)),
            *_items(),
            paragraph(f"{_counted(request, rounds)} {SENT.format(due=due)}"),
            paragraph(CLOSING),
        ),
        recipients=(
            "Như trên",
            "UBND tỉnh (để báo cáo)",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, CCVC",
        ),
        place=PLACE,
        at=at,
        on=day,
        is_illustrative=request.is_illustrative,
    )


def _items() -> tuple[Item, ...]:
    last = CONTENTS[-1]
    return tuple(Item("-", runs(f"{each}{'.' if each == last else ';'}")) for each in CONTENTS)


def _counted(request: ReportRequest, rounds: list[Round]) -> str:
    if not rounds:
        return COUNTED_BY_YEAR.format(year=request.year)
    first = min(each.period_start for each in rounds)
    last = max(each.period_end for each in rounds)
    return COUNTED.format(first=short_date(first), last=short_date(last))


def _addressees(rounds: list[Round], *, at: datetime) -> tuple[str, ...]:
    due = DueAgency.objects.active().filter(round__in=rounds).order_by()
    groups = set(due.values_list("group", flat=True).distinct()) if rounds else set()
    if not groups:
        there = Agency.objects.on(local_day(at)).order_by()
        groups = set(there.values_list("report_group", flat=True).distinct())
    return tuple(name for group, name in ADDRESSEES.items() if group in groups)
