"""Reports on their last steps, for the access table: to be signed, to be numbered, issued."""

from __future__ import annotations

from django.utils import timezone

from reports.domain.renderings import request_paper
from reports.models import PaperKind
from tayninh_portal import jobs
from tayninh_portal.models import Job
from tests.fixtures.cast import Cast
from tests.reports.issuing import issue, presented, signed


def issues(cast: Cast) -> dict[str, dict[str, object]]:
    """Objects by name → the keyword arguments of their addresses."""
    to_sign, to_issue, issued = presented(cast, 2017), signed(cast, 2018), signed(cast, 2019)
    issue(issued, cast)
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
    }
