"""Teams by decision: who sits in them when, who sees them, what cannot be entered."""

import io
from datetime import date

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inspections.teams.actions import unseat_member, update_team
from inspections.teams.models import Seat, Team, TeamMember, sorted_members
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, FileOpening
from tayninh_portal.sealing.records import check_log, check_records
from tests.inspections.teaming import seat, team, team_form
from tests.inspections.visiting import NOW, page_of


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def of(made):
    """(who, what they are, from, to) of a team, the head first."""
    return [
        (str(row), row.seat, row.starts_on, row.ends_on)
        for row in sorted_members(made.members.all())
    ]


def pdf(name="qd.pdf"):
    """A decision as somebody scanned it."""
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(file)
    return SimpleUploadedFile(name, file.getvalue(), "application/pdf")


def test_a_leader_enters_a_decision_with_its_file_and_opening_it_is_recorded(
    cast, tmp_path, settings
):
    settings.FILES_DIR = tmp_path
    client = cast.client("manager")
    answer = client.post(reverse("team-create"), team_form(cast) | {"upload": pdf()})
    made = Team.objects.get()
    assert answer["Location"] == reverse("team-detail", args=[made.pk])
    assert (made.decision_number, made.file.name) == ("07/QĐ-SNV", "quyet-dinh-07-qd-snv.pdf")
    assert of(made) == [("Minh họa specialist", "head", date(2019, 7, 1), None)]
    opened = cast.client("specialist").post(reverse("team-decision", args=[made.pk]))
    assert opened.content.startswith(b"%PDF")
    assert FileOpening.objects.get().by == cast.specialist
    page = page_of(client.get(reverse("team-detail", args=[made.pk])))
    assert "Quyết định số 07/QĐ-SNV ngày 01/7/2019" in page


def test_a_double_click_forms_one_team(cast):
    sent = team_form(cast)
    client = cast.client("manager")
    answers = [client.post(reverse("team-create"), sent)["Location"] for _ in range(2)]
    assert len(set(answers)) == 1
    assert Team.objects.count() == TeamMember.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"head": ""}, "Chọn người đứng đầu Tổ, Đoàn."),
        ({"head": "khong ai"}, "Không có tài khoản nào tên như vậy"),
        ({"head": "minh hoa"}, "Nhiều người khớp"),
        ({"ends_on": "30/6/2019"}, "Ngày cuối không được trước ngày đầu."),
        ({"decision_day": "02/7/2019"}, "Tổ, Đoàn chỉ hoạt động từ ngày có quyết định."),
    ],
)
def test_what_is_wrong_with_a_team_is_said_and_nothing_is_lost(cast, changes, said):
    page = page_of(cast.client("manager").post(reverse("team-create"), team_form(cast, **changes)))
    assert said in page
    assert "TKT2" in page
    assert Team.objects.count() == 0


def test_one_decision_forms_one_team(cast):
    team(cast)
    with pytest.raises(ValidationError, match="Quyết định này đã được ghi"):
        team(cast, name="Tổ khác")


def test_members_come_and_go_and_the_log_keeps_no_name_of_a_guest_without_account(cast):
    made = seat(cast, team(cast), cast.clerk_b, seat=Seat.SECRETARY)
    made = seat(cast, made, name="Nguyễn Văn Khách", post="Chuyên viên, Thanh tra tỉnh")
    secretary = made.members.get(user=cast.clerk_b)
    made = unseat_member(
        secretary, by=cast.manager, at=NOW, ends_on=date(2019, 7, 10), note="Chuyển công tác."
    )
    assert of(made) == [
        ("Minh họa specialist", "head", date(2019, 7, 1), None),
        ("Minh họa clerk_b", "secretary", date(2019, 7, 1), date(2019, 7, 10)),
        ("Nguyễn Văn Khách", "member", date(2019, 7, 1), None),
    ]
    assert [line.label for line in Change.objects.of(made)] == [
        "Ghi quyết định thành lập",
        "Đưa vào Tổ, Đoàn: Thư ký",
        "Đưa vào Tổ, Đoàn: Thành viên",
        "Thôi tham gia: Thư ký, sau ngày 10/7/2019",
    ]
    assert all("Khách" not in str(line.data) for line in Change.objects.of(made))
    assert [said for check in (check_log, check_records) for said in check() if said] == []


def test_a_new_head_takes_over_from_the_day_said(cast):
    made = seat(cast, team(cast), cast.specialist_b, seat=Seat.HEAD, starts_on=date(2019, 9, 1))
    assert of(made) == [
        ("Minh họa specialist", "head", date(2019, 7, 1), date(2019, 8, 31)),
        ("Minh họa specialist_b", "head", date(2019, 9, 1), None),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seat": Seat.HEAD}, "ghi ngày sau"),
        ({"seat": Seat.HEAD, "person": None, "name": "A"}, "Người đứng đầu phải có tài khoản"),
        ({"starts_on": date(2019, 6, 30)}, "hoạt động từ 01/7/2019 đến hết 31/12/2019"),
        ({"ends_on": date(2020, 1, 1)}, "hoạt động từ 01/7/2019 đến hết 31/12/2019"),
        ({"starts_on": date(2019, 8, 2), "ends_on": date(2019, 8, 1)}, "Ngày cuối không được"),
        ({"person": None}, "Chọn người có tài khoản hoặc ghi họ và tên"),
    ],
)
def test_who_cannot_be_seated_is_said(cast, changes, said):
    made = team(cast)
    person = changes.pop("person", cast.specialist_b)
    with pytest.raises(ValidationError, match=said):
        seat(cast, made, person, **changes)
    assert made.members.count() == 1


def test_nobody_sits_twice_and_the_head_does_not_just_leave(cast):
    made = team(cast)
    with pytest.raises(ValidationError, match="đang là thành viên vào thời gian đó"):
        seat(cast, made, cast.specialist)
    with pytest.raises(ValidationError, match="phải có người đứng đầu"):
        unseat_member(made.members.get(), by=cast.manager, at=NOW, ends_on=NOW.date())


def test_who_was_slower_is_told_and_only_leaders_write(cast):
    made = team(cast)
    seat(cast, made, cast.specialist_b)
    facts = {name: getattr(made, name) for name in ("decision_number", "name")}
    with pytest.raises(Conflict):
        update_team(made, by=cast.manager, at=NOW, seen_version=1, **facts)
    with pytest.raises(Refused):
        seat(cast, made, cast.operator, by=cast.specialist)


def test_a_team_is_seen_by_its_members_while_they_sit_and_by_the_leaders(cast):
    made = seat(cast, team(cast), cast.clerk_b, ends_on=date(2019, 7, 31))
    seen = {"manager", "specialist", "clerk_b"}
    people = ("manager", "specialist", "specialist_b", "clerk_b", "head_b", "leader", "clerk_a")
    assert {who for who in people if Team.objects.visible_to(getattr(cast, who)).exists()} == seen
    address = reverse("team-detail", args=[made.pk])
    assert cast.client("clerk_b").get(address).status_code == 200
    with time_machine.travel("2019-08-01 09:00+07:00", tick=False):
        assert cast.client("clerk_b").get(address).status_code == 404
    with time_machine.travel("2020-01-01 09:00+07:00", tick=False):
        assert cast.client("specialist").get(address).status_code == 404
        assert cast.client("manager").get(address).status_code == 200


def test_the_list_of_teams_costs_the_same_for_one_and_for_thirty(cast, django_assert_num_queries):
    team(cast)
    client = cast.client("manager")
    # session, account, posts; count, rows
    with django_assert_num_queries(5):
        client.get(reverse("team-list"))
    for number in range(29):
        team(cast, decision_number=f"{number + 300}/QĐ-SNV")
    with django_assert_num_queries(5):
        client.get(reverse("team-list"))


def test_a_leader_seats_and_unseats_on_the_screens(cast):
    made = team(cast)
    client = cast.client("manager")
    hidden = {"seen_version": 1, "client_id": "6b8f6a3e-0000-4000-8000-000000000001"}
    sent = hidden | {"person": "specialist_b", "seat": "deputy", "starts_on": "02/7/2019"}
    answer = client.post(reverse("team-seat", args=[made.pk]), sent)
    assert answer["Location"] == reverse("team-detail", args=[made.pk])
    deputy = made.members.get(seat="deputy")
    both = sent | {"seen_version": 2, "client_id": "", "name": "Khách"}
    assert "chỉ một trong hai" in page_of(client.post(reverse("team-seat", args=[made.pk]), both))
    left = hidden | {"seen_version": 2, "ends_on": "09/7/2019", "note": "Nghỉ.", "client_id": ""}
    client.post(reverse("team-unseat", args=[made.pk, deputy.pk]), left)
    deputy.refresh_from_db()
    assert deputy.ends_on == date(2019, 7, 9)
    page = page_of(client.get(reverse("team-detail", args=[made.pk])))
    assert "đến hết 09/7/2019" in page
    assert "Thôi tham gia: Tổ phó, Phó Trưởng Đoàn, sau ngày 09/7/2019" in page


def test_nobody_sits_in_a_team_before_its_first_day_was_put_right(cast):
    made, later = team(cast), date(2019, 7, 8)
    told = {"decision_number": made.decision_number, "starts_on": later, "seen_version": 1}
    update_team(made, by=cast.manager, at=NOW, **told)
    assert not TeamMember.objects.on(NOW.date()).exists()
    assert TeamMember.objects.on(later).get().user == cast.specialist
