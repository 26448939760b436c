"""Who may do what to an account, beyond the table of permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tayninh_portal.access import Denied, Verdict, may

if TYPE_CHECKING:
    from tayninh_portal.models import User

NOT_ONESELF = "Không thể tự khóa tài khoản của mình; việc này do một quản trị khác làm."
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
