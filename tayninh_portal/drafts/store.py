"""Keeping what somebody types until it is sent, and letting go of it (docs/decisions/0020).

A draft asks no permission of the form: it holds its writer's own words, is read by them alone and
writes nothing into a record. What the form may do is asked when it is opened and when it is sent,
so that somebody who lost a post meanwhile still gets their words back.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tayninh_portal.drafts.sheet import Sheet, place_of, read_sheet
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.secrets import CannotDecrypt
from tayninh_portal.models import Draft, User

# Nobody goes through more of them to find their own words.
MOST_OF_A_WRITER = 50


def save_draft(
    *, by: User, key: uuid.UUID, path: str, text: str, at: datetime | None = None
) -> Draft:
    """Keep ``text`` (a sheet as JSON) of the form that is sent to ``path`` under ``key``.

    A form that was sent meanwhile stays sent: its row comes back with ``sent_at``. Raises
    ``ValidationError`` with a sentence; code ``too_long``, ``too_many`` or none.
    """
    at = at or timezone.now()
    if len(text.encode()) > settings.DRAFT_BYTES:
        raise ValidationError(
            f"Nội dung dài hơn {settings.DRAFT_BYTES // 1000} KB nên cổng không giữ được bản nháp. "
            "Chép ra một tệp trên máy, rồi rút gọn trước khi gửi.",
            code="too_long",
        )
    sheet, place = read_sheet(text), place_of(path)
    if place is None:
        raise ValidationError("Biểu mẫu này không giữ bản nháp.")
    row = Draft(user=by, key=key, form=place[0], record=place[1], saved_at=at)
    row.payload = keyring().encrypt(sheet.as_json())
    own = Draft.objects.visible_to(by)
    with transaction.atomic():
        fresh = {"payload": row.payload, "saved_at": at}
        if not own.filter(key=key, sent_at=None).update(**fresh):
            if not own.filter(key=key).exists():
                sweep_drafts(at=at)
                _ask_for_room(by)
            # Of two windows at one moment, or of saving and sending, the first stands.
            Draft.objects.bulk_create([row], ignore_conflicts=True)
    return own.get(key=key)


def _ask_for_room(by: User) -> None:
    if Draft.objects.visible_to(by).unsent().count() >= MOST_OF_A_WRITER:
        raise ValidationError(
            f"Đã có {MOST_OF_A_WRITER} bản nháp chưa gửi. Xóa bớt ở “Bản nháp của tôi”.",
            code="too_many",
        )


def mark_sent(*, by: User, key: uuid.UUID, path: str, at: datetime | None = None) -> None:
    """The form under ``key`` was sent and done: what was typed into it is forgotten, but not that
    it was sent."""
    at = at or timezone.now()
    form, record = place_of(path) or ("", "")
    sent = Draft(user=by, key=key, form=form, record=record, saved_at=at, sent_at=at)
    own = Draft.objects.visible_to(by).filter(key=key)
    with transaction.atomic():
        if not own.update(payload="", saved_at=at, sent_at=at):
            Draft.objects.bulk_create([sent], ignore_conflicts=True)


def delete_draft(row: Draft) -> None:
    """Let go of a draft; the view has asked whose it is."""
    row.delete()


def sweep_drafts(*, at: datetime | None = None) -> int:
    """Let go of every draft nobody went on with for ``settings.DRAFT_DAYS``; how many."""
    before = (at or timezone.now()) - timedelta(days=settings.DRAFT_DAYS)
    return Draft.objects.filter(saved_at__lt=before).delete()[0]


def open_sheet(row: Draft) -> Sheet | None:
    """What was typed; None where no key opens it any more."""
    try:
        return read_sheet(keyring().decrypt(row.payload))
    except (CannotDecrypt, ValidationError):
        return None


def drafts_of_form(user: User, path: str) -> list[Draft]:
    """The unsent drafts of one writer for the form that is sent to ``path``, newest first."""
    place = place_of(path)
    if place is None:
        return []
    own = Draft.objects.visible_to(user).unsent()
    return list(own.filter(form=place[0], record=place[1]))


def writer_tag(user: User) -> str:
    """What a page and a browser's store call a writer: equal for equal people, and telling nobody
    who it is."""
    return keyring().blind_index(str(user.pk), purpose="drafts: writer")[:32]


def browser_key(user: User) -> str:
    """The key (256 bits, hexadecimal) under which a browser keeps what it cannot send.

    The same for ever, so that it opens after the next sign-in; made from the index key, which is
    never rotated, and from nothing a browser holds.
    """
    return keyring().blind_index(str(user.pk), purpose="drafts: browser")
