"""Every sequence of two people, carried out by one person who has the sessions of two accounts.

They ask with the administrator's, and confirm with whatever else they can have: the same account
once more, one they made with it, one that was given its post afterwards, the account it is about,
and a leader's whose password they know, in their own browser. Nothing happens before a leader who
is somebody else confirms.
"""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category
from inspections.people.actions import create_account
from tayninh_portal.access import Role, today
from tayninh_portal.errors import Refused
from tayninh_portal.models import Appointment, Change, Proposal, User
from tayninh_portal.proposals.kinds import NeedsTwo, kind_of, kinds
from tayninh_portal.proposals.values import unpack
from tests.fixtures import cast as made
from tests.portal.test_sign_in import PASSWORD, sign_in
from tests.portal.test_two_people import DAY, end, form, give, lock, move, unlock, withdraw
from tests.portal.two_people import confirm, press
from tests.reports.workflow_story import sent

ABOUT = "Đề nghị này về chính bạn; việc này do người khác xác nhận."


def appoint(cast):
    return give(cast, cast.leader, "operator")


def factor(cast):
    Authenticator.objects.create(user=cast.leader, type="totp", data={"secret": "x"})
    url = reverse("account-reset-factors", args=[cast.leader.pk])
    return cast.client("admin").post(url, form(cast.leader, note="Mất điện thoại"))


def paper(cast):
    url = reverse("account-paper", args=[cast.leader.pk])
    return cast.client("admin").post(url, form(cast.leader))


def registry(cast):
    sent(cast)
    typed = {
        "seen_version": Change.objects.of(cast.a).count(),
        "name": "Sở khác",
        "starts_on": "01/3/2019",
        "basis": "",
    }
    return cast.client("admin").post(reverse("agency-rename", args=[cast.a.pk]), typed)


def catalogue(cast):
    sent(cast)
    row = Category.objects.get(code="late")
    typed = {"seen_version": 0, "ends_on": "01/3/2019", "note": ""}
    return cast.client("admin").post(reverse("catalogue-end", args=["hanh-vi", row.pk]), typed)


# Kind → how the administrator asks for it.
ASKED: dict[str, Callable] = {
    "appoint": appoint,
    "end": end,
    "withdraw": withdraw,
    "lock": lock,
    "unlock": unlock,
    "factor": factor,
    "move": move,
    "paper": paper,
    "registry": registry,
    "catalogue": catalogue,
}


def everything() -> tuple:
    """Who gets in, by which address, link and factor, with which posts; what the registry says."""
    users = User.objects.order_by("pk").values_list("pk", "is_active", "email", "links_asked")
    posts = Appointment.objects.order_by("pk").values_list("pk", "user", "role", "ends_on")
    factors = Authenticator.objects.order_by("pk").values_list("pk", flat=True)
    said = list(Agency.objects.values_list("pk", "name"))
    said += list(Category.objects.order_by("pk").values_list("pk", "ends_on"))
    return list(users), list(posts), list(factors), said


@pytest.fixture
def waiting(cast, request):
    """The proposal, asked for with the administrator's session; the leader could confirm others'.

    Beside it what the thief has made: an account, and one whose post as a leader of the Sở is
    younger than the proposal.
    """
    ASKED[request.param](cast)
    made.appoint(cast.leader, Role.MANAGER, cast.department)
    proposal = Proposal.objects.get()
    assert proposal.kind == request.param
    cast.nobody = create_account(by=cast.admin, username="tnh-099", full_name="Tài khoản thứ hai")
    late = made.appoint(cast.specialist_b, Role.MANAGER, cast.department, starts_on=today())
    Appointment.objects.filter(pk=late.pk).update(created_at=timezone.now() + DAY / 24)
    return proposal


def in_one_browser(cast, proposal):
    """Sign out of the administrator's account, sign in with the leader's, confirm."""
    for user in (cast.admin, cast.manager):
        user.set_password(PASSWORD)
        user.save()
    browser = Client()
    sign_in("quantri", client=browser)
    browser.post(reverse("account_logout"))
    sign_in("manager", client=browser)
    return browser.post(reverse("proposal-confirm", args=[proposal.pk]), {"seen_version": 1})


@pytest.mark.parametrize("waiting", ASKED, indirect=True)
def test_one_person_with_two_accounts_does_nothing_of_what_takes_two(cast, waiting):
    before = everything()
    answers = {who: press(cast, who, "confirm", waiting) for who in ("admin", "specialist_b")}
    said = {who: answer.status_code for who, answer in answers.items()}
    said["made"] = press(cast, "nobody", "confirm", waiting).status_code
    said["browser"] = in_one_browser(cast, waiting).status_code
    assert said == {"admin": 403, "specialist_b": 403, "made": 404, "browser": 403}
    if waiting.account == cast.leader and cast.fresh("leader").is_active:
        assert ABOUT in press(cast, "leader", "confirm", waiting).content.decode()
    assert (everything(), Proposal.objects.get().state) == (before, "requested")
    assert confirm(cast).second == cast.manager
    assert everything() != before


@pytest.mark.parametrize("waiting", ASKED, indirect=True)
def test_the_act_itself_refuses_one_person_and_who_cannot_be_the_second(cast, waiting):
    """Whatever screen, import or command would call it."""
    before = everything()
    values = unpack(waiting.values)
    with pytest.raises(NeedsTwo):
        kind_of(waiting).act(**values, by=cast.admin, second=None)
    about = [waiting.account] if waiting.account else []
    for second in (cast.admin, cast.operator, *about):
        with pytest.raises(Refused):
            kind_of(waiting).act(**values, by=cast.admin, second=second)
    assert everything() == before


def test_no_kind_of_proposal_is_left_out():
    """But that of the server's command, which asks nobody."""
    assert {kind.name for kind in kinds()} == {*ASKED, "admit"}
