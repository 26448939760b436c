"""Cited documents through the browser: entered, found, downloaded, attached."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from inspections.cited_documents.models import CitedDocument, DocumentKind, DocumentLink
from inspections.implementation.models import FactKind
from tayninh_portal.models import Change
from tayninh_portal.storage import path_of
from tests.inspections.implementing import DAY, NOW, confirmed, document, fact, pdf, upload


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _file_store(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def typed(**changes) -> dict:
    """What a clerk types, as a browser sends it."""
    given = {
        "client_id": str(uuid.uuid4()),
        "kind": "plan",
        "other_kind": "",
        "number": "25/KH-SXD",
        "issued_on": "05/7/2019",
        "issuer": "Sở Xây dựng",
        "subject": "thực hiện Đề án Văn hóa công vụ",
    }
    return given | changes


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_clerk_enters_a_plan_with_its_file_and_reads_how_it_is_cited(cast):
    client = cast.client("clerk_a")
    answer = client.post(reverse("cited-document-create"), typed(upload=upload()), follow=True)
    plan = CitedDocument.objects.get()
    assert answer.redirect_chain == [(reverse("cited-document-detail", args=[plan.pk]), 302)]
    page = text_of(answer)
    assert "Đã ghi văn bản." in page
    assert (
        "Kế hoạch số 25/KH-SXD ngày 05/7/2019 của Sở Xây dựng thực hiện Đề án Văn hóa công vụ"
        in page
    )
    assert plan.agency == cast.a


def test_a_double_click_says_that_it_is_saved_already(cast):
    client, given = cast.client("clerk_a"), typed()
    client.post(reverse("cited-document-create"), given)
    answer = client.post(reverse("cited-document-create"), given, follow=True)
    assert "Văn bản này đã được lưu trước đó." in text_of(answer)
    assert CitedDocument.objects.count() == 1


def test_a_wrong_form_keeps_what_was_typed_and_asks_for_the_file_again(cast):
    client = cast.client("clerk_a")
    answer = client.post(
        reverse("cited-document-create"), typed(issued_on="31/02/2019", upload=upload())
    )
    form = answer.context["form"]
    assert form.errors == {
        "issued_on": ["Ngày “31/02/2019” không có trên lịch."],
        "upload": ["Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp này."],
    }
    assert form["number"].value() == "25/KH-SXD"
    assert CitedDocument.objects.count() == 0


def test_a_file_that_is_no_paper_is_told_at_its_field(cast):
    answer = cast.client("clerk_a").post(
        reverse("cited-document-create"), typed(upload=upload(b"MZ"))
    )
    assert answer.context["form"].errors == {
        "upload": [
            "Loại tệp không được nhận. Chỉ nhận PDF, ảnh JPEG, ảnh PNG; đổi tên tệp không đổi "
            "được loại."
        ]
    }


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        (
            {"kind": "other"},
            {"other_kind": ["Ghi tên loại văn bản, ví dụ Nghị định."]},
        ),
        ({"issued_on": "02/11/2019"}, {"issued_on": ["Ngày ban hành chưa đến."]}),
    ],
)
def test_broken_rules_stand_at_their_field(cast, changes, errors):
    answer = cast.client("clerk_a").post(reverse("cited-document-create"), typed(**changes))
    assert answer.context["form"].errors == errors


def test_the_name_of_a_kind_left_over_is_dropped(cast):
    cast.client("clerk_a").post(reverse("cited-document-create"), typed(other_kind="Nghị định"))
    assert CitedDocument.objects.get().kind_name == "Kế hoạch"


def test_the_department_may_share_and_a_clerk_is_not_asked(cast):
    fields = cast.client("specialist").get(reverse("cited-document-create")).context["form"].fields
    assert "is_shared" in fields
    fields = cast.client("clerk_a").get(reverse("cited-document-create")).context["form"].fields
    assert "is_shared" not in fields
    cast.client("specialist").post(
        reverse("cited-document-create"), typed(number="1441/KH-UBND", is_shared="on")
    )
    assert CitedDocument.objects.get().is_shared is True


def test_the_second_of_two_people_keeps_what_they_typed(cast):
    plan = document(cast)
    url = reverse("cited-document-update", args=[plan.pk])
    first, second = typed(seen_version=1, subject="về A"), typed(seen_version=1, subject="về B")
    assert cast.client("head_a").post(url, first).status_code == 302
    answer = cast.client("clerk_a").post(url, second)
    assert answer.context["form"].non_field_errors() == [
        "Bản ghi này đã được người khác sửa sau khi bạn mở. Nội dung bạn nhập vẫn còn dưới đây; "
        "hãy đối chiếu rồi lưu lại."
    ]
    assert answer.context["form"]["subject"].value() == "về B"
    assert ("Trích yếu", "về A", "về B") in answer.context["form"].lost.texts
    assert CitedDocument.objects.get().subject == "về A"


def test_a_second_click_on_a_correction_is_done_and_said_once(cast):
    plan, client = document(cast), cast.client("clerk_a")
    url, sent = reverse("cited-document-update", args=[plan.pk]), typed(seen_version=1)
    for _ in range(2):
        answer = client.post(url, sent | {"subject": "về A"})
        assert answer["Location"] == reverse("cited-document-detail", args=[plan.pk])
    assert len(list(client.get(answer["Location"]).context["messages"])) == 1
    assert [line.label for line in Change.objects.of(plan)] == ["Ghi văn bản", "Sửa văn bản"]


def test_a_second_window_is_told_even_where_correcting_is_over(cast):
    plan, client = document(cast), cast.client("clerk_a")
    url = reverse("cited-document-update", args=[plan.pk])
    client.post(url, typed(seen_version=1, subject="về A"))
    confirmed(cast, kind=FactKind.DIRECTIVE, document=plan, quantity=1, people_reached=None)
    answer = client.post(url, typed(seen_version=1, subject="về B"))
    assert "Bạn đã lưu bản ghi này từ một cửa sổ khác" in text_of(answer)
    assert answer.context["form"]["subject"].value() == "về B"
    sent = {name: answer.context["form"][name].value() for name in typed(seen_version=1)}
    assert client.post(url, sent).status_code == 403


# --- the file ------------------------------------------------------------


def test_the_file_is_given_for_saving_and_never_for_running(cast):
    data = pdf(2)
    plan = document(cast, upload=upload(data))
    answer = cast.client("clerk_a").get(reverse("cited-document-file", args=[plan.pk]))
    assert answer.content == data
    assert {
        name: answer[name]
        for name in (
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Cache-Control",
        )
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="ke-hoach-so-25-kh-sxd.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


def test_a_file_that_was_altered_is_not_given_out(cast):
    plan = document(cast, upload=upload())
    path_of(plan.file.sha256).write_bytes(b"%PDF- other")
    answer = cast.client("clerk_a").get(reverse("cited-document-file", args=[plan.pk]))
    assert answer.status_code == 503
    assert "không còn nguyên vẹn" in text_of(answer)


def test_a_document_without_a_file_has_none_to_give(cast):
    plan = document(cast)
    answer = cast.client("clerk_a").get(reverse("cited-document-file", args=[plan.pk]))
    assert answer.status_code == 404


# --- who comes in ------------------------------------------------------------

# name of the address: status for each person; the document is Sở Xây dựng's and has a file.
DOORS = {
    "cited-document-list": {
        "clerk_a": 200, "clerk_b": 200, "specialist": 200, "leader": 200,
        "operator": 403, "admin": 403, "nobody": 403, "visitor": 302,
    },
    "cited-document-create": {
        "clerk_a": 200, "clerk_b": 200, "specialist": 200, "leader": 403,
        "operator": 403, "admin": 403, "nobody": 403, "visitor": 302,
    },
    "cited-document-detail": {
        "clerk_a": 200, "head_a": 200, "clerk_b": 404, "specialist": 200, "leader": 200,
        "operator": 403, "admin": 403, "nobody": 403, "visitor": 302,
    },
    "cited-document-update": {
        "clerk_a": 200, "head_a": 200, "clerk_b": 404, "specialist": 200, "leader": 403,
        "operator": 403, "admin": 403, "nobody": 403, "visitor": 302,
    },
    "cited-document-file": {
        "clerk_a": 200, "head_a": 200, "clerk_b": 404, "specialist": 200, "leader": 200,
        "operator": 403, "admin": 403, "nobody": 403, "visitor": 302,
    },
}  # fmt: skip


def test_who_comes_in_where(cast):
    plan = document(cast, upload=upload())
    found = {
        name: {
            who: cast.client(who)
            .get(reverse(name, args=[] if name.endswith(("list", "create")) else [plan.pk]))
            .status_code
            for who in people
        }
        for name, people in DOORS.items()
    }
    assert found == DOORS


# --- the list ------------------------------------------------------------


def shown(cast, who: str, **asked) -> list[str]:
    answer = cast.client(who).get(reverse("cited-document-list"), asked)
    return [row.number for row in answer.context["page"]]


def test_it_is_searched_with_and_without_accents_and_filtered(cast):
    document(cast, number="01/KH-SXD", subject="chấn chỉnh kỷ cương")
    document(cast, number="02/CT-SXD", kind=DocumentKind.INSTRUCTION, issued_on=DAY.replace(day=6))
    document(cast, by="clerk_b", agency="b", number="03/KH-SYT", subject="chấn chỉnh kỷ cương")
    newest_first = ["02/CT-SXD", "03/KH-SYT", "01/KH-SXD"]
    assert shown(cast, "specialist") == newest_first
    assert shown(cast, "specialist", q="Chấn chỉnh") == ["03/KH-SYT", "01/KH-SXD"]
    assert shown(cast, "specialist", q="chan chinh 01/kh") == ["01/KH-SXD"]
    assert shown(cast, "clerk_a", q="chan chinh") == ["01/KH-SXD"]
    assert shown(cast, "specialist", kind="instruction") == ["02/CT-SXD"]
    assert shown(cast, "specialist", since="06/7/2019") == ["02/CT-SXD"]
    assert shown(cast, "specialist", until="5/7/2019") == ["03/KH-SYT", "01/KH-SXD"]
    assert shown(cast, "specialist", sort="issued_on") == newest_first[::-1]
    assert shown(cast, "specialist", since="sai") == newest_first


def test_an_empty_list_says_what_to_do(cast):
    page = text_of(cast.client("clerk_a").get(reverse("cited-document-list")))
    assert "Chưa có văn bản nào" in page
    page = text_of(cast.client("clerk_a").get(reverse("cited-document-list"), {"q": "gì đó"}))
    assert "Không có văn bản nào khớp bộ lọc" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    cast, rows, django_assert_num_queries
):
    for number in range(rows):
        document(cast, number=f"{number + 10}/KH")
    client = cast.client("specialist")
    with django_assert_num_queries(6):
        answer = client.get(reverse("cited-document-list"))
    assert len(answer.context["page"].object_list) == min(rows, 25)


def test_the_search_over_everything_finds_it_for_those_who_see_it(cast):
    document(cast)
    asked = {"q": "de an van hoa"}
    assert "Kế hoạch số 25/KH-SXD" in text_of(cast.client("clerk_a").get("/tim-kiem/", asked))
    assert "Kế hoạch số 25/KH-SXD" not in text_of(cast.client("clerk_b").get("/tim-kiem/", asked))


# --- attaching ------------------------------------------------------------


def test_a_document_is_attached_to_a_fact_by_its_number_and_taken_away(cast):
    made, plan = fact(cast), document(cast)
    client = cast.client("clerk_a")
    url = reverse("cited-document-attach", args=["inspections.implementationfact", made.pk])
    given = {"document": "25/kh-sxd", "client_id": str(uuid.uuid4())}
    client.post(url, given)
    answer = client.post(url, given, follow=True)
    assert text_of(answer).count("Đã gắn Kế hoạch số 25/KH-SXD.") == 1
    assert [link.document for link, _ in answer.context["attached"].rows] == [plan]
    away = reverse(
        "cited-document-detach", args=["inspections.implementationfact", made.pk, plan.pk]
    )
    taken = {"link": DocumentLink.objects.get().pk}
    answer = client.post(away, taken, follow=True)
    assert "Đã gỡ Kế hoạch số 25/KH-SXD" in text_of(answer)
    assert answer.context["attached"].rows == []
    assert client.post(away, taken).status_code == 302


def test_the_picker_tells_what_fits_and_what_does_not(cast):
    made = fact(cast)
    document(cast, number="05/KH-SXD")
    document(cast, number="105/KH-SXD")
    document(cast, by="clerk_b", agency="b", number="77/KH-SYT")
    client = cast.client("clerk_a")
    url = reverse("cited-document-attach", args=["inspections.implementationfact", made.pk])

    def stated(words: str) -> list[str]:
        given = {"document": words, "client_id": str(uuid.uuid4())}
        return client.post(url, given).context["form"].errors["document"]

    assert stated("77/KH-SYT") == [
        "Không có văn bản nào khớp; kiểm tra lại số, ký hiệu, hoặc ghi văn bản trước."
    ]
    assert stated("kh-sxd") == [
        "Nhiều văn bản khớp: Kế hoạch số 105/KH-SXD ngày 05/7/2019 – Sở Xây dựng; Kế hoạch số "
        "05/KH-SXD ngày 05/7/2019 – Sở Xây dựng. Gõ rõ hơn."
    ]
    given = {"document": "05/kh-sxd", "client_id": str(uuid.uuid4())}
    assert client.post(url, given).status_code == 302
    assert DocumentLink.objects.get().document.number == "05/KH-SXD"
    proposed = client.get(url).context["form"].fields["document"].widget.proposals()
    assert proposed == [
        "Kế hoạch số 105/KH-SXD ngày 05/7/2019 – Sở Xây dựng",
        "Kế hoạch số 05/KH-SXD ngày 05/7/2019 – Sở Xây dựng",
    ]
    given = {"document": proposed[0], "client_id": str(uuid.uuid4())}
    assert client.post(url, given).status_code == 302


@pytest.mark.parametrize(
    ("who", "record_type", "status"),
    [
        ("clerk_a", "inspections.implementationfact", 200),
        ("specialist", "inspections.implementationfact", 403),
        ("clerk_b", "inspections.implementationfact", 404),
        ("clerk_a", "portal.user", 404),
        ("nobody", "inspections.implementationfact", 404),
    ],
)
def test_who_attaches_to_what(cast, who, record_type, status):
    url = reverse("cited-document-attach", args=[record_type, fact(cast).pk])
    assert cast.client(who).get(url).status_code == status
