"""Who is told of what about an import: whoever has to do something about what came in, once.

Which records theirs are they see on the home page; the file itself only its uploader sees.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from inspections.imports.models import ImportBatch, ImportState
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.notifications.declared import Subject, register


def _imported(user: User) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(state=ImportState.IMPORTED)


def _title(batch: ImportBatch) -> str:
    day = "" if batch.imported_at is None else short_date(timezone.localdate(batch.imported_at))
    return f"các việc từ tệp nhập ngày {day}"


register(
    Subject(
        ImportBatch,
        _imported,
        title=_title,
        where=lambda batch: "Việc cần làm",
        url=lambda batch: reverse("home"),
    )
)
