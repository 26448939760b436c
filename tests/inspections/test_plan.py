"""The plan of a year: its lines, its way to a number, what it says of surprise visits, coverage."""

import io
from datetime import date, time
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from pdfminer.high_level import extract_text

from inspections.agencies.models import Agency
from inspections.plans import workflow as plan_flow
from inspections.plans.actions import change_line, update_plan
from inspections.plans.coverage import coverage_by_group, months_since
from inspections.plans.models import Plan, PlanLine
from inspections.plans.paper import plan_paper
from inspections.teams.models import Issuer
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.content import plain_text
from tayninh_portal.paper.form import KINDS
from tests.doing import do
from tests.inspections.planning import (
    TOLD,
    empty_plan,
    issued,
    line,
    line_form,
    plan,
    presented,
)
from tests.inspections.teaming import planned, team
from tests.inspections.visiting import NOW, concluded, draft, page_of
from tests.paper.said import in_pdf, in_word
from tests.paper.word_reading import body_of, faults, paragraphs


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_specialist_drafts_a_leader_presents_and_numbers_it(cast):
    client = cast.client("specialist")
    sent = TOLD | {"client_id": "6b8f6a3e-0000-4000-8000-000000000001", "year": 2020}
    answer = client.post(reverse("plan-create"), sent | {"issuer": "department"})
    made = Plan.objects.get()
    assert answer["Location"] == reverse("plan-detail", args=[made.pk])
    client.post(reverse("plan-line-create", args=[made.pk]), line_form())
    surprise = line_form(agency="", group="commune", number="4")
    client.post(reverse("plan-line-create", args=[made.pk]), surprise)
    rows = [(row.month, row.agency, row.group, row.number) for row in made.lines.in_order()]
    assert rows == [(9, cast.a, "", 1), (9, None, "commune", 4)]
    made = do(plan_flow.PRESENT, made, by=cast.manager, at=NOW)
    asked = {"number": "số 9 / KH-SNV", "issued_on": date(2019, 7, 4)}
    made = do(plan_flow.ISSUE, made, by=cast.manager, at=NOW, **asked)
    assert (made.state, made.number, made.issued_on) == ("issued", "09/KH-SNV", date(2019, 7, 4))
    page = page_of(client.get(reverse("plan-detail", args=[made.pk])))
    assert "01 lượt báo trước, 04 lượt đột xuất" in page
    assert "09/KH-SNV ngày 04/7/2019" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"agency": ""}, "Chọn một cơ quan báo trước, hoặc một nhóm"),
        ({"group": "commune"}, "Chọn một cơ quan báo trước, hoặc một nhóm"),
        ({"agency": "khong co"}, "Không có cơ quan nào có tên như vậy"),
        ({"month": "13"}, "Chọn tháng từ 1 đến 12."),
        ({"month": "8"}, "Cơ quan này đã có trong tháng đó."),
        ({"month": "8", "agency": "", "group": "commune"}, "đã có số lượt đột xuất"),
    ],
)
def test_a_line_that_cannot_be_is_said_and_nothing_is_lost(cast, changes, said):
    made = plan(cast)
    address = reverse("plan-line-create", args=[made.pk])
    page = page_of(cast.client("specialist").post(address, line_form(theme="Một cửa", **changes)))
    assert said in page
    assert "Một cửa" in page
    assert made.lines.count() == 2


def test_after_the_number_a_change_keeps_its_reason_and_shows_it(cast):
    made = issued(cast)
    row = made.lines.get(agency=cast.a)
    with pytest.raises(ValidationError, match="ghi lý do thay đổi"):
        change_line(row, by=cast.specialist, at=NOW, seen_version=1, month=10)
    changed = {"month": 10, "reason": "Trùng Tết."}
    row = change_line(row, by=cast.specialist, at=NOW, seen_version=1, **changed)
    assert Change.objects.of(row).last().note == "Trùng Tết."
    with pytest.raises(ValidationError, match="ghi lý do thay đổi"):
        line(cast, made, cast.b)
    assert line(cast, made, cast.b, reason="Theo chỉ đạo.").is_added
    client = cast.client("specialist")
    sent = {"month": "10", "number": "", "theme": "", "is_dropped": "on", "seen_version": 2}
    sent |= {"reason": "Cơ quan giải thể.", "client_id": str(uuid4())}
    address = reverse("plan-line-update", args=[row.pk])
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    slower = client.post(address, sent | {"client_id": str(uuid4()), "is_dropped": ""})
    assert "Dòng này đã bỏ khỏi kế hoạch." in page_of(slower)
    page = page_of(client.get(reverse("plan-detail", args=[made.pk])))
    assert "Sở Xây dựng, tháng 10: bỏ, Cơ quan giải thể." in page
    assert "Sở Y tế, tháng 8: bổ sung, Theo chỉ đạo." in page
    assert client.get(reverse("plan-line-update", args=[row.pk])).status_code == 404
    assert PlanLine.objects.standing().filter(plan=made).count() == 2


def test_the_reason_is_called_optional_only_while_the_plan_has_no_number(cast):
    client = cast.client("specialist")
    for made, optional in ((plan(cast), True), (issued(cast, year=2020), False)):
        row = made.lines.get(agency=cast.a)
        for name, pk in (("plan-line-create", made.pk), ("plan-line-update", row.pk)):
            address = reverse(name, args=[pk])
            label = page_of(client.get(address)).partition("Lý do thay đổi")[2][:60]
            assert ("(không bắt buộc)" in label) == optional, name
    sent = line_form(agency="y te")
    answer = client.post(reverse("plan-line-create", args=[made.pk]), sent)
    assert answer.context["form"].errors == {
        "reason": ["Kế hoạch đã ban hành: ghi lý do thay đổi."]
    }
    address = reverse("plan-line-create", args=[made.pk])
    assert client.post(address, sent | {"reason": "Theo chỉ đạo."}).status_code == 302


def test_a_group_is_on_offer_in_the_years_in_which_it_has_a_body(cast):
    Agency.objects.filter(pk=cast.district.pk).update(ends_on=date(2025, 6, 30))
    client, district = cast.client("specialist"), line_form(agency="", group="district")
    for year, there in ((2025, True), (2026, False)):
        address = reverse("plan-line-create", args=[empty_plan(cast, year=year).pk])
        form = client.get(address).context["form"]
        assert [label for group, label in form.fields["group"].choices if group] == [
            "Sở, ban, ngành tỉnh",
            *(["UBND cấp huyện"] if there else []),
            "UBND cấp xã",
        ]
        assert (client.post(address, district).status_code == 302) == there


def test_what_lies_for_signature_is_not_changed_and_who_was_slower_is_told(cast):
    made = presented(cast)
    with pytest.raises(Refused, match="đang trình ký"):
        line(cast, made, cast.b)
    with pytest.raises(Refused, match="đang trình ký"):
        update_plan(made, by=cast.specialist, at=NOW, seen_version=made.version, **TOLD)
    with pytest.raises(Conflict):
        update_plan(made, by=cast.specialist, at=NOW, seen_version=1, **TOLD)
    back = do(plan_flow.RETURN, made, by=cast.manager, at=NOW, note="Thiếu căn cứ.")
    assert line(cast, back, cast.b).is_added is False


def test_words_typed_while_it_was_presented_come_back_however_often_they_are_sent(cast):
    made = presented(cast)
    sent = TOLD | {"purpose": "Gõ cả buổi sáng", "seen_version": "1", "client_id": str(uuid4())}
    client, address = cast.client("specialist"), reverse("plan-update", args=[made.pk])
    for _ in range(2):
        answer = client.post(address, sent)
        form = answer.context["form"]
        assert answer.status_code == 200 and "đang trình ký" in page_of(answer)
        assert form["purpose"].value() == "Gõ cả buổi sáng"
        sent |= {name: form[name].value() for name in ("seen_version", "client_id")}
    # Who opens the form only now is told that it is too late.
    assert client.post(address, sent | {"seen_version": made.version}).status_code == 403
    made.refresh_from_db()
    assert made.purpose == TOLD["purpose"]


def test_an_empty_plan_is_not_presented_and_a_day_to_come_is_no_day_of_issue(cast):
    with pytest.raises(Refused, match="chưa có cơ quan hay số lượt nào"):
        do(plan_flow.PRESENT, empty_plan(cast), by=cast.manager, at=NOW)
    Plan.objects.all().delete()
    asked = {"number": "1/KH-SNV", "issued_on": date(2019, 7, 6)}
    with pytest.raises(ValidationError, match="Ngày ban hành chưa đến"):
        do(plan_flow.ISSUE, presented(cast), by=cast.manager, at=NOW, **asked)


def test_the_number_comes_from_the_register_of_the_issuer(cast):
    asked = {"number": "77/KH-UBND", "issued_on": date(2019, 7, 5)}
    ours, theirs = presented(cast), presented(cast, issuer=Issuer.PROVINCE)
    with pytest.raises(Refused, match="do lãnh đạo Sở ghi số"):
        do(plan_flow.ISSUE, ours, by=cast.province_registrar, at=NOW, **asked)
    done = do(plan_flow.ISSUE, theirs, by=cast.province_registrar, at=NOW, **asked)
    assert done.number == "77/KH-UBND"


def test_one_plan_a_year_and_issuer(cast):
    plan(cast)
    with pytest.raises(ValidationError, match="đã có kế hoạch của người ban hành đó"):
        empty_plan(cast)


# --- what a plan says of visits to come -----------------------------------------


def test_an_announced_line_shows_its_visits_and_a_surprise_line_what_is_over(cast):
    made = issued(cast)
    announced, surprise = made.lines.get(agency=cast.a), made.lines.get(agency=None)
    going = team(cast)
    visit = planned(cast, going, is_surprise=False, plan_line=announced)
    page = page_of(cast.client("manager").get(reverse("plan-detail", args=[made.pk])))
    assert f'href="/kiem-tra/k{-visit.pk}/"' in page
    seen = page_of(cast.client("leader").get(reverse("plan-detail", args=[made.pk])))
    assert f"/kiem-tra/k{-visit.pk}/" not in seen
    more = line(cast, made, month=7, group="provincial", number=2, reason="Theo chỉ đạo.")
    asked = {"agency": cast.b, "plan_line": more}
    over, begun = concluded(cast, **asked), draft(cast, **asked, starts_at=time(10))
    for who in ("manager", "leader"):
        page = page_of(cast.client(who).get(reverse("plan-detail", args=[made.pk])))
        assert f'href="/kiem-tra/{over.pk}/"' in page
        assert f"/kiem-tra/{begun.pk}/" not in page
    with pytest.raises(ValidationError, match="không phải cho cơ quan, hình thức đã chọn"):
        planned(cast, going, starts_at=time(15), plan_line=announced)
    with pytest.raises(ValidationError, match="không phải cho cơ quan, hình thức đã chọn"):
        planned(cast, going, starts_at=time(15), agency=cast.b, plan_line=surprise)
    assert Visit.every.count() == 3


def test_a_visit_is_moved_though_its_line_was_dropped_since(cast):
    announced, going = issued(cast).lines.get(agency=cast.a), team(cast)
    visit = planned(cast, going, is_surprise=False, plan_line=announced)
    gone = {"month": 8, "is_dropped": True, "reason": "Dời.", "seen_version": announced.version}
    change_line(announced, by=cast.specialist, at=NOW, **gone)
    visit = Visit.every.get(pk=visit.pk)
    moved = {"team": going, "day": date(2019, 9, 3), "starts_at": time(9), "note": "Dời."}
    assert do(visit_flow.RESCHEDULE, visit, by=cast.manager, at=NOW, **moved).day == moved["day"]


def text_of(pdf: bytes) -> str:
    return " ".join(extract_text(io.BytesIO(pdf)).split())


PAPERS = [
    ("plan-draft", Issuer.DEPARTMENT, ("KẾ HOẠCH", "/KH-SNV", "GIÁM ĐỐC")),
    ("plan-draft", Issuer.PROVINCE, ("KẾ HOẠCH", "/KH-UBND", "TM. ỦY BAN NHÂN DÂN")),
    ("plan-memo", Issuer.PROVINCE, ("TỜ TRÌNH", "/TTr-SNV", "Kính gửi: Chủ tịch")),
]


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "issuer", "words"), PAPERS)
def test_the_papers_name_announced_agencies_and_count_surprises(cast, name, issuer, words):
    made = plan(cast, issuer=issuer)
    client = cast.client("specialist")
    pdf = client.get(reverse(name, args=[made.pk])).content
    said = text_of(pdf)
    assert [word for word in words if word not in said] == []
    word = client.get(reverse(name, args=[made.pk]), {"dang": "docx"}).content
    assert faults(word) == []
    told = " ".join(" ".join(paragraphs(body_of(word))).split())
    assert "Kế hoạch số 1441/KH-UBND ngày 05/7/2019" in told
    if name == "plan-draft":
        assert "KẾ HOẠCH Kiểm tra công vụ năm 2019" in told
        assert "UBND cấp xã: 03 lượt" in told
        assert "Sở Xây dựng" in told
    else:
        assert "01 lượt kiểm tra báo trước và 03 lượt kiểm tra đột xuất" in told
    assert in_pdf(pdf) == in_word(word)
    kind = KINDS["ke-hoach" if name == "plan-draft" else "to-trinh"]
    assert [each for each in measure(pdf, kind) if each.verdict == "không đạt"] == []


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("issuer", "number", "printed"),
    [
        (Issuer.DEPARTMENT, "7/KH-SNV", "Số: 07/KH-SNV"),
        (Issuer.PROVINCE, "1441/KH-UBND", "Số: 1441/KH-UBND"),
        # Without its symbol it has that of its issuer.
        (Issuer.DEPARTMENT, "152", "Số: 152/KH-SNV"),
    ],
)
def test_an_issued_plan_prints_its_number_and_day_and_its_memo_none(cast, issuer, number, printed):
    made = issued(cast, issuer=issuer, number=number)
    client = cast.client("specialist")
    pdf = client.get(reverse("plan-draft", args=[made.pk])).content
    word = client.get(reverse("plan-draft", args=[made.pk]), {"dang": "docx"}).content
    for said in (text_of(pdf), " ".join(" ".join(paragraphs(body_of(word))).split())):
        assert printed in said and "Tây Ninh, ngày 05 tháng 7 năm 2019" in said
    # Who signed it is written on the paper alone.
    broken = [each for each in measure(pdf, KINDS["ke-hoach"]) if each.verdict == "không đạt"]
    assert [each.code for each in broken] == ["signer"]
    memo = text_of(client.get(reverse("plan-memo", args=[made.pk])).content)
    assert "Số: /TTr-SNV" in memo and "ngày tháng năm 2019" in memo


@pytest.mark.parametrize(
    ("make", "issuer", "said"),
    [
        (plan, Issuer.DEPARTMENT, "Để trống số, ngày; kiểm tra"),
        (issued, Issuer.DEPARTMENT, "Ghi số, ngày đã ban hành, để trống họ tên người ký; kiểm tra"),
        (issued, Issuer.PROVINCE, "họ tên người ký; Tờ trình để trống số, ngày; kiểm tra"),
    ],
)
def test_the_page_says_what_is_blank_on_its_papers(cast, make, issuer, said):
    made = make(cast, issuer=issuer)
    assert said in page_of(cast.client("specialist").get(reverse("plan-detail", args=[made.pk])))


def test_an_empty_plan_has_lines_for_a_hand_and_one_kind_of_visit_is_told_alone(cast):
    made = empty_plan(cast)
    lines = plan_paper(made, [], at=NOW).blocks[7:-3]
    assert [plain_text(each.runs).strip("…") for each in lines] == [""] * 4
    alone = [line(cast, made, cast.a)]
    said = plain_text(plan_paper(made, alone, at=NOW).blocks[7].runs)
    assert said == (
        "Trong năm 2019, kiểm tra báo trước 01 lượt tại các cơ quan, đơn vị, địa phương nêu tên "
        "dưới đây."
    )


# --- coverage -------------------------------------------------------------------


def test_coverage_says_for_how_long_and_counts_no_visit_to_come(cast):
    concluded(cast, day=date(2018, 6, 20), basis_number="", agency=cast.a)
    planned(cast, agency=cast.b)
    groups = {group.label: group for group in coverage_by_group(NOW.date())}
    bodies = groups["Sở, ban, ngành tỉnh"]
    assert (bodies.agencies, bodies.this_year, bodies.never) == (4, 0, 3)
    client = cast.client("manager")
    page = client.get(reverse("plan-coverage"))
    assert [row.name for row in page.context["page"]][-1] == "Sở Xây dựng"
    assert "12 tháng" in page_of(page)
    asked = {"since": "12", "group": "provincial"}
    rows = list(client.get(reverse("plan-coverage"), asked).context["page"])
    assert cast.a in rows
    assert cast.a not in list(client.get(reverse("plan-coverage"), {"since": "24"}).context["page"])
    never = list(client.get(reverse("plan-coverage"), {"since": "0"}).context["page"])
    assert cast.b in never


@pytest.mark.parametrize(
    ("day", "months"),
    [(None, None), (date(2019, 7, 5), 0), (date(2019, 6, 6), 0), (date(2018, 7, 5), 12)],
)
def test_months_are_whole(day, months):
    assert months_since(day, date(2019, 7, 5)) == months


LISTS = [("plan-list", 5), ("plan-coverage", 6)]


@pytest.mark.parametrize(("name", "queries"), LISTS)
def test_the_lists_cost_the_same_for_one_row_and_for_thirty(
    cast, name, queries, django_assert_num_queries
):
    plan(cast)
    client = cast.client("manager")
    # session, account, posts; (groups;) count, rows
    with django_assert_num_queries(queries):
        client.get(reverse(name))
    for year in range(2020, 2049):
        empty_plan(cast, year=year)
    with django_assert_num_queries(queries):
        client.get(reverse(name))
