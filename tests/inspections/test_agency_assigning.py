"""Putting a specialist in charge of a body, from a day on."""

import uuid
from datetime import date

from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.people.models import Assignment
from tayninh_portal.models import Change


def url(name: str, agency: Agency) -> str:
    """A page about one body."""
    return reverse(f"agency-{name}", args=[agency.pk])


def labels(agency: Agency) -> list[str]:
    """What the log says was done, oldest first."""
    return [line.label for line in Change.objects.of(agency)]


def fresh(agency: Agency) -> Agency:
    """The row as it is now."""
    return Agency.objects.get(pk=agency.pk)


def test_the_manager_puts_a_specialist_in_charge_and_the_one_before_ends(cast):
    data = {"to": cast.specialist_b.pk, "starts_on": "01/3/2025", "seen_version": 1}
    data["client_id"] = str(uuid.uuid4())
    client = cast.client("manager")
    for _ in range(2):
        assert client.post(url("assign", cast.a), data)["Location"] == url("detail", cast.a)
    rows = Assignment.objects.filter(agency=cast.a).order_by("starts_on")
    assert list(rows.values_list("user", "ends_on")) == [
        (cast.specialist.pk, date(2025, 2, 28)),
        (cast.specialist_b.pk, None),
    ]
    assert labels(cast.a) == ["Ghi nhận", "Phân công chuyên viên phụ trách"]


def test_only_people_who_inspect_for_the_department_are_offered(cast):
    form = cast.client("manager").get(url("assign", cast.a)).context["form"]
    offered = set(form.fields["to"].queryset)
    assert offered == {cast.specialist, cast.specialist_b, cast.manager}


def test_nobody_is_in_charge_of_an_outside_body(cast):
    response = cast.client("manager").get(url("assign", cast.outside))
    assert response.status_code == 403
    assert "Cơ quan ngoài thẩm quyền của tỉnh không có chuyên viên phụ trách." in (
        response.content.decode()
    )
