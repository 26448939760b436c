"""The numbers of an issued report as open data: a zip that explains itself.

``datapackage.json`` (Data Package with Table Schema, specs.frictionlessdata.io) describes three
tables: the numbers, one a line; the dictionary of the figures; what the codes of their breakdowns
are called. It says which numbers add up to which, so that whoever takes the data can recount them
knowing nothing else. Only what the report prints is in it, less what would tell of a person
(``withheld.py``); ratios are left out, for they are two numbers that are there.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.figures.catalog import CATALOG, find
from reports.figures.dictionary import DIMENSIONS, KINDS
from reports.issuing.withheld import UNKNOWN, Place, place_of, sums_of, told
from tayninh_portal.lib.dates import local_day
from tayninh_portal.lib.spreadsheets import csv_cell
from tayninh_portal.paper.archives import archive
from tayninh_portal.paper.content import Document, Figure, Table, plain_text

ABOUT = (
    "Số liệu in trong báo cáo. Số người vi phạm không công bố theo từng cơ quan; số dưới 3 theo "
    "nhóm cơ quan hoặc theo tháng, và những số cho phép suy ra số đó, được để trống và ghi "
    "withheld = true. Tỷ lệ tính từ hai số liệu có trong bảng nên không ghi."
)
NUMBERS, FIGURES, CODES = "so-lieu", "tu-dien-so-lieu", "danh-muc"

Field = tuple[str, str, str]


@dataclass(frozen=True)
class Sheet:
    """One table: its fields (name, type, title) and lines."""

    name: str
    title: str
    fields: Sequence[Field]
    lines: Sequence[Sequence[str | int | None]]
    key: Sequence[str]
    points: Mapping[str, str]

    def csv(self) -> bytes:
        """RFC 4180 in UTF-8 without a mark before it; what is not there is empty."""
        out = io.StringIO()
        write = csv.writer(out).writerow
        write([name for name, _, _ in self.fields])
        for line in self.lines:
            write([csv_cell(value) for value in line])
        return out.getvalue().encode()

    def described(self, data: bytes) -> dict[str, Any]:
        """What the package says of it."""
        fields = [{"name": name, "type": kind, "title": title} for name, kind, title in self.fields]
        points = [
            {"fields": field, "reference": {"resource": other, "fields": field}}
            for field, other in self.points.items()
        ]
        schema = {"fields": fields, "primaryKey": list(self.key), "missingValues": [""]}
        return {
            "name": self.name,
            "path": f"{self.name}.csv",
            "title": self.title,
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(data),
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "schema": schema | ({"foreignKeys": points} if points else {}),
        }


def open_data(document: Document) -> bytes:
    """The zip of an issued report. The same document gives the same bytes as long as what it names
    is called the same."""
    numbers = {
        place_of(key): value
        for key, value in document.figures().items()
        if isinstance(value, int) and key.partition("@")[0] in CATALOG
    }
    published = told(numbers)
    names = _names_of(document)
    sheets = (
        _numbers(published),
        _figures(published),
        _codes(published, names, local_day(document.created)),
    )
    written = {f"{sheet.name}.csv": sheet.csv() for sheet in sheets}
    package = {
        "profile": "tabular-data-package",
        "name": f"bao-cao-{document.year}-{document.number}",
        "title": f"Số liệu {document.kind.lower()} {document.subject}",
        "description": ABOUT,
        "created": document.created.isoformat(),
        "contributors": [{"title": document.issuer, "role": "publisher"}],
        "sources": [{"title": f"{document.kind} số {document.number}/{document.symbol}"}],
        "resources": [sheet.described(written[f"{sheet.name}.csv"]) for sheet in sheets],
        "sums": [
            {"figure": line.whole.figure, "where": dict(line.whole.parts), "over": line.over}
            for line in sums_of({place: numbers[place] for place in published})
        ],
    }
    described = json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"
    return archive({"datapackage.json": described, **written}, document.created)


def _dimensions(published: Iterable[Place]) -> list[str]:
    return sorted({name for place in published for name, _ in place.parts})


def _title(dimension: str) -> str:
    called = DIMENSIONS[dimension]
    return called[:1].upper() + called[1:]


def _numbers(published: Mapping[Place, int | None]) -> Sheet:
    dimensions = _dimensions(published)
    lines = [
        [
            place.figure,
            *(dict(place.parts).get(name, "") for name in dimensions),
            number,
            "true" if number is None else "false",
        ]
        for place, number in sorted(published.items())
    ]
    fields: list[Field] = [
        ("figure", "string", "Mã số liệu"),
        *((name, "string", _title(name)) for name in dimensions),
        ("value", "integer", "Giá trị"),
        ("withheld", "boolean", "Không công bố"),
    ]
    key = ["figure", *dimensions]
    return Sheet(NUMBERS, "Số liệu", fields, lines, key, {"figure": FIGURES})


def _figures(published: Iterable[Place]) -> Sheet:
    lines = [
        [key, figure.label, figure.unit, KINDS[figure.kind], figure.definition, figure.legal_basis]
        for key in sorted({place.figure for place in published})
        for figure in [CATALOG[key]]
    ]
    fields: list[Field] = [
        (name, "string", title)
        for name, title in (
            ("figure", "Mã số liệu"),
            ("label", "Tên"),
            ("unit", "Đơn vị tính"),
            ("kind", "Đếm hay cộng"),
            ("definition", "Cách tính"),
            ("legal_basis", "Căn cứ"),
        )
    ]
    return Sheet(FIGURES, "Từ điển số liệu", fields, lines, ["figure"], {})


def _codes(published: Iterable[Place], names: Mapping[str, str], day: date) -> Sheet:
    found = sorted(
        {(name, value, place.figure) for place in published for name, value in place.parts}
    )
    called = {
        (name, value): names[value] if name == "agency" else _label(figure, name, value, day)
        for name, value, figure in found
    }
    fields: list[Field] = [
        ("dimension", "string", "Cách chia"),
        ("code", "string", "Mã"),
        ("label", "string", "Tên"),
    ]
    lines = [[name, value, label] for (name, value), label in called.items()]
    return Sheet(CODES, "Danh mục", fields, lines, ["dimension", "code"], {})


def _label(key: str, name: str, text: str, day: date) -> str:
    base = find(key).base
    if base is None:
        return text
    dimension = base.dimensions[name]
    value = dimension.read("" if text == UNKNOWN else text)
    return dimension.called([value], day).get(value, text)


def _names_of(document: Document) -> dict[str, str]:
    """What each agency is called in the report: what names the row of its numbers."""
    found: dict[str, str] = {}
    tables = [
        block
        for blocks in (document.blocks, *(annex.blocks for annex in document.annexes))
        for block in blocks
        if isinstance(block, Table)
    ]
    for table in tables:
        named = [at for at, column in enumerate(table.columns) if column.names_row]
        for cells in table.rows:
            keys = [run.key for cell in cells for run in cell if isinstance(run, Figure)]
            agencies = {
                value for key in keys for name, value in place_of(key).parts if name == "agency"
            }
            if len(agencies) == 1 and named:
                found.setdefault(agencies.pop(), plain_text(cells[named[0]]))
    return found
