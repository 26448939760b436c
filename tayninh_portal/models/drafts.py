"""What somebody typed into a form and has not sent, and which of their forms were sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tayninh_portal.models.users import User


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts by whose they are."""

    def visible_to(self, user: User) -> DraftQuerySet:
        """One's own and nobody else's."""
        return self.filter(user=user)

    def unsent(self) -> DraftQuerySet:
        """What can still be sent, newest first."""
        return self.filter(sent_at=None).order_by("-saved_at", "-pk")


class Draft(models.Model):
    """One form as one writer has it on one screen; ``key`` is made by the browser.

    Not a record: it is never counted, has no version and no line in the log. What was typed lies
    in ``payload``, encrypted with the field keys whatever the form, since any box may name a
    person. ``form`` is the name of the address the form is sent to, ``record`` its numbers. Sent,
    the row stays without its payload, so that a browser that was cut off while sending learns it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    key = models.UUIDField()
    form = models.CharField(max_length=80)
    record = models.CharField(max_length=80, blank=True)
    payload = models.TextField(blank=True)
    saved_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "bản nháp"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="draft_once_a_key"),
        ]
        indexes = [models.Index(fields=["user", "form", "record"], name="draft_of_a_form")]

    def __str__(self) -> str:
        return f"{self.form} {self.record}".strip()
