"""The records behind a figure as a file: its columns, and what a line says of a record."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.remedies.models import Remedy
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from reports.figures.catalog import CATALOG, find
from reports.figures.tables import COLUMNS, columns_of, summed_in
from tests.portal.test_exports import csv_of
from tests.reports.activities import Activity
from tests.reports.answers import Answer, Asked
from tests.reports.composition import a_year, accepted, violation
from tests.reports.heads import Criticism
from tests.reports.ledger import LAST

# A figure over each set of rows, and what stands at the head of its file.
HEADS = {
    "visits.total": "Cơ quan|Ngày|Bắt đầu lúc|Hình thức",
    "headcounts.present": "Cơ quan|Ngày|Bắt đầu lúc|Hình thức|Số người",
    "visits.agencies": "Cơ quan|Loại",
    "agencies.total": "Cơ quan|Nhóm|Kiểm tra trong kỳ",
    "violations.total": "Loại|Lĩnh vực|Cơ quan|Ngày|Kiến nghị",
    "handlings.total": "Loại|Cơ quan|Ngày|Kiến nghị|Đã xử lý",
    "remedies.due": "Nội dung|Cơ quan|Hạn|Xong ngày|Kết quả",
    "plans.total": "Cơ quan, nhóm|Tháng|Hình thức|Thay đổi|Kế hoạch của|Số lượt",
    "notices.issued": "Thông báo|Ngày ban hành|Cơ quan|Ngày kiểm tra|Giải trình|Báo cáo khắc phục",
    "head_criticisms.proposed": "Cơ quan|Ngày kiểm tra|Đối với|Kết quả",
    "complaints.total": "Phản ánh|Cơ quan bị phản ánh|Tiếp nhận|Kết quả|Xử lý ngày",
    "self_inspections.total.due": "Cơ quan|Nhóm|Đợt|Kết quả|Quá hạn",
    "self_inspections.held": "Cơ quan|Đợt|Ngày chấp nhận|Số cuộc tự kiểm tra",
    "self_inspections.violations": "Cơ quan|Loại vi phạm|Số vụ việc",
    "implementation.agencies": "Cơ quan|Loại",
    "implementation.meetings": "Cơ quan|Ngày|Loại|Số lượng|Số người",
}


def test_every_set_of_rows_has_its_columns(cast, maker):
    maker.everything()
    client = cast.client("specialist")
    heads = {key: csv_of(client, f"/so-lieu/{key}/", ky="calendar-2019")[0] for key in HEADS}
    assert heads == {key: head.split("|") for key, head in HEADS.items()}
    assert {CATALOG[key].base.name for key in HEADS} == COLUMNS.keys()


LINES = {
    "visits.total": [
        "Sở Xây dựng|04/3/2019|08:00|Đột xuất",
        "UBND xã Phước Đông|06/5/2019|08:00|Báo trước",
        "UBND huyện Gò Dầu|07/5/2019|08:00|Báo trước",
    ],
    "complaints.total": [
        "Số {first}|Sở Y tế|01/6/2019|Đã xử lý|09/6/2019",
        "Số {second}|Sở Y tế|01/8/2019|Đang xử lý|",
    ],
    "self_inspections.total.due": [
        "UBND huyện Gò Dầu|Huyện, thị xã, thành phố|Đợt minh họa 1|Chưa gửi|",
        "Sở Xây dựng|Sở, ban, ngành tỉnh|Đợt minh họa 1|Đã tự kiểm tra|",
        "Sở Y tế|Sở, ban, ngành tỉnh|Đợt minh họa 1|Đã tự kiểm tra|quá hạn",
    ],
    "self_inspections.held": [
        "Sở Xây dựng|Đợt minh họa 1|10/01/2020|3",
        "Sở Y tế|Đợt minh họa 1|10/01/2020|1",
    ],
    "self_inspections.violations": [
        "Sở Xây dựng|Đi muộn|1",
        "Sở Xây dựng|Về sớm|4",
    ],
}


def test_a_line_says_what_was_recorded(cast, maker):
    """The year of the tests, and one agency more whose result came after the deadline."""
    a_year(maker)
    late = accepted(1)
    late.first_filed = date(2020, 1, 15)
    maker.due(Round.objects.get(), cast.b, "provincial", late)
    client = cast.client("specialist")
    said = {key: csv_of(client, f"/so-lieu/{key}/", ky="calendar-2019")[1:] for key in LINES}
    first, second = Complaint.objects.order_by("pk").values_list("pk", flat=True)
    assert said == {
        key: [line.format(first=first, second=second).split("|") for line in lines]
        for key, lines in LINES.items()
    }


DAY, LATER = date(2019, 3, 4), date(2019, 4, 5)
# How matters stand that the year above does not have.
STANDING = {
    "headcounts.present": ["Sở Xây dựng|04/3/2019|08:00|Báo trước|18"],
    "violations.total": [
        "Đi muộn|Y tế|Sở Xây dựng|04/3/2019|Nhắc nhở miệng",
        "Đi muộn||Sở Xây dựng|04/3/2019|",
        "Đi muộn||Sở Xây dựng|04/3/2019|Nhắc nhở miệng",
        "Đi muộn||Sở Xây dựng|04/3/2019|Nhắc nhở miệng",
    ],
    "handlings.total": ["Đi muộn|Sở Xây dựng|04/3/2019||Khiển trách"],
    "remedies.due": [
        "Đi muộn|Sở Xây dựng|05/4/2019|05/4/2019|Đúng hạn",
        "Đi muộn|Sở Xây dựng|05/4/2019|06/4/2019|Quá hạn",
        "Đi muộn|Sở Xây dựng|05/4/2019||Chờ xác nhận",
        "Đi muộn|Sở Xây dựng|05/4/2019||Chưa khắc phục",
    ],
    "self_inspections.total.due": [
        "Sở Xây dựng|Sở, ban, ngành tỉnh|Đợt minh họa 1|Không tổ chức tự kiểm tra|",
        "Sở Y tế|Sở, ban, ngành tỉnh|Đợt minh họa 1|Đã gửi, chờ chấp nhận|",
    ],
    "agencies.total": [
        "UBND huyện Gò Dầu|Huyện, thị xã, thành phố|Chưa kiểm tra",
        "Sở Nội vụ|Sở, ban, ngành tỉnh|Chưa kiểm tra",
        "Sở Xây dựng|Sở, ban, ngành tỉnh|Đã kiểm tra",
        "Sở Y tế|Sở, ban, ngành tỉnh|Chưa kiểm tra",
        "Văn phòng UBND tỉnh|Sở, ban, ngành tỉnh|Chưa kiểm tra",
    ],
    "visits.agencies": ["Sở Xây dựng|Sở, ban, ngành tỉnh"],
    "head_criticisms.proposed": [
        "Sở Xây dựng|04/3/2019|Người đứng đầu|Phê bình",
        "Sở Xây dựng|04/3/2019|Cấp phó của người đứng đầu|",
    ],
    "implementation.meetings": [
        "Sở Xây dựng|04/3/2019|Hội nghị, cuộc họp phổ biến|2|",
        "Sở Y tế|05/4/2019|Hội nghị, cuộc họp phổ biến|1|40",
    ],
}


def test_a_line_says_how_a_matter_stands(cast, maker):
    done = date(2019, 4, 6)
    found = [
        violation(field="health", asked=Asked(LATER, "confirmed", LATER, LATER, LATER)),
        violation(
            recommended=False,
            answer=Answer("reprimand", "confirmed", LAST),
            asked=Asked(LATER, "confirmed", done, done, done),
        ),
        violation(
            answer=Answer("warning", "entered", None), asked=Asked(LATER, "reported", *[done] * 2)
        ),
        violation(asked=Asked(LATER)),
    ]
    named = [Criticism("head", "decided", "criticised", LATER), Criticism("deputy")]
    heads = {"on_roll": 20, "present": 18}
    maker.visit(day=DAY, place=0, found=found, heads=heads, criticisms=named)
    round_, none = maker.round(), replace(accepted(0), held="not_held", inspections=None)
    maker.due(round_, cast.a, "provincial", replace(none, nothing=False))
    maker.due(round_, cast.b, "provincial", replace(accepted(2), state="certified"))
    maker.activity(Activity(LATER, cast.b.pk, "meeting", people=40))
    maker.activity(Activity(DAY, cast.a.pk, "meeting", quantity=2))
    client = cast.client("specialist")
    said = {key: csv_of(client, f"/so-lieu/{key}/", ky="calendar-2019")[1:] for key in STANDING}
    assert said == {key: [line.split("|") for line in lines] for key, lines in STANDING.items()}


def test_numbers_are_numbers_and_a_sum_stands_in_one_column():
    numbers = {name: [c.name for c in columns if c.number] for name, columns in COLUMNS.items()}
    assert {name: found for name, found in numbers.items() if found} == {
        "submissions": ["inspections_held"],
        "own_violations": ["count"],
        "plan_lines": ["number"],
        "facts": ["quantity", "people_reached"],
    }
    summed = {
        "self_inspections.violations": "count",
        "implementation.meetings": "quantity",
        "headcounts.present": "summed",
        "visits.total": "",
        "headcounts.rate": "",
    }
    assert {key: summed_in(find(key)) for key in summed} == summed
    assert columns_of(find("headcounts.rate")) == ()
    assert [c.number for c in columns_of(find("headcounts.present"))] == [False] * 4 + [True]


def test_each_line_leads_to_its_record(cast, maker):
    """Not to one that only has its number: no two of these records have the same."""
    maker.visit(day=date(2018, 3, 4), place=0)
    found = [violation(), violation(answer=Answer("reprimand", "confirmed", LAST))]
    visit = maker.visit(day=DAY, place=0, found=found)
    maker.visit(day=date(2018, 3, 5), place=0, found=[violation(asked=Asked(LATER))])
    complaint = maker.complaint(day=DAY)
    round_ = maker.round()
    maker.due(round_, cast.b, "provincial")
    maker.due(round_, cast.a, "provincial", accepted(1, (2,)))
    fact = maker.activity(Activity(DAY, cast.a.pk, "directive"))
    submission, remedy = Submission.objects.get(), Remedy.objects.get()
    page = reverse("visit-detail", args=[visit.pk])
    sent = reverse("submission-detail", args=[submission.pk])
    expected = {
        "visits.total": [page],
        "violations.total": [page, page],
        "handlings.total": [f"{page}#noi-dung-{Finding.objects.all()[1].pk}"],
        "remedies.due": [reverse("remedy-detail", args=[remedy.pk])],
        "complaints.total": [reverse("complaint-detail", args=[complaint.pk])],
        "self_inspections.total.due": [sent, ""],
        "self_inspections.held": [sent],
        "self_inspections.violations": [sent],
        "implementation.directives": [reverse("implementation-detail", args=[fact.pk])],
        "visits.agencies": [""],
    }
    client = cast.client("specialist")
    tables = {
        key: client.get(f"/so-lieu/{key}/?ky=calendar-2019").context["table"] for key in expected
    }
    assert {
        key: [table.link(row) for row in table.lines] for key, table in tables.items()
    } == expected


def test_the_catalogue_is_a_file_of_numbers_and_of_ratios_as_they_are_written(cast, maker):
    a_year(maker)
    maker.complaint(day=date(2018, 6, 1), state="closed", handled=date(2018, 6, 9))
    client, chosen = cast.client("specialist"), ("visits.total", "complaints.rate")

    def said(period: str) -> list[str]:
        lines = csv_of(client, "/so-lieu/", ky=period)
        return ["|".join(line[:7]) for line in lines if line[1] in chosen]

    visits = "Kiểm tra|visits.total|Lượt kiểm tra|lượt"
    rate = "Phản ánh, kiến nghị|complaints.rate|Tỷ lệ phản ánh, kiến nghị đã xử lý|"
    assert said("calendar-2019") == [
        f"{visits}|3|0|3",
        f"{rate}|01/02 (50%)|01/01 (100%)|−50 điểm %",
    ]
    assert said("calendar-2020") == [f"{visits}|0|3|-3", f"{rate}|–|01/02 (50%)|–"]
    # Before the first year there is nothing to compare with.
    assert said("calendar-2000") == [f"{visits}|0||", f"{rate}|–||"]


def test_a_result_of_another_round_is_none_of_this(cast, maker):
    first, second = maker.round(), maker.round()
    maker.due(first, cast.a, "provincial")
    maker.due(second, cast.a, "provincial", accepted(1))
    lines = csv_of(
        cast.client("specialist"), "/so-lieu/self_inspections.total.due/", ky="calendar-2019"
    )
    assert [line[2:4] for line in lines[1:]] == [
        ["Đợt minh họa 1", "Chưa gửi"],
        ["Đợt minh họa 2", "Đã tự kiểm tra"],
    ]
