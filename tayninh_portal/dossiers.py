"""The dossier (hồ sơ) of a record: the papers of all rooms on one page, and in one ZIP.

A room says which papers it has of a record, for one reader: what the reader may not see is not
handed over, so that page, contents and ZIP cannot tell of it.
"""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify

from tayninh_portal.errors import Unavailable
from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.lib.spreadsheets import csv_cell
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import StoredFile, User
from tayninh_portal.storage import open_file, read_file

# What one file takes along at the most; a longer one is opened paper by paper.
MOST_BYTES = 300 * 2**20
CONTENTS, SUMS = "00-muc-luc.csv", "SHA256SUMS"
NOT_READ = "không đọc được; hãy báo quản trị"
HEADS = ("STT", "Phần", "Văn bản, hồ sơ", "Ngày", "Tệp", "Số byte", "SHA-256")


@dataclass(frozen=True)
class Paper:
    """One paper: where it is opened, and its file where there is one.

    ``names_person``: the record its file belongs to, where every opening is recorded; None for
    what names nobody. ``title`` names no person in either case.
    """

    title: str
    day: date | None
    url: str
    file: StoredFile | None = None
    names_person: models.Model | None = None


Papers = Callable[[models.Model, User], Iterable[Paper]]
Parts = list[tuple[str, list[Paper]]]
_parts: list[tuple[int, str, Papers]] = []


def register(order: int, part: str, papers: Papers) -> None:
    """Let ``papers`` of a record stand under the heading ``part``; lower orders come first."""
    _parts.append((order, part, papers))
    _parts.sort(key=lambda row: row[0])


def dossier_of(record: models.Model, user: User) -> Parts:
    """The papers of ``record`` that ``user`` may see, by part; parts without any are left out."""
    parts: dict[str, list[Paper]] = {}
    for _, part, papers in _parts:
        parts.setdefault(part, []).extend(papers(record, user))
    return [(part, rows) for part, rows in parts.items() if rows]


def zipped(parts: Parts, *, by: User, at: datetime) -> IO[bytes]:
    """One ZIP with the files of ``parts``, a table of contents and the sums of all files.

    Taking a file along is an opening of it, recorded where it names a person. A file the store can
    no longer give whole is named in the contents and left out. Raises ``ValidationError`` for
    more bytes than ``MOST_BYTES``.
    """
    _refuse_too_many([paper for _, papers in parts for paper in papers])
    made = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it when it is sent
    lines: list[Sequence[str | int]] = [HEADS]
    sums: list[str] = []
    with transaction.atomic(), zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for part, papers in parts:
            for paper in papers:
                name, size, sha256 = _put(archive, paper, len(lines), by, at)
                day = short_date(paper.day) if paper.day else ""
                lines.append((len(lines), part, paper.title, day, name, size, sha256))
                if sha256:
                    sums.append(f"{sha256}  {name}\n")
        archive.writestr(_entry(CONTENTS, at), _table(lines))
        archive.writestr(_entry(SUMS, at), "".join(sums))
    made.seek(0)
    return made


def _refuse_too_many(papers: Sequence[Paper]) -> None:
    size = sum(paper.file.size for paper in papers if paper.file)
    if size > MOST_BYTES:
        most, there = (number_vi(-(-number // 2**20)) for number in (MOST_BYTES, size))
        raise ValidationError(
            f"Các tệp của hồ sơ này cộng lại {there} MB, nhiều hơn {most} MB một lần tải; hãy mở "
            "từng văn bản."
        )


def _put(
    archive: zipfile.ZipFile, paper: Paper, number: int, by: User, at: datetime
) -> tuple[str, int | str, str]:
    """Name, size and sum of the paper's file in the archive; blanks where it has none."""
    file = paper.file
    if file is None:
        return "", "", ""
    try:
        if paper.names_person is None:
            data = read_file(file)
        else:
            data = open_file(file, paper.names_person, by=by, at=at)
    except Unavailable:
        return NOT_READ, "", ""
    stem, dot, ending = file.name.rpartition(".")
    name = f"{number:02}-{slugify(fold(stem or ending))[:80]}{dot}{ending if dot else ''}"
    archive.writestr(_entry(name, at), data)
    return name, file.size, file.sha256


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.external_attr = 0o600 << 16
    return entry


def _table(lines: Iterable[Sequence[str | int]]) -> str:
    """CSV with the mark of UTF-8 before it: without it Excel guesses the bytes."""
    text = io.StringIO()
    text.write("\ufeff")
    csv.writer(text).writerows([csv_cell(cell) for cell in line] for line in lines)
    return text.getvalue()
