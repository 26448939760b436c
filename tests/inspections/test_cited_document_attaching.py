"""Documents on the pages of visits, rounds and results: attached, entered there, taken away."""

from collections.abc import Callable
from datetime import time

import pytest
import time_machine
from django.urls import reverse

from inspections.cited_documents.actions import attach_document, detach_document, documents_of
from inspections.cited_documents.models import CitedDocument, DocumentLink
from inspections.visits import workflow as visit_flow
from tayninh_portal.access import may
from tayninh_portal.errors import Refused
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections import round_story, visiting
from tests.inspections.implementing import document, fact
from tests.inspections.teaming import planned, team
from tests.inspections.test_cited_document_pages import text_of, typed

NOW = moment(2020, 1, 9, 9)
FORM = "5f0b8a52-0c5e-4f0e-9d4c-8a1e7b1f0001"
# Kind of record → who may attach to it, how one is made, the name of its page.
RECORDS: dict[str, tuple[str, Callable, str]] = {
    "inspections.visit": ("specialist", visiting.concluded, "visit-detail"),
    "inspections.round": ("specialist", round_story.opened, "round-detail"),
    "inspections.submission": ("clerk_a", round_story.drafted, "submission-detail"),
}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def attach_url(record) -> str:
    return reverse("cited-document-attach", args=[record._meta.label_lower, record.pk])


def detach_url(link) -> str:
    return reverse(
        "cited-document-detach", args=[link.record_type, link.record_id, link.document_id]
    )


def create_url(record) -> str:
    return f"{reverse('cited-document-create')}?gan={record._meta.label_lower}:{record.pk}"


def _begun(cast):
    """A visit that was planned: it keeps the number below zero it was given then."""
    made = team(cast, starts_on=NOW.date(), ends_on=NOW.date())
    visit = planned(cast, made, at=NOW, day=NOW.date())
    when = {"day": NOW.date(), "starts_at": time(9)}
    return do(visit_flow.START, visit, by=cast.specialist, at=NOW, **when)


def attached_on(page) -> list:
    """What hangs on a page: on that of a result the papers of its round come first."""
    return [layer["attached"] for layer in page.context if "attached" in layer]


@pytest.mark.parametrize("kind", RECORDS)
def test_a_document_is_found_without_accents_attached_and_taken_away(cast, kind):
    who, make, page = RECORDS[kind]
    record, plan = make(cast), document(cast, who, "a" if who == "clerk_a" else "department")
    client = cast.client(who)
    found = {"document": "de an van hoa cong vu", "client_id": FORM}
    answer = client.post(attach_url(record), found, follow=True)
    assert answer.redirect_chain == [(reverse(page, args=[record.pk]), 302)]
    assert "Đã gắn Kế hoạch số 25/KH-SXD." in text_of(answer)
    assert [link.document for link, _ in attached_on(answer)[-1].rows] == [plan]
    [(link, _)] = attached_on(answer)[-1].rows
    answer = client.post(detach_url(link), {"link": link.pk}, follow=True)
    assert attached_on(answer)[-1].rows == []
    name = getattr(cast, who).full_name
    assert f"Kế hoạch số 25/KH-SXD: {name} gỡ ngày 09/01/2020" in text_of(answer)


@pytest.mark.parametrize("kind", [*RECORDS, "once to come"])
def test_a_new_document_is_entered_from_the_record_and_attached_once(cast, kind):
    who, make, page = RECORDS.get(kind, ("specialist", _begun, "visit-detail"))
    record, client, given = make(cast), cast.client(who), typed()
    assert create_url(record) in client.get(attach_url(record)).content.decode()
    answer = client.post(create_url(record), given, follow=True)
    assert answer.redirect_chain == [(reverse(page, args=[record.pk]), 302)]
    assert "Đã ghi và gắn Kế hoạch số 25/KH-SXD." in text_of(answer)
    assert "Văn bản này đã được lưu trước đó." in text_of(
        client.post(create_url(record), given, follow=True)
    )
    assert list(documents_of(record)) == [CitedDocument.objects.get()]
    assert DocumentLink.objects.count() == 1


def test_a_wrong_form_keeps_the_record_it_was_opened_from(cast):
    visit = visiting.concluded(cast)
    client = cast.client("specialist")
    answer = client.post(create_url(visit), typed(issued_on="31/02/2019"))
    assert answer.context["form"].errors == {"issued_on": ["Ngày “31/02/2019” không có trên lịch."]}
    assert f'href="{reverse("visit-detail", args=[visit.pk])}"' in text_of(answer)
    assert CitedDocument.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("specialist", 302), ("manager", 302), ("specialist_b", 403), ("clerk_a", 403),
     ("clerk_b", 404), ("leader", 403), ("operator", 403)],
)  # fmt: skip
def test_a_document_is_entered_for_a_visit_by_its_team_and_the_manager(cast, who, status):
    visit = visiting.concluded(cast)
    assert cast.client(who).post(create_url(visit), typed()).status_code == status
    assert DocumentLink.objects.count() == (status == 302)
    assert CitedDocument.objects.count() == (status == 302)


def test_a_cancelled_visit_takes_no_document(cast):
    visit = do(visit_flow.CANCEL, visiting.draft(cast), by=cast.manager, at=NOW, note="Ghi trùng.")
    assert may(cast.specialist, "visit.attach", visit).reason == "Lượt kiểm tra đã hủy."


def test_a_certified_result_takes_no_document(cast):
    submission = round_story.in_state(cast, "certified")
    with pytest.raises(Refused) as refused:
        attach_document(document(cast), submission, by=cast.clerk_a, at=NOW)
    assert refused.value.reason == (
        "Kết quả đã được thủ trưởng xác nhận và gửi; chỉ sửa được khi Sở Nội vụ trả lại."
    )


def test_an_agency_reads_on_its_visit_only_the_documents_it_may_see(cast):
    visit = visiting.concluded(cast)
    inside = document(cast, "specialist", "department", number="01/QĐ-SNV")
    shared = document(cast, "specialist", "department", number="02/QĐ-SNV", is_shared=True)
    for paper in (inside, shared):
        attach_document(paper, visit, by=cast.specialist, at=NOW)
    url = reverse("visit-detail", args=[visit.pk])

    def numbers(who: str) -> list[str]:
        rows = attached_on(cast.client(who).get(url))[-1].rows
        return [link.document.number for link, _ in rows]

    assert numbers("specialist") == ["01/QĐ-SNV", "02/QĐ-SNV"]
    assert numbers("clerk_a") == ["02/QĐ-SNV"]
    assert "Gắn văn bản" not in text_of(cast.client("clerk_a").get(url))


def test_a_document_names_the_records_it_is_attached_to(cast):
    visit, made = visiting.concluded(cast), fact(cast)
    plan = document(cast, is_shared=False)
    attach_document(plan, visit, by=cast.specialist, at=NOW)
    attach_document(plan, made, by=cast.clerk_a, at=NOW)
    url = reverse("cited-document-detail", args=[plan.pk])
    assert cast.client("clerk_a").get(url).context["records"] == [
        ("Lượt kiểm tra", visit, "visit-detail")
    ]
    assert [row.pk for row in cast.client("clerk_a").get(url).context["facts"]] == [made.pk]


def test_a_document_attached_again_stands_once_and_last_whatever_hangs_elsewhere(cast):
    visit, made = visiting.concluded(cast), fact(cast)
    first, second = document(cast, number="01/KH"), document(cast, number="02/KH")
    for paper in (second, first):
        attach_document(paper, made, by=cast.clerk_a, at=moment(2019, 1, 1))
    for paper in (first, second):
        attach_document(paper, visit, by=cast.manager, at=NOW)
    detach_document(DocumentLink.objects.of(visit).first(), by=cast.manager, at=NOW)
    attach_document(first, visit, by=cast.manager, at=NOW)
    assert list(documents_of(visit)) == [second, first]


@pytest.mark.parametrize(
    "asked", ["inspections.complaint:1", "inspections.visit:999999", "inspections.visit:x", "gì"]
)
def test_nothing_is_entered_for_a_record_that_takes_no_documents(cast, asked):
    url = f"{reverse('cited-document-create')}?gan={asked}"
    assert cast.client("manager").post(url, typed()).status_code == 404
    assert CitedDocument.objects.count() == 0


def test_an_agency_sent_past_the_round_reads_the_papers_of_the_round_beside_its_result(cast):
    submission = round_story.drafted(cast)
    paper = document(cast, "specialist", "department", number="99/SNV", is_shared=True)
    attach_document(paper, submission.round, by=cast.specialist, at=NOW)
    client = cast.client("clerk_a")
    page = client.get(reverse("round-detail", args=[submission.round_id]), follow=True)
    assert page.redirect_chain == [(reverse("submission-detail", args=[submission.pk]), 302)]
    text = page.content.decode()
    assert 'id="van-ban-cua-dot"' in text
    assert "Văn bản của đợt" in text
    of_round, own = attached_on(page)
    assert [link.document for link, _ in of_round.rows] == [paper]
    taken = reverse("cited-document-detach", args=["inspections.round", submission.round_id, 1])
    assert taken.rsplit("/", 2)[0] not in text
    assert own.rows == []


def attach(client, visit, form_id=FORM):
    sent = {"document": "25/KH-SXD", "client_id": form_id}
    return text_of(client.post(attach_url(visit), sent, follow=True))


def test_the_same_form_sent_twice_attaches_once_and_says_so_once(cast):
    visit, plan = visiting.concluded(cast), document(cast, "specialist", "department")
    client = cast.client("specialist")
    assert "Đã gắn Kế hoạch số 25/KH-SXD." in attach(client, visit)
    again = attach(client, visit)
    assert "Đã gắn" not in again
    assert "được gắn" not in again
    assert list(documents_of(visit)) == [plan]


def test_another_form_is_told_that_the_document_hangs_there_already(cast):
    visit, _ = visiting.concluded(cast), document(cast, "specialist", "department")
    client = cast.client("specialist")
    attach(client, visit)
    other = FORM[:-1] + "2"
    assert "Kế hoạch số 25/KH-SXD đã được gắn từ trước." in attach(client, visit, other)
    assert DocumentLink.objects.count() == 1


def test_a_late_second_click_does_not_attach_what_was_taken_away_since(cast):
    visit, _ = visiting.concluded(cast), document(cast, "specialist", "department")
    client = cast.client("specialist")
    attach(client, visit)
    detach_document(DocumentLink.objects.get(), by=cast.manager, at=NOW)
    assert "Kế hoạch số 25/KH-SXD đã được gắn rồi gỡ sau khi bạn mở trang; chưa gắn lại." in attach(
        client, visit
    )
    assert list(documents_of(visit)) == []


def test_a_late_second_click_does_not_take_away_what_was_attached_anew(cast):
    visit, plan = visiting.concluded(cast), document(cast, "specialist", "department")
    client = cast.client("specialist")
    first, _ = attach_document(plan, visit, by=cast.specialist, at=NOW)
    sent = {"link": first.pk}
    assert "Đã gỡ Kế hoạch số 25/KH-SXD" in text_of(
        client.post(detach_url(first), sent, follow=True)
    )
    attach_document(plan, visit, by=cast.manager, at=NOW)
    assert "Đã gỡ" not in text_of(client.post(detach_url(first), sent, follow=True))
    assert list(documents_of(visit)) == [plan]


def test_who_was_slower_is_told_that_it_was_taken_away(cast):
    visit, plan = visiting.concluded(cast), document(cast, "specialist", "department")
    link, _ = attach_document(plan, visit, by=cast.specialist, at=NOW)
    detach_document(link, by=cast.manager, at=NOW)
    page = cast.client("specialist").post(detach_url(link), {"link": link.pk}, follow=True)
    assert "Kế hoạch số 25/KH-SXD đã được người khác gỡ trước đó." in text_of(page)


@pytest.mark.parametrize("link", ["", "x", "-1", "9" * 40, "999999"])
def test_a_button_that_names_no_link_takes_nothing_away(cast, link):
    visit, plan = visiting.concluded(cast), document(cast, "specialist", "department")
    made, _ = attach_document(plan, visit, by=cast.specialist, at=NOW)
    page = cast.client("specialist").post(detach_url(made), {"link": link}, follow=True)
    assert "Hãy tải lại trang rồi thử." in text_of(page)
    assert list(documents_of(visit)) == [plan]
