"""What takes two people, attacked by the one who has the most: the administrator, with one account
or with two."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.people.actions import appoint, create_account, set_active
from tayninh_portal.access import GRAVE, PERMISSIONS, Role, protected_roles, roles_of, today
from tayninh_portal.errors import Refused
from tayninh_portal.models import Appointment, Change, Notice, Proposal, User
from tayninh_portal.proposals.kinds import NeedsTwo
from tests.fixtures import cast as made
from tests.portal.test_sign_in import PASSWORD, sign_in
from tests.portal.two_people import confirm, press
from tests.workflows.cases_proposal import asked

DAY = timedelta(days=1)
# Written by hand: does it read identities, certify, approve, number or administer?
ROLES = {
    "specialist": True,  # reads who was found at fault
    "manager": True,  # reads identities, approves reports
    "operator": True,  # reads who called
    "department_registrar": True,  # numbers the notices of results
    "office_examiner": False,
    "province_registrar": True,  # numbers and issues
    "leader": True,  # reads who called
    "agency_clerk": True,  # opens the decisions on who was found at fault
    "agency_head": True,  # certifies
    "administrator": True,
}
PLACES = {
    "province_registrar": "office",
    "office_examiner": "office",
    "leader": "province",
    "agency_head": "a",
    "agency_clerk": "a",
}


def form(user: User, **typed: object) -> dict:
    """A form about ``user`` as a browser sends it."""
    lines = Change.objects.of(user).count()
    return {"seen_version": lines, "client_id": str(uuid.uuid4()), **typed}


def give(cast, user: User, role: str, who: str = "admin"):
    """``who`` sends the form that gives ``user`` a post; the answer."""
    typed = form(
        user,
        role=role,
        agency=getattr(cast, PLACES.get(role, "department")).pk,
        title="Minh họa",
        starts_on=f"{today():%d/%m/%Y}",
        ends_on="",
        basis="",
    )
    return cast.client(who).post(reverse("appointment-create", args=[user.pk]), typed)


def held(user: User) -> set[str]:
    """What ``user`` may do today, by roles."""
    return {role.value for role in roles_of(User.objects.get(pk=user.pk))}


def test_the_protected_roles_are_those_that_do_what_is_grave():
    assert {role.value: role in protected_roles() for role in Role} == ROLES
    assert {action for action in PERMISSIONS if action.rpartition(".")[2] in GRAVE} == {
        "plan.issue",
        "account.manage",
        "agency.manage",
        "catalogue.manage",
        "complaint.read_identity",
        "finding.read_identity",
        "handling.open_file",
        "head_criticism.open_file",
        "head_criticism.read_identity",
        "mail.manage",
        "minutes.open_file",
        "minutes.read_identity",
        "report.approve",
        "report.issue",
        "result_paper.approve",
        "result_paper.issue",
        "round.manage",
        "submission.certify",
    }


@pytest.mark.parametrize("role", ["operator", "office_examiner"])
def test_nobody_gives_themselves_a_post(cast, role):
    """The attack of the first finding: the administrator makes himself operator and reads."""
    answer = give(cast, cast.admin, role)
    assert answer.status_code == 403
    assert "Không ai tự giao chức trách cho mình" in answer.content.decode()
    assert (held(cast.admin), Proposal.objects.count()) == ({"administrator"}, 0)
    given = {"title": "x", "starts_on": today(), "second": cast.manager}
    with pytest.raises(Refused):
        appoint(cast.admin, by=cast.admin, role=role, agency=cast.department, **given)


@pytest.mark.parametrize("role", ROLES)
def test_a_protected_post_is_held_once_a_second_person_confirms(cast, role):
    assert give(cast, cast.nobody, role).status_code == 302
    assert held(cast.nobody) == (set() if ROLES[role] else {role})
    if ROLES[role]:
        (waiting,) = Proposal.objects.all()
        assert press(cast, "admin", "confirm", waiting).status_code == 403
        assert held(cast.nobody) == set()
        done = confirm(cast)
        assert (held(cast.nobody), done.second) == ({role}, cast.manager)
        line = Change.objects.of(cast.nobody).last()
        assert line.by == cast.admin
        assert line.note.endswith("Minh họa manager (manager) xác nhận.")


def test_whoever_receives_a_post_does_not_confirm_it(cast):
    made.appoint(cast.specialist_b, Role.ADMINISTRATOR, cast.department)
    give(cast, cast.manager, "administrator")
    (waiting,) = Proposal.objects.all()
    answer = press(cast, "manager", "confirm", waiting)
    assert "Đề nghị này về chính bạn" in answer.content.decode()
    assert held(cast.manager) == {"manager"}
    confirm(cast, "specialist_b")
    assert held(cast.manager) == {"administrator", "manager"}


def test_a_second_account_of_the_same_person_needs_somebody_else_first(cast):
    """The attack: make an account, make it a leader of the Sở, confirm with it."""
    own = create_account(by=cast.admin, username="tnh-099", full_name="Người thứ hai (minh họa)")
    cast.nobody = own
    give(cast, own, "manager")
    (waiting,) = Proposal.objects.all()
    answers = [press(cast, who, "confirm", waiting).status_code for who in ("admin", "nobody")]
    assert answers == [403, 403]
    assert held(own) == set()


def test_a_post_that_came_after_the_request_does_not_confirm_it(cast):
    """The attack: ask, get one careless confirmation of a leader, confirm the rest with it."""
    give(cast, cast.specialist, "leader")
    (waiting,) = Proposal.objects.all()
    made.appoint(cast.nobody, Role.MANAGER, cast.department, starts_on=today())
    later = Appointment.objects.filter(user=cast.nobody)
    later.update(created_at=timezone.now() + DAY / 24)
    answer = press(cast, "nobody", "confirm", waiting)
    assert "được giao sau khi có đề nghị này" in answer.content.decode()
    # Nor one that begins later than the request, whenever it was written down.
    later.update(created_at=waiting.created_at - DAY, starts_on=today() + DAY)
    with time_machine.travel(timezone.now() + DAY):
        assert press(cast, "nobody", "confirm", waiting).status_code == 403
    assert "leader" not in held(cast.specialist)


def test_one_browser_does_not_confirm_what_it_asked_for(cast):
    """The attack: sign out, sign in with the other account, confirm."""
    for user in (cast.admin, cast.manager):
        user.set_password(PASSWORD)
        user.save()
    waiting = asked(cast)
    browser = Client()
    sign_in("quantri", client=browser)
    browser.post(reverse("account_logout"))
    sign_in("manager", client=browser)
    url, sent = reverse("proposal-confirm", args=[waiting.pk]), {"seen_version": 1}
    answer = browser.post(url, sent)
    assert (answer.status_code, "trên máy của mình" in answer.content.decode()) == (403, True)
    assert held(cast.nobody) == set()
    other = Client()
    sign_in("manager", client=other)
    assert other.post(url, sent).status_code == 302


def lock(cast):
    return cast.client("admin").post(
        reverse("account-lock", args=[cast.leader.pk]), form(cast.leader, note="Nghỉ việc")
    )


def unlock(cast):
    User.objects.filter(pk=cast.leader.pk).update(is_active=False)
    return cast.client("admin").post(
        reverse("account-unlock", args=[cast.leader.pk]), form(cast.leader, note="Đi làm lại")
    )


def end(cast):
    post = Appointment.objects.get(user=cast.leader)
    ends_on = f"{today() - DAY:%d/%m/%Y}"
    url = reverse("appointment-end", args=[post.pk])
    return cast.client("admin").post(url, form(cast.leader, ends_on=ends_on, note=""))


def withdraw(cast):
    post = made.appoint(cast.leader, Role.MANAGER, cast.department, starts_on=today() + DAY)
    url = reverse("appointment-withdraw", args=[post.pk])
    return cast.client("admin").post(url, form(cast.leader, note="Nhầm"))


def move(cast):
    typed = form(cast.leader, full_name="Minh họa leader", email="ke-gian@example.vn", phone="")
    return cast.client("admin").post(reverse("account-update", args=[cast.leader.pk]), typed)


def standing(cast) -> tuple:
    """Whether the leader gets in, by which address, with which posts."""
    leader = cast.fresh("leader")
    posts = leader.appointments.order_by("pk").values_list("role", "ends_on")
    return leader.is_active, leader.email, list(posts)


@pytest.mark.parametrize("attack", [lock, unlock, end, withdraw, move])
def test_who_holds_a_protected_post_is_not_shut_out_by_one_person(cast, attack):
    answer = attack(cast)
    (waiting,) = Proposal.objects.all()
    assert answer["Location"] == reverse("proposal-detail", args=[waiting.pk])
    before = standing(cast)
    assert press(cast, "admin", "confirm", waiting).status_code == 403
    assert standing(cast) == before
    confirm(cast)
    assert standing(cast) != before


def test_the_page_says_beforehand_whether_it_takes_two(cast):
    def says(user: User) -> list[bool]:
        post = user.appointments.get()
        pages = [reverse(f"account-{name}", args=[user.pk]) for name in ("lock", "update")]
        pages.append(reverse("appointment-end", args=[post.pk]))
        texts = [cast.client("admin").get(page).content.decode() for page in pages]
        return ["hiệu lực khi người thứ hai xác nhận" in text for text in texts]

    assert says(cast.leader) == [True, True, True]
    # Of who holds no protected post the address alone takes two.
    assert says(cast.office_examiner) == [False, True, False]


def test_the_account_says_what_waits_for_a_second_person(cast):
    lock(cast)
    page = cast.client("admin").get(reverse("account-detail", args=[cast.leader.pk]))
    url = reverse("proposal-detail", args=[Proposal.objects.get().pk])
    assert f'<a href="{url}">Khóa tài khoản</a>' in page.content.decode()


@pytest.mark.parametrize("attack", [lock, end, move])
def test_the_holder_is_told_before_and_after(cast, attack):
    attack(cast)
    own = Notice.objects.filter(user=cast.leader).order_by("pk")
    assert list(own.values_list("kind", flat=True)) == ["asked"]
    page = cast.client("leader").get(reverse("proposal-list"))
    assert [row.account for row in page.context["page"]] == [cast.leader]
    (waiting,) = Proposal.objects.all()
    url = reverse("proposal-detail", args=[waiting.pk])
    texts = {who: cast.client(who).get(url).content.decode() for who in ("leader", "manager")}
    warned = {who: "hãy báo ngay lãnh đạo Sở Nội vụ" in text for who, text in texts.items()}
    assert warned == {"leader": True, "manager": False}
    confirm(cast)
    if attack is not lock:  # nobody who is locked out is told anything
        assert "confirmed" in own.values_list("kind", flat=True)


def test_an_account_without_a_protected_post_is_locked_at_once_and_told(cast):
    person = cast.office_examiner
    for name, left in (("account-lock", False), ("account-unlock", True)):
        typed = form(person, note="Nghỉ việc")
        cast.client("admin").post(reverse(name, args=[person.pk]), typed)
        assert cast.fresh("office_examiner").is_active == left
    told = Notice.objects.filter(user=person).values_list("kind", flat=True)
    assert (list(told), Proposal.objects.count()) == (["locked"], 0)


def test_an_address_is_put_right_alone_only_before_the_first_post(cast):
    new = create_account(by=cast.admin, username="tnh-099", full_name="Minh họa", email="a@b.vn")
    url = reverse("account-update", args=[new.pk])
    typed = {"full_name": "Minh họa", "phone": ""}
    admin = cast.client("admin")
    admin.post(url, form(new, email="c@b.vn", **typed))
    assert User.objects.get(pk=new.pk).email == "c@b.vn"
    # What the second person reads on the page is what they confirm.
    give(cast, new, "operator")
    admin.post(url, form(new, email="d@b.vn", **typed))
    assert User.objects.get(pk=new.pk).email == "c@b.vn"
    kinds = Proposal.objects.order_by("pk").values_list("kind", "summary")
    assert list(kinds)[1] == ("move", "Từ c@b.vn thành d@b.vn")


def test_a_name_is_put_right_at_once_while_the_address_waits(cast):
    typed = form(cast.leader, full_name="Minh họa khác", email="moi@example.vn", phone="")
    cast.client("admin").post(reverse("account-update", args=[cast.leader.pk]), typed)
    leader = cast.fresh("leader")
    assert (leader.full_name, leader.email) == ("Minh họa khác", "")
    confirm(cast)
    assert cast.fresh("leader").email == "moi@example.vn"


def test_the_domain_does_nothing_of_this_for_one_person(cast):
    def tried(second):
        set_active(cast.leader, by=cast.admin, second=second, active=False, note="x")

    with pytest.raises(NeedsTwo):
        tried(None)
    for second in (cast.admin, cast.leader, cast.specialist):
        with pytest.raises(Refused):
            tried(second)
    assert cast.fresh("leader").is_active


def test_what_cannot_be_done_is_refused_when_it_is_asked_for(cast):
    answer = give(cast, cast.leader, "leader")
    assert answer.context["form"].errors == {
        "role": ["Người này đã giữ chức trách đó từ ngày 01/01/2010."]
    }
    assert not Proposal.objects.exists()
    assert not Change.objects.of(cast.leader).exists()
    assert not Notice.objects.exists()


def test_a_form_sent_twice_asks_once_and_another_one_is_told_that_one_waits(cast):
    url = reverse("appointment-end", args=[Appointment.objects.get(user=cast.leader).pk])
    typed = form(cast.leader, ends_on=f"{today():%d/%m/%Y}", note="")
    client = cast.client("admin")
    answers = [client.post(url, typed)["Location"] for _ in range(2)]
    assert answers == [reverse("proposal-detail", args=[Proposal.objects.get().pk])] * 2
    again = client.post(url, form(cast.leader, ends_on=f"{today():%d/%m/%Y}", note="Khác"))
    assert again.context["form"].non_field_errors() == [
        "Việc này đã có một đề nghị đang chờ xác nhận."
    ]
