"""Notices (thông báo) to people, the mails they go out in, and the devices a person is known on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from tayninh_portal.lib.states import State
from tayninh_portal.models.jobs import Job, JobState
from tayninh_portal.models.users import MailPace, User


class MailKind(models.TextChoices):
    """What a mail holds."""

    NEWS = "news", "Thông báo"
    LINK = "link", "Liên kết đặt mật khẩu"
    RESET = "reset", "Liên kết đặt lại mật khẩu"
    MOVED = "moved", "Báo đổi địa chỉ thư, gửi địa chỉ cũ"


class MailState(State):
    """How far a mail has come: up to ``CLAIMED`` no server has it, from ``HANDING`` on one may."""

    WAITING = "waiting", "neutral", "hourglass", "Chờ gửi"
    CLAIMED = "claimed", "primary", "send", "Đang gửi"
    HANDING = "handing", "primary", "send", "Đang giao cho máy chủ thư"
    SENT = "sent", "done", "check-circle", "Đã gửi"
    REFUSED = "refused", "danger", "x-circle", "Không gửi được"
    UNCLEAR = "unclear", "warning", "question-circle", "Chưa rõ đã gửi hay chưa"
    LEFT = "left", "neutral", "dash-circle", "Không gửi nữa"


# A worker has it in hand, or had when it died.
IN_HAND = (MailState.CLAIMED, MailState.HANDING)
# A person decides whether it is sent again.
FOR_A_PERSON = (MailState.UNCLEAR, MailState.REFUSED)


class MailQuerySet(models.QuerySet["Mail"]):
    """Mails by what should happen to them next."""

    def due(self, now: datetime) -> MailQuerySet:
        """Those to be sent now, the longest waiting first."""
        return self.filter(state=MailState.WAITING, not_before__lte=now).order_by(
            "not_before", "pk"
        )

    def abandoned(self, now: datetime) -> MailQuerySet:
        """Those in the hand of a worker that lost its job or let its lease run out."""
        alive = Job.objects.filter(
            pk=models.OuterRef("job"),
            claim=models.OuterRef("claim"),
            state=JobState.RUNNING,
            lease_until__gte=now,
        )
        return self.filter(~models.Exists(alive), state__in=IN_HAND)

    def visible_to(self, user: User) -> MailQuerySet:
        """One's own."""
        return self.filter(user=user)


class Mail(models.Model):
    """One mail to one person, at most once: the row is claimed before anything is sent.

    It holds neither address nor text: both are read when it is sent, so that nothing goes to who
    has left and nothing lies here that a database should not hold (a link that opens an account).
    Only what tells an address that the account left it knows where it goes, until it went.
    ``message_id`` is fixed, so that a mail somebody sends again is known as the same one.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mails")
    kind = models.CharField(max_length=8, choices=MailKind)
    address = models.CharField(max_length=254, blank=True, default="")
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    # When it was last asked for, by what it tells or by a person who decided to send it again.
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    claim = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "thư"
        indexes = [
            models.Index(fields=["state", "not_before"]),
            models.Index(fields=["user", "-asked_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("claimed", "handing")) | Q(claim__isnull=False),
                name="mail_in_hand_is_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(kind="moved") | ~Q(address="") | Q(state__in=("sent", "left")),
                name="mail_to_an_address_left_has_it",
            ),
        ]

    def __str__(self) -> str:
        return f"Thư số {self.pk}"

    @property
    def goes_to(self) -> str:
        """The address: the account's as it is now, but for what its old one is told."""
        return self.address or self.user.email

    @property
    def badge(self) -> MailState:
        """The state with its word, tone and sign."""
        return MailState(self.state)


class NoticeKind(State):
    """What happened, as the list and the mail say it."""

    GIVEN = "given", "primary", "inbox", "Được giao"
    RETURNED = "returned", "warning", "arrow-return-left", "Bị trả lại"
    ANSWERED = "answered", "done", "check-circle", "Có kết quả"
    RESERVED = "reserved", "warning", "lock", "Đổi đối tượng, chế độ bảo mật"
    EXTENDED = "extended", "primary", "calendar-plus", "Được gia hạn"
    DUE = "due", "warning", "alarm", "Sắp đến hạn"
    OVERDUE = "overdue", "danger", "exclamation-triangle", "Quá hạn"
    PASSWORD = "password", "primary", "key", "Mật khẩu đã đổi"
    POST = "post", "primary", "person-badge", "Chức trách thay đổi"
    ACCOUNT = "account", "primary", "person-gear", "Thông tin tài khoản thay đổi"
    DEVICE = "device", "warning", "shield-exclamation", "Đăng nhập từ thiết bị mới"
    ASKED = "asked", "warning", "hourglass", "Có đề nghị về tài khoản"
    CONFIRMED = "confirmed", "done", "people", "Đã có hai người xác nhận"
    LINK = "link", "warning", "key", "Cấp liên kết đặt mật khẩu"
    LOCKED = "locked", "warning", "lock", "Khóa, mở khóa tài khoản"
    SERVER = "server", "danger", "hdd", "Can thiệp từ máy chủ"
    FACTOR = "factor", "warning", "shield-lock", "Lớp bảo vệ thứ hai thay đổi"
    DIFFERS = "differs", "danger", "shield-exclamation", "Hồ sơ khác nhật ký"


# About the account itself: mailed at once whatever the person chose.
OF_THE_ACCOUNT = (
    NoticeKind.PASSWORD,
    NoticeKind.POST,
    NoticeKind.ACCOUNT,
    NoticeKind.DEVICE,
    NoticeKind.ASKED,
    NoticeKind.LINK,
    NoticeKind.LOCKED,
    NoticeKind.SERVER,
    NoticeKind.FACTOR,
)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by whose they are and where they still have to go."""

    def visible_to(self, user: User) -> NoticeQuerySet:
        """One's own."""
        return self.filter(user=user)

    def unread(self) -> NoticeQuerySet:
        """Those their person has not opened yet."""
        return self.filter(read_at=None)

    def to_mail(self, since: datetime, *paces: MailPace) -> NoticeQuerySet:
        """Unread ones since then that stand in no mail yet, of people whose mail goes at one of
        ``paces``; of those who have no address none."""
        wanted = Q(user__mail_pace__in=paces) | Q(kind__in=OF_THE_ACCOUNT)
        rows = self.unread().filter(wanted, mail=None, at__gte=since, user__is_active=True)
        return rows.exclude(user__email="")


class Notice(models.Model):
    """One thing one person is told about one record, once.

    ``step`` is the version of the record it is told of, or the day that comes near or is past. What
    the record is called, where and until when is read from it when it is shown: nothing of a record
    lies here, and who may no longer see it is no longer told what it is.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField("loại", max_length=10, choices=NoticeKind)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    step = models.CharField(max_length=12)
    at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True)
    mail = models.ForeignKey(Mail, null=True, on_delete=models.PROTECT, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        indexes = [
            models.Index(fields=["user", "-at", "-id"]),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["at"], condition=Q(mail=None, read_at=None), name="notice_to_mail"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "record_type", "record_id", "step"], name="notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.record_type} {self.record_id}"


class Device(models.Model):
    """A browser an account was signed in from, known by a cookie; the row holds only its hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    mark = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "thiết bị"
        constraints = [models.UniqueConstraint(fields=["user", "mark"], name="device_once")]

    def __str__(self) -> str:
        return f"Thiết bị {self.pk}"
