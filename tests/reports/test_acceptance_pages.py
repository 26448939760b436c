"""Reasons for many warnings are given at once, on the page that names them."""

import uuid
from datetime import date

import pytest
from django.utils import timezone

from inspections.rounds.models import Round
from reports.checks.models import Acceptance
from reports.freezing.acceptances import GONE, accept_warning, findings_of
from reports.freezing.composition import composition_anew
from reports.freezing.views.acceptances import CHANGED, NOTHING, UNTOUCHED
from reports.narrative.models import Report, Section
from reports.narrative.reports import write_section
from tayninh_portal.models import Change
from tests.reports.checks_screen import (
    OTHER,
    OVERDUE,
    REASON,
    TWO_OVERDUE,
    Screen,
    page_of,
    said,
    section_of,
)
from tests.reports.composition import a_reported_year, a_year, violation
from tests.reports.reading import words
from tests.reports.workflow_story import returned

pytestmark = pytest.mark.once


@pytest.fixture
def report(cast, maker) -> Report:
    """The report of 2019 over a year with a little of everything: eleven warnings, no error."""
    return a_reported_year(maker)


def test_eight_warnings_are_accepted_by_one_press(cast, report):
    screen = Screen(cast.client("specialist"), report)
    texts = [line.problem.text for line in screen.lines][:8]
    answer = screen.press({text: f"Đã đối chiếu hồ sơ, câu {at}." for at, text in enumerate(texts)})
    assert answer.redirect_chain == [(page_of(report), 302)]
    assert said(answer) == ["Đã ghi lý do chấp nhận 08 cảnh báo."]
    assert dict(Acceptance.objects.values_list("text", "reason")) == {
        text: f"Đã đối chiếu hồ sơ, câu {at}." for at, text in enumerate(texts)
    }
    assert [each for each in findings_of(report).open if each.text in texts] == []
    assert len(findings_of(report).open) == 3
    accepted = section_of(answer, "Đã chấp nhận")
    assert accepted.startswith("Đã chấp nhận (08) ")
    day = timezone.localtime(Acceptance.objects.first().at)
    assert (
        f"Minh họa specialist, Chuyên viên Sở Nội vụ, thành viên Tổ kiểm tra, ngày {day:%d/%m/%Y}: "
        "Đã đối chiếu hồ sơ, câu 7."
    ) in accepted
    assert answer.content.decode().count("<textarea") == 3


def test_a_box_left_empty_leaves_its_warning_open(cast, report):
    screen = Screen(cast.client("specialist"), report)
    screen.press({OVERDUE: REASON})
    assert [each.text for each in Acceptance.objects.all()] == [OVERDUE]
    assert len(findings_of(report).warnings) == 10


def test_reasons_that_cannot_stand_come_back_at_their_places_as_typed(cast, report):
    screen = Screen(cast.client("specialist"), report)
    good, short, long, odd, *_ = [line.problem.text for line in screen.lines]
    typed = {good: REASON, short: "Đã xem.", long: "a" * 501, odd: "Đã xem xét kỹ 漢"}
    answer = screen.press(typed)
    assert answer.status_code == 200
    names = {text: screen.name_of(text) for text in typed}
    assert answer.context["form"].errors == {
        names[short]: ["Ghi lý do rõ hơn, ít nhất 10 ký tự; lý do được ghi vào phiếu."],
        names[long]: ["Lý do dài quá 500 ký tự; hãy rút gọn."],
        names[odd]: ["Phông chữ của văn bản không có ký tự 漢; hãy thay ký tự khác."],
    }
    assert {text: answer.context["form"][names[text]].value() for text in (short, long, odd)} == {
        text: typed[text] for text in (short, long, odd)
    }
    # The good one is taken; its box goes with the form, by which its draft is known again.
    assert said(answer) == ["Đã ghi lý do chấp nhận 01 cảnh báo."]
    assert [each.text for each in Acceptance.objects.all()] == [good]
    carried = {each.name: each.reason for each in answer.context["form"].carried}
    assert carried == {names[good]: REASON}
    screen.form, screen.lines = answer.context["form"], answer.context["shown"].asked
    answer = screen.press(dict.fromkeys((short, long, odd), OTHER), **carried)
    assert answer.redirect_chain == [(page_of(report), 302)]
    assert Acceptance.objects.count() == 4


def test_nothing_typed_is_told(cast, report):
    answer = Screen(cast.client("specialist"), report).press({})
    assert answer.context["form"].non_field_errors() == [NOTHING]
    assert Acceptance.objects.count() == 0


def test_a_double_click_is_accepted_once(cast, report):
    screen, form_id = Screen(cast.client("specialist"), report), str(uuid.uuid4())
    first = screen.lines[0].problem.text
    for expected in (["Đã ghi lý do chấp nhận 02 cảnh báo."], []):
        answer = screen.press({OVERDUE: REASON, first: OTHER}, client_id=form_id)
        assert answer.redirect_chain == [(page_of(report), 302)]
        assert said(answer) == expected
    assert Acceptance.objects.count() == 2
    lines = Change.objects.filter(record_type="reports.acceptance")
    assert lines.count() == 2
    assert len({line.client_id for line in lines}) == 1


@pytest.mark.parametrize(
    ("who", "faster"), [("specialist", "Bạn"), ("manager", "Minh họa specialist")]
)
def test_the_slower_of_two_is_told_and_keeps_what_they_typed(cast, report, who, faster):
    slower = Screen(cast.client(who), report)
    Screen(cast.client("specialist"), report).press({OVERDUE: REASON})
    other = slower.lines[0].problem.text
    answer = slower.press({OVERDUE: OTHER, other: REASON})
    assert section_of(answer, "Lý do chưa ghi được") == (
        f"Lý do chưa ghi được (01) {faster} đã chấp nhận cảnh báo này trước, lý do giữ nguyên: "
        f"“{REASON}”. Nội dung bạn nhập còn dưới đây để chép lại. {OTHER}"
    )
    assert dict(Acceptance.objects.values_list("text", "reason")) == {
        OVERDUE: REASON,
        other: REASON,
    }


def test_a_sentence_that_changed_meanwhile_says_so_and_keeps_the_words(cast, maker, report):
    screen = Screen(cast.client("specialist"), report)
    maker.due(Round.objects.get(), cast.b, "provincial")
    name = screen.name_of(OVERDUE)
    answer = screen.press({OVERDUE: REASON})
    assert answer.context["form"].errors == {name: [CHANGED]}
    assert answer.context["form"][name].value() == REASON
    assert TWO_OVERDUE in section_of(answer, "Cảnh báo chưa chấp nhận")
    assert Acceptance.objects.count() == 0
    screen.form, screen.lines = answer.context["form"], answer.context["shown"].asked
    screen.press({TWO_OVERDUE: REASON})
    assert [each.text for each in Acceptance.objects.all()] == [TWO_OVERDUE]


def test_a_warning_that_is_gone_is_told_and_its_words_can_be_copied(cast, report):
    causes = report.sections.get(code="causes")
    (gone,) = [each for each in findings_of(report).warnings if each.section == "causes"]
    screen = Screen(cast.client("specialist"), report)
    write_section(causes, by=cast.manager, text="Do thói quen.", seen_version=causes.version)
    answer = screen.press({gone.text: REASON})
    assert answer.context["left"] == [(GONE, REASON)]
    assert REASON in section_of(answer, "Lý do chưa ghi được")
    assert Acceptance.objects.count() == 0


def test_an_error_has_no_box_and_is_refused(cast, report):
    causes = report.sections.get(code="causes")
    Section.objects.filter(pk=causes.pk).update(text="Lời năm trước.", is_confirmed=False)
    (error,) = findings_of(report).errors
    screen = Screen(cast.client("manager"), report)
    assert [line for line in screen.lines if line.problem == error] == []
    sent = {"seen_version": f"reason-x:{error.fingerprint}", "reason-x": REASON}
    answer = screen.client.post(screen.url, sent)
    assert answer.context["left"] == [
        ("Đây là lỗi, không chấp nhận được; phải sửa trước khi trình.", REASON)
    ]
    assert Acceptance.objects.count() == 0


# --- a number that changed -----------------------------------------------------------------------
def test_a_count_that_changed_keeps_its_reason_and_asks_once(cast, maker, report):
    client = cast.client("specialist")
    Screen(client, report).press({OVERDUE: REASON})
    maker.due(Round.objects.get(), cast.b, "provincial")
    screen = Screen(client, report)
    day = timezone.localtime(Acceptance.objects.get().at)
    stated = section_of(screen.answer, "Đã chấp nhận, nay số liệu đã đổi")
    assert stated.startswith("Đã chấp nhận, nay số liệu đã đổi (01) ")
    assert (
        f"Minh họa specialist đã chấp nhận ngày {day:%d/%m/%Y}, khi câu này là: “{OVERDUE}” "
        f"Lý do: “{REASON}” Số liệu nay đã đổi."
    ) in stated
    assert screen.form[screen.name_of(TWO_OVERDUE)].value() == REASON
    assert "Không còn hiệu lực" not in words(screen.answer)
    # It counts for nothing by itself, and the button of the others does not take it either.
    assert TWO_OVERDUE in [each.text for each in findings_of(report).open]
    assert screen.press({}).context["form"].non_field_errors() == [UNTOUCHED]
    other = screen.load().lines[-1].problem.text
    screen.press({other: OTHER})
    assert TWO_OVERDUE in [each.text for each in findings_of(report).open]
    answer = screen.load().press({}, keep="1")
    assert said(answer) == ["Đã ghi lý do chấp nhận 01 cảnh báo."]
    assert dict(Acceptance.objects.values_list("text", "reason")) == {
        OVERDUE: REASON,
        TWO_OVERDUE: REASON,
        other: OTHER,
    }
    assert section_of(answer, "Đã chấp nhận, nay số liệu đã đổi") == ""


def test_a_reason_of_before_that_was_rewritten_is_taken_by_either_button(cast, maker, report):
    client = cast.client("specialist")
    Screen(client, report).press({OVERDUE: REASON})
    maker.due(Round.objects.get(), cast.b, "provincial")
    Screen(client, report).press({TWO_OVERDUE: OTHER})
    newest = Acceptance.objects.order_by("-pk")[0]
    assert (newest.text, newest.reason) == (TWO_OVERDUE, OTHER)


def test_one_press_keeps_all_reasons_of_before(cast, maker, report):
    client = cast.client("specialist")
    screen = Screen(client, report)
    screen.press({line.problem.text: REASON for line in screen.lines})
    maker.due(Round.objects.get(), cast.b, "provincial")
    maker.visit(day=date(2019, 7, 7), place=2, found=[violation()])
    screen = Screen(client, report)
    changed = [line.problem.text for line in screen.answer.context["shown"].changed]
    # Who is overdue; who may be known again in two annexes and in the section itself.
    assert len(changed) == 4
    assert TWO_OVERDUE in changed
    screen.press({}, keep="1")
    assert [each for each in findings_of(report).open if each.text in changed] == []


def test_what_was_accepted_and_is_no_longer_found_is_listed_as_lapsed(cast, report):
    causes = report.sections.get(code="causes")
    (problem,) = [each for each in findings_of(report).warnings if each.section == "causes"]
    accept_warning(report, by=cast.specialist, fingerprint=problem.fingerprint, reason=REASON)
    write_section(causes, by=cast.manager, text="Do thói quen.", seen_version=causes.version)
    answer = cast.client("specialist").get(page_of(report))
    assert "Không còn hiệu lực (01)" in words(answer)
    assert section_of(answer, "Đã chấp nhận") == ""


# --- besides -------------------------------------------------------------------------------------
def test_no_word_of_a_person_becomes_markup(cast, report):
    reason = "<script>alert(1)</script> đã xem xét kỹ"
    screen = Screen(cast.client("specialist"), report)
    for typed in ("<script>ngắn", reason):
        html = screen.press({OVERDUE: typed}).content.decode()
        assert "<script>alert" not in html
        assert "<script>ngắn" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; đã xem xét kỹ" in html


def test_queries_do_not_grow_with_warnings_and_acceptances(cast, report, django_assert_num_queries):
    screen = Screen(cast.client("specialist"), report)
    with django_assert_num_queries(6):
        screen.load()
    screen.press({line.problem.text: REASON for line in screen.lines})
    with django_assert_num_queries(6):
        answer = screen.client.get(page_of(report))
    assert section_of(answer, "Đã chấp nhận").startswith("Đã chấp nhận (11) ")
    assert findings_of(report).open == ()


def test_what_numbers_frozen_anew_would_bring_is_told_apart_and_accepted_before(cast, maker):
    report, client = returned(cast), cast.client("specialist")
    assert section_of(client.get(page_of(report)), "Thêm khi chốt lại số liệu") == ""
    a_year(maker)
    warnings = composition_anew(report).findings.open
    assert set(warnings) & set(findings_of(report).problems) == set()
    screen = Screen(client, report)
    stated = section_of(screen.answer, "Thêm khi chốt lại số liệu")
    assert stated.startswith(f"Thêm khi chốt lại số liệu ({len(warnings):02d}) Chỉ phải xử lý nếu")
    assert [each.text for each in warnings if each.text not in stated] == []
    screen.press({problem.text: REASON for problem in warnings})
    assert composition_anew(report).findings.open == ()
    again = screen.load().answer
    assert section_of(again, "Thêm khi chốt lại số liệu") == ""
    assert "Không còn hiệu lực" not in again.content.decode()
