"""Links that set a password: only the newest one an account was given is any good."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import F

from tayninh_portal.models import User


class NewestLink(PasswordResetTokenGenerator):
    """Django's token (password, last sign-in, mail address, time) and the number of its link."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}|{user.links_asked}"


def void_links(user: User) -> None:
    """No link made so far opens the account any more; those made from now on do.

    Where a link is asked for, and not where it is made: one is shown and one mailed of the same.
    """
    User.objects.filter(pk=user.pk).update(links_asked=F("links_asked") + 1)
