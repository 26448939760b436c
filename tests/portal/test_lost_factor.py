"""A second factor that was lost: taken away by two people, or by the server if nobody is left."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from inspections.people.actions import Admission, admit
from tayninh_portal.access import Role
from tayninh_portal.models import Change, Notice, Proposal, SignInEvent, User
from tests.portal.factors import with_app
from tests.portal.test_sign_in import is_in, person, sign_in
from tests.portal.two_people import confirm, press

__all__ = ["person"]

HOME = reverse("home")


@pytest.fixture
def everybody(cast, person) -> None:
    """All of the cast can sign in."""
    User.objects.update(password=person.password)


def reset(cast, who: str = "admin"):
    """``who`` sends the form that asks for it; the answer."""
    form = {"seen_version": Change.objects.of(cast.specialist).count(), "client_id": str(uuid4())}
    url = reverse("account-reset-factors", args=[cast.specialist.pk])
    return cast.client(who).post(url, form | {"note": "Mất điện thoại, đã gặp tận mặt"})


def test_who_lost_it_is_let_in_by_two_people_whose_names_stand_in_the_log(cast, everybody):
    holder, _, _ = with_app()
    assert reset(cast).status_code == 302
    (waiting,) = Proposal.objects.all()
    assert press(cast, "admin", "confirm", waiting).status_code == 403
    assert is_in(holder) and Authenticator.objects.count() == 2
    confirm(cast)
    assert not is_in(holder)
    line = Change.objects.of(cast.specialist).filter(label="Đặt lại lớp bảo vệ thứ hai").get()
    assert line.by == cast.admin
    assert line.note == f"Mất điện thoại, đã gặp tận mặt. {cast.manager} (manager) xác nhận."
    assert SignInEvent.objects.filter(kind="factor_gone", user=cast.specialist, by=cast.admin)
    assert Notice.objects.filter(user=cast.specialist, kind="factor").count() == 2
    assert sign_in("specialist")["Location"] == HOME


def test_one_person_cannot_whoever_they_are(cast, everybody):
    with_app()
    assert {who: reset(cast, who).status_code for who in ("manager", "specialist")} == {
        "manager": 403,
        "specialist": 403,
    }
    assert Authenticator.objects.count() == 2


def test_where_nobody_is_left_the_server_lets_in_and_says_so(cast, everybody):
    with_app("quantri")
    asked = Admission("quantri", Role.ADMINISTRATOR, "Người trực máy chủ", "Mất điện thoại")
    admit(asked)
    assert Authenticator.objects.count() == 0
    assert "Bỏ lớp bảo vệ thứ hai" in Proposal.objects.get().summary
