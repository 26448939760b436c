"""Who may do what: roles → permissions in one table, and ``may()`` with its reason.

A role is held through a dated post (``Appointment``), never by a flag on the account. A permission
says what kind of person may do an action; the rule registered in a noun's room says whether they
may do it to *this* object *now*. What a person may *see* is decided by one queryset method a model,
``visible_to(user)``, and nowhere else.

Source of the division of work: Sở Nội vụ drafts, UBND tỉnh issues (Quyết định 1847/QĐ-TTg; the
report of 14/01/2020 is signed for UBND tỉnh).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

# Whoever asks for rights finds posts and roles here too.
from tayninh_portal.posts import Post as Post
from tayninh_portal.posts import posts_of as posts_of
from tayninh_portal.posts import read_posts as read_posts
from tayninh_portal.posts import today as today
from tayninh_portal.roles import AGENCY as AGENCY
from tayninh_portal.roles import CONFIRMING as CONFIRMING
from tayninh_portal.roles import DEPARTMENT as DEPARTMENT
from tayninh_portal.roles import PROVINCE as PROVINCE
from tayninh_portal.roles import REMARKING as REMARKING
from tayninh_portal.roles import Role as Role

if TYPE_CHECKING:
    from tayninh_portal.models import User


R = Role
# The permissions whose roles nobody gives, ends or locks out alone: to read an identity (a decision
# on somebody found at fault names them), certify, approve, number, administer.
GRAVE = frozenset({"read_identity", "open_file", "certify", "approve", "issue", "manage"})

# action → (roles that hold it, what the action is called in a refusal). The only such table.
PERMISSIONS: dict[str, tuple[frozenset[Role], str]] = {
    # registry and accounts
    "agency.list": (frozenset(Role), "Xem danh mục cơ quan"),
    "agency.manage": (frozenset({R.ADMINISTRATOR}), "Quản lý danh mục cơ quan"),
    "agency.assign": (frozenset({R.MANAGER}), "Phân công chuyên viên phụ trách"),
    # LEADER only what is reserved for them (inspections/handovers/workflow.py)
    "handover.list": (DEPARTMENT | {R.LEADER}, "Xem bàn giao"),
    "handover.create": (frozenset({R.MANAGER, R.LEADER}), "Bàn giao việc đang mở"),
    "account.list": (frozenset({R.ADMINISTRATOR}), "Xem danh sách tài khoản"),
    "account.manage": (frozenset({R.ADMINISTRATOR}), "Quản lý tài khoản và chức trách"),
    "catalogue.list": (frozenset({R.ADMINISTRATOR, R.MANAGER}), "Xem danh mục dùng chung"),
    "catalogue.manage": (frozenset({R.ADMINISTRATOR}), "Quản lý danh mục dùng chung"),
    # visits
    "visit.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem lượt kiểm tra"),
    "visit.create": (DEPARTMENT, "Ghi nhận lượt kiểm tra"),
    "visit.continue": (DEPARTMENT, "Kiểm tra tiếp cơ quan khác trong chuyến"),
    "visit.update": (DEPARTMENT, "Sửa lượt kiểm tra"),
    "visit.conclude": (DEPARTMENT, "Kết thúc lượt kiểm tra"),
    "visit.cancel": (DEPARTMENT, "Hủy lượt kiểm tra"),
    "visit.attach": (DEPARTMENT, "Gắn văn bản vào lượt kiểm tra"),
    "visit.correct": (frozenset({R.MANAGER}), "Mở lại lượt kiểm tra để đính chính"),
    # biên bản: signed, it is seen by the agency too, and by UBND tỉnh without its file
    "minutes.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem biên bản kiểm tra"),
    "minutes.write": (DEPARTMENT, "Lập biên bản kiểm tra"),
    "minutes.blank": (DEPARTMENT, "In mẫu biên bản kiểm tra"),
    "minutes.sign": (DEPARTMENT, "Ghi biên bản đã ký"),
    "minutes.read_identity": (DEPARTMENT, "Xem, in biên bản có họ tên"),
    "minutes.open_file": (DEPARTMENT | AGENCY | {R.LEADER}, "Mở biên bản đã ký"),
    # plans of a year: the Sở drafts, its leader presents; numbers come from the issuer's register
    "plan.list": (DEPARTMENT | PROVINCE, "Xem kế hoạch kiểm tra"),
    "plan.record": (DEPARTMENT, "Soạn kế hoạch kiểm tra"),
    "plan.change_lines": (DEPARTMENT, "Thay đổi kế hoạch kiểm tra"),
    "plan.present": (frozenset({R.MANAGER}), "Trình kế hoạch kiểm tra"),
    "plan.return": (frozenset({R.MANAGER}), "Lấy lại kế hoạch kiểm tra đã trình"),
    "plan.issue": (frozenset({R.MANAGER, R.PROVINCE_REGISTRAR}), "Ghi số kế hoạch kiểm tra"),
    # what is to come: a surprise is told to its team and to the leaders (PLANNED_READERS)
    "planned_visit.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem lịch kiểm tra"),
    "visit.plan": (frozenset({R.MANAGER}), "Lên lịch kiểm tra"),
    "visit.start": (DEPARTMENT, "Bắt đầu lượt kiểm tra"),
    "visit.arrive": (DEPARTMENT | PROVINCE | AGENCY, "Xuất trình quyết định, giấy giới thiệu"),
    "visit.reschedule": (frozenset({R.MANAGER}), "Đổi lịch kiểm tra"),
    "visit.drop": (frozenset({R.MANAGER}), "Bỏ lượt kiểm tra khỏi lịch"),
    # teams by decision; those from other bodies see their own
    "team.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem Tổ, Đoàn kiểm tra"),
    "team.record": (frozenset({R.MANAGER}), "Ghi Tổ, Đoàn kiểm tra"),
    # complaints; LEADER only for one that names them (complaints/rules.py)
    "complaint.list": (
        DEPARTMENT | PROVINCE | AGENCY | {R.OPERATOR},
        "Xem phản ánh, kiến nghị",
    ),
    "complaint.create": (
        frozenset({R.OPERATOR, R.MANAGER}),
        "Ghi nhận phản ánh, kiến nghị",
    ),
    "complaint.update": (frozenset({R.OPERATOR, R.MANAGER}), "Sửa phản ánh, kiến nghị"),
    "complaint.classify": (
        frozenset({R.OPERATOR, R.SPECIALIST, R.MANAGER, R.LEADER}),
        "Phân loại phản ánh, kiến nghị",
    ),
    "complaint.hand_on": (
        frozenset({R.OPERATOR, R.SPECIALIST, R.MANAGER, R.LEADER}),
        "Chuyển phản ánh, kiến nghị",
    ),
    "complaint.answer": (
        frozenset({R.OPERATOR, R.SPECIALIST, R.MANAGER, R.LEADER}),
        "Ghi kết quả trả lời",
    ),
    "complaint.reply": (AGENCY, "Báo cáo kết quả xử lý phản ánh được giao"),
    "complaint.close": (
        frozenset({R.OPERATOR, R.SPECIALIST, R.MANAGER, R.LEADER}),
        "Kết thúc phản ánh, kiến nghị",
    ),
    "complaint.merge": (frozenset({R.OPERATOR, R.MANAGER}), "Gộp phản ánh trùng"),
    "complaint.reserve": (
        frozenset({R.OPERATOR, R.MANAGER, R.LEADER}),
        "Đổi đối tượng, chế độ bảo mật của phản ánh",
    ),
    "complaint.reopen": (
        frozenset({R.MANAGER, R.LEADER}),
        "Mở lại phản ánh, kiến nghị",
    ),
    "complaint.read_identity": (
        frozenset({R.OPERATOR, R.MANAGER, R.LEADER}),
        "Xem thông tin người phản ánh",
    ),
    "finding.read_identity": (DEPARTMENT, "Xem thông tin người vi phạm"),
    "statement.record": (DEPARTMENT, "Ghi việc tường trình"),
    # the Tổ proposes, the body above the visited one decides (HEAD_CRITICISM_READERS)
    "head_criticism.list": (
        DEPARTMENT | PROVINCE | AGENCY,
        "Xem đề nghị phê bình người đứng đầu",
    ),
    "head_criticism.propose": (DEPARTMENT, "Đề nghị phê bình người đứng đầu"),
    "head_criticism.decide": (
        AGENCY | {R.MANAGER, R.LEADER, R.PROVINCE_REGISTRAR},
        "Ghi kết quả đề nghị phê bình người đứng đầu",
    ),
    "head_criticism.withdraw": (DEPARTMENT, "Rút đề nghị phê bình người đứng đầu"),
    "head_criticism.read_identity": (DEPARTMENT, "Xem người được đề nghị phê bình"),
    "head_criticism.open_file": (
        DEPARTMENT | AGENCY | {R.LEADER, R.PROVINCE_REGISTRAR},
        "Mở tệp kết quả đề nghị phê bình",
    ),
    "finding.compare": (DEPARTMENT, "Đối chiếu người vi phạm"),
    # Of the leaders all, of the others their own (identities/lists.py).
    "identity.list_readings": (
        DEPARTMENT | {R.OPERATOR, R.LEADER},
        "Xem các lần xem danh tính",
    ),
    # what became of the findings: the Tổ proposes, the agency handles, the Sở confirms
    "handling.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem kiến nghị và kết quả xử lý"),
    "handling.enter": (AGENCY, "Ghi kết quả xử lý"),
    "handling.update": (AGENCY, "Sửa kết quả xử lý"),
    "handling.withdraw": (AGENCY, "Rút kết quả xử lý"),
    "handling.confirm": (DEPARTMENT, "Xác nhận kết quả xử lý"),
    "handling.return": (DEPARTMENT, "Trả lại kết quả xử lý"),
    "handling.reopen": (frozenset({R.MANAGER}), "Mở lại kết quả xử lý đã xác nhận"),
    "handling.open_file": (DEPARTMENT | AGENCY, "Mở tệp quyết định xử lý"),
    "remedy.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem nội dung phải khắc phục"),
    "remedy.report": (AGENCY, "Báo cáo khắc phục"),
    "remedy.prove": (AGENCY, "Gửi tệp minh chứng khắc phục"),
    "remedy.open_proof": (DEPARTMENT | AGENCY, "Mở tệp minh chứng khắc phục"),
    "remedy.confirm": (DEPARTMENT, "Xác nhận đã khắc phục"),
    "remedy.return": (DEPARTMENT, "Trả lại báo cáo khắc phục"),
    "remedy.reopen": (DEPARTMENT, "Mở lại nội dung đã khắc phục"),
    "remedy.extend": (frozenset({R.MANAGER}), "Gia hạn khắc phục"),
    # papers about a visit: the Tổ reports, the Sở tells the agency, the agency answers
    "result_paper.list": (
        DEPARTMENT | PROVINCE | AGENCY | {R.DEPARTMENT_REGISTRAR},
        "Xem văn bản kết quả kiểm tra",
    ),
    "result_paper.write": (DEPARTMENT, "Soạn văn bản kết quả kiểm tra"),
    "result_paper.send": (DEPARTMENT, "Gửi báo cáo của Tổ trưởng"),
    "result_paper.accept": (frozenset({R.MANAGER}), "Nhận báo cáo của Tổ trưởng"),
    "result_paper.present": (DEPARTMENT, "Trình thông báo kết quả kiểm tra"),
    "result_paper.return": (frozenset({R.MANAGER}), "Trả lại văn bản kết quả kiểm tra"),
    "result_paper.approve": (frozenset({R.MANAGER}), "Duyệt thông báo kết quả kiểm tra"),
    "result_paper.issue": (
        frozenset({R.DEPARTMENT_REGISTRAR}),
        "Ghi số thông báo kết quả kiểm tra",
    ),
    "result_paper.open": (
        DEPARTMENT | PROVINCE | AGENCY | {R.DEPARTMENT_REGISTRAR},
        "Mở văn bản kết quả kiểm tra",
    ),
    "result_paper.reply": (AGENCY, "Trả lời thông báo kết quả kiểm tra"),
    # self-inspection
    "round.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem đợt tự kiểm tra"),
    "round.manage": (DEPARTMENT, "Quản lý đợt tự kiểm tra"),
    "round.open": (DEPARTMENT, "Mở đợt tự kiểm tra"),
    "round.close": (DEPARTMENT, "Khóa đợt tự kiểm tra"),
    "round.reopen": (frozenset({R.MANAGER}), "Mở lại đợt tự kiểm tra đã khóa"),
    "submission.fill": (AGENCY, "Nhập kết quả tự kiểm tra"),
    "submission.certify": (frozenset({R.AGENCY_HEAD}), "Xác nhận và gửi kết quả tự kiểm tra"),
    "submission.accept": (DEPARTMENT, "Chấp nhận kết quả tự kiểm tra"),
    "submission.return": (DEPARTMENT, "Trả lại kết quả tự kiểm tra"),
    "submission.reopen": (frozenset({R.MANAGER}), "Mở lại kết quả đã chấp nhận"),
    # what was done to carry out the Đề án, and the documents it stands on
    "implementation.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem kết quả triển khai"),
    "implementation.create": (DEPARTMENT | AGENCY, "Ghi kết quả triển khai"),
    "implementation.update": (DEPARTMENT | AGENCY, "Sửa kết quả triển khai"),
    "implementation.withdraw": (DEPARTMENT | AGENCY, "Rút kết quả triển khai"),
    "implementation.confirm": (DEPARTMENT, "Xác nhận kết quả triển khai"),
    "implementation.return": (DEPARTMENT, "Trả lại kết quả triển khai"),
    "implementation.reopen": (frozenset({R.MANAGER}), "Mở lại kết quả triển khai đã xác nhận"),
    "cited_document.list": (DEPARTMENT | PROVINCE | AGENCY, "Xem văn bản liên quan"),
    "cited_document.create": (DEPARTMENT | AGENCY, "Ghi văn bản liên quan"),
    "cited_document.update": (DEPARTMENT | AGENCY, "Sửa văn bản liên quan"),
    # what the report of a year is asked for
    "report_request.list": (DEPARTMENT | PROVINCE, "Xem yêu cầu báo cáo"),
    "report_request.record": (DEPARTMENT, "Ghi yêu cầu báo cáo"),
    # reports
    "figure.list": (DEPARTMENT | PROVINCE, "Xem số liệu"),
    "dashboard.view": (DEPARTMENT | {R.OFFICE_EXAMINER, R.LEADER}, "Xem toàn cảnh của tỉnh"),
    "report.list": (DEPARTMENT | PROVINCE | {R.DEPARTMENT_REGISTRAR}, "Xem báo cáo"),
    "report.create": (DEPARTMENT, "Lập báo cáo"),
    "report.write": (DEPARTMENT, "Soạn thảo báo cáo"),
    "report.render": (DEPARTMENT, "Kết xuất báo cáo ra PDF"),
    "report.download": (
        DEPARTMENT | PROVINCE | {R.DEPARTMENT_REGISTRAR},
        "Tải báo cáo",
    ),
    # the sheet of its checks: who writes, approves, examines and signs for its numbers
    "report.read_sheet": (
        DEPARTMENT | {R.OFFICE_EXAMINER, R.LEADER},
        "Xem Phiếu kiểm tra số liệu",
    ),
    # papers that go with it: drawn with a blank number, kept nowhere
    "report.draft_memo": (DEPARTMENT | {R.DEPARTMENT_REGISTRAR}, "Lập tờ trình của Sở Nội vụ"),
    "report.draft_office_sheet": (frozenset({R.OFFICE_EXAMINER}), "Lập phiếu trình báo cáo"),
    "report.draft_correction": (DEPARTMENT | {R.PROVINCE_REGISTRAR}, "Lập công văn đính chính"),
    "report.draft_summary": (DEPARTMENT, "Lập báo cáo tổng hợp kết quả kiểm tra"),
    # the outline its headings come from: who writes reports prepares it, a leader puts it in force
    "outline.list": (DEPARTMENT, "Xem đề cương báo cáo"),
    "outline.prepare": (DEPARTMENT, "Soạn đề cương báo cáo"),
    "outline.apply": (frozenset({R.MANAGER}), "Áp dụng đề cương báo cáo"),
    # the way of a report: the Sở drafts and approves, UBND tỉnh signs and issues
    "report.update": (DEPARTMENT, "Sửa thông tin chung của báo cáo"),
    "report.accept_warning": (DEPARTMENT, "Chấp nhận cảnh báo của báo cáo"),
    "report.submit": (DEPARTMENT, "Trình lãnh đạo Sở"),
    "report.recall": (DEPARTMENT, "Rút lại báo cáo đã trình lãnh đạo Sở"),
    "report.approve": (frozenset({R.MANAGER}), "Duyệt báo cáo"),
    "report.return": (frozenset({R.MANAGER}), "Trả lại báo cáo cho người soạn"),
    "report.present": (frozenset({R.DEPARTMENT_REGISTRAR}), "Trình Ủy ban nhân dân tỉnh"),
    "report.send_back": (frozenset({R.OFFICE_EXAMINER}), "Trả lại báo cáo cho Sở Nội vụ"),
    "report.choose_signer": (frozenset({R.OFFICE_EXAMINER}), "Đổi người ký dự kiến"),
    # The Chủ tịch signs on paper and need not sign in.
    "report.sign": (
        frozenset({R.OFFICE_EXAMINER, R.PROVINCE_REGISTRAR}),
        "Ghi nhận chữ ký",
    ),
    "report.issue": (frozenset({R.PROVINCE_REGISTRAR}), "Cấp số và ban hành báo cáo"),
    "report.file_signed": (frozenset({R.PROVINCE_REGISTRAR}), "Lưu bản gốc đã ký"),
    "report.open_signed": (
        DEPARTMENT | PROVINCE | {R.DEPARTMENT_REGISTRAR},
        "Mở bản gốc đã ký",
    ),
    "report.correct": (frozenset({R.PROVINCE_REGISTRAR}), "Ghi đính chính báo cáo"),
    "report.withdraw": (frozenset({R.PROVINCE_REGISTRAR}), "Ghi thu hồi báo cáo"),
    "report.replace": (DEPARTMENT, "Lập báo cáo thay thế"),
    "remark.list": (DEPARTMENT | {R.OFFICE_EXAMINER}, "Xem ý kiến tại câu của báo cáo"),
    "remark.create": (REMARKING, "Ghi ý kiến tại câu của báo cáo"),
    "remark.bring": (DEPARTMENT, "Ghi nhận xét trong tệp Word thành ý kiến tại câu"),
    "remark.answer": (DEPARTMENT, "Trả lời ý kiến tại câu của báo cáo"),
    "remark.settle": (REMARKING, "Ghi ý kiến tại câu của báo cáo là đã xong"),
    # what one person may not do alone (tayninh_portal/proposals)
    "proposal.confirm": (CONFIRMING, "Xác nhận đề nghị của người khác"),
    "proposal.refuse": (CONFIRMING, "Từ chối đề nghị của người khác"),
    "proposal.withdraw": (CONFIRMING, "Rút đề nghị của mình"),
    "proposal.expire": (CONFIRMING, "Đóng đề nghị quá hạn"),
    # frame
    "search": (frozenset(Role), "Tìm kiếm"),
    "sign_in.list": (frozenset({R.ADMINISTRATOR}), "Xem nhật ký đăng nhập"),
    "log.check": (frozenset({R.ADMINISTRATOR, R.MANAGER}), "Xem niêm phong nhật ký"),
    "mail.manage": (frozenset({R.ADMINISTRATOR}), "Xử lý thư chưa gửi được"),
    "components.view": (frozenset({R.ADMINISTRATOR}), "Xem trang thành phần giao diện"),
}


def protected_roles() -> frozenset[Role]:
    """The roles that hold a grave permission (``GRAVE``)."""
    return frozenset(
        role
        for action, (roles, _) in PERMISSIONS.items()
        if action.rpartition(".")[2] in GRAVE
        for role in roles
    )


@dataclass(frozen=True)
class Allowed:
    """The action may be done. Truthy."""

    reason: str = ""
    of_role: bool = False

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """The action may not be done, and why, in a sentence that can stand on the screen. Falsy.

    ``of_role``: no post of the person is meant for it, so that another post would help.
    """

    reason: str
    of_role: bool = False

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Denied
# A rule is asked about several records at once and answers for each with the sentence that
# forbids, or None: what it has to look up it looks up once for all of them.
Rule = Callable[["User", Sequence[Any], date], Sequence[str | None]]
_rules: dict[str, Rule] = {}


def register_rules(rules: Mapping[str, Rule]) -> None:
    """Register the rule of each action; an action stands in ``PERMISSIONS`` and has one rule."""
    for action, rule in rules.items():
        if action not in PERMISSIONS:
            raise KeyError(f"{action} is not in the table of permissions")
        if action in _rules:
            raise ValueError(f"{action} has two rules")
        _rules[action] = rule


def each(question: Callable[[Any, Any, date], str | None]) -> Rule:
    """A rule out of a question about one record that looks nothing up."""

    def rule(user: User, rows: Sequence[Any], on: date) -> list[str | None]:
        return [question(user, row, on) for row in rows]

    return rule


def roles_of(user: User, on: date | None = None) -> frozenset[Role]:
    """The roles ``user`` holds on a day, over all posts."""
    return frozenset(post.role for post in posts_of(user, on))


def agencies_of(
    user: User, roles: frozenset[Role] = AGENCY, on: date | None = None
) -> frozenset[int]:
    """Ids of the agencies in which ``user`` holds one of ``roles`` on a day."""
    return frozenset(post.agency_id for post in posts_of(user, on) if post.role in roles)


def holds(user: User, *roles: Role, on: date | None = None) -> bool:
    """Whether ``user`` holds at least one of ``roles`` on a day."""
    return not roles_of(user, on).isdisjoint(roles)


def may(user: User, action: str, obj: object = None, *, on: date | None = None) -> Verdict:
    """Whether ``user`` may do ``action`` (to ``obj``) on a day: ``Allowed`` or ``Denied(reason)``.

    Raises ``KeyError`` for an action that is not in the table: a misspelt action must not be
    mistaken for a refusal.
    """
    return may_each(user, action, [obj], on=on)[0]


def may_each(
    user: User, action: str, rows: Sequence[object], *, on: date | None = None
) -> list[Verdict]:
    """``may`` for several records of one kind; None among them asks for the role alone."""
    roles, called = PERMISSIONS[action]
    if roles_of(user, on).isdisjoint(roles):
        names = "; ".join(role.label for role in Role if role in roles)
        return [Denied(f"{called} là việc của: {names}.", of_role=True) for _ in rows]
    objects = [row for row in rows if row is not None]
    if not objects or action not in _rules:
        return [Allowed() for _ in rows]
    reasons = iter(_rules[action](user, objects, on or today()))
    answered = [None if row is None else next(reasons) for row in rows]
    return [Denied(reason) if reason else Allowed() for reason in answered]
