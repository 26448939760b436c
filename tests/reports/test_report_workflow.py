"""The way of a report: what each step writes, what it needs, and whom it answers."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.freezing.acceptances import findings_of
from reports.freezing.models import Freeze, Snapshot
from reports.freezing.sentences import changed_sentences, take_sentence
from reports.issuing import workflow
from reports.issuing.models import PaperKind, ReturnNote
from reports.issuing.progress import steps_of
from reports.issuing.return_notes import notes_for
from reports.issuing.sending_up import send_up
from reports.narrative.models import Report, ReportState, Section
from reports.narrative.reports import write_section
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change, Job
from tayninh_portal.records import Act
from tests.doing import do
from tests.fixtures.cast import moment
from tests.reports.composition import a_year, make_report
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
    """What the log says of the transitions: who, what, from, to."""
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
    _, job = Job.objects.order_by("pk")
    assert job.payload["snapshot"] == report.presented_snapshot_id
    assert job.payload["kind"] == PaperKind.FOR_SIGNATURE


def test_a_report_with_open_problems_stays_a_draft_and_each_is_told(cast):
    report = make_report(cast)
    with pytest.raises(ValidationError) as refused:
        send_up(report, Act(cast.specialist, SENT))
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
    act = Act(cast.specialist, at)
    with pytest.raises(ValidationError) as refused:
        send_up(report, act, renew=True)
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
    again = send_up(report, act, renew=True)
    assert Freeze.objects.count() == 2
    assert again.submitted_snapshot.content["figures"]["visits.total"] == 4


def test_reasons_are_pinned_to_their_sections_and_told_in_the_log(cast):
    report = sent(cast)
    section = report.sections.get(code="causes")
    back = do(
        workflow.RETURN,
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
        do(
            workflow.RETURN,
            report,
            by=cast.manager,
            at=BACK,
            seen_version=report.version,
            notes=notes,
        )
    assert refused.value.message_dict == {
        "whole": ["Hãy ghi ít nhất một lý do để người soạn biết phải sửa gì, ở mục nào."]
    }
    assert (now(report).state, ReturnNote.objects.count()) == (S.SUBMITTED, 0)


def test_a_reason_is_not_pinned_to_another_reports_section(cast):
    report = sent(cast)
    other = make_report(cast, year=2020).sections.first()
    with pytest.raises(ValidationError, match="một mục không còn trong báo cáo"):
        do(
            workflow.RETURN,
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
        do(
            workflow.RETURN,
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
    back = do(
        workflow.RETURN,
        report,
        by=cast.manager,
        at=BACK,
        seen_version=report.version,
        notes=[(None, "Sửa một số.")],
    )
    with pytest.raises(Refused, match="đã bị trả lại và đang được sửa"):
        do(
            workflow.PRESENT,
            back,
            by=cast.department_registrar,
            at=BACK,
            seen_version=back.version,
            **MEMO,
        )
    again = sent(cast, back, at=moment(2020, 1, 11))
    assert again.state == S.SUBMITTED


def test_the_one_who_sent_it_up_takes_it_back_and_nobody_else(cast):
    report = sent(cast)
    for who in (cast.specialist_b, cast.manager):
        with pytest.raises(Refused, match="Chỉ người đã trình mới rút lại được báo cáo"):
            do(workflow.RECALL, report, by=who, at=BACK, seen_version=report.version)
    back = do(workflow.RECALL, report, by=cast.specialist, at=BACK, seen_version=report.version)
    assert back.state == S.DRAFT
    assert Freeze.objects.count() == 1


def test_nobody_approves_what_he_sent_up_himself(cast):
    report = sent(cast, written(cast), by=cast.manager)
    with pytest.raises(Refused, match="Người trình không tự duyệt báo cáo của mình"):
        do(workflow.APPROVE, report, by=cast.manager, at=APPROVED, seen_version=report.version)
    assert now(report).state == S.SUBMITTED


def test_a_leader_approves_what_he_read_and_not_what_came_after(cast):
    report = sent(cast)
    read = report.version
    do(workflow.RECALL, report, by=cast.specialist, at=BACK, seen_version=read)
    sent(cast, report, at=BACK)
    with pytest.raises(Conflict, match="đã được người khác sửa sau khi bạn mở"):
        do(workflow.APPROVE, report, by=cast.manager, at=BACK, seen_version=read)
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
        do(
            workflow.PRESENT,
            report,
            by=cast.department_registrar,
            at=PRESENTED,
            seen_version=report.version,
            **(MEMO | changes),
        )
    assert refused.value.message_dict == sentence
    assert (now(report).state, now(report).memo_number) == (S.APPROVED, "")


def test_a_form_sent_twice_is_carried_out_once(cast):
    report = written(cast)
    name = uuid.uuid4()
    first, second = (send_up(report, Act(cast.specialist, SENT, name, 1)) for _ in range(2))
    assert (first.version, second.version, Freeze.objects.count()) == (2, 2, 1)
    steps = [
        (workflow.APPROVE, {"by": cast.manager, "at": APPROVED}),
        (workflow.PRESENT, {"by": cast.department_registrar, "at": PRESENTED, **MEMO}),
        (workflow.SEND_BACK, {"by": cast.office_examiner, "at": BACK, "notes": REASONS}),
    ]
    for seen, (transition, asked) in enumerate(steps, 2):
        asked |= {"seen_version": seen, "client_id": uuid.uuid4()}
        before = now(report)
        versions = [do(transition, before, **asked).version for _ in range(2)]
        assert versions == [seen + 1, seen + 1]
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
    gone_up = sent(cast, report)
    do(workflow.RECALL, gone_up, by=cast.specialist, at=SENT, seen_version=old + 1)
    with pytest.raises(Conflict, match="đã được người khác sửa sau khi bạn mở"):
        send_up(now(report), Act(cast.specialist, APPROVED, None, old))
    approved(cast, sent(cast, report))
    back = now(report)
    seen = back.version
    do(workflow.RETURN, back, by=cast.manager, at=BACK, seen_version=seen, notes=REASONS)
    with pytest.raises(Conflict, match="đã được người khác sửa sau khi bạn mở"):
        do(workflow.APPROVE, now(report), by=cast.manager, at=BACK, seen_version=seen - 1)
    assert now(report).state == S.RETURNED


def test_the_slower_of_two_people_is_told(cast):
    report = sent(cast)
    do(workflow.APPROVE, report, by=cast.manager, at=APPROVED, seen_version=report.version)
    with pytest.raises(Conflict, match="đã được người khác sửa sau khi bạn mở"):
        do(
            workflow.RETURN,
            report,
            by=cast.manager,
            at=BACK,
            seen_version=report.version,
            notes=[(None, "Chậm mất.")],
        )
    assert (now(report).state, ReturnNote.objects.count()) == (S.APPROVED, 0)


def test_reasons_are_read_by_those_whom_they_concern(cast):
    inside = returned(cast)
    (note,) = notes_for(inside, cast.specialist)
    assert note.text == "Rút gọn toàn báo cáo."
    assert not notes_for(inside, cast.office_examiner)
    outside = sent_back_of_2020(cast)
    for who in (cast.specialist, cast.manager, cast.office_examiner):
        assert [one.text for one in notes_for(outside, who)] == ["Rút gọn toàn báo cáo."]
    for who in (cast.province_registrar, cast.leader, cast.department_registrar, cast.clerk_a):
        assert not notes_for(outside, who)


def sent_back_of_2020(cast) -> Report:
    """Another report, returned by the Văn phòng."""
    report = written(cast, make_report(cast, year=2020))
    report = presented(cast, approved(cast, sent(cast, report)))
    return do(
        workflow.SEND_BACK,
        report,
        by=cast.office_examiner,
        at=BACK,
        seen_version=report.version,
        notes=[(None, "Rút gọn toàn báo cáo.")],
    )


def test_the_newest_return_alone_is_open(cast):
    report = returned(cast)
    again = sent(cast, report, at=moment(2020, 1, 11))
    back = do(
        workflow.RETURN,
        again,
        by=cast.manager,
        at=moment(2020, 1, 12),
        seen_version=again.version,
        notes=[(Section.objects.get(report=report, code="causes"), "Còn thiếu.")],
    )
    assert [note.text for note in notes_for(back, cast.specialist)] == ["Còn thiếu."]


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
