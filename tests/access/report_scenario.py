"""Reports of the access table: printed, drafted, frozen and presented."""

from __future__ import annotations

from django.utils import timezone

from inspections.cited_documents.actions import record_document
from inspections.cited_documents.models import DocumentKind
from inspections.report_requests.actions import record_request
from reports.freezing import freezes
from reports.freezing.snapshots import take_snapshot
from reports.issuing import workflow
from reports.issuing.models import PaperKind, WordReturn
from reports.issuing.renderings import request_paper, request_rendering
from reports.narrative.models import Outline, Report
from reports.narrative.outline_drafts import discard_outline, make_outline
from reports.narrative.reports import create_report
from reports.remarks.actions import make_remark, snapshot_before
from reports.remarks.sentences import sentences_in
from tayninh_portal import jobs
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Job
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import Act
from tayninh_portal.uploads.manuscript import BODY, COMMENT, Comment, Item, Manuscript, Part
from tests.access.issues import issues
from tests.doing import do
from tests.reports.issuing import sent_as


def build(cast):
    """Object of the table → what its address is made of."""
    made = _reports(cast) | _on_their_way(cast) | _freezes(cast) | issues(cast) | _outlines(cast)
    return made | _remarks(cast, made) | _from_word(cast, made)


def _from_word(cast, made):
    """A Word file given back for a draft, and one for a report that went up since."""
    draft = Report.objects.get(**made["report draft"])
    sent = Report.objects.get(**made["report sent"])
    comment = Comment("0", "Văn phòng UBND tỉnh", "2026-01-09", "Nêu rõ hơn.")
    went, came = (_manuscript(words, comment) for words in ("Đã kiểm tra.", "Đã kiểm tra xong."))
    rows = {
        report: WordReturn.objects.create(
            report=report,
            snapshot=snapshot,
            sha256="0" * 64,
            went=went,
            came=came,
            at=timezone.now(),
            by=cast.specialist,
        )
        for report, snapshot in (
            (draft, take_snapshot(draft, by=cast.specialist)),
            (sent, sent.submitted_snapshot),
        )
    }
    back, gone = ({"word_pk": rows[report].pk} for report in (draft, sent))
    return {
        "word given back": made["report draft"] | back,
        "word of a report sent": made["report sent"] | gone,
        "section of the word": made["section"] | back,
        "section of a word sent": made["section sent"] | gone,
    }


def _manuscript(words, comment):
    """One section, what is said in it, and a comment there; plain."""
    heading = Item(BODY, [Part("3. Nguyên nhân")], ("muc_1", "doan_1"), is_heading=True)
    said = Item(BODY, [Part("0", fate=COMMENT), Part(words)], ("doan_2",))
    return Manuscript("", "", {}, {"muc_1": "causes"}, [heading, said], [comment]).plain()


def _reports(cast):
    printed, _ = create_report(by=cast.specialist, year=2025, period=parse_period("calendar-2025"))
    draft, _ = create_report(by=cast.specialist, year=2026, period=parse_period("calendar-2026"))
    job = request_rendering(printed, by=cast.specialist)
    jobs.run(job.pk)
    stuck = Job.objects.create(
        key="stuck",
        kind=job.kind,
        payload={**job.payload},
        state="failed",
        created_at=timezone.now(),
        created_by=cast.specialist,
    )
    return {
        "report printed": {"pk": printed.pk},
        "report draft": {"pk": draft.pk},
        "to report draft": {"record_type": "reports.report", "pk": draft.pk},
        "section": {"pk": draft.pk, "section_pk": draft.sections.order_by("order").last().pk},
        "job": {"pk": printed.pk, "job_pk": job.pk},
        "failed job": {"pk": printed.pk, "job_pk": stuck.pk},
    }


def _sent(cast, year):
    """A report sent up by S, its freeze, and the state they were made of."""
    period = parse_period(f"calendar-{year}")
    report, _ = create_report(by=cast.specialist, year=year, period=period)
    state = freezes.read_report(report)
    freeze, snapshot = freezes.store(state, by=cast.specialist, at=state.at)
    return sent_as(report, snapshot, by=cast.specialist), freeze, state


def _on_their_way(cast):
    sent, approved = _sent(cast, 2022)[0], _sent(cast, 2021)[0]
    approved = do(workflow.APPROVE, approved, by=cast.manager)
    section = sent.sections.active().last()
    sheet = _sheet(sent, cast)
    return {
        "report sent": {"pk": sent.pk},
        "report approved": {"pk": approved.pk},
        "section sent": {"pk": sent.pk, "section_pk": section.pk},
        "check sheet going up": {"pk": sent.pk, "job_pk": sheet.pk},
    }


def _sheet(report, cast):
    """The job of its check sheet."""
    kind = PaperKind.CHECK_SHEET
    return request_paper(report.submitted_snapshot, kind=kind, by=cast.specialist)


def _freezes(cast):
    """A report with UBND tỉnh, with its freeze and with one that went no further."""
    report, freeze, state = _sent(cast, 2024)
    report = do(workflow.APPROVE, report, by=cast.manager)
    presented = do(
        workflow.PRESENT,
        report,
        by=cast.department_registrar,
        memo_number="123/TTr-SNV",
        memo_date=timezone.localdate(),
    )
    later, _ = freezes.store(state, by=cast.specialist, at=state.at)
    named = {"pk": presented.pk, "freeze_pk": freeze.pk, "key": "visits.total"}
    other, _ = create_report(by=cast.specialist, year=2023, period=parse_period("calendar-2023"))
    return {
        "report frozen": {"pk": presented.pk},
        "check sheet": {"pk": presented.pk, "job_pk": _sheet(presented, cast).pk},
        "frozen figure": named,
        "figure frozen later": {**named, "freeze_pk": later.pk},
        "figure frozen elsewhere": {**named, "pk": other.pk},
    }


def _remarks(cast, made):
    """A sentence of what went up and of what was presented, and remarks there; one of a report that
    came back."""
    sent = Report.objects.get(pk=made["report sent"]["pk"])
    frozen = Report.objects.get(pk=made["report frozen"]["pk"])
    back = _sent(cast, 2020)[0]

    def remark(report, by):
        stated = deserialize(snapshot_before(report).content)
        key = next(iter(sentences_in(stated)))
        made, _ = make_remark(report, by=by, key=key, text="Nêu rõ hơn.")
        return {"pk": report.pk, "key": key}, {"pk": made.pk}

    sentence, of_department = remark(sent, cast.manager)
    presented, of_office = remark(frozen, cast.office_examiner)
    _, answered = remark(back, cast.manager)
    do(workflow.RETURN, Report.objects.get(pk=back.pk), by=cast.manager, notes=[])
    return {
        "sentence sent": sentence,
        "sentence presented": presented,
        "sentence of a draft": {"pk": made["report draft"]["pk"], "key": sentence["key"]},
        "sentence elsewhere": {"pk": sentence["pk"], "key": "causes-0123456789-1"},
        "remark sent": of_department,
        "remark presented": of_office,
        "remark returned": answered,
    }


def _request(cast):
    day = timezone.localdate()
    letter, _ = record_document(
        by=cast.specialist,
        agency=cast.department,
        kind=DocumentKind.LETTER,
        number="99/BNV-CCVC",
        issued_on=day,
        issuer="Bộ Nội vụ",
        subject="báo cáo Đề án",
    )
    return record_request(by=cast.specialist, year=day.year, document=letter, due_on=day)[0]


def _outlines(cast):
    """The outline in force, a draft made from it, one that was given up, and a request."""
    first, act = Outline.objects.get(), Act(cast.specialist)
    asked = {"basis": "Công văn số 15/BNV-CCVC", "starts_on": first.starts_on}
    draft, _ = make_outline(first, act, name="Đề cương mới", **asked)
    given_up, _ = make_outline(first, act, name="Đề cương bỏ", **asked)
    discard_outline(given_up, act)
    return {
        "report request": {"pk": _request(cast).pk},
        "kind of paper": {"word": "to-trinh"},
        "no kind of paper": {"word": "hoa-don"},
        "outline in force": {"pk": first.pk},
        "outline draft": {"pk": draft.pk},
        "outline given up": {"pk": given_up.pk},
        "heading in force": {"pk": first.pk, "section_pk": first.sections.get(code="causes").pk},
        "heading of draft": {"pk": draft.pk, "section_pk": draft.sections.get(code="causes").pk},
    }
