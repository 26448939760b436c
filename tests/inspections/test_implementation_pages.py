"""Implementation facts through the browser: entered, confirmed, returned, corrected."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from inspections.implementation import workflow as fact_flow
from inspections.implementation.models import FactKind, FactState, ImplementationFact
from tayninh_portal.models import Change
from tayninh_portal.tasks import grouped_tasks
from tests.doing import do
from tests.inspections.implementing import DAY, NOW, confirmed, document, fact

pytestmark = pytest.mark.once

LIST = "/trien-khai/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def typed(**changes) -> dict:
    """What a clerk types, as a browser sends it."""
    given = {
        "client_id": str(uuid.uuid4()),
        "kind": "meeting",
        "document": "",
        "day": "05/7/2019",
        "title": "Phổ biến Quyết định 1847/QĐ-TTg",
        "quantity": "2",
        "people_reached": "80",
        "text": "",
    }
    return given | changes


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def url_of(name: str, made: ImplementationFact) -> str:
    return reverse(f"implementation-{name}", args=[made.pk])


def test_a_clerk_tells_and_the_specialist_in_charge_confirms(cast):
    answer = cast.client("clerk_a").post(reverse("implementation-create"), typed(), follow=True)
    made = ImplementationFact.objects.get()
    assert answer.redirect_chain == [(url_of("detail", made), 302)]
    assert "Sở Nội vụ xác nhận xong thì kết quả được tính vào số liệu." in text_of(answer)
    client = cast.client("specialist")
    assert "Xác nhận kết quả" in text_of(client.get(url_of("detail", made)))
    sent = {"seen_version": 1, "client_id": str(uuid.uuid4())}
    answer = client.post(url_of("confirm", made), sent, follow=True)
    assert "Đã xác nhận; kết quả được tính vào số liệu." in text_of(answer)
    made.refresh_from_db()
    assert made.state == FactState.CONFIRMED
    again = client.post(url_of("confirm", made), sent)
    assert (again.status_code, again["Location"]) == (302, url_of("detail", made))
    assert Change.objects.of(made).count() == 2


def test_a_directive_is_told_from_the_page_of_its_document(cast):
    plan = document(cast)
    client = cast.client("clerk_a")
    page = client.get(reverse("cited-document-detail", args=[plan.pk]))
    assert f'href="{reverse("implementation-create")}?van-ban={plan.pk}"' in text_of(page)
    form = client.get(reverse("implementation-create"), {"van-ban": plan.pk}).context["form"]
    begun = {name: form[name].value() for name in ("kind", "document", "day")}
    assert begun == {
        "kind": FactKind.DIRECTIVE,
        "document": "Kế hoạch số 25/KH-SXD ngày 05/7/2019 – Sở Xây dựng",
        "day": DAY,
    }
    client.post(
        reverse("implementation-create"),
        typed(
            kind="directive", document=begun["document"], day="", title="", quantity="1",
            people_reached="",
        ),
    )  # fmt: skip
    made = ImplementationFact.objects.get()
    assert (made.document, made.day, made.title) == (
        plan,
        DAY,
        "Thực hiện Đề án Văn hóa công vụ",
    )
    assert cast.client("clerk_b").get(
        reverse("implementation-create"), {"van-ban": plan.pk}
    ).status_code == 404  # fmt: skip


def test_a_wrong_form_keeps_what_was_typed(cast):
    answer = cast.client("clerk_a").post(
        reverse("implementation-create"), typed(day="", title="", kind="rule_reviewed")
    )
    form = answer.context["form"]
    assert form.errors == {"day": ["Ghi ngày thực hiện."], "title": ["Ghi nội dung chính."]}
    answer = cast.client("clerk_a").post(
        reverse("implementation-create"), typed(kind="rule_reviewed")
    )
    form = answer.context["form"]
    assert form.errors == {"people_reached": ["Loại kết quả này không ghi số người; để trống."]}
    assert form["title"].value() == "Phổ biến Quyết định 1847/QĐ-TTg"
    assert ImplementationFact.objects.count() == 0


def test_a_double_click_says_that_it_is_saved_already(cast):
    client, given = cast.client("clerk_a"), typed()
    client.post(reverse("implementation-create"), given)
    answer = client.post(reverse("implementation-create"), given, follow=True)
    assert "Kết quả này đã được lưu trước đó." in text_of(answer)
    assert ImplementationFact.objects.count() == 1


def test_the_department_chooses_between_itself_and_ubnd_tinh(cast):
    client = cast.client("specialist")
    form = client.get(reverse("implementation-create")).context["form"]
    assert list(form.fields["agency"].queryset) == [cast.department, cast.province]
    client.post(reverse("implementation-create"), typed(agency=cast.province.pk))
    assert ImplementationFact.objects.get().agency == cast.province
    refused = client.post(reverse("implementation-create"), typed(agency=cast.a.pk))
    assert list(refused.context["form"].errors) == ["agency"]


def test_a_returned_fact_shows_why_and_is_sent_again(cast):
    made = fact(cast)
    client = cast.client("specialist")
    answer = client.post(url_of("return", made), {"seen_version": 1, "note": ""})
    assert list(answer.context["form"].errors) == ["note"]
    answer = client.post(url_of("return", made), {"seen_version": 1, "note": "Ghi rõ số cuộc."})
    assert answer.status_code == 302
    clerk = cast.client("clerk_a")
    assert "Ghi rõ số cuộc." in text_of(clerk.get(url_of("update", made)))
    answer = clerk.post(url_of("update", made), typed(seen_version=2, quantity="4"), follow=True)
    assert "Đã lưu kết quả; Sở Nội vụ sẽ xác nhận." in text_of(answer)
    made.refresh_from_db()
    assert (made.state, made.quantity) == (FactState.DRAFT, 4)


def test_a_fact_is_withdrawn_and_reopened_with_a_reason(cast):
    made = fact(cast)
    answer = cast.client("clerk_a").post(
        url_of("withdraw", made), {"seen_version": 1, "note": "Ghi nhầm."}, follow=True
    )
    assert "Đã rút kết quả." in text_of(answer)
    done = confirmed(cast, title="khác")
    answer = cast.client("manager").post(
        url_of("reopen", done), {"seen_version": 2, "note": "Đếm trùng."}, follow=True
    )
    assert "kết quả không được tính cho đến khi xác nhận lại" in text_of(answer)


def test_the_second_of_two_people_keeps_what_he_typed(cast):
    made = fact(cast)
    url = url_of("update", made)
    assert cast.client("head_a").post(url, typed(seen_version=1, quantity="9")).status_code == 302
    answer = cast.client("clerk_a").post(url, typed(seen_version=1, quantity="5"))
    assert answer.context["form"].non_field_errors() == [
        "Bản ghi này đã được người khác sửa sau khi bạn mở. Nội dung bạn nhập vẫn còn dưới đây; "
        "hãy đối chiếu rồi lưu lại."
    ]
    assert answer.context["form"]["quantity"].value() == "5"


def test_what_was_confirmed_meanwhile_is_told_on_the_form(cast):
    made = fact(cast)
    do(fact_flow.CONFIRM, ImplementationFact.objects.get(), by=cast.manager, at=NOW)
    answer = cast.client("clerk_a").post(url_of("update", made), typed(seen_version=1))
    assert answer.status_code == 200
    assert answer.context["form"]["title"].value() == "Phổ biến Quyết định 1847/QĐ-TTg"
    assert cast.client("clerk_a").get(url_of("update", made)).status_code == 403


def test_what_changed_since_it_was_read_is_not_confirmed(cast):
    made = fact(cast)
    do(fact_flow.UPDATE, ImplementationFact.objects.get(), by=cast.head_a, at=NOW, quantity=9)
    answer = cast.client("specialist").post(url_of("confirm", made), {"seen_version": 1})
    assert answer.status_code == 409
    assert cast.client("specialist").post(url_of("confirm", made)).status_code == 409
    made.refresh_from_db()
    assert made.state == FactState.DRAFT


def test_a_deed_that_is_not_open_is_grey_with_its_reason(cast):
    made = fact(cast, by="specialist", agency="province")
    page = text_of(cast.client("specialist").get(url_of("detail", made)))
    assert "không thể tự xác nhận" in page
    page = text_of(cast.client("specialist_b").get(url_of("detail", fact(cast))))
    assert "Bạn không phụ trách cơ quan này" in page


# --- who comes in ------------------------------------------------------------

EVERYBODY = (
    "clerk_a", "head_a", "clerk_b", "specialist", "specialist_b", "manager", "leader", "operator",
    "admin", "nobody", "visitor",
)  # fmt: skip
# (name of the address, state of Sở Xây dựng's fact): status for each of EVERYBODY on GET
DOORS = {
    ("list", "waiting"): (200, 200, 200, 200, 200, 200, 200, 403, 403, 403, 302),
    ("create", "waiting"): (200, 200, 200, 200, 200, 200, 403, 403, 403, 403, 302),
    ("detail", "waiting"): (200, 200, 404, 200, 200, 200, 404, 403, 403, 403, 302),
    ("update", "waiting"): (200, 200, 404, 403, 403, 403, 404, 403, 403, 403, 302),
    ("withdraw", "waiting"): (200, 200, 404, 403, 403, 403, 404, 403, 403, 403, 302),
    ("return", "waiting"): (403, 403, 404, 200, 403, 200, 404, 403, 403, 403, 302),
    ("reopen", "waiting"): (403, 403, 404, 403, 403, 403, 404, 403, 403, 403, 302),
    ("confirm", "waiting"): (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 302),
    ("detail", "confirmed"): (200, 200, 404, 200, 200, 200, 200, 403, 403, 403, 302),
    ("update", "confirmed"): (403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 302),
    ("withdraw", "confirmed"): (403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 302),
    ("return", "confirmed"): (403, 403, 404, 403, 403, 403, 403, 403, 403, 403, 302),
    ("reopen", "confirmed"): (403, 403, 404, 403, 403, 200, 403, 403, 403, 403, 302),
}


def test_who_comes_in_where(cast):
    facts = {"waiting": fact(cast), "confirmed": confirmed(cast, title="khác")}
    found = {}
    for name, state in DOORS:
        args = [] if name in ("list", "create") else [facts[state].pk]
        url = reverse(f"implementation-{name}", args=args)
        found[name, state] = tuple(cast.client(who).get(url).status_code for who in EVERYBODY)
    assert found == DOORS


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk_a", 403),
        ("clerk_b", 404),
        ("specialist", 302),
        ("specialist_b", 403),
        ("manager", 302),
        ("leader", 404),
        ("operator", 403),
    ],
)
def test_who_confirms(cast, who, status):
    made = fact(cast)
    answer = cast.client(who).post(url_of("confirm", made), {"seen_version": 1})
    assert answer.status_code == status
    assert ImplementationFact.objects.counted().exists() is (status == 302)


def test_the_entry_in_the_navigation_is_for_those_who_may(cast):
    seen = {
        who: 'href="/trien-khai/"' in text_of(cast.client(who).get("/"))
        for who in ("clerk_a", "specialist", "leader", "operator", "admin", "nobody")
    }
    assert seen == {
        "clerk_a": True,
        "specialist": True,
        "leader": True,
        "operator": False,
        "admin": False,
        "nobody": False,
    }


# --- the list ------------------------------------------------------------


def shown(cast, who: str, **asked) -> list[str]:
    answer = cast.client(who).get(LIST, asked)
    return [row.title for row in answer.context["page"]]


def test_it_is_searched_with_and_without_accents_and_filtered(cast):
    plan = document(cast)
    fact(cast, title="Họp giao ban", document=plan)
    confirmed(cast, title="Tin trên trang điện tử", kind=FactKind.POST, day=DAY.replace(day=6))
    fact(cast, by="clerk_b", agency="b", title="Họp chi bộ", quantity=5)
    fact(cast, by="specialist", agency="department", title="Tập huấn", kind=FactKind.TRAINING)
    assert shown(cast, "specialist") == [
        "Tin trên trang điện tử",
        "Tập huấn",
        "Họp chi bộ",
        "Họp giao ban",
    ]
    assert shown(cast, "specialist", q="HỌP") == ["Họp chi bộ", "Họp giao ban"]
    assert shown(cast, "specialist", q="hop y te") == ["Họp chi bộ"]
    assert shown(cast, "specialist", q="25/kh-sxd") == ["Họp giao ban"]
    assert shown(cast, "clerk_a", q="hop") == ["Họp giao ban"]
    assert shown(cast, "specialist", state="confirmed") == ["Tin trên trang điện tử"]
    assert shown(cast, "specialist", kind="training") == ["Tập huấn"]
    assert shown(cast, "specialist", since="06/7/2019") == ["Tin trên trang điện tử"]
    assert shown(cast, "specialist", agency=cast.b.pk) == ["Họp chi bộ"]
    assert shown(cast, "specialist_b", mine="on") == ["Tập huấn", "Họp chi bộ"]
    assert shown(cast, "specialist", sort="-quantity")[0] == "Họp chi bộ"
    assert shown(cast, "specialist", sort="agency")[0] == "Tập huấn"
    assert shown(cast, "clerk_a", agency=cast.b.pk) == []


def test_an_empty_list_says_what_to_do(cast):
    assert "Chưa có kết quả triển khai nào" in text_of(cast.client("clerk_a").get(LIST))
    assert "sau khi Sở Nội vụ xác nhận" in text_of(cast.client("leader").get(LIST))
    page = text_of(cast.client("clerk_a").get(LIST, {"state": "confirmed"}))
    assert "Không có kết quả nào khớp bộ lọc" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    cast, rows, django_assert_num_queries
):
    plan = document(cast)
    for number in range(rows):
        fact(cast, title=f"Cuộc họp {number}", document=plan)
    client = cast.client("specialist")
    with django_assert_num_queries(6):
        answer = client.get(LIST)
    assert len(answer.context["page"].object_list) == min(rows, 25)


# --- work and search ------------------------------------------------------------


def tasks_of(cast, who: str) -> list[tuple[str, str, str]]:
    groups = grouped_tasks(cast.fresh(who), NOW.date())
    return [
        (task.what, task.whose, task.url)
        for _, tasks in groups
        for task in tasks
        if "triển khai" in task.what
    ]


def test_what_waits_is_one_line_an_agency_for_whoever_is_in_charge(cast):
    fact(cast, title="một")
    fact(cast, title="hai")
    fact(cast, by="specialist", agency="province", title="ba")
    line = ("Xác nhận 02 kết quả triển khai", "Sở Xây dựng", f"/trien-khai/?state=draft&agency={cast.a.pk}")  # noqa: E501  # fmt: skip
    assert tasks_of(cast, "specialist") == [line]
    assert shown(cast, "specialist", state="draft", agency=cast.a.pk) == ["hai", "một"]
    assert tasks_of(cast, "specialist_b") == []
    assert [task[:2] for task in tasks_of(cast, "manager")] == [
        ("Xác nhận 01 kết quả triển khai", "UBND tỉnh Tây Ninh")
    ]
    assert tasks_of(cast, "clerk_a") == []


def test_nobody_is_asked_to_confirm_what_he_entered(cast):
    fact(cast, by="manager", agency="province")
    assert tasks_of(cast, "manager") == []


def test_what_came_back_stands_before_its_writer_with_the_reason(cast):
    made = do(fact_flow.RETURN, fact(cast), by=cast.manager, at=NOW, note="Ghi rõ số cuộc.")
    expected = [
        (
            "Sửa kết quả triển khai bị trả lại – Phổ biến Quyết định 1847/QĐ-TTg: Ghi rõ số cuộc.",
            "Sở Xây dựng",
            url_of("detail", made),
        )
    ]
    assert tasks_of(cast, "clerk_a") == expected
    assert tasks_of(cast, "clerk_b") == []
    do(fact_flow.UPDATE, made, by=cast.clerk_a, at=NOW, seen_version=2, quantity=4)
    assert tasks_of(cast, "clerk_a") == []


def test_the_search_over_everything_finds_it_for_those_who_see_it(cast):
    fact(cast)
    asked = {"q": "pho bien quyet dinh"}
    found = {
        who: "Phổ biến Quyết định 1847/QĐ-TTg" in text_of(cast.client(who).get("/tim-kiem/", asked))
        for who in ("clerk_a", "clerk_b", "specialist", "leader", "nobody")
    }
    assert found == {
        "clerk_a": True,
        "clerk_b": False,
        "specialist": True,
        "leader": False,
        "nobody": False,
    }


def test_a_thousand_listeners_are_not_one(cast):
    cast.client("clerk_a").post(
        reverse("implementation-create"), typed(quantity="1.200", people_reached="1.000")
    )
    made = ImplementationFact.objects.get()
    assert (made.quantity, made.people_reached) == (1200, 1000)


def test_a_version_of_thousands_of_digits_is_no_version(cast):
    made = fact(cast)
    answer = cast.client("clerk_a").post(
        url_of("update", made), typed(seen_version="9" * 5000, title="Họp giao ban")
    )
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["seen_version"]
