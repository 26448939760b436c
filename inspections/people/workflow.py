"""Who may do what to an account, beyond the table of permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tayninh_portal.access import Denied, Verdict, may, today

if TYPE_CHECKING:
    from tayninh_portal.models import Appointment, User

NOT_ONESELF = "Không thể tự khóa tài khoản của mình; việc này do một quản trị khác làm."
BEGUN = "Chức trách đã bắt đầu; hãy ghi ngày thôi chức trách."
ENDED = "Chức trách này đã kết thúc."
LOCKED = "Tài khoản đang bị khóa; hãy mở khóa trước."


def may_lock(user: User, account: User) -> Verdict:
    """Lock or unlock: never one's own, since nobody might be left to open it again."""
    verdict = may(user, "account.manage", account)
    if verdict and account.pk == user.pk:
        return Denied(NOT_ONESELF)
    return verdict


def may_link(user: User, account: User) -> Verdict:
    """Hand out a link to set the password: only while the account is in use."""
    verdict = may(user, "account.manage", account)
    if verdict and not account.is_active:
        return Denied(LOCKED)
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
