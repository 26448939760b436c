"""Links that set a password: only the newest one an account was given is any good."""

from __future__ import annotations

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import salted_hmac

from tayninh_portal.lib.codes import normalise_code
from tayninh_portal.models import User


class NewestLink(PasswordResetTokenGenerator):
    """Django's token (password, last sign-in, mail address, time) and the number of its link."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}|{user.links_asked}"


class PaperLink(NewestLink):
    """Half a link: it opens with the code whose hash (``code_hash``) it was made with, and is no
    link without. Two people hold one half each."""

    key_salt = "tayninh_portal.links.PaperLink"

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}|{self._code}"

    def link_for(self, user: User) -> str:
        """The half that is printed."""
        user = User.objects.get(pk=user.pk)
        words = {"uidb36": user_pk_to_url_str(user), "key": self.make_token(user)}
        return f"{settings.BASE_URL}{reverse('account-paper-link', kwargs=words)}"


def code_hash(typed: str) -> str:
    """What is kept of the code. Raises ``ValueError`` for a text that cannot be one."""
    code = normalise_code(typed)
    return salted_hmac("tayninh_portal.links.code", code, algorithm="sha256").hexdigest()


def void_links(user: User) -> None:
    """No link made so far opens the account any more; those made from now on do.

    Where a link is asked for, and not where it is made: a mail that is sent again has another.
    """
    User.objects.filter(pk=user.pk).update(links_asked=F("links_asked") + 1)
