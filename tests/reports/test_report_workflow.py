"""The way of a report: what each step writes, what it needs, and whom it answers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.freezing.acceptances import findings_of
from reports.freezing.models import Freeze, Snapshot
from reports.freezing.sentences import changed_sentences, take_sentence
from reports.issuing import actions
from reports.issuing.models import PaperKind, ReturnNote
from reports.issuing.progress import steps_of
from reports.narrative.models import Report, ReportState, Section
from reports.narrative.reports import write_section
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, Job
from tests.fixtures.cast import moment
from tests.reports.telling import a_year, make_report
from tests.reports.workflow_story import (
    APPROVED,
    BACK,
    MEMO,
    PRESENTED,
    REASONS,
    SENT,
    approved,
    now,
    presented,
    returned,
    sent,
    sent_back,
    written,
)

pytestmark = pytest.mark.once

S = ReportState


def lines(report: Report) -> list[tuple[str, str, str, str]]:
    """What the log says of the moves: who, what, from, to."""
    rows = Change.objects.of(report).exclude(from_state="").select_related("by")
    return [(row.by.username, row.action, row.from_state, row.to_state) for row in rows]


def test_a_report_goes_from_draft_to_the_province_and_every_step_leaves_a_line(cast, maker):
    a_year(maker)
    report = presented(cast)
    assert report.state == S.PRESENTED
    assert lines(report) == [
        ("specialist", "submit", "draft", "submitted"),
        ("manager", "approve", "submitted", "approved"),
        ("department_registrar", "present", "approved", "presented"),
    ]
    snapshot = Snapshot.objects.get()
    assert (report.submitted_snapshot, report.presented_snapshot) == (snapshot, snapshot)
    assert (report.memo_number, report.memo_date) == ("123/TTr-SNV", date(2020, 1, 9))


def test_what_goes_up_is_the_words_of_that_minute_with_their_freeze(cast, maker):
    a_year(maker)
    report = sent(cast)
    freeze, snapshot = Freeze.objects.get(), report.submitted_snapshot
    assert snapshot.freeze == freeze
    assert (freeze.at, snapshot.at, snapshot.by) == (SENT, SENT, cast.specialist)
    assert snapshot.content["figures"]["visits.total"] == freeze.figures["visits.total"] == 3
    assert "Nội dung của đơn vị soạn thảo." in str(snapshot.content)


def test_presenting_asks_for_the_paper_to_sign(cast):
    report = presented(cast)
    job = Job.objects.get()
    assert job.payload["snapshot"] == report.presented_snapshot_id
    assert job.payload["kind"] == PaperKind.FOR_SIGNATURE


def test_a_report_with_open_problems_stays_a_draft_and_each_is_told(cast):
    report = make_report(cast)
    with pytest.raises(ValidationError) as refused:
        actions.submit_report(report, by=cast.specialist, at=SENT, seen_version=1)
    assert refused.value.messages == [problem.text for problem in findings_of(report).open]
    assert (now(report).state, Freeze.objects.count(), Snapshot.objects.count()) == (S.DRAFT, 0, 0)


def test_a_returned_report_keeps_its_numbers_and_takes_its_new_words(cast, maker):
    a_year(maker)
    report = returned(cast)
    maker.visit(day=date(2019, 9, 2), place=0)
    section = report.sections.get(code="causes")
    write_section(
        section,
        by=cast.specialist,
        at=BACK,
        text="Lời đã sửa.",
        seen_version=section.version,
    )
    again = sent(cast, report, at=moment(2020, 1, 11))
    assert Freeze.objects.count() == 1
    assert again.submitted_snapshot.content["figures"]["visits.total"] == 3
    assert "Lời đã sửa." in str(again.submitted_snapshot.content)
    assert [one.freeze_id for one in Snapshot.objects.all()] == [Freeze.objects.get().pk] * 2


def test_counting_anew_waits_until_every_changed_sentence_was_taken(cast, maker):
    a_year(maker)
    report = returned(cast)
    maker.visit(day=date(2019, 9, 2), place=0)
    at = moment(2020, 1, 11)
    ask = {"by": cast.specialist, "at": at, "seen_version": report.version, "renew": True}
    with pytest.raises(ValidationError) as refused:
        actions.submit_report(report, **ask)
    sentences = changed_sentences(report)
    assert refused.value.message_dict == {
        "figures": [
            f"Còn {len(sentences):02d} câu thay đổi theo số liệu mới chưa được nhận; hãy xem và "
            "nhận từng câu, hoặc giữ số liệu đã chốt."
        ]
    }
    assert (now(report).state, Freeze.objects.count()) == (S.RETURNED, 1)
    for sentence in sentences:
        take_sentence(
            report,
            by=cast.specialist,
            at=at,
            section=sentence.section,
            old=sentence.difference.old,
            new=sentence.difference.new,
        )
    again = actions.submit_report(report, **ask)
    assert Freeze.objects.count() == 2
    assert again.submitted_snapshot.content["figures"]["visits.total"] == 4


def test_reasons_are_pinned_to_their_sections_and_told_in_the_log(cast):
    report = sent(cast)
    section = report.sections.get(code="causes")
    back = actions.return_report(
        report,
        by=cast.manager,
        at=BACK,
        seen_version=report.version,
        notes=[(None, "  Rút gọn. "), (section, "Nêu rõ nguyên nhân chủ quan.")],
    )
    notes = ReturnNote.objects.order_by("pk")
    assert [(n.section, n.text, n.report_version, n.by) for n in notes] == [
        (None, "Rút gọn.", back.version, cast.manager),
        (section, "Nêu rõ nguyên nhân chủ quan.", back.version, cast.manager),
    ]
    assert Change.objects.of(back).last().note == (
        f"Toàn báo cáo: Rút gọn.\nMục “{section.heading}”: Nêu rõ nguyên nhân chủ quan."
    )


@pytest.mark.parametrize("notes", [[], [(None, "")], [(None, " \n ")]])
def test_a_return_without_a_reason_is_none(cast, notes):
    report = sent(cast)
    with pytest.raises(ValidationError) as refused:
        actions.return_report(
            report, by=cast.manager, at=BACK, seen_version=report.version, notes=notes
        )
    assert refused.value.message_dict == {
        "whole": ["Hãy ghi ít nhất một lý do để người soạn biết phải sửa gì, ở mục nào."]
    }
    assert (now(report).state, ReturnNote.objects.count()) == (S.SUBMITTED, 0)


def test_a_reason_is_not_pinned_to_another_reports_section(cast):
    report = sent(cast)
    other = make_report(cast, year=2020).sections.first()
    with pytest.raises(ValidationError, match="một mục không còn trong báo cáo"):
        actions.return_report(
            report,
            by=cast.manager,
            at=BACK,
            seen_version=report.version,
            notes=[(other, "Sửa.")],
        )
    assert (now(report).state, ReturnNote.objects.count()) == (S.SUBMITTED, 0)


def test_a_reason_with_control_characters_is_refused(cast):
    report = sent(cast)
    with pytest.raises(ValidationError, match="ký tự điều khiển"):
        actions.return_report(
            report,
            by=cast.manager,
            at=BACK,
            seen_version=report.version,
            notes=[(None, "Sửa\x07 lại")],
        )
    assert now(report).state == S.SUBMITTED


def test_a_change_after_the_approval_goes_back_for_approval(cast):
    report = approved(cast)
    section = report.sections.first()
    with pytest.raises(Refused):
        write_section(
            section, by=cast.specialist, at=BACK, text="Sửa lén", seen_version=section.version
        )
    back = actions.return_report(
        report,
        by=cast.manager,
        at=BACK,
        seen_version=report.version,
        notes=[(None, "Sửa một số.")],
    )
    with pytest.raises(Refused, match="đã bị trả lại và đang được sửa"):
        actions.present_report(
            back, by=cast.department_registrar, at=BACK, seen_version=back.version, **MEMO
        )
    again = sent(cast, back, at=moment(2020, 1, 11))
    assert again.state == S.SUBMITTED


def test_the_one_who_sent_it_up_takes_it_back_and_nobody_else(cast):
    report = sent(cast)
    for who in (cast.specialist_b, cast.manager):
        with pytest.raises(Refused, match="Chỉ người đã trình mới rút lại được báo cáo"):
            actions.recall_report(report, by=who, at=BACK, seen_version=report.version)
    back = actions.recall_report(report, by=cast.specialist, at=BACK, seen_version=report.version)
    assert back.state == S.DRAFT
    assert Freeze.objects.count() == 1


def test_nobody_approves_what_he_sent_up_himself(cast):
    report = sent(cast, written(cast), by=cast.manager)
    with pytest.raises(Refused, match="Người trình không tự duyệt báo cáo của mình"):
        actions.approve_report(report, by=cast.manager, at=APPROVED, seen_version=report.version)
    assert now(report).state == S.SUBMITTED


def test_a_leader_approves_what_he_read_and_not_what_came_after(cast):
    report = sent(cast)
    read = report.version
    actions.recall_report(report, by=cast.specialist, at=BACK, seen_version=read)
    sent(cast, report, at=BACK)
    with pytest.raises(Conflict, match="đã thay đổi sau khi bạn mở trang này"):
        actions.approve_report(report, by=cast.manager, at=BACK, seen_version=read)
    assert now(report).state == S.SUBMITTED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"memo_number": "  "}, {"memo_number": ["Nhập số của tờ trình."]}),
        (
            {"memo_date": date(2020, 1, 7)},
            {"memo_date": ["Ngày tờ trình không được trước ngày trình lãnh đạo Sở (08/01/2020)."]},
        ),
        (
            {"memo_date": date(2020, 1, 10)},
            {"memo_date": ["Ngày tờ trình không được sau hôm nay."]},
        ),
    ],
)
def test_a_memo_that_cannot_be_is_told_at_its_field(cast, changes, sentence):
    report = approved(cast)
    with pytest.raises(ValidationError) as refused:
        actions.present_report(
            report,
            by=cast.department_registrar,
            at=PRESENTED,
            seen_version=report.version,
            **(MEMO | changes),
        )
    assert refused.value.message_dict == sentence
    assert (now(report).state, now(report).memo_number) == (S.APPROVED, "")


def test_a_second_click_finds_the_step_done_and_changes_nothing(cast):
    report = written(cast)
    first, second = (
        actions.submit_report(report, by=cast.specialist, at=SENT, seen_version=1) for _ in range(2)
    )
    assert (first.version, second.version, Freeze.objects.count()) == (2, 2, 1)
    steps = [
        lambda seen: actions.approve_report(
            report, by=cast.manager, at=APPROVED, seen_version=seen
        ),
        lambda seen: actions.present_report(
            report, by=cast.department_registrar, at=PRESENTED, seen_version=seen, **MEMO
        ),
        lambda seen: actions.send_back_report(
            report,
            by=cast.office_examiner,
            at=BACK,
            seen_version=seen,
            notes=[(None, "Sửa lại.")],
        ),
    ]
    for seen, step in enumerate(steps, 2):
        assert (step(seen).version, step(seen).version) == (seen + 1, seen + 1)
    assert [action for _, action, *_ in lines(report)] == [
        "submit",
        "approve",
        "present",
        "send_back",
    ]
    assert ReturnNote.objects.count() == 1


def test_the_old_form_of_a_step_that_was_undone_is_told_and_not_taken_for_a_second_click(cast):
    report = written(cast)
    old = report.version
    sent(cast, report)
    actions.recall_report(report, by=cast.specialist, at=SENT, seen_version=old + 1)
    with pytest.raises(Conflict, match="đã thay đổi sau khi bạn mở trang này"):
        actions.submit_report(report, by=cast.specialist, at=APPROVED, seen_version=old)
    approved(cast, sent(cast, report))
    seen = now(report).version
    actions.return_report(report, by=cast.manager, at=BACK, seen_version=seen, notes=REASONS)
    with pytest.raises(Conflict, match="đã thay đổi sau khi bạn mở trang này"):
        actions.approve_report(report, by=cast.manager, at=BACK, seen_version=seen - 1)
    assert now(report).state == S.RETURNED


def test_the_slower_of_two_people_is_told(cast):
    report = sent(cast)
    actions.approve_report(report, by=cast.manager, at=APPROVED, seen_version=report.version)
    with pytest.raises(Conflict, match="đã thay đổi sau khi bạn mở trang này"):
        actions.return_report(
            report,
            by=cast.manager,
            at=BACK,
            seen_version=report.version,
            notes=[(None, "Chậm mất.")],
        )
    assert (now(report).state, ReturnNote.objects.count()) == (S.APPROVED, 0)


def test_reasons_are_read_by_those_whom_they_concern(cast):
    inside = returned(cast)
    (note,) = actions.notes_for(inside, cast.specialist)
    assert note.text == "Rút gọn toàn báo cáo."
    assert actions.notes_for(inside, cast.office_examiner) == []
    outside = sent_back_of_2020(cast)
    for who in (cast.specialist, cast.manager, cast.office_examiner):
        assert [one.text for one in actions.notes_for(outside, who)] == ["Rút gọn toàn báo cáo."]
    for who in (cast.province_registrar, cast.leader, cast.department_registrar, cast.clerk_a):
        assert actions.notes_for(outside, who) == []


def sent_back_of_2020(cast) -> Report:
    """Another report, returned by the Văn phòng."""
    report = written(cast, make_report(cast, year=2020))
    report = presented(cast, approved(cast, sent(cast, report)))
    return actions.send_back_report(
        report,
        by=cast.office_examiner,
        at=BACK,
        seen_version=report.version,
        notes=[(None, "Rút gọn toàn báo cáo.")],
    )


def test_the_newest_return_alone_is_open(cast):
    report = returned(cast)
    again = sent(cast, report, at=moment(2020, 1, 11))
    back = actions.return_report(
        again,
        by=cast.manager,
        at=moment(2020, 1, 12),
        seen_version=again.version,
        notes=[(Section.objects.get(report=report, code="causes"), "Còn thiếu.")],
    )
    assert [note.text for note in actions.notes_for(back, cast.specialist)] == ["Còn thiếu."]


def test_the_steps_of_a_report_are_done_awaited_or_ahead(cast):
    def places(report):
        return [step.place.value[0] for step in steps_of(report)]

    assert "".join(places(written(cast))) == "caaaaa"
    report = presented(cast, approved(cast, sent(cast, Report.objects.get())))
    assert "".join(places(report)) == "ddddca"
    assert [step.at for step in steps_of(report)][1:4] == [SENT, APPROVED, PRESENTED]


def test_what_came_back_begins_the_way_anew(cast):
    report = sent_back(cast)
    assert [step.place for step in steps_of(report)] == ["current", *["ahead"] * 5]
