"""Import of the registry from the CSV files the province and the statistics office publish.

Three forms are known by their header line:

* ``district_code,district,commune_code,commune,type``: districts and their communes (before
  01/7/2025);
* ``gso_code,name,type,merge_note``: communes directly under the province (from 01/7/2025);
* ``period,name,source``: provincial bodies; ``period`` says which part of the file is meant.

Idempotent: a body with the same code that started on the same day, or with the same name and
parent that is at work on that day, is left as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.agencies.actions import enter_agency
from inspections.agencies.merge_notes import resolution_of
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from tayninh_portal import records
from tayninh_portal.lib.dates import parse_date, short_date
from tayninh_portal.lib.vietnamese import normalise, sort_key
from tayninh_portal.models import User

DISTRICTS_FORM = ("district_code", "district", "commune_code", "commune", "type")
COMMUNES_FORM = ("gso_code", "name", "type", "merge_note")
BODIES_FORM = ("period", "name", "source")
# How the sources write a document: “QĐ 2729/QĐ-UBND 25/12/2023”.
_DOCUMENT_KINDS = {"QĐ": "Quyết định", "NQ": "Nghị quyết", "NĐ": "Nghị định"}
_DOCUMENT = re.compile(r"(QĐ|NQ|NĐ) (\S+) (\d{1,2}/\d{1,2}/\d{4})")
# Columns that are never empty.
NAMES = ("district", "commune", "name", "predecessor", "successor")


class UnknownForm(ValueError):
    """The file is none of the three forms, or a line of it is not; the message says which."""


@dataclass(frozen=True)
class Row:
    """One body as a file tells of it; ``parent_code`` is the district's, where there is one.

    ``merge_note`` is what the file says a commune of 2025 was made of.
    """

    name: str
    legal_kind: str
    report_group: str
    code: str = ""
    parent_code: str = ""
    basis: str = ""
    merge_note: str = ""


@dataclass
class Outcome:
    """How many bodies were entered and how many were there already."""

    entered: int = 0
    known: int = 0


def read_rows(path: Path, *, part: str = "", communes_due: bool = False) -> list[Row]:
    """The bodies of a file, parents before children. Raises ``UnknownForm``, ``OSError``.

    ``part`` picks the lines of a bodies file by their ``period``; ``communes_due`` says whether
    communes report by themselves (before 01/7/2025 they reported through their district).
    """
    header, lines = read_lines(path)
    group = ReportGroup.COMMUNE.value if communes_due else ""
    if header == DISTRICTS_FORM:
        return list(_districts(lines, group))
    if header == COMMUNES_FORM:
        return [
            Row(
                f"UBND {_lower_first(line['name'])}",
                LegalKind.COMMUNE,
                group,
                line["gso_code"],
                basis=resolution_of(line["merge_note"]) or line["merge_note"][:300],
                merge_note=line["merge_note"],
            )
            for line in lines
        ]
    if header == BODIES_FORM:
        parts = dict.fromkeys(line["period"] for line in lines)
        if part not in parts if part else len(parts) > 1:
            raise UnknownForm(
                f"Tệp “{path.name}” có các phần {', '.join(f'“{name}”' for name in parts)}; "
                "chọn một phần bằng --part."
            )
        return [
            Row(
                line["name"],
                LegalKind.PROVINCIAL_BODY,
                ReportGroup.PROVINCIAL,
                basis=_legal_basis(line["source"]),
            )
            for line in lines
            if not part or line["period"] == part
        ]
    forms = "; ".join(",".join(form) for form in (DISTRICTS_FORM, COMMUNES_FORM, BODIES_FORM))
    raise UnknownForm(
        f"Tệp “{path.name}” có dòng tiêu đề “{','.join(header)[:200]}”, không đúng mẫu nào đã "
        f"biết: {forms}."
    )


def read_lines(path: Path) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """Header and lines of a CSV file in UTF-8, every cell there and trimmed."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = tuple(reader.fieldnames or ())
            lines = []
            for line in reader:
                if None in line or None in line.values():
                    raise UnknownForm(
                        f"Dòng {reader.line_num} của tệp “{path.name}” không có đúng "
                        f"{len(header)} cột."
                    )
                cells = {name: normalise(cell) for name, cell in line.items()}
                if any(cells.get(column) == "" for column in NAMES):
                    raise UnknownForm(f"Dòng {reader.line_num} của tệp “{path.name}” thiếu tên.")
                lines.append(cells)
    except UnicodeDecodeError:
        raise UnknownForm(f"Tệp “{path.name}” không phải văn bản UTF-8.") from None
    except csv.Error:
        raise UnknownForm(f"Tệp “{path.name}” không phải tệp CSV hợp lệ.") from None
    return header, lines


def import_rows(
    rows: Iterable[Row],
    *,
    province: Agency,
    starts_on: date,
    ends_on: date | None = None,
    by: User,
    at: datetime | None = None,
) -> Outcome:
    """Enter the rows that are not there yet, all or nothing."""
    records.require(by, "agency.manage", at=at)
    outcome = Outcome()
    by_code = {
        agency.statistical_code: agency
        for agency in Agency.objects.filter(starts_on=starts_on).exclude(statistical_code="")
    }
    # By the name borne on that day: a body that was renamed since is still known.
    by_name = {
        (sort_key(agency.name_then or agency.name)[:700], agency.parent_id): agency
        for agency in Agency.objects.on(starts_on).named_on(starts_on)
    }
    with transaction.atomic():
        for row in rows:
            if row.parent_code and row.parent_code not in by_code:
                raise ValidationError(
                    f"Không thấy huyện có mã {row.parent_code} của “{row.name}” trong tệp hay "
                    "danh mục."
                )
            parent = by_code[row.parent_code] if row.parent_code else province
            known = by_code.get(row.code) if row.code else None
            known = known or by_name.get((sort_key(normalise(row.name))[:700], parent.pk))
            if known is not None:
                outcome.known += 1
                if row.code:
                    by_code.setdefault(row.code, known)
                continue
            agency = Agency(
                name=normalise(row.name),
                legal_kind=row.legal_kind,
                report_group=row.report_group,
                parent=parent,
                place_name=_place_name(row),
                statistical_code=row.code,
                starts_on=starts_on,
                ends_on=ends_on,
                basis=row.basis,
            )
            try:
                agency, _ = enter_agency(by=by, at=at, agency=agency)
            except ValidationError as error:
                raise ValidationError(f"“{row.name}”: {' '.join(error.messages)}") from None
            if row.code:
                by_code[row.code] = agency
            by_name[agency.name_key, parent.pk] = agency
            outcome.entered += 1
    return outcome


def _districts(lines: list[dict[str, str]], group: str) -> Iterator[Row]:
    seen: set[str] = set()
    for line in lines:
        if line["district_code"] not in seen:
            seen.add(line["district_code"])
            yield Row(
                f"UBND {_lower_first(line['district'])}",
                LegalKind.DISTRICT,
                ReportGroup.DISTRICT,
                line["district_code"],
            )
        yield Row(
            f"UBND {_lower_first(line['commune'])}",
            LegalKind.COMMUNE,
            group,
            line["commune_code"],
            line["district_code"],
        )


def _legal_basis(source: str) -> str:
    """The document a source names, as it is cited; where a name was read in the press is no basis
    of a body."""
    found = _DOCUMENT.match(source.strip())
    if found is None:
        return ""
    return f"{_DOCUMENT_KINDS[found[1]]} số {found[2]} ngày {short_date(parse_date(found[3]))}"


def _lower_first(name: str) -> str:
    """“Xã Thạnh Tân” as it follows “UBND”: the kind in lower case, the name as it is."""
    return name[0].lower() + name[1:]


def _place_name(row: Row) -> str:
    """The place a body writes its papers in: a commune its own name, a provincial body Tây Ninh."""
    if row.legal_kind in (LegalKind.PROVINCIAL_BODY, LegalKind.PUBLIC_UNIT):
        return "Tây Ninh"
    words = row.name.removeprefix("UBND ").split()
    skip = 2 if words[0] in ("thị", "thành") else 1
    name = " ".join(words[skip:])
    # A unit named by a number is written with its kind: “Phường 1” (Nghị định 30/2020/NĐ-CP, PL I).
    return f"{words[0].capitalize()} {name}" if name.isdigit() else name
