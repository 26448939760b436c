"""The outline of the next year: made from one in force, changed while it is a draft, put in force.

An outline with its headings is one thing: each act leaves one line about it, with all headings as
they then stood, and the number of its lines is the version a form was shown with.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inspections.report_requests.models import ReportRequest
from reports.narrative import headings, tokens
from reports.narrative.models import Outline, OutlineSection
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.records import SENT_OTHERWISE, Act

ONLY_IN_FORCE = "Đề cương mới lập từ một đề cương đã áp dụng; đề cương đang soạn thì sửa tiếp."
LAST_HEADING = "Đề cương phải có ít nhất một mục."
OUTERMOST = "Mục “{}” đã ở vị trí ngoài cùng trong cấp của nó."
# What a heading is in the log, and what a new outline takes from the one it is made from.
COLUMNS = ("code", "order", "level", "number", "heading", "guidance", "expects")


def make_outline(
    base: Outline,
    act: Act,
    *,
    name: str,
    basis: str,
    starts_on: date,
    request: ReportRequest | None = None,
) -> tuple[Outline, bool]:
    """A draft with all headings of ``base`` under their own codes, so that last year's words are
    found by them; ``(outline, False)`` for a form sent before.

    Raises ``Refused``, ``ValidationError``, and ``Conflict`` where the form made another outline.
    """
    records.require(act.by, "outline.prepare", at=act.at)
    code = f"outline-{_of_form(act)}"
    if (existing := _made_before(code, act)) is not None:
        return existing, False
    if base.applied_at is None:
        raise ValidationError(ONLY_IN_FORCE)
    _check_day(starts_on)
    outline = Outline(
        code=code,
        made_from=base,
        **_particulars(name, basis, starts_on, request),
    )
    try:
        with transaction.atomic():
            outline.save(force_insert=True)
            OutlineSection.objects.bulk_create(
                OutlineSection(outline=outline, **{each: getattr(row, each) for each in COLUMNS})
                for row in base.sections.all()
            )
            _leave_line(outline, act, "create", "Lập đề cương", note=f"Từ “{base}”.")
    except IntegrityError:
        # Two clicks at one moment: the other one made it.
        existing = _made_before(code, act)
        if existing is None:
            raise
        return existing, False
    return outline, True


def update_outline(
    outline: Outline,
    act: Act,
    *,
    name: str,
    basis: str,
    starts_on: date,
    request: ReportRequest | None = None,
) -> Outline:
    """Another name, basis or first day of a draft. Raises ``Refused``, ``Conflict``,
    ``ValidationError``."""
    _check_day(starts_on)
    changes = _particulars(name, basis, starts_on, request)
    with _changing(outline, act, "Sửa thông tin đề cương"):
        Outline.objects.filter(pk=outline.pk).update(**changes)
    return Outline.objects.get(pk=outline.pk)


def add_heading(
    outline: Outline,
    act: Act,
    *,
    after: OutlineSection,
    level: int,
    heading: str,
    guidance: str = "",
    expects: Sequence[str] = (),
) -> OutlineSection:
    """A heading of ``level`` after ``after`` and all under it; its code stays in later outlines.

    Raises ``Refused``, ``Conflict`` and ``ValidationError``.
    """
    headings.check_level(level, after)
    new = OutlineSection(
        outline=outline,
        code=f"heading-{_of_form(act)}",
        level=level,
        order=0,
        number="",
        **_words(heading, guidance, expects),
    )
    with _changing(outline, act, "Thêm mục", note=new.heading):
        arranged = headings.added(list(outline.sections.all()), new, after)
        new.save(force_insert=True)
        _write_order(arranged)
    return OutlineSection.objects.get(pk=new.pk)


def update_heading(
    section: OutlineSection, act: Act, *, heading: str, guidance: str, expects: Sequence[str]
) -> OutlineSection:
    """Another title, hint or other expected figures. Raises ``Refused``, ``Conflict``,
    ``ValidationError``."""
    words = _words(heading, guidance, expects)
    renamed = words["heading"] != section.heading
    note = f"“{section.heading}” thành “{words['heading']}”" if renamed else section.heading
    with _changing(section.outline, act, "Đổi tên mục" if renamed else "Sửa mục", note=note):
        OutlineSection.objects.filter(pk=section.pk).update(**words)
    return OutlineSection.objects.get(pk=section.pk)


def move_heading(section: OutlineSection, act: Act, *, up: bool) -> None:
    """Change places with the one of its level before or after it, each with all under it. Raises
    ``Refused``, ``Conflict``, and ``ValidationError`` where there is none."""
    arranged = headings.moved(list(section.outline.sections.all()), section, up=up)
    if arranged is None:
        raise ValidationError(OUTERMOST.format(section.heading))
    with _changing(section.outline, act, "Chuyển mục", note=section.heading):
        _write_order(arranged)


def end_heading(section: OutlineSection, act: Act) -> list[OutlineSection]:
    """Take a heading out: reports made in this outline do not have it; those that are left. Raises
    ``Refused``, ``Conflict``, and ``ValidationError`` where headings stand under it or it is the
    last."""
    left = headings.without(list(section.outline.sections.all()), section)
    if not left:
        raise ValidationError(LAST_HEADING)
    with _changing(section.outline, act, "Bỏ mục", note=section.heading):
        section.delete()
        _write_order(left)
    return left


def apply_outline(outline: Outline, act: Act) -> Outline:
    """Put a draft in force: reports made from its first day on follow it. Raises ``Refused``,
    ``Conflict`` and ``ValidationError``."""
    records.require(act.by, "outline.apply", at=act.at)
    with _changing(outline, act, "Áp dụng đề cương", permission="outline.apply"):
        _check_day(outline.starts_on)
        Outline.objects.filter(pk=outline.pk).update(applied_at=act.at)
    return Outline.objects.get(pk=outline.pk)


def discard_outline(outline: Outline, act: Act) -> Outline:
    """Give a draft up; its lines stay. Raises ``Refused`` and ``Conflict``."""
    with _changing(outline, act, "Bỏ bản soạn đề cương"):
        Outline.objects.filter(pk=outline.pk).update(discarded_at=act.at)
    return Outline.objects.get(pk=outline.pk)


@dataclass(frozen=True)
class Differences:
    """What an outline has other than the one it is made from: headings added, ended, renamed (old,
    new), and those that expect other figures."""

    added: Sequence[OutlineSection]
    ended: Sequence[OutlineSection]
    renamed: Sequence[tuple[OutlineSection, OutlineSection]]
    expecting: Sequence[OutlineSection]

    def __bool__(self) -> bool:
        return any((self.added, self.ended, self.renamed, self.expecting))


def differences(old: Iterable[OutlineSection], new: Sequence[OutlineSection]) -> Differences:
    """Headings of ``new`` against those of ``old``, by code."""
    before = {each.code: each for each in old}
    both = [(before[each.code], each) for each in new if each.code in before]
    kept = {each.code for each in new}
    return Differences(
        added=[each for each in new if each.code not in before],
        ended=[each for code, each in before.items() if code not in kept],
        renamed=[(was, now) for was, now in both if was.heading != now.heading],
        expecting=[now for was, now in both if set(was.expects) != set(now.expects)],
    )


@contextmanager
def _changing(
    outline: Outline, act: Act, label: str, *, note: str = "", permission: str = "outline.prepare"
) -> Iterator[None]:
    """One change of a draft and its line, or neither. The line's number is the version after the
    one that was seen: of two who write at once the second gets ``Conflict``."""
    records.require(act.by, permission, at=act.at)
    if act.seen_version is not None and act.seen_version != records.version_of(outline):
        raise Conflict(records.STALE)
    records.require(act.by, permission, outline, at=act.at)
    with transaction.atomic():
        yield
        action = "apply" if permission == "outline.apply" else "amend"
        _leave_line(Outline.objects.get(pk=outline.pk), act, action, label, note=note)


def _leave_line(outline: Outline, act: Act, action: str, label: str, *, note: str) -> None:
    records.remark(
        outline,
        by=act.by,
        at=act.at,
        action=action,
        label=label,
        note=note,
        data=_log_data(outline),
        seen_version=act.seen_version,
        client_id=act.client_id,
    )


def _log_data(outline: Outline) -> dict[str, Any]:
    columns = ("code", "name", "basis", "starts_on", "made_from_id", "request_id")
    moments = ("applied_at", "discarded_at")
    return {
        **{name: getattr(outline, name) for name in (*columns, *moments)},
        "sections": list(outline.sections.values(*COLUMNS)),
    }


def _particulars(
    name: str, basis: str, starts_on: date, request: ReportRequest | None
) -> dict[str, Any]:
    """The basis is the letter of the request where nothing else is written."""
    letter = (request.document or request.agencies_document) if request else None
    if letter and not basis.strip():
        basis = f"{letter} ngày {short_date(letter.issued_on)} của {letter.issuer}"
    return {
        "name": clean_text(name),
        "basis": clean_text(basis),
        "starts_on": starts_on,
        "request": request,
    }


def _words(heading: str, guidance: str, expects: Sequence[str]) -> dict[str, Any]:
    tokens.refuse_in(heading=heading)
    return {
        "heading": " ".join(clean_text(heading).split()),
        "guidance": clean_text(guidance),
        "expects": list(expects),
    }


def _write_order(arranged: Sequence[OutlineSection]) -> None:
    changed = list(headings.renumbered(arranged))
    for section, order, number in changed:
        section.order, section.number = order, number
    rows = [section for section, _, _ in changed]
    OutlineSection.objects.bulk_update(rows, ["order", "number"])


def _check_day(starts_on: date) -> None:
    """One that began before the one in use would never be used."""
    newest = Outline.objects.in_force()[0]
    if starts_on < newest.starts_on:
        raise ValidationError(
            {
                "starts_on": f"Đề cương “{newest}” dùng từ ngày {short_date(newest.starts_on)}; "
                "đề cương mới phải dùng từ ngày đó trở đi."
            }
        )


def _of_form(act: Act) -> str:
    """What all that one form sends has in common (``tayninh_portal.sent``)."""
    return (act.client_id or uuid.uuid4()).hex[:12]


def _made_before(code: str, act: Act) -> Outline | None:
    existing = Outline.objects.filter(code=code).first()
    if existing is None or records.sent_before(existing, act.client_id, act.by):
        return existing
    raise Conflict(SENT_OTHERWISE.format(existing))
