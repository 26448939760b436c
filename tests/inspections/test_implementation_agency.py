"""Whose fact or document it is, where a form was shown with a choice of agencies; and whom the
Sở's own wait for."""

import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from inspections.cited_documents.models import CitedDocument
from inspections.implementation.models import ImplementationFact
from tayninh_portal.access import Role
from tayninh_portal.models import Appointment, Notice
from tayninh_portal.tasks import grouped_tasks
from tests.fixtures.cast import appoint
from tests.inspections.implementing import NOW, fact
from tests.inspections.visiting import page_of

FACT = {
    "kind": "meeting",
    "document": "",
    "day": "05/7/2019",
    "title": "Phổ biến Quyết định 1847/QĐ-TTg",
    "quantity": "2",
    "people_reached": "80",
    "text": "",
}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_form_that_chose_an_agency_is_not_written_down_to_the_one_that_is_left(cast):
    post = appoint(cast.clerk_a, Role.AGENCY_CLERK, cast.b)
    client = cast.client("clerk_a")
    given = FACT | {"client_id": str(uuid.uuid4()), "agency": str(cast.b.pk)}
    assert 'name="agency"' in page_of(client.get(reverse("implementation-create")))
    # While the form stood open the second post came to its end.
    Appointment.objects.filter(pk=post.pk).update(ends_on=date(2019, 6, 30))
    answer = client.post(reverse("implementation-create"), given)
    assert list(answer.context["form"].errors) == ["agency"]
    assert ImplementationFact.objects.count() == 0
    client.post(reverse("implementation-create"), given | {"agency": str(cast.a.pk)})
    assert ImplementationFact.objects.get().agency == cast.a


def test_a_document_of_another_agency_is_not_entered_in_the_book_of_ones_own(cast):
    given = {
        "client_id": str(uuid.uuid4()),
        "agency": str(cast.b.pk),
        "kind": "plan",
        "number": "25/KH-SYT",
        "issued_on": "05/7/2019",
        "issuer": "Sở Y tế",
        "subject": "thực hiện Đề án Văn hóa công vụ",
    }
    answer = cast.client("clerk_a").post(reverse("cited-document-create"), given)
    assert list(answer.context["form"].errors) == ["agency"]
    assert CitedDocument.objects.count() == 0


def asked(cast, who: str) -> list[tuple[str, str]]:
    """What somebody's home page asks them to confirm."""
    groups = grouped_tasks(cast.fresh(who), NOW.date())
    return [(task.what, task.whose) for _, tasks in groups for task in tasks]


def test_what_whoever_is_in_charge_of_the_department_entered_there_waits_for_the_manager(cast):
    made = fact(cast, by="specialist_b", agency="department")
    assert asked(cast, "specialist_b") == []
    assert asked(cast, "manager") == [("Xác nhận 01 kết quả triển khai", "Sở Nội vụ")]
    told = Notice.objects.filter(record_id=made.pk, record_type=made._meta.label_lower)
    assert list(told.values_list("user__username", "kind")) == [("manager", "given")]
