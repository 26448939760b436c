"""The demo goes on from 2019 over the merger of 2025 into a year under way."""

import json
import re
from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.agencies.models import Agency, Succession
from inspections.cited_documents.models import CitedDocument
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.implementation.models import ImplementationFact
from inspections.minutes.models import Minutes
from inspections.people.models import Assignment
from inspections.plans.models import Plan
from inspections.rechecks.models import Recheck
from inspections.recommendations.models import Recommendation
from inspections.remedies.models import Remedy
from inspections.result_papers.models import Reply, ResultPaper
from inspections.rounds.models import DueAgency, Round
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.figures.catalog import compute
from reports.freezing.composition import compose_now
from reports.narrative.models import Report
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Appointment, Change, User
from tayninh_portal.paper.content import Table, plain_text
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.tasks import grouped_tasks
from tests.fixtures.cast import moment
from tests.fixtures.demo import DAY_OF_2026 as AS_OF

# Built once: half a minute a database, and the README loads it into the embedded one.
pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
GROUPS = ("provincial", "district", "commune")
NOW = moment(2026, 11, 20, 10)


def of_year(period: str, *keys: str) -> list[int]:
    """Figures of a period, in the order asked for."""
    return list(compute(parse_period(period), list(keys)).values())


def due_and_done(period: str) -> list[list[int]]:
    """[due, done] by group."""
    keys = [f"self_inspections.{group}.{what}" for group in GROUPS for what in ("due", "done")]
    numbers = of_year(period, *keys)
    return [numbers[start : start + 2] for start in (0, 2, 4)]


def tasks_of(username: str) -> list[str]:
    """What the person has to do on the day the story stops, most urgent first."""
    with time_machine.travel(NOW, tick=False):
        groups = grouped_tasks(User.objects.get(username=username), AS_OF)
    return [task.what for _, tasks in groups for task in tasks]


def begin(tasks: list[str], *words: str) -> list[bool]:
    """Whether some task begins with each of ``words``."""
    return [any(task.startswith(start) for task in tasks) for start in words]


def test_2019_counts_what_it_counted(demo_2026):
    keys = ("visits.total", "complaints.total", "complaints.handled")
    assert of_year("calendar-2019", *keys) == [87, 3, 3]
    assert due_and_done("calendar-2019") == [[26, 26], [9, 9], [0, 0]]


def test_2026_is_due_by_the_registry_of_the_day(demo_2026):
    due = DueAgency.objects.filter(round__title__endswith="2026")
    registry = Agency.objects.on(date(2026, 12, 14)).exclude(report_group="")
    counted = [registry.filter(report_group=group).count() for group in GROUPS]
    assert counted == [14, 0, 96]
    assert [due.filter(group=group).count() for group in GROUPS] == counted
    assert due_and_done("2026") == [[14, 6], [0, 0], [96, 47]]


def test_2025_has_both_groups(demo_2026):
    assert due_and_done("2025") == [[14, 14], [9, 9], [96, 88]]
    days = Visit.objects.concluded().filter(day__year=2025).values_list("day", flat=True)
    assert (min(days) < date(2025, 7, 1) < max(days), len(days)) == (True, 50)


def test_the_year_under_way_counts_what_the_story_tells(demo_2026):
    keys = ("visits.total", "complaints.total", "complaints.handled", "violations.total")
    # Two more are reserved, and a year under way does not count them.
    assert of_year("2026", *keys) == [76, 18, 9, 53]


def test_everything_invented_is_marked(demo_2026):
    for model in (
        CitedDocument,
        Complaint,
        Finding,
        Handling,
        ImplementationFact,
        Minutes,
        Plan,
        Recheck,
        Recommendation,
        Remedy,
        Reply,
        Report,
        ResultPaper,
        Round,
        Submission,
        User,
        Visit,
    ):
        assert model.objects.count() > 0, model
        assert model.objects.filter(is_illustrative=False).count() == 0, model


def test_everybody_has_a_number_of_the_office_that_nobody_can_call(demo_2026):
    phones = list(User.objects.values_list("phone", flat=True))
    assert len(set(phones)) == len(phones) > 200
    assert [phone for phone in phones if not re.fullmatch("02760[0-9]{6}", phone)] == []
    client = Client()
    for username in ("chuyenvien1", "lanhdaotinh", "daumoi.so-xay-dung"):
        client.force_login(User.objects.get(username=username))
        page = client.get(reverse("help-list")).content.decode()
        assert ('href="tel:02760' in page, "chưa ghi số" in page) == (True, False)


def test_nothing_happens_on_the_day_the_story_stops(demo_2026):
    newest = Change.objects.order_by("-at").values_list("at", flat=True)[0]
    assert timezone.localdate(newest) == date(2026, 11, 19)


def test_everybody_acted_in_a_post_he_held(demo_2026):
    posts = {}
    for post in Appointment.objects.all():
        posts.setdefault(post.user_id, []).append((post.starts_on, post.ends_on or date.max))
    # The portal is founded by whoever gets the first post in that same action.
    activities = Change.objects.exclude(label="Khởi tạo cổng").values_list("by", "at", "label")
    idle = [
        (by, at, label)
        for by, at, label in activities
        if not any(first <= at.date() <= last for first, last in posts[by])
    ]
    assert idle == []


def test_the_districts_and_their_people_ended_on_30_june(demo_2026):
    ended = Agency.objects.filter(ends_on=date(2025, 6, 30))
    assert ended.filter(legal_kind="district").count() == 9
    assert ended.filter(legal_kind="commune").count() == 94
    assert ended.filter(legal_kind="commune", successions__isnull=True).count() == 0
    assert Appointment.objects.on(date(2025, 7, 1)).filter(agency__in=ended).count() == 0


def names_on(day: date, kind: str, *words: str) -> list[str]:
    """Bodies of a kind on a day whose name then has one of ``words``."""
    there = Agency.objects.on(day).filter(legal_kind=kind).named_on(day).order_by("name_key")
    names = [agency.name_then for agency in there]
    return [name for name in names if any(word in name for word in words)]


def test_the_towns_are_towns_from_february_2020(demo_2026):
    both = ("Hòa Thành", "Trảng Bàng")
    before, after = date(2020, 1, 31), date(2020, 2, 1)
    assert names_on(before, "district", *both) == ["UBND huyện Hòa Thành", "UBND huyện Trảng Bàng"]
    assert names_on(after, "district", *both) == ["UBND thị xã Hòa Thành", "UBND thị xã Trảng Bàng"]
    assert names_on(date(2025, 4, 1), "commune", "Phước Lưu", "Phước Bình", "Long Hoa") == [
        "UBND phường Long Hoa",
        "UBND xã Phước Bình",
    ]
    communes = [
        Agency.objects.on(day).filter(legal_kind="commune").count()
        for day in (before, after, date(2025, 6, 30), date(2025, 7, 1))
    ]
    assert communes == [95, 94, 94, 96]
    (resolution,) = set(
        Agency.objects.get(name="UBND phường Tân Ninh").names.values_list("basis", flat=True)
    )
    assert resolution == (
        "Nghị quyết số 1682/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội"
    )


def test_the_departments_were_merged_before_the_provinces(demo_2026):
    words = ("Môi trường", "Nông nghiệp", "Kế hoạch", "Giao thông", "Lao động", "Tôn giáo")
    assert names_on(date(2025, 2, 28), "provincial_body", *words) == [
        "Sở Giao thông vận tải",
        "Sở Kế hoạch và Đầu tư",
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Tài nguyên và Môi trường",
    ]
    assert names_on(date(2025, 3, 1), "provincial_body", *words) == [
        "Sở Dân tộc và Tôn giáo",
        "Sở Nông nghiệp và Môi trường",
    ]
    kept = Agency.objects.may_be_due(date(2025, 7, 1)).filter(report_group="provincial")
    assert kept.count() == 14


def test_every_agency_that_is_due_has_a_clerk_a_head_and_a_specialist(demo_2026):
    due = Agency.objects.may_be_due(AS_OF)
    posts = Appointment.objects.on(AS_OF).filter(agency__in=due)
    held = [posts.filter(role=role).count() for role in ("agency_clerk", "agency_head")]
    charge = Assignment.objects.on(AS_OF).filter(agency__in=due).count()
    assert (due.count(), held, charge) == (110, [110, 110], 110)


def test_the_successor_answered_what_the_old_commune_left_open(demo_2026):
    old = Agency.objects.get(name="UBND xã Phước Đông", ends_on=date(2025, 6, 30))
    successor = Succession.objects.get(predecessor=old, receives_open_work=True).successor
    assert successor.name == "UBND phường Gia Lộc"
    complaint = Complaint.objects.get(subject_agency=old, received_on=date(2025, 6, 24))
    assert (complaint.handed_to, complaint.state) == (successor, "closed")
    remedy = Remedy.objects.get(finding__visit__agency=old, finding__visit_day=date(2025, 6, 3))
    assert (remedy.receiver, remedy.state) == (successor, "confirmed")
    lines = Change.objects.of(complaint).values_list("label", flat=True)
    assert list(lines) == [
        "Tiếp nhận",
        "Phân loại",
        "Giao cơ quan xử lý",
        "Chuyển cơ quan tiếp nhận",
        "Báo cáo kết quả xử lý",
        "Trả lời người phản ánh",
        "Kết thúc",
    ]


def test_there_is_one_of_everything_on_20_november(demo_2026):
    round_ = Round.objects.get(state="open")
    states = Submission.objects.filter(round=round_).order_by("state").values_list("state")
    assert sorted({state for (state,) in states}) == ["accepted", "certified", "draft", "returned"]
    late = Submission.objects.filter(round=round_, first_filed_on__gt=round_.due_on)
    assert late.count() > 0
    assert Submission.objects.filter(round=round_).count() < 110
    assert Complaint.objects.overdue(AS_OF).count() == 3
    assert Remedy.objects.active().overdue(AS_OF).count() == 3
    year = {"finding__visit_day__gte": date(2025, 12, 15)}
    found = Handling.objects.filter(**year).values_list("state", flat=True)
    assert sorted(set(found)) == ["confirmed", "entered", "returned"]
    stated = ImplementationFact.objects.values_list("state", flat=True)
    assert sorted(set(stated)) == ["confirmed", "draft", "returned"]


def test_2025_was_issued_and_is_to_be_replaced(demo_2026):
    issued, replacing = Report.objects.filter(year=2025).order_by("pk")
    assert (issued.state, str(issued.issuance)) == ("issued", "512/BC-UBND")
    assert (replacing.state, replacing.replaces) == ("presented", issued)


def test_there_is_work_for_everybody_who_can_have_some(demo_2026):
    for username in ("chuyenvien1", "chuyenvien2", "chuyenvien3"):
        assert (
            begin(
                tasks_of(username),
                "Xem, chấp nhận hoặc trả lại",
                "Kết thúc lượt kiểm tra",
                "Xác nhận",
                "Hoàn thành báo cáo năm 2026",
            )
            == [True] * 4
        ), username
    assert (
        begin(
            tasks_of("lanhdaoso"),
            "Đôn đốc gửi kết quả tự kiểm tra",
            "Kết thúc lượt kiểm tra UBND xã Dương Minh Châu",
            "Trả lời phản ánh",
        )
        == [True] * 3
    )
    assert (
        begin(
            tasks_of("trucduongday"), "Phân loại phản ánh", "Chuyển phản ánh", "Kết thúc phản ánh"
        )
        == [True] * 3
    )
    assert begin(tasks_of("lanhdaotinh"), "Trả lời phản ánh") == [True]
    assert tasks_of("vanthuso") == ["Trình UBND tỉnh báo cáo năm 2019 (thay thế)"]
    assert tasks_of("vanphong") == ["Xem xét, trình ký báo cáo năm 2025 (thay thế)"]
    assert begin(tasks_of("vanthutinh"), "Lưu bản gốc đã ký của báo cáo năm 2025") == [True]
    assert tasks_of("quantri") == ["Chọn cơ quan tiếp nhận 01 nội dung chưa khắc phục xong"]
    assert (
        begin(
            tasks_of("daumoi.so-nong-nghiep-va-moi-truong"),
            "Khắc phục",
            "Ghi kết quả xử lý",
        )
        == [True] * 2
    )
    assert begin(tasks_of("daumoi.xa-tam-vu"), "Sửa kết quả triển khai bị trả lại") == [True]
    assert begin(tasks_of("daumoi.xa-hau-nghia"), "Báo cáo kết quả xử lý phản ánh") == [True]


def test_clerks_and_heads_are_asked_for_what_is_lacking(demo_2026):
    lacking = Submission.objects.filter(round__state="open", state__in=("draft", "returned"))
    asked = {f"{activity} kết quả tự kiểm tra": 0 for activity in ("Nhập", "Xác nhận", "Sửa")}
    for submission in lacking.select_related("agency"):
        for role in ("agency_clerk", "agency_head"):
            post = Appointment.objects.on(AS_OF).get(agency=submission.agency, role=role)
            for task in tasks_of(post.user.username):
                for start in asked:
                    asked[start] += task.startswith(start)
    assert min(asked.values()) > 0
    assert sum(asked.values()) == lacking.count()


def test_the_home_pages_open_with_their_tasks(demo_2026):
    with time_machine.travel(NOW, tick=False):
        for username, words in (
            ("chuyenvien1", "Hoàn thành báo cáo năm 2026"),
            ("trucduongday", "Phân loại phản ánh"),
            ("quantri", "Chọn cơ quan tiếp nhận"),
        ):
            client = Client()
            client.force_login(
                User.objects.get(username=username),
                backend="tayninh_portal.accounts.SignedIn",
            )
            assert words in client.get(reverse("home")).content.decode(), username


def test_it_is_the_same_every_time(demo_2026):
    visits = Visit.objects.filter(day__gte=date(2025, 12, 15)).order_by("day", "starts_at")
    first = visits.values_list("agency__name", "day", "on_roll")[0]
    found = Finding.objects.filter(visit_day__gte=date(2025, 12, 15)).count()
    # Written down once: a change of the generator shows here and is then meant.
    assert (first, visits.count(), found) == (
        ("UBND xã Hậu Nghĩa", date(2025, 12, 17), 49),
        80,
        71,
    )


def test_it_goes_on_from_2019_once(demo_2026, capsys):
    before = (Agency.objects.count(), Change.objects.count())
    for year in (2019, 2026):
        with pytest.raises(CommandError, match="Cổng đã có dữ liệu minh họa; muốn nạp lại"):
            call_command("load_demo", year=year)
    call_command("load_demo", if_empty=True)
    assert (Agency.objects.count(), Change.objects.count()) == before
    assert capsys.readouterr().out.startswith("Tài khoản minh họa (mật khẩu chung: ")


def test_a_portal_with_anything_else_in_it_is_refused(cast):
    with pytest.raises(CommandError, match="chỉ nạp minh họa vào cổng còn trống"):
        call_command("load_demo")
    assert Report.objects.count() == 0


def test_the_reports_call_agencies_as_they_were_called(demo_2026):
    with time_machine.travel(NOW, tick=False):
        stated = {
            report.year: json.dumps(compose_now(report)[0]["wording"], ensure_ascii=False)
            for report in Report.objects.filter(year__in=(2025, 2026))
        }
    assert "thị trấn" not in stated[2026].lower()
    assert "Ủy ban nhân dân các xã, phường, thị trấn" in stated[2025]
    assert " xã, phường (chi tiết tại Phụ lục" in stated[2025]
    borne = re.findall(r"UBND xã Cầu Khởi[^\"]*", stated[2025])
    assert sorted(set(borne)) == [
        "UBND xã Cầu Khởi",
        "UBND xã Cầu Khởi (từ\u00a001/7/2025)",
        "UBND xã Cầu Khởi (đến\u00a030/6/2025)",
    ]


def test_the_report_of_the_year_under_way_has_no_number_for_december(demo_2026):
    with time_machine.travel(NOW, tick=False):
        content, _ = compose_now(Report.objects.get(year=2026))
    stated = deserialize(content)
    (table,) = [
        block
        for block in stated.annexes[0].blocks
        if isinstance(block, Table) and block.caption == "Theo tháng"
    ]
    rows = [[plain_text(cell) for cell in cells] for cells in table.all_rows()]
    assert rows[-2][1:] == ["–", "–"]
    assert int(rows[-1][1]) == sum(int(row[1]) for row in rows[:-2])
    assert "đến ngày 20/11/2026), cụ thể như sau:" in plain_text(stated.opening.runs)
