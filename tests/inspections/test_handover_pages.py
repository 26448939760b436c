"""The screens of the handovers: preview, confirmation, what each reader is shown, and the links."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from inspections.handovers.actions import hand_over
from inspections.handovers.models import Handover
from inspections.handovers.tasks import work_to_hand_over
from inspections.people.models import Assignment
from tayninh_portal.access import Role
from tests.doing import said_by
from tests.fixtures.cast import appoint, make_agency, make_user
from tests.inspections.complaint_story import SECRETS, SUMMARY, log
from tests.inspections.handing import NOW, TODAY, form, gone, passed
from tests.inspections.visiting import draft, page_of

LIST, CREATE = "/ban-giao/", "/ban-giao/moi/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def names_in(field) -> set[str]:
    """Who is offered."""
    return {user.username for user in field.queryset}


def preview(client, data) -> dict:
    """The preview's hidden form, as a browser sends it back when the person confirms."""
    answer = client.post(CREATE, data)
    assert answer.templates[0].name == "handovers/confirm.html", answer.context["form"].errors
    stated = answer.context["form"]
    return {name: stated[name].value() for name in stated.fields} | {"confirmed": "1"}


def test_everything_is_shown_before_it_is_done(cast):
    draft(cast)
    draft(cast, agency=cast.b, head=cast.specialist_b)
    log(cast)
    client = cast.client("manager")
    page = page_of(client.post(CREATE, form(cast)))
    for words in (
        "Cơ quan phụ trách: 03",
        "<li>Sở Xây dựng</li>",
        "Lượt kiểm tra chưa kết thúc: 01",
        "<li>Sở Xây dựng, 05/7/2019</li>",
        "Phản ánh đang mở: 01",
        "Không bàn giao được: 01",
        f"Tổ trưởng là {cast.specialist_b}, tiếp tục hoàn thành lượt kiểm tra này.",
    ):
        assert words in page
    assert not Handover.objects.exists()
    assert SUMMARY not in page
    assert "Người nhận phụ trách các cơ quan từ ngày 12/7/2019." in page
    assert "chỉ người nhận xử lý các phản ánh giao riêng" not in page
    answer = client.post(CREATE, preview(client, form(cast)))
    handover = Handover.objects.get()
    assert answer["Location"] == reverse("handover-detail", args=[handover.pk])
    assert (handover.from_user, handover.to_user) == (cast.specialist, cast.specialist_b)
    assert (handover.day, handover.note) == (TODAY, "Quyết định số 15/QĐ-SNV")
    page = page_of(client.get(answer["Location"]))
    assert f"Đã bàn giao việc của {cast.specialist} sang {cast.specialist_b}." in page
    assert "Sở Xây dựng, 05/7/2019" in page


def test_a_double_click_makes_one_handover_and_shows_it(cast):
    client = cast.client("manager")
    sent = preview(client, form(cast))
    first, second = client.post(CREATE, sent), client.post(CREATE, sent)
    handover = Handover.objects.get()
    there = reverse("handover-detail", args=[handover.pk])
    assert first["Location"] == second["Location"] == there
    assert Assignment.objects.filter(agency=cast.a).count() == 2


def test_the_second_of_two_people_finds_his_form_with_what_happened(cast):
    other = make_user("manager-2")
    appoint(other, Role.MANAGER, cast.department)
    client = cast.client("manager")
    sent = preview(client, form(cast))
    passed(cast, receiver="manager", by=other)
    page = page_of(client.post(CREATE, sent))
    assert "Việc đang mở của người bàn giao đã thay đổi sau khi bạn xem." in page
    assert "Quyết định số 15/QĐ-SNV" in page
    assert Handover.objects.count() == 1


def test_confirming_without_having_seen_the_preview_of_now_does_nothing(cast):
    client = cast.client("manager")
    sent = preview(client, form(cast)) | {"seen": "0" * 64}
    assert client.post(CREATE, sent).status_code == 200
    assert client.post(CREATE, sent | {"seen": ""}).status_code == 200
    assert not Handover.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"from_user": ""}, {"from_user": ["Chọn người bàn giao."]}),
        ({"to_user": ""}, {"to_user": ["Chọn người nhận."]}),
        ({"day": ""}, {"day": ["Ghi ngày nhận việc."]}),
        ({"day": "31/02/2019"}, {"day": ["Ngày “31/02/2019” không có trên lịch."]}),
        (
            {"day": "13/7/2019"},
            {"day": ["Ngày nhận việc chưa đến; bàn giao ghi vào ngày đó hoặc sau đó."]},
        ),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(cast, wrong, errors):
    answer = cast.client("manager").post(CREATE, form(cast) | wrong)
    assert answer.context["form"].errors == errors
    assert "Quyết định số 15/QĐ-SNV" in page_of(answer)


def test_handing_over_to_oneself_is_refused_at_the_receiver(cast):
    answer = cast.client("manager").post(CREATE, form(cast, receiver="specialist"))
    assert answer.context["form"].errors == {"to_user": ["Người nhận phải là người khác."]}


def test_a_person_who_may_not_receive_or_give_is_no_choice(cast):
    client = cast.client("manager")
    cast.specialist.is_active = False
    cast.specialist.save()
    offered = client.get(CREATE).context["form"].fields
    assert names_in(offered["from_user"]) == {"specialist", "specialist_b", "manager"}
    assert names_in(offered["to_user"]) == {"specialist_b", "manager", "leader"}
    errors = client.post(CREATE, form(cast, receiver="nobody")).context["form"].errors
    assert list(errors) == ["to_user"]


def test_who_has_nothing_open_has_nothing_to_hand_over(cast):
    client = cast.client("manager")
    answer = client.post(CREATE, form(cast, giver="nobody"))
    page = page_of(answer)
    assert "Không có việc nào để bàn giao" in page
    assert 'name="confirmed"' not in page
    seen = answer.context["form"]["seen"].value()
    sent = form(cast, giver="nobody", confirmed="1", seen=seen)
    assert client.post(CREATE, sent).context["form"].errors == {
        "__all__": ["Không có việc nào bàn giao được cho người này."]
    }


def test_the_picker_of_the_manager_does_not_betray_what_is_reserved_for_others(cast):
    log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    offered = cast.client("manager").get(CREATE).context["form"].fields["from_user"]
    assert "leader" not in names_in(offered)
    gone(cast.leader)
    offered = cast.client("manager").get(CREATE).context["form"].fields["from_user"]
    assert "leader" in names_in(offered)


def test_a_leader_passes_on_his_own_reserved_ones_on_the_same_screen(cast):
    other = make_user("leader-2")
    appoint(other, Role.LEADER, cast.province)
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    client = cast.client("leader")
    offered = client.get(CREATE).context["form"]
    assert names_in(offered.fields["from_user"]) == {"leader"}
    assert offered["from_user"].value() == cast.leader.pk
    assert client.post(CREATE, form(cast, receiver="leader")).context["form"].errors
    data = form(cast, giver="leader") | {"to_user": other.pk}
    client.post(CREATE, preview(client, data))
    complaint.refresh_from_db()
    assert complaint.reserved_for == other
    # The manager does not learn that there was anything.
    handover = Handover.objects.get()
    there = reverse("handover-detail", args=[handover.pk])
    assert cast.client("manager").get(there).status_code == 404
    assert list(cast.client("manager").get(LIST).context["page"]) == []
    assert list(client.get(LIST).context["page"]) == [handover]


def test_who_knew_nothing_of_the_reserved_ones_is_not_told_their_number(cast):
    other, third = make_user("manager-2"), make_user("manager-3")
    for person in (other, third):
        appoint(person, Role.MANAGER, cast.department)
    Assignment.objects.filter(agency=cast.a).update(user=other)
    log(cast, subject_agency=cast.department, reserved_for=other)
    handover, _ = hand_over(from_user=other, to_user=cast.manager, day=TODAY, by=other, at=NOW)
    there = reverse("handover-detail", args=[handover.pk])
    assert "Phản ánh giao xử lý riêng: 01" in page_of(cast.client("manager").get(there))
    outsider = Client()
    outsider.force_login(third, backend="tayninh_portal.accounts.SignedIn")
    page = page_of(outsider.get(there))
    assert "Cơ quan phụ trách: 01" in page
    assert "xử lý riêng" not in page


def test_a_specialist_sees_what_he_gave_or_received_and_nothing_else(cast):
    handover = passed(cast)
    other = passed(cast, giver="specialist_b", receiver="manager")
    client = cast.client("specialist")
    assert list(client.get(LIST).context["page"]) == [handover]
    assert client.get(reverse("handover-detail", args=[other.pk])).status_code == 404


def test_the_paper_links_only_what_the_reader_may_open(cast):
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    other = make_user("leader-2")
    appoint(other, Role.LEADER, cast.province)
    gone(cast.leader)
    handover = passed(cast, giver="leader", to_user=other)
    page = page_of(cast.client("manager").get(reverse("handover-detail", args=[handover.pk])))
    assert "Phản ánh giao xử lý riêng: 01" in page
    assert "Bạn không xem nội dung các việc này." in page
    assert reverse("complaint-detail", args=[complaint.pk]) not in page
    assert all(secret not in page for secret in SECRETS)


def test_a_manager_is_told_who_is_gone_and_left_work_behind(cast):
    assert said_by(work_to_hand_over, cast.fresh("manager"), TODAY) == []
    gone(cast.specialist)
    (task,) = said_by(work_to_hand_over, cast.fresh("manager"), TODAY)
    assert task.what == (
        "Minh họa specialist đã thôi chức trách nhưng còn 03 việc chưa bàn giao: "
        "03 cơ quan phụ trách"
    )
    page = page_of(cast.client("manager").get("/"))
    assert f"{CREATE}?from_user={cast.specialist.pk}" in page
    given = cast.client("manager").get(task.url).context["form"]
    assert given["from_user"].value() == str(cast.specialist.pk)
    assert said_by(work_to_hand_over, cast.fresh("specialist_b"), TODAY) == []
    passed(cast)
    assert said_by(work_to_hand_over, cast.fresh("manager"), TODAY) == []


def test_the_administrator_is_told_the_number_and_who_can_pass_it_on(cast):
    client = cast.client("admin")
    said = "Người này còn 03 việc đang mở chưa bàn giao, không kể phản ánh giao xử lý riêng."
    there = reverse("account-detail", args=[cast.specialist.pk])
    post = cast.specialist.appointments.get()
    assert said not in page_of(client.get(there))
    for name, pk in (("account-lock", cast.specialist.pk), ("appointment-end", post.pk)):
        page = page_of(client.get(reverse(name, args=[pk])))
        assert said in page
        assert "Người bàn giao được: Minh họa manager." in page
    gone(cast.specialist)
    assert said in page_of(client.get(there))
    gone(cast.manager)
    assert "Hôm nay chưa ai giữ chức trách lãnh đạo Sở Nội vụ" in page_of(client.get(there))
    lock = reverse("account-lock", args=[cast.nobody.pk])
    assert "chưa bàn giao" not in page_of(client.get(lock))


def test_the_agency_and_ones_own_page_lead_to_it(cast):
    agency = reverse("agency-detail", args=[cast.a.pk])
    link = f"{CREATE}?from_user={cast.specialist.pk}"
    assert link in page_of(cast.client("manager").get(agency))
    assert link not in page_of(cast.client("specialist").get(agency))
    own = f"{CREATE}?from_user={cast.leader.pk}"
    assert own in page_of(cast.client("leader").get(reverse("account-me")))
    assert LIST in page_of(cast.client("specialist").get(reverse("account-me")))
    assert LIST not in page_of(cast.client("clerk_a").get(reverse("account-me")))


def test_an_address_that_names_nobody_shows_the_empty_form(cast):
    for asked in ("abc", "999999", "", "1%00"):
        answer = cast.client("manager").get(f"{CREATE}?from_user={asked}")
        assert (answer.status_code, "plan" in answer.context) == (200, False)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_for_one_row_and_for_thirty(cast, rows, django_assert_num_queries):
    for number in range(rows):
        agency = make_agency(
            f"Phòng {number}", "subordinate", by=cast.admin, parent=cast.department
        )
        giver = make_user(f"giver-{number}")
        Assignment.objects.create(
            agency=agency,
            user=giver,
            starts_on=date(2015, 1, 1),
            created_at=NOW,
            created_by=cast.admin,
        )
        hand_over(from_user=giver, to_user=cast.manager, day=TODAY, by=cast.manager, at=NOW)
    client = cast.client("manager")
    client.get(LIST)
    # session, account, posts; count of rows; rows
    with django_assert_num_queries(5):
        page = client.get(LIST).context["page"]
    assert len(page) == min(rows, 25)
    assert page.paginator.count == rows
