"""A head proposed for criticism: who may, who decides, who sees it, and that no name leaks."""

import io
from uuid import uuid4

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.agencies.models import LegalKind
from inspections.head_criticisms import workflow as criticism_flow
from inspections.head_criticisms.models import HeadCriticism
from inspections.head_criticisms.tasks import head_criticisms_to_decide
from inspections.identities.models import Identity, IdentityReading
from inspections.visits import workflow as visit_flow
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.models import Appointment, Change, FileOpening
from tests.doing import do, said_by
from tests.fixtures.cast import appoint, make_agency
from tests.inspections.answering import NOW, TODAY, text_of
from tests.inspections.proposing import (
    CRITICISED,
    NAME,
    decided,
    on_a_draft,
    proposed,
    under_correction,
)
from tests.inspections.test_handling_successors import merge
from tests.inspections.visiting import NOW as DURING
from tests.inspections.visiting import concluded, draft


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def page(cast, who, name, *args):
    return cast.client(who).get(reverse(name, args=args))


def refused(change) -> dict:
    with pytest.raises(ValidationError) as failure:
        change()
    return failure.value.message_dict


def deciders(cast, row) -> set[str]:
    """Who of the cast may enter its result."""
    people = {name: user for name, user in vars(cast).items() if hasattr(user, "username")}
    flow = criticism_flow.HEAD_CRITICISMS
    return {name for name in people if flow.verdict(cast.fresh(name), flow["decide"], row, TODAY)}


def test_the_team_proposes_on_the_page_of_the_visit_and_a_double_click_seals_one_name(cast):
    visit = concluded(cast)
    client, url = cast.client("specialist"), reverse("head-criticism-create", args=[visit.pk])
    assert url in text_of(client.get(reverse("visit-detail", args=[visit.pk])))
    typed = {"client_id": str(uuid4()), "about": "head", "reason": "", "person_name": NAME}
    assert "Ghi lý do đề nghị." in text_of(client.post(url, typed))
    for _ in range(2):
        answer = client.post(url, typed | {"reason": "Nhiều công chức đi muộn."}, follow=True)
    assert "Nhiều công chức đi muộn." in text_of(answer)
    row = HeadCriticism.objects.get()
    assert (row.state, row.visit, Identity.objects.count()) == ("proposed", visit, 1)
    again = typed | {"client_id": str(uuid4()), "reason": "Lần nữa."}
    assert "đã có đề nghị đối với người đứng đầu" in text_of(client.post(url, again))


def test_no_name_stands_in_a_page_a_list_a_file_or_the_log(cast):
    row = proposed(cast, person={"name": NAME})
    client = cast.client("manager")
    for url in (
        reverse("head-criticism-detail", args=[row.pk]),
        reverse("head-criticism-list"),
        f"{reverse('head-criticism-list')}?xuat=csv",
        reverse("visit-detail", args=[row.visit_id]),
        reverse("home"),
    ):
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert (answer.status_code, NAME in body.decode()) == (200, False)
    lines = Change.objects.of(row)
    assert NAME not in str([(line.data, line.note) for line in lines])
    assert "Buông lỏng" not in str([line.data for line in lines])


def test_the_name_is_read_once_for_a_reason_and_on_record(cast):
    row = proposed(cast, person={"name": NAME})
    client, url = cast.client("manager"), reverse("head-criticism-identity", args=[row.pk])
    assert NAME not in text_of(client.get(url))
    assert NAME in text_of(client.post(url, {"reason": "soạn văn bản đề nghị"}))
    reading = IdentityReading.objects.get()
    assert (reading.by, reading.record_id) == (cast.manager, row.pk)
    shown = text_of(client.get(reverse("identity-reading-list")))
    assert "Người bị đề nghị phê bình" in shown
    assert "Sở Xây dựng ngày 05/7/2019" in shown
    assert NAME not in shown


def test_the_body_above_decides_and_the_manager_where_nobody_is_there(cast):
    row = proposed(cast)
    assert deciders(cast, row) == {"province_registrar", "leader"}
    of_unit = proposed(cast, concluded(cast, agency=cast.a_unit))
    assert deciders(cast, of_unit) == {"clerk_a", "head_a"}
    of_commune = proposed(cast, concluded(cast, agency=cast.commune))
    assert deciders(cast, of_commune) == {"manager"}
    appoint(cast.nobody, Role.AGENCY_HEAD, cast.district)
    assert deciders(cast, of_commune) == {"nobody"}
    of_office = proposed(cast, concluded(cast, agency=cast.office))
    assert deciders(cast, of_office) == {"leader"}
    of_department = proposed(
        cast,
        concluded(
            cast,
            agency=cast.department,
            head=cast.office_examiner,
            members=[cast.office_examiner],
            by=cast.manager,
        ),
        by=cast.manager,
    )
    assert deciders(cast, of_department) == {"province_registrar", "leader"}


def test_those_who_decide_have_it_on_their_home_page_once_the_visit_is_concluded(cast):
    on_a_draft(cast)
    assert said_by(head_criticisms_to_decide, cast.leader, TODAY) == []
    row = proposed(cast)
    (line,) = said_by(head_criticisms_to_decide, cast.leader, TODAY)
    assert (line.whose, line.url) == (
        "Sở Xây dựng",
        reverse("head-criticism-detail", args=[row.pk]),
    )
    assert said_by(head_criticisms_to_decide, cast.manager, TODAY) == []
    assert said_by(head_criticisms_to_decide, cast.head_a, TODAY) == []
    of_commune = proposed(cast, concluded(cast, agency=cast.commune))
    (line,) = said_by(head_criticisms_to_decide, cast.manager, TODAY)
    assert line.url == reverse("head-criticism-detail", args=[of_commune.pk])


def test_the_head_of_the_visited_body_reads_it_once_the_visit_is_concluded(cast):
    waiting, hidden = proposed(cast), on_a_draft(cast)
    assert "Buông lỏng kỷ cương." in text_of(
        page(cast, "head_a", "head-criticism-detail", waiting.pk)
    )
    assert page(cast, "clerk_a", "head-criticism-detail", waiting.pk).status_code == 404
    assert page(cast, "head_b", "head-criticism-detail", waiting.pk).status_code == 404
    for who in ("head_a", "leader"):
        assert page(cast, who, "head-criticism-detail", hidden.pk).status_code == 404
        (line,) = page(cast, who, "head-criticism-list").context["table"].lines
        assert line == waiting
    assert page(cast, "clerk_a", "head-criticism-list").context["table"].lines == []
    visit = reverse("visit-detail", args=[waiting.visit_id])
    assert "Đề nghị phê bình người đứng đầu" in text_of(cast.client("head_a").get(visit))
    assert 'id="phe-binh"' not in text_of(cast.client("clerk_a").get(visit))


def test_under_correction_of_the_visit_it_is_hidden_and_may_be_withdrawn(cast):
    row = under_correction(cast)
    assert page(cast, "leader", "head-criticism-detail", row.pk).status_code == 404
    assert deciders(cast, row) == set()
    gone = do(criticism_flow.WITHDRAW, row, by=cast.specialist, at=NOW, note="Ghi nhầm.")
    do(visit_flow.CONCLUDE, gone.visit, by=cast.manager, at=NOW, conclusion="Đã sửa.")
    assert page(cast, "leader", "head-criticism-detail", row.pk).status_code == 404
    assert page(cast, "manager", "head-criticism-detail", row.pk).status_code == 200
    assert proposed(cast, gone.visit, at=NOW).state == "proposed"


def test_it_is_withdrawn_only_with_a_correction_of_its_visit(cast):
    with pytest.raises(Refused, match="mở lại để đính chính"):
        do(criticism_flow.WITHDRAW, proposed(cast), by=cast.manager, at=NOW, note="Thôi.")


def test_a_result_has_its_paper_and_none_has_its_reason(cast):
    row = proposed(cast)

    def decide(**changes):
        return do(criticism_flow.DECIDE, row, by=cast.leader, at=NOW, **(CRITICISED | changes))

    without = {"decision_number": "", "decision_date": None}
    assert refused(lambda: decide(**without)) == {"decision_number": ["Ghi số và ngày văn bản."]}
    assert refused(lambda: decide(outcome="not_criticised", **without)) == {
        "outcome_reason": ["Ghi lý do không phê bình."]
    }
    early, late = DURING.date().replace(day=4), TODAY.replace(day=20)
    assert refused(lambda: decide(decision_date=early)) == {
        "decision_date": ["Văn bản không được ký trước ngày kiểm tra."]
    }
    assert refused(lambda: decide(decision_date=late)) == {
        "decision_date": ["Ngày văn bản chưa đến; chỉ ghi việc đã làm."]
    }
    done = decide(outcome="not_criticised", outcome_reason="Mới nhận nhiệm vụ.", **without)
    assert (done.state, done.outcome, done.decided_on) == ("decided", "not_criticised", TODAY)


def test_the_paper_is_opened_on_record_and_not_by_the_house_it_is_about(cast):
    row = proposed(cast)
    client, url = cast.client("leader"), reverse("head-criticism-decide", args=[row.pk])
    paper = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(paper)
    paper.seek(0)
    paper.name = "quyet-dinh-ten-nguoi.pdf"
    sent = {"seen_version": 1, "client_id": str(uuid4()), "upload": paper, "outcome": "criticised"}
    sent |= {"decision_number": "1520/UBND-NC", "decision_date": "18/7/2019"}
    assert client.post(url, sent | {"outcome_reason": ""}).status_code == 302
    opening = reverse("head-criticism-file", args=[row.pk])
    answer = client.post(opening)
    assert answer["Content-Disposition"] == (
        'attachment; filename="phe-binh-nguoi-dung-dau-1520-ubnd-nc.pdf"'
    )
    assert FileOpening.objects.get().by == cast.leader
    assert cast.client("head_a").post(opening).status_code == 403
    assert "1520/UBND-NC ngày 18/7/2019" in text_of(
        page(cast, "head_a", "head-criticism-detail", row.pk)
    )


def test_a_result_entered_wrongly_is_entered_again(cast):
    done = decided(cast)
    again = do(
        criticism_flow.DECIDE,
        done,
        by=cast.leader,
        at=NOW,
        **(CRITICISED | {"outcome": "reviewed"}),
    )
    assert (again.outcome, again.version) == ("reviewed", 3)


def test_a_body_that_ended_is_answered_for_by_the_one_that_goes_on(cast):
    """The deciding body is found through mergers, as whoever answers for a finding is."""
    above = make_agency("Sở cũ", LegalKind.PROVINCIAL_BODY, by=cast.admin, parent=cast.province)
    unit = make_agency("Chi cục cũ", LegalKind.SUBORDINATE, by=cast.admin, parent=above)
    row = proposed(cast, concluded(cast, agency=unit))
    cast.old = above
    merge(cast, "old", "b")
    flow, day = criticism_flow.HEAD_CRITICISMS, TODAY.replace(month=8, day=2)
    with time_machine.travel(NOW.replace(month=8, day=2), tick=False):
        assert flow.verdict(cast.fresh("head_b"), flow["decide"], row, day)
        assert not flow.verdict(cast.fresh("manager"), flow["decide"], row, day)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_asks_as_much_for_one_row_as_for_thirty(cast, rows, django_assert_num_queries):
    Appointment.objects.filter(user=cast.nobody).delete()
    visit = draft(cast)
    for _ in range(rows):
        proposed(cast, visit, about="deputy")
    client = cast.client("manager")
    client.get(reverse("head-criticism-list"))
    with django_assert_num_queries(6):
        assert len(client.get(reverse("head-criticism-list")).context["page"]) == min(rows, 25)
