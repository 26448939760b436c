"""Reports on their last steps, for the access table: to be signed, to be numbered, issued."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from reports.issuing.actions.mistakes import correct_report, withdraw_report
from reports.issuing.actions.signed_copies import file_signed_copy
from reports.issuing.models import PaperKind, SignedCopy
from reports.issuing.renderings import request_paper
from reports.narrative.models import Report
from tayninh_portal import jobs
from tayninh_portal.models import Job
from tayninh_portal.records import Act
from tests.fixtures.cast import Cast
from tests.lib.signed_pdf import plain_pdf
from tests.reports.issuing import issue, presented, signed


def issues(cast: Cast) -> dict[str, dict[str, object]]:
    """Objects by name → the keyword arguments of their addresses."""
    # The demo province, where these are built too, has issued its report of 2019 as number 13.
    to_sign, to_issue, issued = presented(cast, 2017), signed(cast, 2018), signed(cast, 2015)
    issue(issued, cast, number=14)
    gone = signed(cast, 2016)
    issue(gone, cast, number=15)
    paper = Job.objects.get(payload__report=issued.pk, payload__kind="for_signature")
    jobs.run(paper.pk)
    draft = request_paper(to_sign.submitted_snapshot, kind=PaperKind.DRAFT, by=cast.specialist)
    stuck = Job.objects.create(
        key="stuck for signature",
        kind=paper.kind,
        payload=paper.payload,
        state="failed",
        created_at=timezone.now(),
        created_by=cast.specialist,
    )
    return {
        "report to sign": {"pk": to_sign.pk},
        "report to issue": {"pk": to_issue.pk},
        "report issued": {"pk": issued.pk},
        "paper for signature": {"pk": issued.pk, "job_pk": paper.pk},
        "paper stuck": {"pk": issued.pk, "job_pk": stuck.pk},
        "draft of the Sở": {"pk": to_sign.pk, "job_pk": draft.pk},
        **_after_issue(cast, issued, gone),
    }


def _after_issue(cast: Cast, issued: Report, gone: Report) -> dict[str, dict[str, object]]:
    """An original and a correction of one report, the withdrawal of another."""
    act = Act(cast.province_registrar)
    papers = {"number": "215/UBND-NC", "day": date(2020, 1, 15)}

    def upload() -> SimpleUploadedFile:
        return SimpleUploadedFile("van-ban.pdf", plain_pdf())

    issued, gone = (Report.objects.get(pk=report.pk) for report in (issued, gone))
    copy, _ = file_signed_copy(issued, act, kind=SignedCopy.Kind.SCAN, upload=upload())
    correction = correct_report(issued, act, text="Sai tên.", upload=upload(), **papers)
    withdraw_report(gone, act, reason="Sai kỳ.", upload=upload(), **papers)
    return {
        "report withdrawn": {"pk": gone.pk},
        "signed copy": {"pk": issued.pk, "copy_pk": copy.pk},
        "signed copy elsewhere": {"pk": gone.pk, "copy_pk": copy.pk},
        "correction": {"pk": issued.pk, "correction_pk": correction.pk},
    }
