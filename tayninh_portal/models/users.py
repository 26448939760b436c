"""People's accounts, and the posts they hold from a day to a day."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from tayninh_portal.access import Role
from tayninh_portal.lib.vietnamese import search_text, sort_key


class MailPace(models.TextChoices):
    """When notices go out by mail; what is about the account itself goes at once."""

    AT_ONCE = "at_once", "Gửi ngay khi có việc"
    MORNING = "morning", "Gộp vào một thư đầu giờ sáng ngày làm việc"


class User(AbstractUser):
    """An account. It carries no right of its own: rights come from posts (``Appointment``).

    ``username`` is the staff code, ``email`` may be empty (the reset then goes through the
    administrator). ``is_staff`` and ``is_superuser`` are never used: the portal has no back door
    beside its screens.
    """

    # Vietnamese names are one field, family first.
    first_name = last_name = None  # type: ignore[assignment]  # fields of the class above
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại công vụ", max_length=20, blank=True)
    name_key = models.CharField(max_length=500, editable=False, db_index=True)
    search = models.CharField(max_length=400, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)
    # Raised when the account is locked: what was signed in before stays out when it is unlocked.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    # Raised with every link to set the password that is asked for: older ones open nothing.
    links_asked = models.PositiveIntegerField(default=0, editable=False)
    mail_pace = models.CharField(
        "thư báo", max_length=8, choices=MailPace, default=MailPace.AT_ONCE
    )

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email_once",
                violation_error_message="Địa chỉ thư điện tử này đã có tài khoản khác dùng.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def unread_notices(self) -> int:
        """How many notices they have not opened; known already of whoever makes a
        request: ``accounts.SignedIn`` asks it with the account."""
        return self.notices.filter(read_at=None).count()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's, over the epoch as well: a session is of the time between two locks."""
        before: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]  # not in stubs
        if not self.session_epoch:
            return before
        salt = "tayninh_portal.session_epoch"
        said = f"{before}|{self.session_epoch}"
        return salted_hmac(salt, said, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """Họ và tên, as the account was entered."""
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: the last word of a Vietnamese name."""
        return self.full_name.split()[-1] if self.full_name else self.username

    def clean(self) -> None:
        """Fill the normalised columns that search and sorting go through."""
        super().clean()
        # Vietnamese lists go by given name first, then by the rest.
        words = self.full_name.split()
        self.name_key = sort_key(" ".join(words[-1:] + words[:-1]))[:500]
        self.search = search_text(self.full_name, self.username, self.email)[:400]


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Posts by day."""

    def on(self, day: date) -> AppointmentQuerySet:
        """Posts held on ``day``, first and last day included."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            starts_on__lte=day,
        )


class Appointment(models.Model):
    """A post: one person, one role, one agency, from a day to a day (or open).

    Leaving a post sets ``ends_on``; the row stays, so that the past can be asked who was who.
    """

    user = models.ForeignKey(
        User,
        verbose_name="người giữ",
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    role = models.CharField("vai trò", max_length=24, choices=Role)
    agency = models.ForeignKey(
        "inspections.Agency",
        verbose_name="cơ quan",
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    title = models.CharField("chức vụ", max_length=120)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="appointments_made"
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "chức trách"
        verbose_name_plural = "chức trách"
        indexes = [models.Index(fields=["user", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="appointment_days_in_order",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "agency", "starts_on"], name="appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} – {self.agency}"
