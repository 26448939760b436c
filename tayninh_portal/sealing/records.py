"""Every counted row against what the last line of its log says it must be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Exists, Max, Min, OuterRef, prefetch_related_objects

from tayninh_portal.keyring import log_key_id
from tayninh_portal.models import Change, Versioned

ROWS_AT_ONCE = 500


def versioned_models() -> list[type[Versioned]]:
    """All counted records, by label."""
    found = [model for model in apps.get_models() if issubclass(model, Versioned)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def check_log() -> Iterator[str | None]:
    """The log of each record runs from version 1 without a gap to the version it has now; no
    record came without a line, and none is gone."""
    lines = Change.objects.order_by().values_list("record_type", "record_id")
    stated = lines.annotate(count=Count("pk"), first=Min("version"), last=Max("version"))
    last_of: dict[tuple[str, int], int] = {}
    for record_type, number, count, first, last in stated.iterator(2000):
        last_of[record_type, number] = last
        if (first, last) != (1, count):
            yield (
                f"Nhật ký của {called(record_type)} số {number}: có {count} dòng, từ phiên bản "
                f"{first} đến {last}; thiếu dòng."
            )
        yield None
    for model in versioned_models():
        label = model._meta.label_lower
        there = dict(model._default_manager.order_by("pk").values_list("pk", "version"))
        for number, version in there.items():
            last = last_of.get((label, number), 0)
            if last != version:
                yield (
                    f"{called(label).capitalize()} số {number} ở phiên bản {version}, nhật ký "
                    f"dừng ở phiên bản {last}."
                )
        gone = sorted(pk for kind, pk in last_of if kind == label and pk not in there)
        for number in gone:
            yield f"{called(label).capitalize()} số {number} không còn, nhật ký vẫn nói về nó."


def check_records() -> Iterator[str | None]:
    """Each row says what its last line says, and has what the line keeps as hashes alone."""
    for model in versioned_models():
        pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), ROWS_AT_ONCE):
            yield from _check(model, pks[start : start + ROWS_AT_ONCE])


def not_compared() -> tuple[int, int]:
    """Records whose last line has no hashes (from before there were any), or hashes of another
    key: of these only the columns in the log are compared."""
    before = other = 0
    for model in versioned_models():
        if model.LOG_LEAVES_OUT:
            label = model._meta.label_lower
            lines = Change.objects.filter(record_type=label, record_id=OuterRef("pk"))
            last = lines.filter(version=OuterRef("version"))
            rows = model._default_manager.order_by()
            before += rows.filter(Exists(last.filter(left_out__isnull=True))).count()
            hashed = last.filter(left_out__isnull=False)
            ours = hashed.filter(left_out__key=log_key_id())
            other += rows.filter(Exists(hashed), ~Exists(ours)).count()
    return before, other


def called(record_type: str) -> str:
    """The Vietnamese name of a kind of record."""
    try:
        return str(apps.get_model(record_type)._meta.verbose_name)
    except LookupError:
        return f"“{record_type}”"


def _check(model: type[Versioned], pks: Sequence[int]) -> Iterator[str | None]:
    label = model._meta.label_lower
    rows = list(model._default_manager.filter(pk__in=pks).order_by("pk"))
    prefetch_related_objects(rows, *model.LOG_ROWS)
    lines = Change.objects.filter(record_type=label, record_id__in=pks)
    lines = lines.filter(version__in={row.version for row in rows})
    last = {(line.record_id, line.version): line for line in lines}
    for row in rows:
        # Without a line of its version it is told with the log.
        line = last.get((row.pk, row.version))
        changed = [*_unlike(row, line), *_unlike_hashes(row, line)] if line else []
        if changed:
            names = ", ".join(f"“{_column(model, name)}”" for name in changed)
            yield f"{called(label).capitalize()} số {row.pk}: khác dòng nhật ký cuối ở: {names}."
        yield None


def _unlike(row: Versioned, line: Change) -> Iterator[str]:
    now = row.log_data()
    # A column that came later is not in older lines, one that went is no longer in the row.
    for name in line.data.keys() & now.keys():
        if not _is_same(line.data[name], now[name]):
            yield name


def _unlike_hashes(row: Versioned, line: Change) -> Iterator[str]:
    kept, now = line.left_out, row.log_hashes()
    if kept is None or kept["key"] != now["key"]:
        return
    for name, value in now["columns"].items():
        if kept["columns"].get(name, value) != value:
            yield name


def _is_same(kept: object, now: object) -> bool:
    """Whether a value is the one that was logged; a moment is, in whatever zone it was written."""
    written = json.loads(json.dumps(now, cls=DjangoJSONEncoder))
    if isinstance(now, datetime) and isinstance(kept, str):
        return datetime.fromisoformat(kept) == datetime.fromisoformat(written)
    return bool(kept == written)


def _column(model: type[Versioned], name: str) -> str:
    for field in model._meta.concrete_fields:
        if field.attname == name:
            return str(field.verbose_name)
    return model.LOG_OWNED.get(name, name)
