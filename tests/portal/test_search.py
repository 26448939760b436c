"""The search over everything: years, numbers of papers, tracing codes and where they may stand."""

import pytest
import time_machine
from django.urls import reverse

from tayninh_portal.lib.codes import looks_like_code
from tayninh_portal.views.search import wanted
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import handed, log
from tests.inspections.implementing import document
from tests.reports.issuing import issue, signed

SEARCH = "/tim-kiem/"


def labels(answer, kind: str) -> list[str]:
    """What was found of one kind."""
    return [hit.label for hit in answer.context["hits"] if hit.kind == kind]


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("250/BC-UBND", "250/bc-ubnd"),
        (" 250 / BC – UBND ", "250/bc-ubnd"),
        ("250/BC\u2011UBND", "250/bc-ubnd"),
        ("số 13 /BC -UBND năm 2020", "so 13/bc-ubnd nam 2020"),
        ("Tân Biên - Tân Châu", "tan bien - tan chau"),
    ],
)
def test_a_number_is_looked_for_as_it_is_stored(typed, taken):
    assert wanted(typed) == taken


@pytest.mark.parametrize("words", ["2019", "báo cáo 2019", "bao cao nam 2019", "13/BC-UBND"])
def test_a_report_is_found_by_its_year_and_its_number(cast, words):
    with time_machine.travel(moment(2020, 1, 20), tick=False):
        issue(signed(cast), cast)
        found = cast.client("specialist").get(SEARCH, {"q": words})
        assert labels(found, "Báo cáo") == ["Báo cáo năm 2019"]
        other = cast.client("specialist").get(SEARCH, {"q": words.replace("1", "7")})
        assert labels(other, "Báo cáo") == []


@pytest.mark.parametrize("words", ["250/BC-UBND", "250/bc-ubnd", "250 / BC–UBND"])
def test_a_document_is_found_by_its_number_however_it_is_typed(cast, words):
    document(cast, number="250/BC-UBND")
    document(cast, number="251/BC-UBND")
    found = cast.client("specialist").get(SEARCH, {"q": words})
    (label,) = labels(found, "Văn bản")
    assert "250/BC-UBND" in label


def test_words_are_sent_on_to_their_address_and_an_answer_can_be_kept(cast):
    answer = cast.client("specialist").post(SEARCH, {"q": "Sở Xây dựng"})
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{SEARCH}?q=S%E1%BB%9F+X%C3%A2y+d%E1%BB%B1ng",
    )


def test_a_case_is_found_by_its_code_however_it_was_copied(cast):
    case = log(cast)
    label = f"Phản ánh số {case.pk}: Sở Xây dựng"
    client = cast.client("specialist")
    for typed in (case.code, case.code.replace("-", ""), f" {case.code.lower()} "):
        answer = client.post(SEARCH, {"q": typed})
        assert (answer.status_code, labels(answer, "Phản ánh")) == (200, [label])
        page = answer.content.decode()
        assert reverse("complaint-detail", args=[case.pk]) in page
        assert case.code not in page and typed.strip() not in page


def test_a_code_opens_nothing_for_those_who_may_not_see_the_case(cast):
    case = handed(cast)
    reserved = log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    seen = {
        "specialist": (1, 0),
        "operator": (1, 1),
        "leader": (1, 1),
        "clerk_a": (1, 0),
        "clerk_b": (0, 0),
        "admin": (0, 0),
    }
    for who, counts in seen.items():
        client = cast.client(who)
        answers = [client.post(SEARCH, {"q": one.code}) for one in (case, reserved)]
        assert (who, tuple(len(labels(a, "Phản ánh")) for a in answers)) == (who, counts)


def test_a_code_in_an_address_finds_nothing_and_is_asked_for_by_the_button(cast):
    case = log(cast)
    client = cast.client("specialist")
    answer = client.get(SEARCH, {"q": case.code})
    page = answer.content.decode()
    assert (answer.status_code, answer.context["hits"]) == (200, [])
    assert "Mã này không được để trên thanh địa chỉ" in page
    assert f'<form class="portal-form" action="{SEARCH}" method="post">' in page
    assert reverse("complaint-detail", args=[case.pk]) not in page


def test_the_box_of_every_page_sends_a_form_and_keeps_addresses_clean(cast):
    page = cast.client("specialist").get(reverse("home")).content.decode()
    assert f'<form class="topbar-search" action="{SEARCH}" method="post" role="search">' in page


def test_what_may_be_a_code_is_never_sent_on_to_an_address(cast):
    """Twelve plain letters are words as a rule; sent in a form both are looked for."""
    case = log(cast)
    type(case).objects.filter(pk=case.pk).update(code="ABCD-EFGH-JKMN")
    client = cast.client("specialist")
    for typed in ("abcdefghjkmn", "abcd efgh jkmn", "ABCD-EFGH-JKMN"):
        answer = client.post(SEARCH, {"q": typed})
        assert (typed, answer.status_code, len(answer.context["hits"])) == (typed, 200, 1)
        assert client.get(SEARCH, {"q": typed}).context["hits"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7K3M-9Q2T-XW4A", True),
        ("7k3m9q2txw4a", True),
        ("ABCD-EFGH-JKMN", True),
        ("phong to chec", False),
        ("abcdefghjkmn", False),
        ("250/BC-UBND", False),
        ("Sở Xây dựng", False),
        ("", False),
    ],
)
def test_a_code_is_told_from_words(text, expected):
    assert looks_like_code(text) is expected
