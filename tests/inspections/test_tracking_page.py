"""The citizen's page: their state and their days by the code, nothing else, and not too often."""

import re
from itertools import pairwise

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.complaints.tracking import TRIES_A_MINUTE, UNKNOWN
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import SECRETS, SUMMARY, answered, handed, in_state, log

PAGE = "/tra-cuu/"


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(moment(2019, 7, 12), tick=False):
        yield


def track(code: str, **extra):
    return Client().post(PAGE, {"code": code}, **extra)


def test_it_is_open_to_everybody_and_shows_no_navigation(cast):
    response = Client().get(PAGE)
    assert response.status_code == 200
    assert (response.context["nav"], response.context["person"]) == ([], None)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("received", "Đã tiếp nhận, đang xem xét để phân loại."),
        ("classified", "Đã phân loại, đang xử lý."),
        ("handed_on", "Đã giao cơ quan có trách nhiệm xử lý, đang chờ kết quả."),
        ("answered", "Đã trả lời người phản ánh."),
        (
            "passed_on",
            "Đã chuyển bằng văn bản đến cơ quan có thẩm quyền; cơ quan đó sẽ xem xét và trả lời.",
        ),
        ("closed", "Đã xử lý xong."),
    ],
)
def test_each_state_is_said_in_plain_words(cast, state, words):
    complaint = in_state(cast, state)
    assert track(complaint.code).context["status"].words == words


def test_the_page_tells_days_and_the_kind_of_body_and_nobodys_name(cast):
    complaint = handed(cast)
    response = track(complaint.code.lower().replace("-", " "))
    shown = response.content.decode()
    assert "08/7/2019" in shown and "22/7/2019" in shown and "Sở, ban, ngành tỉnh" in shown
    names = (cast.a.name, cast.operator.full_name, SUMMARY, complaint.code, *SECRETS)
    assert [name for name in names if name in shown] == []
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    answer = answered(cast)
    shown = track(answer.code).content.decode()
    assert "Đã trả lời ngày" in shown and "10/7/2019" in shown
    assert answer.answer not in shown


def test_no_clock_is_told_where_none_runs(cast):
    complaint = in_state(cast, "classified", is_anonymous=True, has_evidence=True)
    assert track(complaint.code).context["status"].due_on is None


def test_a_refusal_does_not_tell_its_reason(cast):
    complaint = log(cast)
    do(
        complaint_flow.CLASSIFY,
        complaint,
        by=cast.operator,
        classification="not_accepted",
        not_accepted_reason="Chỉ nói xấu ông Nguyễn Văn A",
    )
    response = track(complaint.code)
    assert response.context["status"].words == (
        "Không được tiếp nhận. Gọi lại đường dây nóng 0276 000 0000 (số minh họa) để biết lý do."
    )
    assert "Nguyễn Văn A" not in response.content.decode()


def test_a_duplicate_tells_the_state_of_the_first_along_the_chain(cast):
    first, second, third = answered(cast), log(cast), log(cast)
    do(complaint_flow.MERGE, third, by=cast.operator, into=second, note="Trùng nội dung")
    do(complaint_flow.MERGE, second, by=cast.operator, into=first, note="Trùng nội dung")
    status = track(third.code).context["status"]
    assert (status.merged, status.words) == (True, "Đã trả lời người phản ánh.")


def test_codes_are_unlike_each_other_and_unlike_the_numbers(cast):
    codes = [log(cast).code for _ in range(30)]
    assert len(set(codes)) == 30
    assert [
        c for c in codes if not re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", c)
    ] == []
    # Neighbours share no more than chance would have them share.
    alike = [sum(a == b for a, b in zip(x, y, strict=True)) for x, y in pairwise(codes)]
    assert max(alike) < 9


def test_whatever_opens_nothing_gets_one_and_the_same_answer(cast, django_assert_num_queries):
    complaint = log(cast)
    other = "0" if complaint.code[0] != "0" else "1"
    wrong = [other + complaint.code[1:], "KHÔNG PHẢI MÃ", str(complaint.pk), "' OR 1=1 --", "\x00"]
    pages = set()
    for code in wrong:
        client = Client()
        with django_assert_num_queries(1):
            response = client.post(PAGE, {"code": code})
        assert response.status_code == 200
        assert response.context["form"].errors == {"code": [UNKNOWN.format(settings.HOTLINE)]}
        # But for what was typed and the token of the form.
        page = re.sub(r'value="[^"]*"|X-CSRFToken": "\w+"', "", response.content.decode())
        pages.add(page)
    assert len(pages) == 1


def test_the_code_travels_in_the_form_and_not_in_the_address(cast):
    complaint = log(cast)
    response = Client().get(PAGE, {"code": complaint.code})
    assert response.context["status"] is None


def test_too_many_tries_of_one_address_wait_a_minute(cast):
    complaint = log(cast)
    here, there = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "203.0.113.8"}
    for _ in range(TRIES_A_MINUTE):
        assert track("sai", **here).status_code == 200
    response = track(complaint.code, **here)
    assert (response.status_code, response.context["status"]) == (429, None)
    assert response.context["form"].non_field_errors() == [
        "Đã tra cứu quá nhiều lần từ mạng này. Chờ một phút rồi thử lại."
    ]
    assert track(complaint.code, **there).context["status"] is not None
    with time_machine.travel(moment(2019, 7, 12, 9, 1), tick=False):
        assert track(complaint.code, **here).context["status"] is not None


def test_a_household_of_the_new_internet_is_one_address(cast):
    for number in range(TRIES_A_MINUTE):
        track("sai", REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert track("sai", REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 429
    assert track("sai", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_nothing_of_it_reaches_the_log(cast, caplog):
    complaint = log(cast)
    track(complaint.code)
    assert [r for r in caplog.records if complaint.code in r.getMessage()] == []
    assert Complaint.objects.get().version == 1
