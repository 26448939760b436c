"""Who sees a biên bản, who opens its pages, who is told, who takes a blank along."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from inspections.identities.models import IdentityReading
from inspections.minutes.models import Minutes
from inspections.minutes.workflow import IS_SIGNED
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit, VisitMember
from tayninh_portal.models import FileOpening, Notice
from tests.doing import do
from tests.inspections.minuting import WORDS, of_team, reopened, sign, signed, written
from tests.inspections.teaming import planned, seat, team
from tests.inspections.visiting import NOW, concluded, draft, page_of


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


OUTSIDE = ["office_examiner", "province_registrar", "leader", "clerk_a", "head_a"]
INSIDE = ["specialist", "specialist_b", "manager"]
EVERYBODY = [*INSIDE, "operator", *OUTSIDE, "clerk_b", "head_b", "admin"]


def seers(cast, made) -> list[str]:
    """Who may see it."""
    visible = Minutes.objects.filter(pk=made.pk)
    return [name for name in EVERYBODY if visible.visible_to(cast.fresh(name)).exists()]


def test_words_typed_while_it_was_signed_come_back_however_often_they_are_sent(cast):
    made = signed(cast)
    sent = WORDS | {"others": "Bà Ngô Thị Tư", "seen_version": "1", "client_id": str(uuid4())}
    client, address = cast.client("specialist"), reverse("minutes-update", args=[made.pk])
    for _ in range(2):
        answer = client.post(address, sent)
        form = answer.context["form"]
        assert answer.status_code == 200 and IS_SIGNED in page_of(answer)
        assert form["others"].value() == "Bà Ngô Thị Tư"
        sent |= {name: form[name].value() for name in ("seen_version", "client_id")}
    # What is sealed is not opened by an old version.
    assert client.post(address, {"mo": "1", "seen_version": "1"}).status_code == 403
    assert not IdentityReading.objects.exists()


def test_the_agency_and_the_province_see_it_once_its_visit_is_concluded(cast):
    made = signed(cast)
    assert seers(cast, made) == INSIDE
    visit = Visit.objects.get(pk=made.visit_id)
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    assert seers(cast, made) == INSIDE + OUTSIDE
    page = made.pages.get()
    answers = {
        name: cast.client(name).post(reverse("minutes-file", args=[page.pk])).status_code
        for name in ("head_a", "leader", "office_examiner", "head_b")
    }
    assert answers == {"head_a": 200, "leader": 200, "office_examiner": 403, "head_b": 404}
    openings = FileOpening.objects.order_by("pk").values_list("by__username", "record_id")
    assert list(openings) == [("head_a", made.pk), ("leader", made.pk)]
    shown = page_of(cast.client("manager").get(reverse("minutes-detail", args=[made.pk])))
    assert "Các lần mở bản đã ký" in shown


def test_the_body_above_sees_the_visit_of_its_unit_and_not_its_minutes(cast):
    made = signed(cast, draft(cast, agency=cast.a_unit))
    visit = Visit.objects.get(pk=made.visit_id)
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    client = cast.client("head_a")
    assert "Chưa có biên bản" not in page_of(client.get(reverse("visit-detail", args=[visit.pk])))
    assert client.get(reverse("minutes-detail", args=[made.pk])).status_code == 404


def test_the_agency_is_told_of_a_correction_of_its_concluded_visit(cast):
    first = signed(cast)
    visit = reopened(cast, first)
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    Notice.objects.all().delete()
    sign(cast, written(cast, visit), number=2)
    told = sorted(Notice.objects.values_list("user__username", "kind"))
    assert told == [("clerk_a", "answered"), ("head_a", "answered")]


def test_the_blank_of_a_surprise_is_for_those_who_may_know_of_it(cast):
    visit = planned(cast, team(cast))
    address = reverse("minutes-blank", args=[visit.pk])
    answers = {
        name: cast.client(name).get(f"{address}?dang=docx").status_code
        for name in ("specialist", "manager", "specialist_b", "leader", "head_a")
    }
    told = {"specialist": 200, "manager": 200, "specialist_b": 404, "leader": 404, "head_a": 404}
    assert answers == told
    assert "Mẫu biên bản in sẵn" in page_of(
        cast.client("specialist").get(reverse("visit-detail", args=[visit.pk]))
    )


def test_a_guest_of_the_team_sees_it_until_the_team_ends(cast):
    visit = of_team(cast)
    seat(cast, visit.team, cast.clerk_b)
    VisitMember.objects.create(visit=visit, user=cast.clerk_b)
    made = signed(cast, visit)
    assert seers(cast, made) == [*INSIDE, "clerk_b"]
    with time_machine.travel(NOW + timedelta(days=300), tick=False):
        assert seers(cast, made) == INSIDE


def test_who_opens_a_visit_again_is_told_that_a_correction_is_signed(cast):
    bare = concluded(cast, agency=cast.b)
    first = signed(cast)
    visit = Visit.objects.get(pk=first.visit_id)
    asked = {"conclusion": "Chấp hành tốt."}
    visit = do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, **asked)
    client = cast.client("manager")
    said = "nội dung lượt kiểm tra chỉ đổi bằng biên bản đính chính"
    page = page_of(client.get(reverse("visit-reopen", args=[visit.pk])))
    assert said in page
    assert f'<a href="{reverse("minutes-detail", args=[first.pk])}">{first}</a> đã ký' in page
    assert said not in page_of(client.get(reverse("visit-reopen", args=[bare.pk])))
