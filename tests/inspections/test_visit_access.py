"""Who may open and do what to a visit: own, other, closed, by any of its addresses."""

import pytest
import time_machine
from django.urls import reverse

from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tests.doing import do
from tests.inspections.visiting import NOW, concluded, draft, page_of, violation

pytestmark = pytest.mark.once

ACTIONS = ("visit-update", "visit-conclude", "visit-cancel", "visit-reopen", "finding-create")
FINDING_ACTIONS = ("finding-update", "finding-withdraw", "finding-identity")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def codes(client, visit: Visit, method: str = "get") -> list[int]:
    """The answers of the detail page and of every action, in the order of ``ACTIONS``."""
    finding = visit.findings.get()
    urls = [reverse(name, args=[visit.pk]) for name in ("visit-detail", *ACTIONS)]
    urls += [reverse(name, args=[finding.pk]) for name in FINDING_ACTIONS]
    found = []
    for url in urls[1:] if method == "post" else urls:
        found.append(getattr(client, method)(url).status_code)
    return found


# detail; update, conclude, cancel, reopen, add a finding; correct, withdraw, read its person
@pytest.mark.parametrize(
    ("who", "on_draft", "on_concluded"),
    [
        (
            "specialist",
            [200, 200, 200, 200, 403, 200, 200, 200, 200],
            [200, 403, 403, 403, 403, 403, 403, 403, 200],
        ),
        (
            "specialist_b",
            [200, 403, 403, 403, 403, 403, 403, 403, 200],
            [200, 403, 403, 403, 403, 403, 403, 403, 200],
        ),
        (
            "manager",
            [200, 200, 200, 200, 403, 200, 200, 200, 200],
            [200, 403, 403, 403, 200, 403, 403, 403, 200],
        ),
        ("leader", [404] * 9, [200, 403, 403, 403, 403, 403, 403, 403, 403]),
        ("clerk_a", [404] * 9, [200, 403, 403, 403, 403, 403, 403, 403, 403]),
        ("head_a", [404] * 9, [200, 403, 403, 403, 403, 403, 403, 403, 403]),
        ("clerk_b", [404] * 9, [404] * 9),
        ("operator", [404] * 9, [404] * 9),
        ("nobody", [404] * 9, [404] * 9),
        ("visitor", [302] * 9, [302] * 9),
    ],
)
def test_each_role_gets_the_answer_of_the_table(cast, who, on_draft, on_concluded):
    open_visit, closed_visit = draft(cast), draft(cast)
    for visit in (open_visit, closed_visit):
        violation(cast, visit, person={"name": "Người Minh Họa"})
    closed_visit = _conclude(cast, closed_visit)
    client = cast.client(who)
    assert codes(client, open_visit) == on_draft
    assert codes(client, closed_visit) == on_concluded
    # An empty form is answered like the page: with the form again, or with the refusal.
    assert codes(client, open_visit, "post") == on_draft[1:]
    assert codes(client, closed_visit, "post") == on_concluded[1:]


def _conclude(cast, visit: Visit) -> Visit:
    return do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Tốt.")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("specialist", 200),
        ("manager", 200),
        ("leader", 403),
        ("operator", 403),
        ("clerk_a", 403),
        ("admin", 403),
        ("nobody", 403),
        ("visitor", 302),
    ],
)
@pytest.mark.parametrize("name", ["visit-create", "visit-agencies"])
def test_only_the_department_logs_visits(cast, who, code, name):
    assert cast.client(who).get(reverse(name)).status_code == code


def test_a_refusal_says_why(cast):
    visit = concluded(cast)
    answer = cast.client("specialist").get(reverse("visit-update", args=[visit.pk]))
    assert answer.status_code == 403
    assert (
        "Lượt kiểm tra đã kết thúc; muốn sửa, lãnh đạo Sở phải mở lại để đính chính."
        in answer.content.decode()
    )


def test_the_closed_button_of_a_stranger_to_the_team_says_why(cast):
    visit = draft(cast)
    page = page_of(cast.client("specialist_b").get(reverse("visit-detail", args=[visit.pk])))
    assert "Chỉ thành viên Tổ kiểm tra và lãnh đạo Sở Nội vụ được làm việc này." in page
    assert reverse("visit-update", args=[visit.pk]) not in page


def test_an_agency_reads_its_own_visit_and_no_deed_nor_draft_history_of_it(cast):
    visit = draft(cast)
    kept, withdrawn = violation(cast, visit), violation(cast, visit, description="Rút lại sau")
    cast.client("specialist").post(
        reverse("finding-withdraw", args=[withdrawn.pk]),
        {"seen_version": 1, "note": "Ghi nhầm phòng"},
    )
    _conclude(cast, visit)
    answer = cast.client("clerk_a").get(reverse("visit-detail", args=[visit.pk]))
    page = page_of(answer)
    assert [finding.pk for finding in answer.context["findings"]] == [kept.pk]
    assert [entry.text for entry in answer.context["timeline"]] == ["Kết thúc lượt kiểm tra"]
    assert "Ghi nhầm phòng" not in page
    assert [name for name in ACTIONS if reverse(name, args=[visit.pk]) in page] == []


def test_a_member_from_another_body_sees_that_visit_only(cast):
    own = draft(cast, members=[cast.specialist, cast.clerk_b])
    other = draft(cast)
    client = cast.client("clerk_b")
    assert client.get(reverse("visit-detail", args=[own.pk])).status_code == 200
    assert client.get(reverse("visit-detail", args=[other.pk])).status_code == 404
    assert client.get(reverse("visit-update", args=[own.pk])).status_code == 403


@pytest.mark.parametrize("name", ["visit-list", "visit-agencies", "visit-detail"])
def test_reading_pages_take_no_post(cast, name):
    args = [draft(cast).pk] if name == "visit-detail" else []
    assert cast.client("specialist").post(reverse(name, args=args)).status_code == 405
