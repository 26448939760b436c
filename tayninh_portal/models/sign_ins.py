"""What happened at the door: who came in, who did not, and from which address."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.lib.states import State
from tayninh_portal.models.users import User


class SignInKind(State):
    """What happened to an account, or was tried."""

    SIGNED_IN = "signed_in", "done", "check-circle", "Đăng nhập"
    SIGNED_OUT = "signed_out", "neutral", "box-arrow-right", "Đăng xuất"
    FAILED = "failed", "warning", "x-circle", "Đăng nhập sai"
    REFUSED = "refused", "danger", "shield-exclamation", "Bị chặn vì sai nhiều lần"
    INACTIVE = "inactive", "warning", "lock", "Tài khoản đang khóa"
    RESET_ASKED = "reset_asked", "primary", "envelope", "Xin liên kết đặt lại mật khẩu"
    LINK_GIVEN = "link_given", "primary", "key", "Được cấp liên kết đặt mật khẩu"
    PASSWORD_SET = "password_set", "primary", "key", "Đặt mật khẩu mới"
    LOCKED = "locked", "danger", "lock", "Bị khóa tài khoản"
    UNLOCKED = "unlocked", "primary", "unlock", "Được mở khóa tài khoản"
    FACTOR_USED = "factor_used", "done", "shield-check", "Xác nhận lớp bảo vệ thứ hai"
    CODE_USED = "code_used", "warning", "shield-check", "Dùng mã dự phòng"
    FACTOR_WRONG = "factor_wrong", "warning", "x-circle", "Lớp bảo vệ thứ hai không đúng"
    FACTOR_ADDED = "factor_added", "primary", "shield-lock", "Thêm lớp bảo vệ thứ hai"
    FACTOR_GONE = "factor_gone", "danger", "shield-exclamation", "Bỏ lớp bảo vệ thứ hai"
    CODES_MADE = "codes_made", "primary", "list-check", "Tạo bộ mã dự phòng"
    ENDED = "ended", "neutral", "box-arrow-right", "Kết thúc phiên từ nơi khác"


class SignInEventQuerySet(models.QuerySet["SignInEvent"]):
    """Events by whose account they are about."""

    def visible_to(self, user: User) -> SignInEventQuerySet:
        """One's own."""
        return self.filter(user=user)


class SignInEvent(InsertOnlyModel):
    """One event, with the address it came from.

    Never a password, and never the name somebody typed that no account has: it may be a password
    in the wrong box. ``user`` is the account it was about, None where there is no such; ``by`` who
    did it to somebody else's. ``known_device``: the account was signed in from this browser before.

    Kept for ``settings.SIGN_IN_DAYS`` and then deleted; the database refuses to delete what is
    younger than ``KEPT_DAYS``, whatever the setting says.
    """

    KEPT_DAYS = 180

    at = models.DateTimeField("lúc")
    day = models.DateField("ngày")
    kind = models.CharField("việc", max_length=12, choices=SignInKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="sign_in_events"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField("địa chỉ mạng", max_length=45, blank=True)
    known_device = models.BooleanField("máy đã biết", default=False)

    objects = SignInEventQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đăng nhập"
        indexes = [
            models.Index(fields=["-at", "-id"], name="sign_in_newest"),
            models.Index(fields=["user", "-at", "-id"], name="sign_in_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def badge(self) -> SignInKind:
        """The kind with its word, tone and sign."""
        return SignInKind(self.kind)
