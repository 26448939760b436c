"""Who is due: proposed from the registry on the reference day, edited with reasons, then fixed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.agencies.models import AgencyName, LegalKind, ReportGroup
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import add_due_agency, plan_round, remove_due_agency
from inspections.rounds.models import DueAgency, Round
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import make_agency, moment
from tests.inspections.round_story import YEAR, drafted, in_state, opened, plan

AT = {"at": moment(2019, 12, 3)}


def due_names(round) -> list[str]:
    active = round.due_agencies.active().order_by("agency__name_key")
    return list(active.values_list("agency__name", flat=True))


def test_the_registry_proposes_agencies_with_a_group_and_not_the_province_itself(cast):
    cast.province.report_group = ReportGroup.PROVINCIAL
    cast.province.save()
    assert due_names(plan(cast)) == [
        "Sở Nội vụ",
        "Sở Xây dựng",
        "Sở Y tế",
        "UBND huyện Gò Dầu",
        "Văn phòng UBND tỉnh",
    ]


@pytest.mark.parametrize(
    ("last_day", "due"), [(date(2019, 12, 30), False), (date(2019, 12, 31), True)]
)
def test_an_agency_closed_before_the_reference_day_is_not_due(cast, last_day, due):
    cast.b.ends_on = last_day
    cast.b.save()
    assert ("Sở Y tế" in due_names(plan(cast))) is due


def test_the_reference_day_can_be_another_than_the_last(cast):
    cast.b.ends_on = date(2019, 6, 30)
    cast.b.save()
    round = plan(cast, reference_day=date(2019, 6, 30))
    assert "Sở Y tế" in due_names(round)
    assert plan(cast).reference_day == date(2019, 12, 31)


def test_a_later_change_of_the_registry_moves_nothing(cast):
    round = plan(cast)
    cast.b.report_group = ReportGroup.COMMUNE
    cast.b.ends_on = date(2019, 1, 5)
    cast.b.save()
    assert round.due_agencies.get(agency=cast.b).group == "provincial"
    assert DueAgency.objects.progress(round)[0]["due"] == 4


def test_the_list_shows_the_name_borne_on_the_reference_day(cast):
    round = plan(cast)
    AgencyName.objects.create(agency=cast.a, name="Sở Xây dựng mới", starts_on=date(2020, 1, 1))
    cast.a.name = "Sở Xây dựng mới"
    cast.a.save()
    page = cast.client("manager").get(reverse("round-detail", args=[round.pk])).content.decode()
    assert ("Sở Xây dựng mới" in page, "Sở Xây dựng" in page) == (False, True)


def test_agencies_are_added_and_removed_with_a_reason_and_the_log_knows(cast):
    round = plan(cast)
    client = cast.client("specialist")
    add = reverse("round-due-add", args=[round.pk])
    reason = "Báo cáo riêng theo yêu cầu của Sở"
    client.post(add, {"seen_version": 1, "agency": cast.commune.pk, "reason": reason})
    remove = reverse("round-due-remove", args=[round.pk, cast.b.pk])
    client.post(remove, {"seen_version": 2, "reason": "Đã sáp nhập từ 15/12/2019"})
    commune = round.due_agencies.get(agency=cast.commune)
    assert (commune.group, commune.added_reason) == (
        "commune",
        "Báo cáo riêng theo yêu cầu của Sở",
    )
    removed = round.due_agencies.get(agency=cast.b)
    assert (removed.removed_at is None, removed.removed_reason) == (
        False,
        "Đã sáp nhập từ 15/12/2019",
    )
    last = Change.objects.of(round).last()
    assert (last.version, last.note) == (3, "Sở Y tế: Đã sáp nhập từ 15/12/2019")
    assert last.data["due"] == {
        "provincial": sorted([cast.department.pk, cast.office.pk, cast.a.pk]),
        "district": [cast.district.pk],
        "commune": [cast.commune.pk],
    }


def test_one_form_of_the_list_sent_twice_is_done_once_and_another_window_is_told(cast):
    round = plan(cast)
    client, typed = cast.client("specialist"), {"seen_version": 1, "reason": "Đã sáp nhập"}
    remove = reverse("round-due-remove", args=[round.pk, cast.b.pk])
    sent = typed | {"client_id": "0f0e3a52-7e2e-4b51-9d0f-2f6f24ad0003"}
    assert [client.post(remove, sent).status_code for _ in range(2)] == [302, 302]
    add = reverse("round-due-add", args=[round.pk])
    answer = client.post(add, typed | {"agency": cast.commune.pk})
    assert (answer.status_code, answer.context["form"].lost.by_self) == (200, True)
    assert answer.context["form"]["agency"].value() == str(cast.commune.pk)
    assert cast.commune.name not in due_names(round)
    assert Change.objects.of(round).count() == 2


def test_a_removed_agency_can_come_back(cast):
    round = plan(cast)
    remove_due_agency(round, by=cast.manager, agency=cast.b, reason="Nhầm", **AT)
    assert "Sở Y tế" not in due_names(round)
    add_due_agency(round, by=cast.manager, agency=cast.b, reason="Vẫn phải báo cáo", **AT)
    row = round.due_agencies.get(agency=cast.b)
    assert (row.removed_at, row.removed_reason, row.added_reason) == (None, "", "Vẫn phải báo cáo")
    assert DueAgency.objects.filter(round=round).count() == 5


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_reason_no_change(cast, reason):
    round = plan(cast)
    client = cast.client("specialist")
    add = reverse("round-due-add", args=[round.pk])
    typed = {"seen_version": round.version, "reason": reason}
    page = client.post(add, typed | {"agency": cast.commune.pk}).content.decode()
    assert 'id="id_reason_error"' in page
    assert f'value="{cast.commune.pk}" selected' in page
    remove = reverse("round-due-remove", args=[round.pk, cast.b.pk])
    assert client.post(remove, typed).status_code == 200
    with pytest.raises(ValidationError):
        remove_due_agency(round, by=cast.manager, agency=cast.b, reason=reason, **AT)
    assert len(due_names(round)) == 5


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("outside", "Cơ quan ngoài thẩm quyền của tỉnh không thuộc diện phải báo cáo."),
        ("province", "Đơn vị này báo cáo qua cơ quan quản lý trực tiếp, không báo cáo riêng."),
        ("a_unit", "Đơn vị này báo cáo qua cơ quan quản lý trực tiếp, không báo cáo riêng."),
        ("a", "Cơ quan này đã có trong danh sách."),
    ],
)
def test_some_bodies_are_never_put_on_the_list(cast, who, sentence):
    round = plan(cast)
    with pytest.raises(ValidationError) as error:
        add_due_agency(round, by=cast.manager, agency=getattr(cast, who), reason="Thử", **AT)
    assert error.value.message_dict == {"agency": [sentence]}
    page = cast.client("manager").get(reverse("round-due-add", args=[round.pk])).content.decode()
    assert f'<option value="{getattr(cast, who).pk}"' not in page


def test_an_agency_that_did_not_exist_in_the_period_is_refused(cast):
    young = make_agency(
        "Sở Mới",
        LegalKind.PROVINCIAL_BODY,
        ReportGroup.PROVINCIAL,
        by=cast.admin,
        starts_on=date(2020, 1, 1),
    )
    with pytest.raises(ValidationError):
        add_due_agency(plan(cast), by=cast.manager, agency=young, reason="Thử", **AT)


def test_an_agency_whose_result_was_sent_stays_on_the_list(cast):
    submission = in_state(cast, "certified")
    remove = reverse("round-due-remove", args=[submission.round_id, cast.a.pk])
    typed = {"seen_version": submission.round.version, "reason": "Không còn"}
    page = cast.client("manager").post(remove, typed).content.decode()
    assert "Cơ quan này đã gửi kết quả; hãy trả lại kết quả trước." in page
    assert "Sở Xây dựng" in due_names(submission.round)


def test_a_removed_agency_no_longer_counts_and_its_clerk_is_told(cast):
    submission = drafted(cast)
    remove_due_agency(submission.round, by=cast.manager, agency=cast.a, reason="Sáp nhập")
    assert DueAgency.objects.progress(submission.round)[0]["due"] == 3
    page = cast.client("clerk_a").get(reverse("submission-detail", args=[submission.pk]))
    assert "không thuộc danh sách phải báo cáo" in page.content.decode()


def test_the_list_of_a_closed_round_is_fixed(cast):
    round = opened(cast)
    do(round_flow.CLOSE, round, by=cast.manager, at=moment(2020, 1, 20))
    with pytest.raises(Refused):
        add_due_agency(round, by=cast.manager, agency=cast.commune, reason="Muộn")
    url = reverse("round-due-remove", args=[round.pk, cast.b.pk])
    page = cast.client("manager").post(url, {"reason": "Muộn"})
    assert (page.status_code, "Đợt này đã khóa" in page.content.decode()) == (403, True)


def test_only_the_department_edits_the_list(cast):
    round = opened(cast)
    urls = [
        reverse("round-due-add", args=[round.pk]),
        reverse("round-due-remove", args=[round.pk, cast.b.pk]),
        reverse("round-update", args=[round.pk]),
        reverse("round-open", args=[round.pk]),
        reverse("round-close", args=[round.pk]),
        reverse("round-reopen", args=[round.pk]),
    ]
    for url in urls:
        assert {
            w: cast.client(w).post(url).status_code for w in ("clerk_a", "head_a", "leader")
        } == {
            "clerk_a": 403,
            "head_a": 403,
            "leader": 403,
        }
        assert {w: cast.client(w).post(url).status_code for w in ("operator", "nobody")} == {
            "operator": 404,
            "nobody": 404,
        }


def test_a_wrong_plan_comes_back_with_what_was_typed(cast):
    data = {
        "client_id": "0f0e3a52-7e2e-4b51-9d0f-2f6f24ad0002",
        "title": "Tự kiểm tra 2019",
        "period_start": "01/01/2019",
        "period_end": "31/12/2018",
        "due_on": "10/01/2020",
        "request_number": "28/BNV-CCVC",
        "request_date": "",
    }
    client = cast.client("specialist")
    page = client.post(reverse("round-create"), data).content.decode()
    assert "Ghi cả số và ngày của văn bản" in page
    page = client.post(reverse("round-create"), data | {"request_date": "03/01/2020"})
    assert "Ngày cuối kỳ không được trước ngày đầu kỳ." in page.content.decode()
    assert 'value="28/BNV-CCVC"' in page.content.decode()
    assert Round.objects.count() == 0
    right = data | {"request_date": "03/01/2020", "period_end": "31/12/2019"}
    answers = [client.post(reverse("round-create"), right)["Location"] for _ in range(2)]
    round = Round.objects.get()
    assert answers == [reverse("round-detail", args=[round.pk])] * 2
    assert (round.reference_day, len(due_names(round))) == (date(2019, 12, 31), 5)


def test_a_due_day_before_the_period_is_refused(cast):
    with pytest.raises(ValidationError):
        plan_round(by=cast.manager, **(YEAR | {"due_on": date(2018, 12, 31)}))
    assert Round.objects.count() == 0
