"""What people are told of their own account, whoever did it: the one thing told to oneself too."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from tayninh_portal.models import User
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import News, Subject, register
from tayninh_portal.scope import Link, Named, Scope

HOLDER = Scope((Link(Named(), "pk"),))


def _own_account(user: User) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk)


register(
    Subject(
        User,
        _own_account,
        title=lambda account: f"tài khoản {account.username}",
        where=lambda account: "Tài khoản của tôi",
        url=lambda account: reverse("account-me"),
        own=(
            News(NoticeKind.PASSWORD, ("password",), HOLDER, to_oneself=True),
            News(NoticeKind.DEVICE, ("device",), HOLDER, to_oneself=True),
            News(NoticeKind.FACTOR, ("factor",), HOLDER, to_oneself=True),
            News(NoticeKind.POST, ("appoint", "end", "withdraw"), HOLDER, to_oneself=True),
            News(NoticeKind.ACCOUNT, ("amend",), HOLDER, to_oneself=True),
            News(NoticeKind.LINK, ("link",), HOLDER, to_oneself=True),
            News(NoticeKind.LOCKED, ("lock",), HOLDER, to_oneself=True),
        ),
    )
)
