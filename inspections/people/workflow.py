"""Who may do what to an account, beyond the table of permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from tayninh_portal.access import Denied, Verdict, may, today
from tayninh_portal.second_factor.factors import has_factor

if TYPE_CHECKING:
    from tayninh_portal.models import Appointment, User

NOT_ONESELF = "Không thể tự khóa tài khoản của mình; việc này do một quản trị khác làm."
NOT_TO_ONESELF = "Không ai tự giao chức trách cho mình; việc này do một quản trị khác làm."
BEGUN = "Chức trách đã bắt đầu; hãy ghi ngày thôi chức trách."
ENDED = "Chức trách này đã kết thúc."
LOCKED = "Tài khoản đang bị khóa; hãy mở khóa trước."
NO_MAIL = (
    "Tài khoản chưa có thư công vụ, hoặc cổng chưa nối máy chủ thư: liên kết chỉ giao trên giấy, "
    "do hai người."
)
OWN_FACTOR = "Lớp bảo vệ thứ hai của chính mình thì đổi ở “Tài khoản của tôi”."
NO_FACTOR = "Tài khoản này chưa có lớp bảo vệ thứ hai."
BY_MAIL = "Tài khoản có thư công vụ; liên kết đặt mật khẩu gửi thẳng tới đó."


def may_lock(user: User, account: User) -> Verdict:
    """Lock or unlock: never one's own, since nobody might be left to open it again."""
    verdict = may(user, "account.manage", account)
    if verdict and account.pk == user.pk:
        return Denied(NOT_ONESELF)
    return verdict


def may_appoint(user: User, account: User) -> Verdict:
    """Give a post: never to oneself."""
    verdict = may(user, "account.manage", account)
    if verdict and account.pk == user.pk:
        return Denied(NOT_TO_ONESELF)
    return verdict


def has_mail(account: User) -> bool:
    """Whether a link reaches its holder and nobody else."""
    return settings.MAIL_ENABLED and bool(account.email)


def may_link(user: User, account: User) -> Verdict:
    """Send a link to set the password: to its holder's mail, only while the account is in use."""
    return _of_one_in_use(user, account, "" if has_mail(account) else NO_MAIL)


def may_hand_link(user: User, account: User) -> Verdict:
    """Ask for a link on paper: for who has no mail."""
    return _of_one_in_use(user, account, BY_MAIL if has_mail(account) else "")


def _of_one_in_use(user: User, account: User, otherwise: str) -> Verdict:
    verdict = may(user, "account.manage", account)
    if not verdict:
        return verdict
    reason = otherwise if account.is_active else LOCKED
    return Denied(reason) if reason else verdict


def may_reset_factors(user: User, account: User) -> Verdict:
    """Ask to take the second factor away: never one's own, which is done on one's own page."""
    verdict = may(user, "account.manage", account)
    if verdict and account.pk == user.pk:
        return Denied(OWN_FACTOR)
    if verdict and not has_factor(account):
        return Denied(NO_FACTOR)
    return verdict


def may_end(user: User, post: Appointment) -> Verdict:
    """Say when a post ends: until it has ended."""
    verdict = may(user, "account.manage", post.user)
    if verdict and post.ends_on is not None and post.ends_on < today():
        return Denied(ENDED)
    return verdict


def may_withdraw(user: User, post: Appointment) -> Verdict:
    """Take a post back: until it has begun."""
    verdict = may(user, "account.manage", post.user)
    if verdict and post.starts_on <= today():
        return Denied(BEGUN)
    return verdict
