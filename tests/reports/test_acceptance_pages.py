"""The page “Kiểm tra báo cáo” and the page that accepts one warning."""

import re
import uuid

import pytest
from django.urls import reverse

from reports.checks.models import Acceptance
from reports.freezing.acceptances import GONE, accept_warning, findings_of
from reports.freezing.composition import composition_anew
from reports.freezing.reading import reading_of
from reports.narrative.models import Report, ReportState, Section
from reports.narrative.reports import write_section
from tayninh_portal.models import Change
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tests.reports.composition import a_reported_year, a_year
from tests.reports.reading import words
from tests.reports.workflow_story import returned

pytestmark = pytest.mark.once

REASON = "Sở đã đôn đốc hai lần, cơ quan chưa trả lời."


@pytest.fixture
def report(cast, maker) -> Report:
    """The report of 2019 over a year with a little of everything."""
    return a_reported_year(maker)


def missing(report: Report):
    """The warning about the agency that sent nothing."""
    (problem,) = [each for each in findings_of(report).warnings if each.check == "due_accounted"]
    return problem


def page_of(report: Report) -> str:
    """Where the checks are."""
    return reverse("report-checks", args=[report.pk])


def form_of(report: Report, problem) -> str:
    """Where the warning is accepted."""
    return reverse("warning-accept", args=[report.pk, problem.fingerprint])


def section_of(answer, heading: str) -> str:
    """The words of one part of the page."""
    found = re.search(rf"<h2>{heading}.*?</section>", answer.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) if found else ""


def test_problems_stand_by_level_with_place_sentence_and_advice(cast, report):
    causes = report.sections.get(code="causes")
    Section.objects.filter(pk=causes.pk).update(text="Lời năm trước.", is_confirmed=False)
    answer = cast.client("specialist").get(page_of(report))
    found = findings_of(report)
    assert section_of(answer, "Lỗi phải sửa") == (
        f"Lỗi phải sửa (01) {place_of(causes)} "
        f"Lời văn của mục “{causes.heading}” lấy từ báo cáo trước, chưa ai xác nhận còn đúng. "
        "Đọc lại, sửa cho đúng với kỳ này rồi xác nhận lời văn ở màn hình soạn mục."
    )
    warned = section_of(answer, "Cảnh báo chưa chấp nhận")
    assert warned.startswith(f"Cảnh báo chưa chấp nhận ({len(found.warnings):02d})")
    assert all(problem.text in warned and problem.advice in warned for problem in found.warnings)
    assert reverse("section-update", args=[report.pk, causes.pk]) in answer.content.decode()


def place_of(section: Section) -> str:
    """How the page names a heading."""
    return f"{heading_mark(section.level, section.number, ND30_2020)} {section.heading}"


def test_accepting_asks_for_a_reason_and_shows_who_when_and_why(cast, report):
    client, problem = cast.client("specialist"), missing(report)
    shown = client.get(form_of(report, problem))
    assert problem.text in words(shown)
    answer = client.post(form_of(report, problem), {"reason": REASON}, follow=True)
    assert answer.redirect_chain == [(page_of(report), 302)]
    text = words(answer)
    assert "Đã chấp nhận cảnh báo; lý do được ghi vào Phiếu kiểm tra số liệu." in text
    accepted = section_of(answer, "Đã chấp nhận")
    day = Acceptance.objects.get().at
    assert accepted.startswith("Đã chấp nhận (01) ")
    assert "Minh họa specialist, Chuyên viên Sở Nội vụ, thành viên Tổ kiểm tra, ngày " in accepted
    assert accepted.endswith(f"{day.year}: {REASON}")


@pytest.mark.parametrize("reason", ["", "Đã xem.", "a" * 501], ids=["none", "short", "long"])
def test_a_reason_that_says_nothing_comes_back_as_typed(cast, report, reason):
    client, problem = cast.client("specialist"), missing(report)
    answer = client.post(form_of(report, problem), {"reason": reason})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"reason"}
    assert answer.context["form"]["reason"].value() == reason
    assert problem.text in words(answer)
    assert Acceptance.objects.count() == 0


def test_a_double_click_is_accepted_once_and_the_slower_person_is_told(cast, report):
    url, client = form_of(report, missing(report)), cast.client("specialist")
    sent = {"reason": REASON, "client_id": str(uuid.uuid4())}
    done = "Đã chấp nhận cảnh báo; lý do được ghi vào Phiếu kiểm tra số liệu."
    for said in ([done], []):
        answer = client.post(url, sent, follow=True)
        assert answer.redirect_chain == [(page_of(report), 302)]
        assert [str(message) for message in answer.context["messages"]] == said
    for who, faster in (("specialist", "Bạn"), ("manager", "Minh họa specialist")):
        window = {"reason": "Lý do của cửa sổ sau.", "client_id": str(uuid.uuid4())}
        form = (answer := cast.client(who).post(url, window)).context["form"]
        assert form.lost.by_self == (who == "specialist")
        assert form.lost.texts == (("Lý do chấp nhận", REASON, "Lý do của cửa sổ sau."),)
        assert form["reason"].value() == "Lý do của cửa sổ sau."
        assert f"{faster} đã chấp nhận cảnh báo này trước, lý do giữ nguyên." in words(answer)
    assert Acceptance.objects.get().reason == REASON
    assert str(Change.objects.of(Acceptance.objects.get()).get().client_id) == sent["client_id"]


def test_a_warning_that_changed_meanwhile_is_told_and_the_reason_is_kept(cast, report):
    causes = report.sections.get(code="causes")
    (problem,) = [each for each in findings_of(report).warnings if each.section == "causes"]
    write_section(causes, by=cast.manager, text="Do thói quen.", seen_version=causes.version)
    client = cast.client("specialist")
    answer = client.post(form_of(report, problem), {"reason": REASON})
    assert answer.context["form"].non_field_errors() == [GONE]
    assert answer.context["form"]["reason"].value() == REASON
    answer = client.get(form_of(report, problem), follow=True)
    assert answer.redirect_chain == [(page_of(report), 302)]
    assert [str(message) for message in answer.context["messages"]] == [GONE]


def test_an_error_has_no_form(cast, report):
    causes = report.sections.get(code="causes")
    Section.objects.filter(pk=causes.pk).update(text="Lời năm trước.", is_confirmed=False)
    (error,) = findings_of(report).errors
    client = cast.client("manager")
    assert client.get(form_of(report, error)).status_code == 302
    answer = client.post(form_of(report, error), {"reason": REASON})
    assert answer.context["form"].non_field_errors() == [
        "Đây là lỗi, không chấp nhận được; phải sửa trước khi trình."
    ]


def test_once_the_report_went_up_the_page_is_read_and_says_why_nothing_is_accepted(cast, report):
    problem = missing(report)
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)
    client = cast.client("manager")
    answer = client.get(page_of(report))
    assert "chap-nhan" not in answer.content.decode()
    assert "Báo cáo đang chờ lãnh đạo Sở duyệt." in section_of(answer, "Cảnh báo chưa chấp nhận")
    assert client.get(form_of(report, problem)).status_code == 403
    assert client.post(form_of(report, problem), {"reason": REASON}).status_code == 403
    assert Acceptance.objects.count() == 0


def test_what_was_accepted_and_changed_is_listed_as_lapsed(cast, report):
    causes = report.sections.get(code="causes")
    (problem,) = [each for each in findings_of(report).warnings if each.section == "causes"]
    accept_warning(report, by=cast.specialist, fingerprint=problem.fingerprint, reason=REASON)
    write_section(causes, by=cast.manager, text="Do thói quen.", seen_version=causes.version)
    answer = cast.client("specialist").get(page_of(report))
    text = words(answer)
    assert "Không còn hiệu lực (01)" in text
    assert section_of(answer, "Đã chấp nhận") == ""


def test_the_report_says_how_many_are_open(cast, report):
    client = cast.client("specialist")
    detail = reverse("report-detail", args=[report.pk])
    count = len(findings_of(report).warnings)
    assert f"Còn {count:02d} cảnh báo chưa chấp nhận ." in words(client.get(detail))
    accept_warning(
        report, by=cast.specialist, fingerprint=missing(report).fingerprint, reason=REASON
    )
    text = words(client.get(detail))
    assert f"Còn {count - 1:02d} cảnh báo chưa chấp nhận . 01 cảnh báo đã được chấp nhận." in text


def test_no_word_of_a_person_becomes_markup(cast, report):
    reason = "<script>alert(1)</script> đã xem xét kỹ"
    accept_warning(
        report, by=cast.specialist, fingerprint=missing(report).fingerprint, reason=reason
    )
    html = cast.client("specialist").get(page_of(report)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; đã xem xét kỹ" in html


def test_queries_do_not_grow_with_warnings_and_acceptances(cast, report, django_assert_num_queries):
    client = cast.client("specialist")
    client.get(page_of(report))
    with django_assert_num_queries(6):
        client.get(page_of(report))
    for problem in findings_of(report).warnings:
        accept_warning(report, by=cast.specialist, fingerprint=problem.fingerprint, reason=REASON)
    with django_assert_num_queries(6):
        answer = client.get(page_of(report))
    assert "Không còn lỗi" not in answer.content.decode()
    assert findings_of(report).open == ()


def test_what_stands_around_a_report_is_read_in_a_fixed_number_of_queries(
    cast, report, django_assert_num_queries
):
    with django_assert_num_queries(2):
        reading_of(report)


def test_what_numbers_frozen_anew_would_bring_is_told_apart_and_accepted_before(cast, maker):
    report, client = returned(cast), cast.client("specialist")
    assert section_of(client.get(page_of(report)), "Thêm khi chốt lại số liệu") == ""
    a_year(maker)
    warnings = composition_anew(report).findings.open
    assert set(warnings) & set(findings_of(report).problems) == set()
    stated = section_of(client.get(page_of(report)), "Thêm khi chốt lại số liệu")
    assert stated.startswith(f"Thêm khi chốt lại số liệu ({len(warnings):02d}) Chỉ phải xử lý nếu")
    assert [each.text for each in warnings if each.text not in stated] == []
    for problem in warnings:
        client.post(form_of(report, problem), {"reason": REASON})
    assert composition_anew(report).findings.open == ()
    again = client.get(page_of(report))
    assert section_of(again, "Thêm khi chốt lại số liệu") == ""
    assert "Không còn hiệu lực" not in again.content.decode()
