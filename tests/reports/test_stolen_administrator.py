"""A stolen session of the administrator, alone: what docs/security.md says it cannot, tried.

It reads no name, changes no figure of a period that is told, issues no paper, and shuts out nobody
of those who could stop it. A second account of the thief's own making is tried along.
"""

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from inspections.agencies.models import Agency
from inspections.people.actions import create_account
from reports.figures.catalog import compute
from reports.issuing.models import Issuance
from tayninh_portal.access import may, roles_of, today
from tayninh_portal.models import Appointment, Change, Proposal, User
from tests.fixtures.cast import moment
from tests.inspections.answering import handling
from tests.inspections.complaint_story import NAME, PHONE, log
from tests.inspections.noticing import issued
from tests.inspections.visiting import draft, violation
from tests.portal.test_sign_in import PASSWORD, addresses, sign_in
from tests.portal.two_people import confirm, press
from tests.reports.workflow_story import sent

FOUND = "Lê Thị Bị Nêu"


def send(client, name: str, record, /, **typed: object):
    """A form about ``record``, as it stands, from the thief's browser."""
    lines = Change.objects.of(record).count() if record else 0
    hidden = {"seen_version": lines, "client_id": str(uuid.uuid4())}
    return client.post(reverse(name, args=[record.pk] if record else []), hidden | typed)


@pytest.fixture
def thief(cast):
    """The session, and an account made with it for an accomplice."""
    client = cast.client("admin")
    typed = {"username": "tnh-099", "full_name": "Tài khoản thứ hai", "email": "x@example.vn"}
    send(client, "account-create", None, **typed, phone="")
    return client, User.objects.get(username="tnh-099")


def add_a_leader(cast) -> None:
    """Somebody else who could confirm, so that everything can be asked for."""
    Appointment.objects.create(
        user=cast.specialist_b,
        role="manager",
        agency=cast.department,
        title="Giám đốc",
        starts_on=date(2015, 1, 1),
        created_at=moment(2018, 12, 1),
    )


def give(cast, thief, role: str, place: str) -> None:
    """The thief asks for a post for the second account, and confirms with both."""
    client, second = thief
    agency = getattr(cast, place).pk
    typed = {"role": role, "agency": agency, "title": "x", "starts_on": f"{today():%d/%m/%Y}"}
    assert send(client, "appointment-create", second, **typed, ends_on="").status_code == 302
    waiting = Proposal.objects.filter(state="requested").latest("pk")
    cast.nobody = second
    answers = {press(cast, who, "confirm", waiting).status_code for who in ("admin", "nobody")}
    assert answers == {403}
    assert roles_of(User.objects.get(pk=second.pk)) == frozenset()


@pytest.mark.once
def test_it_reads_no_name(cast, thief):
    complaint = log(cast)
    visit = draft(cast)
    violation(cast, visit, person={"name": FOUND})
    named = issued(cast, words={"facts": FOUND}, names_persons=True)
    for role, place in (
        ("operator", "department"),
        ("leader", "province"),
        ("agency_clerk", "a"),
    ):
        give(cast, thief, role, place)
    client, second = thief
    # The posts one person gives, wherever they can be given.
    alone = (("office_examiner", cast.office), ("office_examiner", cast.a))
    for role, agency in (*alone, ("department_registrar", cast.department)):
        days = {"starts_on": "01/01/2019", "ends_on": ""}
        send(client, "appointment-create", second, role=role, agency=agency.pk, title="x", **days)
    assert {post.role for post in second.appointments.all()} == {"office_examiner"}
    accomplice = Client()
    accomplice.force_login(second, backend="tayninh_portal.accounts.SignedIn")
    for name, record in (("complaint-identity", complaint), ("finding-identity", visit)):
        for browser in (client, accomplice):
            assert send(browser, name, record, reason="Kiểm tra").status_code in (403, 404)
    for browser in (client, accomplice):
        told = {"what": "words", "reason": "Kiểm tra hồ sơ"}
        assert send(browser, "result-paper-open", named, **told).status_code == 403
    paths = {path for _, path in addresses(get_resolver())}
    for browser in (client, accomplice):
        browser.raise_request_exception = False
        for path in sorted(paths - {reverse("account_logout")}):
            answer = browser.get(path)
            page = b"".join(answer) if answer.streaming else answer.content
            said = page.decode(errors="replace")
            assert [n for n in (NAME, PHONE, FOUND) if n in said] == [], path


# Form of the registry → what is typed into it; each reaches into 2019, whose figures are frozen.
REGISTRY = {
    "agency-rename": {"name": "Sở khác", "starts_on": "01/3/2019", "basis": ""},
    "agency-close": {"ends_on": "30/11/2019", "note": "x", "receiver": "b"},
    "agency-update": {"name": "Sở Xây dựng", "report_group": "commune", "parent": "province"},
    "agency-merge": {"predecessors": "b", "on": "01/3/2019", "basis": "x", "confirmed": "1"},
    "agency-create": {
        "name": "Ban mới",
        "legal_kind": "provincial_body",
        "report_group": "provincial",
        "parent": "province",
        "starts_on": "01/3/2019",
        "basis": "",
    },
}


def registry() -> list[tuple]:
    """What the registry says."""
    rows = Agency.objects.order_by("pk")
    return list(rows.values_list("name", "report_group", "parent", "starts_on", "ends_on"))


@pytest.mark.parametrize("name", REGISTRY)
def test_it_changes_no_figure_of_a_period_that_is_told(cast, year, thief, name):
    sent(cast)
    typed = {
        field: getattr(cast, value).pk if value in ("b", "province") else value
        for field, value in REGISTRY[name].items()
    }
    before, counted = registry(), compute(year)
    answer = send(thief[0], name, None if name == "agency-create" else cast.a, **typed)
    assert answer.status_code == 302, answer.context["form"].errors
    (waiting,) = Proposal.objects.filter(kind="registry")
    assert answer["Location"] == reverse("proposal-detail", args=[waiting.pk])
    assert press(cast, "admin", "confirm", waiting).status_code == 403
    assert (registry(), compute(year)) == (before, counted)
    confirm(cast)
    assert registry() != before
    line = Change.objects.filter(record_type="inspections.agency").latest("pk")
    assert line.by == cast.admin
    assert line.note.endswith("Minh họa manager (manager) xác nhận.")


def test_a_last_day_in_a_period_that_is_told_is_put_right_by_two(cast, thief):
    Agency.objects.filter(pk=cast.b.pk).update(ends_on=date(2019, 12, 1))
    sent(cast)
    agency = Agency.objects.get(pk=cast.b.pk)
    # To a later day as well: the body was not there on days that are told.
    answer = send(thief[0], "agency-last-day", agency, ends_on="30/6/2020", note="Gõ nhầm")
    assert answer.status_code == 302, answer.context["form"].errors
    assert Agency.objects.get(pk=cast.b.pk).ends_on == date(2019, 12, 1)
    confirm(cast)
    assert Agency.objects.get(pk=cast.b.pk).ends_on == date(2020, 6, 30)


def test_what_one_person_may_do_to_the_registry_changes_no_figure_that_is_told(cast, year, thief):
    sent(cast)
    before = compute(year)
    stays = {"report_group": "provincial", "parent": cast.province.pk}
    forms = (
        ("agency-rename", "a", {"name": "Sở Mới", "starts_on": "01/3/2020", "basis": ""}),
        ("agency-update", "b", {"name": "Sở Sửa", "place_name": "Nơi khác", **stays}),
        ("agency-merge", "a", {"predecessors": cast.b.pk, "on": "01/3/2020", "basis": "x"}),
        ("agency-open-work", "b", {"receiver": cast.office.pk, "basis": "x"}),
        ("agency-close", "commune", {"ends_on": "30/6/2020", "note": "x", "receiver": cast.a.pk}),
        ("agency-last-day", "commune", {"ends_on": "30/7/2020", "note": "x"}),
    )
    for name, place, typed in forms:
        agency = Agency.objects.get(pk=getattr(cast, place).pk)
        answer = send(thief[0], name, agency, confirmed="1", **typed)
        assert answer.status_code == 302, answer.context["form"].errors
        assert compute(year) == before, name
    ends = Agency.objects.filter(ends_on__year=2020).values_list("pk", flat=True)
    assert set(ends) == {cast.b.pk, cast.commune.pk}
    assert not Proposal.objects.exists()


def test_it_issues_no_paper(cast, thief):
    report = sent(cast)
    for role in ("province_registrar", "manager"):
        give(cast, thief, role, "office" if role == "province_registrar" else "department")
    for name in ("report-approve", "report-present", "report-sign", "report-issue"):
        typed = {"number": "01/BC-UBND", "issued_on": "14/01/2020"}
        assert send(thief[0], name, report, **typed).status_code in (403, 404)
    report.refresh_from_db()
    assert (report.state, Issuance.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize("who", ["leader", "manager", "operator", "head_a", "province_registrar"])
def test_it_shuts_out_nobody_who_is_protected(cast, thief, who):
    holder, client = getattr(cast, who), thief[0]
    holder.set_password(PASSWORD)
    holder.email = f"{who}@example.vn"
    holder.save()
    add_a_leader(cast)
    post = holder.appointments.get()
    send(client, "account-lock", holder, note="x")
    send(client, "account-update", holder, full_name="Khác", email="ke-gian@example.vn", phone="")
    send(client, "account-link", holder)
    send(client, "account-paper", holder)
    url = reverse("appointment-end", args=[post.pk])
    lines = Change.objects.of(holder).count()
    client.post(url, {"ends_on": "01/01/2020", "note": "", "seen_version": lines})
    stored = User.objects.get(pk=holder.pk)
    assert (stored.is_active, stored.email) == (True, f"{who}@example.vn")
    assert stored.appointments.get().ends_on is None
    assert sign_in(who).status_code == 302
    assert {row.kind for row in Proposal.objects.all()} >= {"lock", "move", "end"}


@pytest.mark.parametrize("who", ["manager", "specialist"])
def test_it_keeps_nobody_from_judging(cast, thief, who):
    """The attack: give whoever judges for the Sở a post, one person's to give, at the body whose
    results they judge, from before these were found; nobody judges their own house."""
    add_a_leader(cast)
    judged, judge = handling(cast), getattr(cast, who)
    typed = {"role": "office_examiner", "agency": cast.a.pk, "title": "x", "ends_on": ""}
    answer = send(thief[0], "appointment-create", judge, starts_on="01/01/2019", **typed)
    (waiting,) = Proposal.objects.all()
    assert answer["Location"] == reverse("proposal-detail", args=[waiting.pk])
    assert may(cast.fresh(who), "handling.confirm", judged)


def test_a_new_account_has_no_password_anybody_could_know(cast):
    made = create_account(by=cast.admin, username="tnh-100", full_name="Minh họa")
    assert not made.has_usable_password()
