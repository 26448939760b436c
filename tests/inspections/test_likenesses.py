"""A sealed name known again: offered to who works on the case, decided by them, told nobody else.

Hashes are looked at here, and nowhere in the portal.
"""

import hashlib
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from inspections.agencies.models import family_of
from inspections.catalogues.models import Category
from inspections.findings.actions import update_finding
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling
from inspections.handlings.law import law_problems
from inspections.handlings.models import Handling
from inspections.identities.models import Identity, IdentityReading
from inspections.likenesses.actions import PURPOSE, decide, digest_of
from inspections.likenesses.models import Likeness, NameDigest
from inspections.likenesses.past import a_year_after, pasts_of
from inspections.visits.actions import update_visit
from tayninh_portal.errors import Refused
from tayninh_portal.keyring import keyring
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import finding, form, text_of
from tests.inspections.test_handling_successors import merge
from tests.inspections.visiting import draft, violation

NAME = "Nguyễn Văn Mẫu"
AGAIN = moment(2019, 9, 10, 14)
GROUNDS = "Cùng chức vụ, bộ phận (minh họa)"


def reminded(cast, code: str = "remind_written", day: date = date(2019, 7, 10), **changes):
    """A finding whose person was reminded in writing, or disciplined, and that was confirmed."""
    given = {"person": {"name": NAME, "post": "Văn thư"}} | changes
    about = finding(cast, **given)
    at = moment(day.year, day.month, day.day, 15)
    made, _ = enter_handling(
        about,
        by=cast.clerk_a,
        at=at,
        form=form(code),
        starts_on=day,
        decision_number="15/QĐ-SXD",
        decision_date=day,
        signer="Giám đốc",
    )
    do(handling_flow.CONFIRM, made, by=cast.manager, at=at)
    return about


def again(cast, name: str = NAME, **changes) -> Finding:
    """A finding of a draft on a later day."""
    visit = draft(cast, day=AGAIN.date(), at=AGAIN, **changes)
    return violation(cast, visit, at=AGAIN, by=cast.specialist, person={"name": name})


def said(found: Finding) -> list[str]:
    return [past.said for past in pasts_of([found])]


def test_a_hash_is_keyed_by_a_key_of_its_own_and_of_one_agency_alone():
    here, elsewhere = digest_of(NAME, 7), digest_of(NAME, 8)
    plain = "nguyen van mau\n7"
    assert here == keyring().blind_index(plain, purpose=PURPOSE)
    assert here != elsewhere
    assert here != keyring().blind_index(plain, purpose="phone")
    assert here != hashlib.sha256(plain.encode()).hexdigest()
    assert len(here) == 64


@pytest.mark.parametrize(
    "name", ["NGUYỄN VĂN MẪU", "Nguyen Van Mau", "Ông Nguyễn Văn Mẫu", "  nguyễn  văn mẫu "]
)
def test_accents_case_spaces_and_forms_of_address_make_no_difference(name):
    assert digest_of(name, 7) == digest_of(NAME, 7)


@pytest.mark.parametrize("name", ["Nguyễn Văn Mẫn", "Bà Mẫu", "Nguyễn Mẫu"])
def test_another_name_is_another(name):
    assert digest_of(name, 7) != digest_of(NAME, 7)


def test_a_reminder_in_writing_is_offered_at_the_next_finding(cast):
    reminded(cast)
    [past] = pasts_of([again(cast)])
    assert (past.said, past.is_same) == ("Đã được nhắc nhở bằng văn bản ngày 10/7/2019.", None)


def test_nothing_is_offered_for_another_name_another_agency_or_a_word_of_mouth(cast):
    reminded(cast)
    assert said(again(cast, "Nguyễn Văn Mẫn")) == []
    assert said(again(cast, agency=cast.b)) == []
    oral = finding(cast, person={"name": "Trần Thị Mẫu"})
    made, _ = enter_handling(
        oral, by=cast.clerk_a, at=AGAIN, form=form("remind_oral"), starts_on=date(2019, 7, 9)
    )
    do(handling_flow.CONFIRM, made, by=cast.manager, at=AGAIN)
    assert said(again(cast, "Trần Thị Mẫu")) == []


def test_a_reminder_after_the_act_or_not_confirmed_or_reopened_is_none_before_it(cast):
    reminded(cast, day=date(2019, 9, 11))
    found = again(cast)
    assert said(found) == []
    Handling.objects.update(decision_date=date(2019, 9, 10))
    assert len(said(found)) == 1
    do(handling_flow.REOPEN, Handling.objects.get(), by=cast.manager, at=AGAIN, note="Sai số.")
    assert said(found) == []


@pytest.mark.parametrize(
    ("act", "decided", "effective", "told"),
    [
        ("late", date(2018, 9, 10), None, True),
        ("late", date(2018, 9, 9), None, False),
        ("late", date(2018, 9, 9), date(2018, 9, 10), True),
        ("late", date(2019, 9, 1), date(2019, 9, 11), False),
        ("dress", date(2019, 7, 10), None, False),
    ],
)
def test_tai_pham_is_the_same_act_within_a_year_of_the_day_discipline_took_effect(
    cast, act, decided, effective, told
):
    reminded(cast, "reprimand", category=Category.objects.get(code=act))
    Handling.objects.update(decision_date=decided, effective_on=effective)
    day = "10/9/2018"
    expected = [f"Tái phạm: đã bị khiển trách về cùng hành vi, quyết định có hiệu lực ngày {day}."]
    assert said(again(cast)) == (expected if told else [])


def test_a_year_from_a_leap_day_ends_in_february():
    assert a_year_after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_after(date(2025, 7, 1)) == date(2026, 7, 1)


def test_only_discipline_names_the_day_it_takes_effect_and_none_before_it_was_signed(cast):
    about, day = finding(cast), date(2019, 7, 20)
    given = {"finding": about, "starts_on": day, "decision_number": "1/QĐ", "signer": "Giám đốc"}
    oral = Handling(form=form("remind_written"), decision_date=day, effective_on=day, **given)
    assert law_problems(oral) == {
        "effective_on": "Chỉ quyết định kỷ luật mới ghi ngày có hiệu lực."
    }
    before = Handling(
        form=form("reprimand"), decision_date=day, effective_on=date(2019, 7, 19), **given
    )
    assert law_problems(before) == {"effective_on": "Quyết định không có hiệu lực trước ngày ký."}


def test_a_name_is_known_again_where_its_body_went(cast):
    reminded(cast)
    merge(cast)
    cast.b.refresh_from_db()
    assert family_of([cast.b.pk])[cast.b.pk] == {cast.a.pk, cast.b.pk}
    assert len(said(again(cast, agency=cast.b))) == 1
    assert said(again(cast, agency=cast.commune)) == []


def test_a_draft_of_another_agency_after_all_is_compared_there(cast):
    reminded(cast)
    found = again(cast, agency=cast.commune)
    update_visit(found.visit, by=cast.specialist, at=AGAIN, seen_version=1, agency=cast.a)
    assert len(said(Finding.objects.get(pk=found.pk))) == 1


@time_machine.travel(AGAIN, tick=False)
def test_who_works_on_the_case_sees_it_and_nobody_else(cast):
    reminded(cast)
    found = again(cast)
    page = reverse("visit-detail", args=[found.visit_id])
    told = {
        who: "có thể cùng người" in text_of(cast.client(who).get(page))
        for who in ("specialist", "manager", "specialist_b")
    }
    assert told == {"specialist": True, "manager": True, "specialist_b": False}
    with pytest.raises(Refused):
        decide(found, _earlier(), by=cast.specialist_b, at=AGAIN, is_same=True, grounds=GROUNDS)


@time_machine.travel(AGAIN, tick=False)
def test_once_confirmed_the_page_says_it_and_once_denied_nothing(cast):
    earlier, found = reminded(cast), again(cast)
    client = cast.client("specialist")
    url = reverse("finding-compare", args=[found.pk, earlier.pk])
    page = text_of(client.get(url))
    assert NAME not in page
    assert "Mục đích duy nhất" in page
    seen = []
    for answer in ("yes", "no"):
        sent = {"client_id": str(uuid4()), "is_same": answer, "grounds": GROUNDS}
        for _ in range(2):
            assert client.post(url, sent).status_code == 302
        seen.append(text_of(client.get(reverse("visit-detail", args=[found.visit_id]))))
    assert ["Đã được nhắc nhở bằng văn bản ngày 10/7/2019." in page for page in seen] == [
        True,
        False,
    ]
    assert ['id="da-nhac-nho"' in page for page in seen] == [True, False]
    lines = Change.objects.of(Likeness.objects.get()).values_list("label", "note", "data")
    assert list(lines) == [
        ("Xác nhận cùng người", GROUNDS, {}),
        ("Xác nhận không cùng người", GROUNDS, {}),
    ]
    assert IdentityReading.objects.count() == 0


def test_grounds_are_asked_and_two_names_that_are_not_alike_are_not_compared(cast):
    earlier, found = reminded(cast), again(cast)
    with pytest.raises(ValidationError):
        decide(found, earlier, by=cast.specialist, at=AGAIN, is_same=True, grounds="xem")
    other = again(cast, "Nguyễn Văn Mẫn")
    with pytest.raises(ValidationError):
        decide(other, earlier, by=cast.specialist, at=AGAIN, is_same=True, grounds=GROUNDS)
    answer = cast.client("specialist").get(reverse("finding-compare", args=[other.pk, earlier.pk]))
    assert answer.status_code == 404


def test_a_name_sealed_anew_takes_the_decision_with_it_and_the_same_name_keeps_it(cast):
    earlier, found = reminded(cast), again(cast)
    decide(found, earlier, by=cast.specialist, at=AGAIN, is_same=True, grounds=GROUNDS)
    found = update_finding(
        found,
        by=cast.specialist,
        at=AGAIN,
        seen_version=1,
        person={"name": NAME, "post": "Phó phòng"},
    )
    assert [past.is_same for past in pasts_of([found])] == [True]
    found = update_finding(
        found, by=cast.specialist, at=AGAIN, seen_version=2, person={"name": "Lê Văn Mẫu"}
    )
    assert pasts_of([found]) == []
    assert Likeness.objects.count() == 0


def test_an_erased_identity_is_known_no_more_and_one_that_is_gone_takes_all_along(cast):
    earlier, found = reminded(cast), again(cast)
    decide(found, earlier, by=cast.specialist, at=AGAIN, is_same=True, grounds=GROUNDS)
    Identity.objects.filter(pk=earlier.person_id).update(erased_at=timezone.now())
    assert pasts_of([found]) == []
    Finding.objects.filter(pk=earlier.pk).update(person=None)
    Identity.objects.get(pk=earlier.person_id).delete()
    assert (NameDigest.objects.count(), Likeness.objects.count()) == (1, 0)


@pytest.mark.parametrize("rows", [1, 30])
def test_what_came_before_is_asked_with_three_queries_for_any_number(
    cast, rows, django_assert_num_queries
):
    reminded(cast)
    visit = draft(cast, day=AGAIN.date(), at=AGAIN)
    found = [
        violation(cast, visit, at=AGAIN, person={"name": NAME, "post": str(number)})
        for number in range(rows)
    ]
    with django_assert_num_queries(3):
        assert len(pasts_of(found)) == rows


def _earlier() -> Finding:
    return Finding.objects.order_by("pk").first()
