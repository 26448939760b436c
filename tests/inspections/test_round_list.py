"""The lists: who sees what, progress, filters, as many queries for 30 rows as for 1."""

from datetime import date

import pytest
from django.urls import reverse

from inspections.agencies.models import LegalKind, ReportGroup
from inspections.rounds.actions import plan_round
from inspections.rounds.models import DueAgency
from inspections.submissions import workflow as submission_flow
from inspections.submissions.models import Submission
from tayninh_portal.access import Role
from tests.doing import do
from tests.fixtures.cast import appoint, make_agency, moment
from tests.inspections.round_story import drafted, in_state, opened, plan

LIST_QUERIES = 6
DETAIL_QUERIES = 13


def text(response) -> str:
    return " ".join(response.content.decode().split())


def names(response) -> list[str]:
    return [line.due.name_then for line in response.context["table"].lines]


def detail(round, **filters):
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"{reverse('round-detail', args=[round.pk])}?{query}"


def test_everybody_sees_his_rounds(cast):
    planned, asked = plan(cast, title="Đang chuẩn bị"), opened(cast, title="Đã mở")
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.commune)
    seen = {
        who: [row.title for row in cast.client(who).get(reverse("round-list")).context["page"]]
        for who in ("specialist", "manager", "leader", "clerk_a", "head_b", "nobody")
    }
    both = [asked.title, planned.title]
    assert seen == {
        "specialist": both,
        "manager": both,
        "leader": [asked.title],
        "clerk_a": [asked.title],
        "head_b": [asked.title],
        "nobody": [],
    }
    assert cast.client("operator").get(reverse("round-list")).status_code == 403
    assert cast.client("clerk_a").get(detail(planned)).status_code == 404


def test_the_list_tells_the_department_how_far_a_round_is_and_an_agency_where_it_stands(cast):
    in_state(cast, "accepted")
    assert "01/05" in text(cast.client("specialist").get(reverse("round-list")))
    page = text(cast.client("clerk_a").get(reverse("round-list")))
    assert ("01/05" in page, "Đã chấp nhận" in page) == (False, True)
    assert "Chưa nhập" in text(cast.client("clerk_b").get(reverse("round-list")))


def test_an_agency_goes_to_its_own_result(cast):
    round = opened(cast)
    page = text(cast.client("clerk_a").get(detail(round)))
    assert "Bắt đầu nhập kết quả" in page
    assert "Sở Y tế" not in page
    submission = drafted(cast, round=round)
    answer = cast.client("clerk_a").get(detail(round))
    assert answer["Location"] == reverse("submission-detail", args=[submission.pk])


def test_progress_keeps_five_things_apart(cast):
    round = opened(cast)
    people = {"a": (cast.clerk_a, cast.head_a), "b": (cast.clerk_b, cast.head_b)}
    for name, (clerk, head) in people.items():
        submission = drafted(cast, round=round, agency=getattr(cast, name), by=clerk)
        if name == "b":
            Submission.objects.filter(pk=submission.pk).update(
                held="not_held", not_held_reason="Sắp xếp bộ máy", inspections_held=None
            )
            submission.refresh_from_db()
            submission.counts.all().delete()
        day = {"a": 10, "b": 11}[name]
        submission = do(submission_flow.CERTIFY, submission, by=head, at=moment(2020, 1, day))
        do(submission_flow.ACCEPT, submission, by=cast.manager, at=moment(2020, 1, 12))
    row = DueAgency.objects.progress(round)[0]
    assert {k: row[k] for k in ("due", "filed", "on_time", "accepted", "done")} == {
        "due": 4,
        "filed": 2,
        "on_time": 1,
        "accepted": 2,
        "done": 1,
    }
    page = text(cast.client("specialist").get(detail(round)))
    assert "Không tổ chức" in page
    assert "sau hạn" in page


def test_the_due_list_is_filtered_and_searched_without_accents(cast):
    round = in_state(cast, "certified").round
    client = cast.client("specialist")
    everybody = ["Sở Nội vụ", "Sở Xây dựng", "Sở Y tế", "Văn phòng UBND tỉnh", "UBND huyện Gò Dầu"]
    found = {
        str(filters): names(client.get(detail(round, **filters)))
        for filters in (
            {},
            {"group": "district"},
            {"state": "certified"},
            {"state": "unfiled", "group": "provincial"},
            {"state": "none", "q": "so"},
            {"q": "go dau"},
            {"q": "SỞ Y TẾ"},
            {"mine": "on"},
            {"state": "accepted"},
        )
    }
    assert list(found.values()) == [
        everybody,
        ["UBND huyện Gò Dầu"],
        ["Sở Xây dựng"],
        ["Sở Nội vụ", "Sở Y tế", "Văn phòng UBND tỉnh"],
        ["Sở Nội vụ", "Sở Y tế"],
        ["UBND huyện Gò Dầu"],
        ["Sở Y tế"],
        ["Sở Xây dựng", "Văn phòng UBND tỉnh", "UBND huyện Gò Dầu"],
        [],
    ]
    assert "Không có cơ quan nào khớp bộ lọc" in text(client.get(detail(round, q="zzz")))


def test_a_draft_counts_as_not_sent(cast):
    round = drafted(cast).round
    client = cast.client("specialist")
    assert "Sở Xây dựng" in names(client.get(detail(round, state="unfiled")))
    assert "Sở Xây dựng" not in names(client.get(detail(round, state="none")))


def test_the_province_reads_states_and_the_numbers_of_accepted_results_alone(cast):
    submission = in_state(cast, "certified")
    client = cast.client("leader")
    link = reverse("submission-detail", args=[submission.pk])
    page = text(client.get(detail(submission.round)))
    assert ("Đã gửi, chờ chấp nhận" in page, link in page) == (True, False)
    assert '<td data-label="Số cuộc" class="num">3</td>' not in page
    do(submission_flow.ACCEPT, submission, by=cast.specialist, at=moment(2020, 1, 9))
    page = text(client.get(detail(submission.round)))
    assert link in page
    assert '<td data-label="Số cuộc" class="num">3</td>' in page
    assert "Lọc" in page
    assert "Tôi phụ trách" not in page


def test_a_page_holds_25_agencies(cast):
    more(cast, 26)
    round = opened(cast)
    client = cast.client("specialist")
    assert [len(names(client.get(detail(round, page=n)))) for n in (1, 2)] == [25, 6]


def more(cast, number: int):
    """So many communes of their own report group."""
    for n in range(1, number + 1):
        make_agency(f"UBND xã {n}", LegalKind.COMMUNE, ReportGroup.COMMUNE, by=cast.admin)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_of_rounds_asks_the_database_as_often_for_30_as_for_1(
    cast, rows, django_assert_num_queries
):
    for year in range(2019, 2019 + rows):
        plan_round(
            by=cast.manager,
            title=f"Năm {year}",
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            due_on=date(year + 1, 1, 10),
        )
    client = cast.client("specialist")
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("round-list"))
    assert len(page.context["page"]) == min(rows, 25)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_round_asks_the_database_as_often_for_30_agencies_as_for_1(
    cast, rows, django_assert_num_queries
):
    more(cast, rows)
    submission = in_state(cast, "certified")
    round = submission.round
    for agency in [row.agency for row in round.due_agencies.filter(group="commune")]:
        Submission.objects.create(
            round=round,
            agency=agency,
            state="certified",
            created_at=moment(2020, 1, 2),
            created_by=cast.clerk_a,
        )
    client = cast.client("specialist")
    with django_assert_num_queries(DETAIL_QUERIES):
        page = client.get(detail(round, group="commune"))
    assert len(names(page)) == min(rows, 25)
