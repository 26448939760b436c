"""Which factors an account has, and letting go of them."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from tayninh_portal.keyring import Rotation, rotated
from tayninh_portal.models import SignInKind, User
from tayninh_portal.sign_ins.events import write_event

# What somebody signs in with; recovery codes only stand in for one of these.
MAIN = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
# Where the secret of a factor stands in its data. A passkey has none: its half is public.
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def has_factor(user: User) -> bool:
    """Whether the account has a second factor."""
    return bool(Authenticator.objects.filter(user=user, type__in=MAIN).exists())


def drop_factors(user: User, *, by: User, at: datetime | None = None) -> bool:
    """Take all factors and recovery codes of an account away, and end what is signed in to it;
    whether there were any. Within the transaction of whoever decides it."""
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if deleted:
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        write_event(SignInKind.FACTOR_GONE, user, by=by, at=at)
    return bool(deleted)


def rotate_factors(*, only_count: bool = False) -> Rotation:
    """Put the secrets of all factors under the newest of the field keys; safe to run again."""
    found = Rotation()
    for pk in Authenticator.objects.filter(type__in=SECRETS).values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if row is None:
                continue
            name = SECRETS[Authenticator.Type(row.type)]
            text = rotated(row.data[name], pk, found)
            if text and not only_count:
                row.data[name] = text
                row.save(update_fields=["data"])
                found.rotated += 1
    return found
