"""Somebody of another body met at a visit: the finding is that body's, the visit is not."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.catalogues.models import Category, HandlingMeasure, Subject
from inspections.findings.models import Finding
from inspections.handlings.models import FINDING_ANSWERERS
from inspections.handlings.tasks import findings_to_handle
from inspections.remedies.models import Remedy
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from tayninh_portal.models import Change, Notice
from tests.doing import do, said_by
from tests.inspections.answering import DUE, NOW, TODAY, finding, handling, text_of
from tests.inspections.visiting import DAY, draft, violation
from tests.inspections.visiting import NOW as DURING

OF_B = "người của Sở Y tế"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def met(cast):
    """Somebody of Sở Y tế (B) found late on a visit to Sở Xây dựng (A), to be put right; beside a
    finding about A itself."""
    made = finding(cast, elsewhere=cast.b, remedy_due_on=DUE)
    own = Finding(visit=made.visit, agency=cast.a)
    assert (made.agency, made.is_elsewhere, own.is_elsewhere) == (cast.b, True, False)
    return made


def refused(change) -> dict:
    with pytest.raises(ValidationError) as failure:
        change()
    return failure.value.message_dict


def test_a_finding_is_of_the_visited_body_unless_another_is_said(cast):
    visit = draft(cast)
    assert violation(cast, visit).agency == cast.a
    assert violation(cast, visit, agency=cast.b).agency == cast.b


def test_only_a_person_is_of_another_body_and_only_of_one_there_was_under_the_province(cast):
    visit = draft(cast)
    unit = {"subject": Subject.UNIT, "person_kind": ""}
    unit["category"] = Category.objects.get(code="unit_nameplates")
    assert refused(lambda: violation(cast, visit, agency=cast.b, **unit)) == {
        "agency": ["Nội dung về đơn vị là của cơ quan được kiểm tra."]
    }
    assert refused(lambda: violation(cast, visit, agency=cast.outside)) == {
        "agency": [
            "Cơ quan này không thuộc thẩm quyền kiểm tra của tỉnh; ghi ở nhận xét, kết luận."
        ]
    }
    cast.b.ends_on = date(2019, 7, 4)
    assert refused(lambda: violation(cast, visit, agency=cast.b)) == {
        "agency": ["Cơ quan này không hoạt động vào ngày kiểm tra."]
    }
    assert Finding.objects.count() == 0


def test_the_visited_body_does_not_learn_of_a_stranger(cast, met):
    """Neither on the page of the visit nor from a count, an order, a list, a search or a notice."""
    client, url = cast.client("head_a"), reverse("visit-detail", args=[met.visit_id])
    page = text_of(client.get(url))
    assert OF_B not in page
    assert f"noi-dung-{met.pk}" not in page
    assert "Tổ không ghi nhận vi phạm của cá nhân hoặc nội dung nào về đơn vị." in page
    (row,) = client.get(reverse("visit-list"), {"sort": "-violations"}).context["page"]
    assert (row.violations, row.unit_findings) == (0, 0)
    assert client.get(reverse("handling-list")).context["table"].lines == []
    assert client.get(reverse("remedy-list")).context["table"].lines == []
    assert client.get(reverse("handling-create", args=[met.pk])).status_code == 404
    assert list(Finding.objects.visible_to(cast.head_a)) == []


def test_the_so_its_team_and_the_province_see_it_with_the_body_it_is_of(cast, met):
    for name in ("specialist_b", "manager", "leader"):
        client = cast.client(name)
        assert OF_B in text_of(client.get(reverse("visit-detail", args=[met.visit_id])))
        (row,) = client.get(reverse("visit-list")).context["page"]
        assert row.violations == 1


def test_the_other_body_sees_its_finding_and_never_the_visit(cast, met):
    client = cast.client("clerk_b")
    assert client.get(reverse("visit-detail", args=[met.visit_id])).status_code == 404
    (line,) = client.get(reverse("handling-list")).context["table"].lines
    assert (line.finding, line.finding.agency_then, line.url) == (met, "Sở Y tế", "")
    assert bool(line.may_enter)
    page = text_of(client.get(reverse("handling-create", args=[met.pk])))
    assert reverse("visit-detail", args=[met.visit_id]) not in page
    assert "Sở Xây dựng" not in page
    (remedy,) = client.get(reverse("remedy-list")).context["table"].lines
    assert (remedy.finding, remedy.agency_then) == (met, "Sở Y tế")
    assert Finding.objects.visible_to(cast.clerk_b).get() == met


def test_the_other_body_handles_it_and_whoever_is_in_charge_of_it_confirms(cast, met):
    assert set(FINDING_ANSWERERS.people([met], TODAY)[met.pk]) == {cast.clerk_b.pk, cast.head_b.pk}
    row = handling(cast, met, by="clerk_b")
    flow = cast.client("specialist_b").get(reverse("handling-detail", args=[row.pk]))
    assert {b.name: bool(b.verdict) for b in flow.context["buttons"]}["confirm"]
    assert cast.client("head_a").get(reverse("handling-detail", args=[row.pk])).status_code == 404
    assert Remedy.objects.with_holder().get().holder == cast.b.pk


def test_the_home_page_sends_the_other_body_to_the_list(cast, met):
    (line,) = said_by(findings_to_handle, cast.clerk_b, TODAY)
    assert (line.whose, line.url) == (
        "Sở Y tế",
        f"{reverse('handling-list')}?state=none&agency={cast.b.pk}",
    )
    assert said_by(findings_to_handle, cast.clerk_a, TODAY) == []


def test_the_conclusion_tells_the_other_body_of_its_finding_and_the_visited_one_of_its_own(cast):
    with time_machine.travel(DURING, tick=False):
        finding(cast, elsewhere=cast.b)
        told = Notice.objects.filter(kind="given").values_list("record_type", "user__username")
        answering = ("inspections.finding", "inspections.visit")
        agencies = ("clerk_a", "head_a", "clerk_b", "head_b")
        told = told.filter(user__username__in=agencies)
        assert sorted(told.filter(record_type__in=answering)) == [
            ("inspections.finding", "clerk_b"),
            ("inspections.finding", "head_b"),
        ]
        Notice.objects.all().delete()
        finding(cast, day=date(2019, 7, 4))
        assert sorted(told.filter(record_type__in=answering)) == [
            ("inspections.visit", "clerk_a"),
            ("inspections.visit", "head_a"),
        ]


def test_a_visit_moved_to_another_body_takes_its_own_findings_along(cast):
    visit = draft(cast)
    own, other = violation(cast, visit), violation(cast, visit, agency=cast.district)
    update_visit(visit, by=cast.specialist, at=NOW, seen_version=1, agency=cast.b)
    assert [row.agency for row in Finding.objects.order_by("pk")] == [cast.b, cast.district]
    assert [Change.objects.of(row).latest("version").label for row in (own, other)] == [
        "Đổi cơ quan theo lượt kiểm tra",
        "Thêm nội dung ghi nhận",
    ]


def test_the_form_finds_the_body_by_a_part_of_its_name(cast):
    visit = draft(cast)
    client, url = cast.client("specialist"), reverse("finding-create", args=[visit.pk])
    typed = {
        "category": Category.objects.get(code="late").pk,
        "person_kind": "civil_servant",
        "recommendation": "nhắc nhở trước toàn cơ quan",
        "condition": "Nếu tái phạm trong quý IV",
        "seen_version": 1,
        "client_id": "3f0a2d6e-9a44-4f33-8a11-8e4c4d3c1a55",
    }
    wrong = client.post(url, typed | {"agency": "không có"})
    assert "Không có cơ quan nào có tên như vậy" in text_of(wrong)
    assert "tái phạm trong quý IV" in text_of(wrong)
    assert client.post(url, typed | {"agency": "y te"}).status_code == 302
    made = Finding.objects.get()
    assert made.agency == cast.b
    shown = client.get(reverse("finding-update", args=[made.pk]))
    assert shown.context["form"].initial["agency"] == cast.b
    sent = typed | {"agency": "", "client_id": "5c9d1a3e-9a44-4f33-8a11-8e4c4d3c1a55"}
    assert client.post(reverse("finding-update", args=[made.pk]), sent).status_code == 302
    assert Finding.objects.get().agency == cast.a


def test_a_condition_is_printed_with_its_recommendation_and_needs_one(cast):
    visit = draft(cast)
    assert refused(lambda: violation(cast, visit, condition="tái phạm")) == {
        "condition": ["Ghi kiến nghị áp dụng khi có điều kiện này, hoặc để trống."]
    }
    made = violation(cast, visit, condition="tái phạm", recommendation="phê bình trước cơ quan")
    do(visit_flow.CONCLUDE, visit, by=cast.manager, at=DURING, conclusion="Chấp hành tốt.")
    said = "Kiến nghị: nếu tái phạm thì phê bình trước cơ quan"
    assert said in text_of(cast.client("head_a").get(reverse("visit-detail", args=[visit.pk])))
    assert made.recommended_form == ""
    assert "tái phạm" not in str(Change.objects.of(made).get().data)


def test_a_post_is_taken_only_from_who_holds_one(cast):
    visit, removal = draft(cast), HandlingMeasure.objects.filter(code="removal").on(DAY).first()
    given = {"recommended_handling": removal}
    assert refused(lambda: violation(cast, visit, **given)) == {
        "recommended_handling": ["“Cách chức” chỉ áp dụng cho người giữ chức vụ lãnh đạo, quản lý."]
    }
    assert violation(cast, visit, is_leader=True, **given).recommended_handling == removal
