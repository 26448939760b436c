"""Who is told of what about the papers of a visit and the replies to them."""

from __future__ import annotations

from inspections.result_papers.models import (
    PAPER_TOLD,
    PAPER_WRITERS,
    REPLY_TOLD,
    PaperState,
    Reply,
    ResultPaper,
)
from inspections.result_papers.workflow import (
    ISSUE,
    RESULT_PAPERS,
    RETURN,
    replies_of,
    result_papers_of,
)
from tayninh_portal.drawing import record_url
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register

register(
    Subject(
        ResultPaper,
        result_papers_of,
        title=lambda paper: (
            f"{paper.get_kind_display().lower()}, ngày kiểm tra {short_date(paper.visit.day)}"
        ),
        where=lambda paper: paper.agency_then,
        url=RESULT_PAPERS.record_url,
        workflow=RESULT_PAPERS,
        own=(
            News(NoticeKind.ANSWERED, (ISSUE.name,), PAPER_TOLD),
            # A notice that came back waits in a state of that name; a report is written on.
            News(NoticeKind.RETURNED, (RETURN.name,), PAPER_WRITERS, in_state=PaperState.WRITING),
        ),
    )
)
register(
    Subject(
        Reply,
        replies_of,
        title=lambda reply: (
            f"{reply.get_kind_display().lower()} về thông báo, ngày kiểm tra "
            f"{short_date(reply.paper.visit.day)}"
        ),
        where=lambda reply: str(reply.paper.addressee),
        url=lambda reply: record_url("result-paper-detail", reply.paper_id),
        own=(News(NoticeKind.ANSWERED, ("create",), REPLY_TOLD),),
    )
)
