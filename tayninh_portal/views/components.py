"""The living page of components: each shown once with sample data, for whoever builds a screen.

Nothing here is stored; every value is made up for the page and says so.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.core.validators import MinValueValidator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from tayninh_portal.access import Allowed, Denied, may
from tayninh_portal.errors import Refused
from tayninh_portal.forms import DateField
from tayninh_portal.http import Request
from tayninh_portal.tasks import Task
from tayninh_portal.timeline import Entry


@dataclass(frozen=True)
class State:
    """A state as the badge takes it."""

    label: str
    tone: str
    sign: str


@dataclass(frozen=True)
class Row:
    """A line of the sample list."""

    agency: str
    day: datetime.date
    present: int
    absent: int
    state: State


# Where a sample task leads: to itself.
HERE = "#viec-can-lam"

PLANNED = State("Dự kiến", "neutral", "calendar")
OPEN = State("Đang kiểm tra", "primary", "pencil-square")
CONCLUDED = State("Đã kết thúc", "done", "check-circle")
SOON = State("Sắp đến hạn", "warning", "hourglass-split")
OVERDUE = State("Quá hạn", "danger", "exclamation-triangle")

ROWS = (
    Row("Sở Tài nguyên và Môi trường", datetime.date(2019, 7, 5), 112, 4, CONCLUDED),
    Row("UBND huyện Tân Châu", datetime.date(2019, 7, 9), 236, 27, OPEN),
    Row("UBND xã Thạnh Đông, huyện Tân Châu", datetime.date(2019, 7, 9), 19, 0, SOON),
    Row(
        "UBND phường Long Thành Bắc, thị xã Hòa Thành",
        datetime.date(2019, 7, 12),
        21,
        2,
        OVERDUE,
    ),
    Row("Chi cục Bảo vệ môi trường", datetime.date(2019, 10, 14), 1234, 0, PLANNED),
)


# What the sample form is bound to when it is asked for with its errors (?sai=1).
WRONG = {"agency": "1", "visited_on": "31/02/2019", "present": "-3"}


class VisitSampleForm(forms.Form):
    """One field of each kind; texts are those a real form would bear."""

    agency = forms.ChoiceField(
        label="Cơ quan được kiểm tra",
        choices=[
            ("", "Chọn cơ quan"),
            ("1", "Sở Tài nguyên và Môi trường"),
            ("2", "Sở Y tế"),
        ],
        help_text="Chỉ hiện các cơ quan còn hoạt động vào ngày kiểm tra.",
    )
    visited_on = DateField(label="Ngày kiểm tra", help_text="Ví dụ 05/7/2019.")
    present = forms.IntegerField(
        label="Số người có mặt",
        validators=[MinValueValidator(0, "Nhập số từ 0 trở lên.")],
    )
    announced = forms.ChoiceField(
        label="Hình thức",
        choices=[("no", "Đột xuất"), ("yes", "Báo trước")],
        widget=forms.RadioSelect,
        help_text="Đột xuất là không gửi lịch cho cơ quan trước ngày kiểm tra.",
        error_messages={"required": "Chọn đột xuất hay báo trước."},
    )
    fields_checked = forms.MultipleChoiceField(
        label="Nội dung đã xem",
        choices=[
            ("1", "Giờ giấc làm việc"),
            ("2", "Thẻ, trang phục"),
            ("3", "Mỹ quan công sở"),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Đánh dấu ít nhất một nội dung đã xem."},
    )
    minutes = forms.FileField(label="Biên bản", required=False, help_text="PDF, tối đa 20 MB.")
    note = forms.CharField(
        label="Ghi chú",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Không ghi họ tên người vi phạm ở đây.",
    )
    recheck = forms.BooleanField(label="Cần kiểm tra lại", required=False)


def moves() -> list[Entry]:
    """The sample timeline, oldest first."""
    at = datetime.datetime(2019, 7, 5, 8, 5, tzinfo=timezone.get_default_timezone())
    return [
        Entry(at, "Chuyên viên Sở Nội vụ", "Ghi nhận lượt kiểm tra", "", PLANNED.label, ""),
        Entry(
            at.replace(hour=10, minute=42),
            "Tổ trưởng Tổ kiểm tra",
            "Trả lại",
            OPEN.label,
            PLANNED.label,
            "Tổng số có mặt và vắng mặt là 236, khác với 263 trong danh sách.",
        ),
        Entry(
            at.replace(day=8, hour=14, minute=30),
            "Chuyên viên Sở Nội vụ",
            "Kết thúc lượt kiểm tra",
            OPEN.label,
            CONCLUDED.label,
            "",
        ),
    ]


def tasks() -> dict[str, list[Task]]:
    """Sample tasks, by the groups of the home page."""
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    return {
        "late": [
            Task(
                "Trả lời phản ánh PA-2019-0003 về trễ hạn hồ sơ đất đai",
                "Sở Tài nguyên và Môi trường",
                today - 2 * day,
                HERE,
            )
        ],
        "today": [Task("Xem kết quả tự kiểm tra quý III", "UBND huyện Gò Dầu", today, HERE)],
        "later": [
            Task(
                "Theo dõi khắc phục: niêm yết thủ tục",
                "UBND xã Phước Trạch",
                today + 6 * day,
                HERE,
            ),
            Task(
                "Viết phần II.2 của báo cáo năm",
                "Phòng Cải cách hành chính",
                today + 20 * day,
                HERE,
            ),
        ],
    }


class LongPage(Page[int]):
    """A page of a list that is longer than is counted exactly."""

    approximate = True


def pages() -> tuple[Page[int], Page[int]]:
    """A page of a list counted exactly, and one of a list too long for that."""
    long = LongPage(range(275, 300), 12, Paginator(range(4000), 25))
    return Paginator(range(87), 10).page(4), long


def components(request: Request) -> HttpResponse:
    """The page; with ``?sai`` its form has errors; ``?ho-so`` is the fragment of the side panel."""
    verdict = may(request.user, "components.view")
    if not verdict:
        raise Refused(verdict.reason, of_role=verdict.of_role)
    if "ho-so" in request.GET:
        return render(request, "components/_sample_records.html", {"rows": ROWS})
    exact, long = pages()
    context = {
        "states": (PLANNED, OPEN, CONCLUDED, SOON, OVERDUE),
        "rows": ROWS,
        "moves": moves(),
        "tasks": tasks(),
        "page_exact": exact,
        "page_long": long,
        "form": VisitSampleForm(WRONG if "sai" in request.GET else request.POST or None),
        "conditions": ConditionsSampleForm(),
        "allowed": Allowed(),
        "denied": Denied("Kết thúc lượt kiểm tra khi đã nhập đủ số người có mặt và vắng mặt."),
        "reason_form": ReasonSampleForm(),
        "now": timezone.localtime(),
        "linked": format_html('<a href="{}">{}</a>', "#su-kien", "Kế hoạch 1441/KH-UBND"),
    }
    return render(request, "components/index.html", context)


class ConditionsSampleForm(forms.Form):
    """What a list is narrowed by."""

    name = forms.CharField(label="Cơ quan", widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), ("open", OPEN.label)])
    mine = forms.BooleanField(label="Chỉ việc của tôi")


class ReasonSampleForm(forms.Form):
    """What an action that cannot be undone asks for."""

    reason = forms.CharField(label="Lý do hủy", widget=forms.Textarea(attrs={"rows": 2}))
