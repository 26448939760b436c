"""The ways of the papers: a report is sent to the leader, a notice goes on to its number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from inspections.identities.models import IdentityReading
from inspections.result_papers import actions
from inspections.result_papers.addressing import reads_names
from inspections.result_papers.forms import IssueForm, NumberForm, ReturnForm
from inspections.result_papers.models import (
    EDITABLE,
    PAPER_LEADERS,
    PAPER_REGISTRARS,
    PAPER_WRITERS,
    RECEIVERS,
    REPLIERS,
    PaperKind,
    PaperState,
    Reply,
    ResultPaper,
)
from inspections.visits.models import (
    PLANNED_HOUSE,
    VISIT_STARTERS,
    VISIT_WORKERS,
    VisitMember,
    VisitState,
)
from inspections.visits.workflow import NOT_IN_TEAM
from tayninh_portal import readings
from tayninh_portal.access import (
    DEPARTMENT,
    Role,
    each,
    holds,
    register_rules,
)
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = PaperState
SEND = Transition(
    "send",
    "Gửi lãnh đạo Sở",
    (S.WRITING,),
    (S.SENT,),
    "result_paper.send",
    actions.send,
    NumberForm,
)
ACCEPT = Transition(
    "accept", "Nhận báo cáo", (S.SENT,), (S.ACCEPTED,), "result_paper.accept", actions.move
)
PRESENT = Transition(
    "present",
    "Trình duyệt",
    (S.DRAFT, S.RETURNED),
    (S.PRESENTED,),
    "result_paper.present",
    actions.move,
)
RETURN = Transition(
    "return",
    "Trả lại",
    (S.SENT, S.PRESENTED, S.APPROVED),
    (S.RETURNED, S.WRITING),
    "result_paper.return",
    actions.send_back,
    ReturnForm,
)
APPROVE = Transition(
    "approve",
    "Duyệt thông báo",
    (S.PRESENTED,),
    (S.APPROVED,),
    "result_paper.approve",
    actions.move,
)
ISSUE = Transition(
    "issue",
    "Ghi số, ngày ban hành",
    (S.APPROVED,),
    (S.ISSUED,),
    "result_paper.issue",
    actions.issue,
    IssueForm,
    again=True,
)
WORDS: dict[str | tuple[str, str], Words] = {
    "send": Words(
        button="Gửi lãnh đạo Sở",
        heading="Gửi báo cáo cho lãnh đạo Sở",
        done="Đã gửi báo cáo cho lãnh đạo Sở.",
        sign="send",
        style="primary",
    ),
    "accept": Words(button="Nhận báo cáo", done="Đã nhận báo cáo.", style="primary"),
    "present": Words(
        button="Trình duyệt",
        done="Đã trình lãnh đạo Sở duyệt thông báo.",
        sign="send",
        style="primary",
    ),
    "return": Words(
        button="Trả lại", done="Đã trả lại để sửa, kèm lý do.", sign="arrow-return-left"
    ),
    "approve": Words(
        button="Duyệt thông báo", done="Đã duyệt; văn thư ghi số, ngày.", style="primary"
    ),
    "issue": Words(
        button="Ghi số, ngày ban hành",
        done="Đã ban hành; các nơi nhận đã được báo.",
        sign="check-circle",
        style="primary",
        consequence="Ghi theo bản đã ký. Từ lúc này cơ quan được kiểm tra mở được thông báo (thông "
        "báo kết quả: cả cơ quan quản lý trực tiếp và UBND tỉnh); nội dung không sửa được nữa.",
    ),
}
CLOSED: dict[str | tuple[str, str], str] = {
    S.WRITING: "Báo cáo đang soạn.",
    S.SENT: "Báo cáo đã gửi lãnh đạo Sở.",
    S.ACCEPTED: "Lãnh đạo Sở đã nhận báo cáo này.",
    S.DRAFT: "Thông báo đang soạn.",
    S.PRESENTED: "Thông báo đang chờ lãnh đạo Sở duyệt.",
    S.RETURNED: "Thông báo bị trả lại, đang được sửa.",
    S.APPROVED: "Thông báo đã được duyệt, đang chờ văn thư ghi số.",
    S.ISSUED: "Thông báo đã ban hành.",
}


def result_papers_of(user: User) -> QuerySet[ResultPaper]:
    """The papers a person may see, with what their pages and rules read."""
    require(user, "result_paper.list")
    rows = ResultPaper.objects.visible_to(user).named()
    return rows.select_related(
        "visit__agency__parent",
        "visit__team",
        "visit__plan_line__plan",
        "addressee__parent",
        "above",
        "words",
        "file",
        "replaces",
        "replaced_by",
    )


def replies_of(user: User) -> QuerySet[Reply]:
    """The replies a person may see."""
    require(user, "result_paper.list")
    return Reply.objects.visible_to(user).select_related("paper__visit", "paper__addressee", "file")


RESULT_PAPERS = register(
    Workflow(
        ResultPaper,
        "result-paper",
        "result_papers",
        result_papers_of,
        (SEND, ACCEPT, PRESENT, RETURN, APPROVE, ISSUE),
        WORDS,
        CLOSED,
        waits_for={
            S.SENT: PAPER_LEADERS,
            S.PRESENTED: PAPER_LEADERS,
            S.APPROVED: PAPER_REGISTRARS,
            S.RETURNED: PAPER_WRITERS,
        },
    )
)
BELONGS = "Bạn công tác tại cơ quan được kiểm tra nên không làm việc này."
NOT_CONCLUDED = "Lượt kiểm tra chưa kết thúc hoặc đang được đính chính."
# Said to those alone who know of the visit: for everybody else there is none.
IS_SURPRISE = "Lượt kiểm tra đột xuất không được thông báo trước cho cơ quan."
NOT_TO_COME = "Chỉ thông báo lịch của lượt kiểm tra chưa bắt đầu và không bị bỏ khỏi lịch."
OUTDATED = "{} Mở “Sửa nội dung”, đối chiếu rồi lưu lại."
OPEN_FIRST = "Nội dung nêu tên người: mở đọc, ghi mục đích, rồi mới sửa."
NOT_HEAD = "Báo cáo do Tổ trưởng hoặc lãnh đạo Sở gửi."
NOT_FOR_YOU = (
    "Văn bản nêu tên người chỉ Sở Nội vụ, cán bộ đầu mối, thủ trưởng nơi nhận, văn thư và lãnh đạo "
    "UBND tỉnh mở được."
)
NOT_ADDRESSED = "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan nhận thông báo trả lời được."
NOT_ISSUED = "Thông báo chưa ban hành."
WAS_REPLACED = "Thông báo này đã được thay thế; trả lời ở thông báo thay thế."


def writing(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    """The team and the leaders, of another house than the agency's, while it may be changed."""
    return [
        reason or _not_editable(user, paper, on)
        for reason, paper in zip(_not_workers(user, papers, on), papers, strict=True)
    ]


def presenting(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    """The same, where the words tell of the visit as it stands."""
    return [
        reason or _not_current(paper)
        for reason, paper in zip(_not_workers(user, papers, on), papers, strict=True)
    ]


def sending(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    """Whoever heads the Tổ of the visit; a leader where they are ill or gone."""
    heads = VisitMember.objects.filter(user=user, is_head=True)
    heads = heads.filter(visit__in=[paper.visit_id for paper in papers])
    headed = set(heads.values_list("visit_id", flat=True))
    leads = holds(user, Role.MANAGER, on=on)
    return [
        reason or (None if leads or paper.visit_id in headed else NOT_HEAD)
        for reason, paper in zip(presenting(user, papers, on), papers, strict=True)
    ]


def judging(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    """A leader of another house than the agency's."""
    own_house = PLANNED_HOUSE.covers(user, [paper.visit for paper in papers], on)
    return [BELONGS if paper.visit_id in own_house else None for paper in papers]


def approving(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    """The same, where the words tell of the visit as it stands."""
    return [
        reason or _not_current(paper)
        for reason, paper in zip(judging(user, papers, on), papers, strict=True)
    ]


def opening(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    """Whoever sees a paper opens it; one that names persons the Sở and its receivers alone, by a
    post that nobody gives alone, and no guest of the team."""
    if holds(user, *DEPARTMENT, Role.DEPARTMENT_REGISTRAR, on=on):
        return [None] * len(papers)
    theirs = RECEIVERS.covers(user, papers, on) if reads_names(user, on) else set()
    return [NOT_FOR_YOU if p.names_persons and p.pk not in theirs else None for p in papers]


def replying(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    """The agency an issued notice went to, while it is in force."""
    own = REPLIERS.covers(user, papers, on)
    return [
        NOT_ADDRESSED
        if paper.pk not in own
        else NOT_ISSUED
        if paper.state != S.ISSUED
        else WAS_REPLACED
        if paper.successor
        else None
        for paper in papers
    ]


def _not_workers(user: User, papers: Sequence[ResultPaper], on: date) -> list[str | None]:
    visits = [paper.visit for paper in papers]
    own = VISIT_WORKERS.covers(user, visits, on)
    to_come = [paper.visit for paper in papers if paper.kind == PaperKind.COMING]
    own |= VISIT_STARTERS.covers(user, to_come, on) if to_come else set()
    # Whose house it is matters to who works on it alone: most who read a page do not.
    own_house = PLANNED_HOUSE.covers(user, [visit for visit in visits if visit.pk in own], on)
    return [
        NOT_IN_TEAM if visit.pk not in own else BELONGS if visit.pk in own_house else None
        for visit in visits
    ]


def _not_ready(paper: ResultPaper) -> str | None:
    """What announces a visit is written while that is to come, and of no surprise; the other papers
    once it is concluded."""
    visit = paper.visit
    if paper.kind != PaperKind.COMING:
        return None if visit.state == VisitState.CONCLUDED else NOT_CONCLUDED
    if visit.is_surprise:
        return IS_SURPRISE
    return None if visit.state == VisitState.PLANNED else NOT_TO_COME


def _not_editable(user: User, paper: ResultPaper, on: date) -> str | None:
    if reason := _not_ready(paper):
        return reason
    if paper.state and paper.state not in EDITABLE:
        return CLOSED[paper.state]
    if not paper.names_persons or paper.pk is None or paper.created_by_id == user.pk:
        return None
    readings = IdentityReading.objects.filter(identity=paper.words_id, by=user, at__date=on)
    return None if readings.exists() else OPEN_FIRST


def _not_current(paper: ResultPaper) -> str | None:
    if reason := _not_ready(paper):
        return reason
    return OUTDATED.format(paper.why_outdated) if paper.is_outdated else None


register_rules(
    {
        "result_paper.write": writing,
        "result_paper.send": sending,
        "result_paper.accept": judging,
        "result_paper.present": presenting,
        "result_paper.return": judging,
        "result_paper.approve": approving,
        "result_paper.issue": each(lambda user, paper, on: _not_current(paper)),
        "result_paper.open": opening,
        "result_paper.reply": replying,
    }
)
readings.register(
    readings.Kind(
        ResultPaper,
        "Văn bản nêu tên",
        lambda user: ResultPaper.objects.visible_to(user).named().select_related("visit"),
        lambda paper: f"{paper.get_kind_display()}, {paper.agency_then}",
        RESULT_PAPERS.record_url,
    )
)
