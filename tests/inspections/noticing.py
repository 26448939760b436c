"""What the tests of the papers about a visit share: a report and a notice in any state."""

from datetime import date

from django.urls import reverse

from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.actions import draft_paper, send_reply
from inspections.result_papers.models import PaperKind, Reply, ReplyKind, ResultPaper
from inspections.visits.models import Visit
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import finding

# The visit was on 05/7/2019, its papers are written on the Monday after.
NOW = moment(2019, 7, 8, 9)
TODAY = date(2019, 7, 8)
SIGNER = "Minh họa Giám đốc"
WORDS = {
    "facts": "Có mặt 38/40 người.",
    "good_points": "Niêm yết đầy đủ thủ tục hành chính.",
    "shortcomings": "- Đi muộn: 01 trường hợp.",
    "recommendations": "Đề nghị nhắc nhở 01 trường hợp.",
    "remedies": "- Bảng tên chức danh: chậm nhất ngày 05/8/2019.",
}


def visit(cast, agency: str = "a", **changes) -> Visit:
    """A concluded visit to Sở Xây dựng with one person who came late, by the specialist."""
    return Visit.objects.get(pk=finding(cast, agency, **changes).visit_id)


def paper(cast, about: Visit | None = None, kind=PaperKind.NOTICE, **changes) -> ResultPaper:
    """A draft by the specialist, but for ``changes``."""
    given = {"by": cast.specialist, "at": NOW, "words": WORDS, "kind": kind}
    return draft_paper(about or visit(cast), **(given | changes))[0]


def report(cast, about: Visit | None = None, **changes) -> ResultPaper:
    """The report of the Tổ trưởng, being written."""
    return paper(cast, about, PaperKind.REPORT, **changes)


def sent(cast, **changes) -> ResultPaper:
    """The same, sent to the leader."""
    asked = {"number": 1, "issued_on": TODAY}
    return do(paper_flow.SEND, report(cast, **changes), by=cast.specialist, at=NOW, **asked)


def presented(cast, about: Visit | None = None, **changes) -> ResultPaper:
    """A notice before the leader."""
    return do(paper_flow.PRESENT, paper(cast, about, **changes), by=cast.specialist, at=NOW)


def returned(cast, **changes) -> ResultPaper:
    """A notice the leader gave back."""
    made = presented(cast, **changes)
    return do(paper_flow.RETURN, made, by=cast.manager, at=NOW, note="Bổ sung ưu điểm.")


def approved(cast, about: Visit | None = None, **changes) -> ResultPaper:
    """A notice that waits for its number."""
    return do(paper_flow.APPROVE, presented(cast, about, **changes), by=cast.manager, at=NOW)


def issued(cast, about: Visit | None = None, number: int = 5, **changes) -> ResultPaper:
    """A notice with its number, at its receivers."""
    made = approved(cast, about, **changes)
    asked = {"number": number, "issued_on": TODAY, "signer": SIGNER}
    return do(paper_flow.ISSUE, made, by=cast.department_registrar, at=NOW, **asked)


def reply(cast, about: ResultPaper, by: str = "clerk_a", **changes) -> Reply:
    """A giải trình of Sở Xây dựng, but for ``changes``."""
    given = {
        "at": NOW,
        "kind": ReplyKind.EXPLANATION,
        "number": "215/SXD-VP",
        "day": TODAY,
        "text": "Đã kiểm điểm, rút kinh nghiệm.",
    }
    return send_reply(about, by=getattr(cast, by), **(given | changes))[0]


def page(cast, who, made):
    """The page of a paper as a person sees it."""
    return cast.client(who).get(reverse("result-paper-detail", args=[made.pk]))


def opened(cast, who, made, what="words", **more):
    """The answer to opening a paper."""
    url = reverse("result-paper-open", args=[made.pk])
    return cast.client(who).post(url, {"what": what} | more)
