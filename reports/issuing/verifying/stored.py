"""Bytes on the disk, guards in the database, and the log of every record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Max, Min

from reports.issuing.models import Correction, Rendering, SignedCopy, Withdrawal
from reports.narrative.models import Report
from tayninh_portal.guards import expected_guards, missing_guards
from tayninh_portal.models import Change, StoredFile, Versioned
from tayninh_portal.storage import path_of

# Enough of a hash to find its file.
SHORT = 12
# Whose bytes a file is, for those of reports.
_BELONGS = (
    (Rendering, "report", "bản PDF"),
    (SignedCopy, "issuance__report", "bản gốc đã ký"),
    (Correction, "issuance__report", "công văn đính chính"),
    (Withdrawal, "issuance__report", "văn bản thu hồi"),
)


def report_named(year: int, pk: int) -> str:
    """How a report is called in a line: two of a year are told apart by their number."""
    return f"Báo cáo năm {year} (số {pk} trong cổng)"


def check_guards() -> Iterator[str | None]:
    """Every trigger that refuses UPDATE, DELETE and TRUNCATE is there and has its teeth."""
    missing = missing_guards()
    for name in sorted(expected_guards()):
        if name in missing:
            yield f"Cơ sở dữ liệu thiếu khóa chặn “{name}”; chạy lại manage.py migrate."
        yield None


def check_files() -> Iterator[str | None]:
    """Every stored file has the bytes it came with."""
    owners = _owners()
    wrong: dict[str, str] = {}
    for file in StoredFile.objects.order_by("pk").iterator(500):
        if file.sha256 not in wrong:
            wrong[file.sha256] = wrong_with(file)
        if wrong[file.sha256]:
            whose = owners.get(file.pk, "tệp của hồ sơ khác")
            yield f"Tệp số {file.pk} ({file.sha256[:SHORT]}…), {whose}: {wrong[file.sha256]}"
        yield None


def wrong_with(file: StoredFile) -> str:
    """What is wrong with the bytes of ``file``, '' for nothing."""
    try:
        with path_of(file.sha256).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError:
        return "không còn trong kho tệp."
    if digest != file.sha256:
        return "nội dung trên đĩa không khớp mã kiểm tra đã ghi."
    return "" if size == file.size else f"dài {size} byte, đã ghi là {file.size}."


def check_log() -> Iterator[str | None]:
    """The log of each record runs from version 1 without a gap to the version it has now."""
    lines = Change.objects.order_by().values_list("record_type", "record_id")
    stated = lines.annotate(count=Count("pk"), first=Min("version"), last=Max("version"))
    last_of: dict[tuple[str, int], int] = {}
    for record_type, number, count, first, last in stated.iterator(2000):
        last_of[record_type, number] = last
        if (first, last) != (1, count):
            yield (
                f"Nhật ký của {_called(record_type)} số {number}: có {count} dòng, từ phiên bản "
                f"{first} đến {last}; thiếu dòng."
            )
        yield None
    for model in apps.get_models():
        if issubclass(model, Versioned):
            label = model._meta.label_lower
            for number, version in model._default_manager.values_list("pk", "version"):
                last = last_of.get((label, number), 0)
                # Catalogues that came with a migration have no line and stand at version 1.
                if last != version and (last, version) != (0, 1):
                    yield (
                        f"{_called(label).capitalize()} số {number} ở phiên bản {version}, nhật ký "
                        f"dừng ở phiên bản {last}."
                    )


def check_reports() -> Iterator[str | None]:
    """The row of each report says what the last line of its log says."""
    for report in Report.objects.order_by("pk"):
        line = Change.objects.of(report).last()
        kept, now = line.data if line else {}, report.log_data()
        # A column that came later is not in older lines.
        changed = [
            str(field.verbose_name)
            for field in Report._meta.concrete_fields
            if field.attname in kept and not _is_same(kept[field.attname], now[field.attname])
        ]
        if changed:
            names = ", ".join(f"“{name}”" for name in changed)
            yield f"{report_named(report.year, report.pk)}: khác dòng nhật ký cuối ở: {names}."
        yield None


def _is_same(kept: object, now: object) -> bool:
    """Whether a value is the one that was logged; a moment is, in whatever zone it was written."""
    written = json.loads(json.dumps(now, cls=DjangoJSONEncoder))
    if isinstance(now, datetime) and isinstance(kept, str):
        return datetime.fromisoformat(kept) == datetime.fromisoformat(written)
    return bool(kept == written)


def _owners() -> dict[int, str]:
    owners = {}
    for model, path, what in _BELONGS:
        rows = model._default_manager.values_list("file_id", f"{path}__year", f"{path}__pk")
        owners.update({file: f"{what} của {report_named(year, pk)}" for file, year, pk in rows})
    return owners


def _called(record_type: str) -> str:
    try:
        return str(apps.get_model(record_type)._meta.verbose_name)
    except LookupError:
        return f"“{record_type}”"
