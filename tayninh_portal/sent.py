"""Which form was sent and what stood in it: both told by the one id on its line in the log.

A form carries a random ``client_id``. The same form sent twice is a double click, and done. But the
browser's Back shows a form again that was sent before, and what is typed into it then is something
else: it must neither be dropped as done nor overwrite anything. So the id that is written down is
made of both. Its front half is the form's own, its back half a hash of all that was sent with it.
The hash is keyed with the index key: nobody who reads the log can try names or numbers against it.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.secrets import Keyring

# Nobody typed it, and it may differ between two clicks.
NOT_CONTENT = ("csrfmiddlewaretoken", "draft_key")
_NOT_SHOWN = re.compile("token|password")
# RFC 9562: version 8 is made by an application's own rule; so our ids are known from random ones.
_VERSION = 8
_VERSION_BITS, _VARIANT_BITS = (0xF << 76, _VERSION << 76), (0x3 << 62, 0x2 << 62)
_HALF = 1 << 64


def id_of_sent(
    form_id: uuid.UUID,
    sent: Mapping[str, object],
    files: Mapping[str, UploadedFile[Any]] | None = None,
) -> uuid.UUID:
    """The id of this form with this content, as ``Act`` and new rows carry it."""
    content = sorted(
        (name, [str(value) for value in values])
        for name, values in _lists(sent)
        if name not in NOT_CONTENT
    )
    uploads = sorted((name, [_hash_of(file) for file in held]) for name, held in _lists(files))
    ring = Keyring(settings.FIELD_KEYS, index_key=settings.INDEX_KEY)
    digest = ring.blind_index(sha256_hex([content, uploads]), purpose="sent form")
    number = (form_id.int % _HALF) << 64 | int(digest[:16], 16)
    for mask, bits in (_VERSION_BITS, _VARIANT_BITS):
        number = number & ~mask | bits
    return uuid.UUID(int=number)


def ids_of_form(sent_id: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """The first and last id the same form can have, whatever stood in it; of an id that is no
    form's (an import's, a command's) the id itself."""
    if sent_id.version != _VERSION:
        return sent_id, sent_id
    front = sent_id.int - sent_id.int % _HALF
    return uuid.UUID(int=front), uuid.UUID(int=front + _HALF - 1)


def words_sent(request: HttpRequest) -> list[str]:
    """What somebody signed in typed into a form of ours that came to nothing, to be copied from the
    page that says so; not the numbers, dates and choices, which are quickly made again."""
    user = getattr(request, "user", None)
    # Only what came past the guards of the session and of the form's token was read already.
    if request.method != "POST" or request.resolver_match is None or user is None:
        return []
    if not user.is_authenticated:
        return []
    values = (
        value
        for name, held in request.POST.lists()
        if not _NOT_SHOWN.search(name)
        for value in held
    )
    return [value for value in values if " " in value.strip()]


def _lists(sent: Mapping[str, Any] | None) -> Iterable[tuple[str, list[Any]]]:
    if isinstance(sent, MultiValueDict):
        return sent.lists()
    return [(name, [value]) for name, value in (sent or {}).items()]


def _hash_of(file: UploadedFile[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
