"""Write a biên bản, read what is sealed of it, record the signed paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from inspections.cited_documents.actions import FILE_KINDS, keep_upload
from inspections.findings.models import Finding
from inspections.identities.actions import (
    open_identity,
    payload_of,
    reseal_identity,
    seal_identity,
)
from inspections.minutes.facts import facts_of, standing_findings, stored
from inspections.minutes.models import Minutes, MinutesPage, MinutesState, symbol_of
from inspections.visits.actions.checks import missing_for_conclusion
from inspections.visits.models import Visit, VisitState
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.models import User
from tayninh_portal.records import STALE, Act, StateChange, transit
from tayninh_portal.rows import copy_of
from tayninh_portal.storage import Kept, open_file, record_file
from tayninh_portal.uploads.opening import read_signatures
from tayninh_portal.uploads.signatures import EXPIRED, REVOKED

# Keys of what is sealed, in the order of the paper.
WORDS = ("secretary", "agency_people", "others", "agency_opinion", "people_opinion", "refusal")
# A biên bản has two signers at least (mẫu 1.9).
LEAST_SIGNATURES = 2
TO_PRINT = "In biên bản để ký"
ENDS_WHERE = (
    "Ghi giờ kết thúc buổi kiểm tra: kết thúc lượt kiểm tra, hoặc ghi ở “Ghi nhanh tại chỗ” rồi "
    "lưu nháp."
)
# The facts that are about the person of a finding.
TELLS_OF = ("finding", "recommendation")

PaperKept = tuple[Kept, str]


def draft_minutes(visit: Visit, *, by: User, at: datetime | None = None) -> Minutes:
    """A biên bản to be written; the one there is while it is not signed. Raises ``Refused``."""
    at = at or timezone.now()
    minutes = Minutes(
        visit=visit,
        team=visit.team,
        year=visit.day.year,
        symbol=symbol_of(visit),
        is_illustrative=visit.is_illustrative,
    )
    with transaction.atomic():
        Visit.every.select_for_update().get(pk=visit.pk)
        drafts = Minutes.objects.filter(visit=visit, state=MinutesState.DRAFT)
        records.require(by, "minutes.write", drafts.first() or minutes, at=at)
        return drafts.first() or records.create(minutes, by=by, at=at, label="Lập biên bản")[0]


def update_minutes(
    minutes: Minutes,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    opened: bool,
    number: int | None,
    words: Mapping[str, str],
) -> Minutes:
    """Write its number and seal its ``words``; where they were not ``opened`` a blank keeps what is
    sealed. Raises ``Refused``, ``Conflict``, ``ValidationError``."""
    at = at or timezone.now()
    records.require(by, "minutes.write", at=at)
    if seen_version != minutes.version:
        raise Conflict(STALE)
    records.require(by, "minutes.write", minutes, at=at)
    before = {} if opened else payload_of(minutes.words)
    typed = {name: words.get(name, "").strip() for name in WORDS}
    payload = {name: typed[name] or before.get(name, "") for name in WORDS}
    payload = {name: text for name, text in payload.items() if text}
    _check_number(minutes, number)
    with transaction.atomic():
        sealed = minutes.words
        if sealed is not None:
            reseal_identity(sealed, payload)
        elif payload:
            sealed = seal_identity(payload, at=at)
        return records.amend(
            minutes,
            {"number": number, "words": sealed, "told": list(payload)},
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Ghi nội dung biên bản",
            states=(MinutesState.DRAFT,),
        )


def next_number(minutes: Minutes) -> int | None:
    """The next of the team's own series in the year; None of the Sở's, whose register gives it."""
    if minutes.team_id is None:
        return None
    used = Minutes.objects.filter(team=minutes.team_id, year=minutes.year)
    return (used.aggregate(last=Max("number"))["last"] or 0) + 1


def missing_to_sign(minutes: Minutes) -> list[str]:
    """What has to be noted before it can have been signed, in sentences."""
    missing = [
        ENDS_WHERE if one.field == "ends_at" else one.text
        for one in missing_for_conclusion([minutes.visit])[0]
    ]
    if not {"agency_people", "refusal"} & set(minutes.told):
        missing.append("Ghi đại diện cơ quan được kiểm tra, hoặc lý do không ký.")
    if "secretary" not in minutes.told:
        missing.append("Ghi thư ký (người ghi biên bản).")
    return missing


def read_words(
    minutes: Minutes, *, by: User, reason: str, at: datetime | None = None
) -> dict[str, str]:
    """What is sealed of it, the reading recorded; {} where nothing was written yet."""
    if minutes.words is None:
        return {}
    return open_identity(
        minutes, minutes.words, by=by, action="minutes.read_identity", reason=reason, at=at
    )


def read_people(
    findings: Sequence[Finding], *, by: User, at: datetime | None = None
) -> dict[str, str]:
    """Keys of a finding's facts → who it is about, each reading recorded; nobody where the name
    went at the end of its retention."""
    named: dict[str, str] = {}
    for finding in findings:
        if finding.person is not None and finding.person.erased_at is None:
            action = "finding.read_identity"
            said = open_identity(
                finding, finding.person, by=by, action=action, reason=TO_PRINT, at=at
            )
            who = (said.get("name", ""), said.get("post", ""))
            name = ", ".join(part for part in who if part)
            named |= dict.fromkeys((f"{what}:{finding.pk}" for what in TELLS_OF), name)
    return named


def keep_pages(uploads: Sequence[IO[bytes]], *, digital: bool) -> tuple[list[PaperKept], int]:
    """The signed paper on the disk, outside any transaction, and how many digital signatures it
    bears. Raises ``ValidationError`` on ``upload``, ``Unavailable``."""
    if not uploads:
        raise ValidationError({"upload": "Chọn tệp biên bản đã ký."})
    signatures = _signatures(uploads) if digital else 0
    kept = []
    for at, upload in enumerate(uploads, 1):
        try:
            one = keep_upload(upload)
        except ValidationError as error:
            which = f"Tệp thứ {at}: " if len(uploads) > 1 else ""
            said = [f"{which}{message}" for message in error.messages]
            raise ValidationError({"upload": said}) from None
        if one is not None:
            kept.append(one)
    return kept, signatures


def _signatures(uploads: Sequence[IO[bytes]]) -> int:
    """The signatures of the one PDF that is signed digitally by both sides."""
    if len(uploads) != 1:
        raise ValidationError({"upload": "Biên bản ký số là một tệp PDF."})
    try:
        found = read_signatures(uploads[0], trust=settings.SIGNATURE_TRUST)
    except ValueError as error:
        raise ValidationError({"upload": str(error)}) from None
    bad = (EXPIRED, REVOKED)
    good = [
        one for one in found if one.is_intact and not one.is_altered and one.certificate not in bad
    ]
    if len(good) < LEAST_SIGNATURES or len(good) < len(found):
        raise ValidationError(
            {
                "upload": f"Tệp có {len(good)}/{len(found)} chữ ký số còn hiệu lực; biên bản ký số "
                "phải có chữ ký còn hiệu lực của Tổ, Đoàn và của cơ quan. Nếu ký trên giấy, chọn "
                "cách ký đó rồi gửi bản quét."
            }
        )
    return len(good)


def sign(
    change: StateChange,
    act: Act,
    rows: Sequence[Minutes],
    *,
    number: int,
    signed_on: date,
    kept: Sequence[PaperKept],
    digital: int,
) -> list[Minutes]:
    """Record the signed paper: from now on the facts of the visit are held as they stand.

    Raises ``ValidationError``: something is missing, it cannot have been signed then.
    """
    done = []
    for minutes in rows:
        visit = Visit.every.select_for_update().select_related("agency").get(pk=minutes.visit_id)
        _check_signing(minutes, visit, signed_on, act)
        _check_number(minutes, number)
        facts = stored(facts_of(visit, standing_findings(visit)))
        _file_pages(minutes, number, kept, act)
        done += transit(
            [minutes],
            change,
            act,
            number=number,
            signed_on=signed_on,
            digital=digital,
            facts=facts,
            facts_hash=sha256_hex(facts),
        )
        if visit.state == VisitState.DRAFT:
            # Whoever has the form of the visit open meets a visit that moved on.
            records.touch(visit, by=act.by, at=act.at, label=f"Ký {str(done[-1]).lower()}")
    return done


def add_pages(
    change: StateChange, act: Act, rows: Sequence[Minutes], *, kept: Sequence[PaperKept]
) -> list[Minutes]:
    """More pages of the signed paper; none is ever taken away."""
    for minutes in rows:
        _file_pages(minutes, minutes.number or 0, kept, act)
    return transit(rows, change, act)


def open_page(page: MinutesPage, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes of a signed page, the opening recorded. Raises ``Refused``, ``Unavailable``."""
    records.require(by, "minutes.open_file", page.minutes, at=at)
    return open_file(page.file, page.minutes, by=by, at=at)


def _check_signing(minutes: Minutes, visit: Visit, signed_on: date, act: Act) -> None:
    if signed_on < visit.day:
        raise ValidationError(
            {"signed_on": f"Biên bản không thể ký trước ngày kiểm tra ({short_date(visit.day)})."}
        )
    if signed_on > act.day:
        raise ValidationError({"signed_on": "Ngày ký chưa đến."})
    checked = copy_of(minutes)
    checked.visit = visit
    if missing := missing_to_sign(checked):
        raise ValidationError(missing)
    if visit.day == act.day and visit.ends_at and timezone.localtime(act.at).time() < visit.ends_at:
        raise ValidationError(
            {
                "signed_on": f"Buổi kiểm tra kết thúc lúc {short_time(visit.ends_at)}; biên bản "
                "chỉ ký khi buổi kiểm tra đã xong."
            }
        )


def _check_number(minutes: Minutes, number: int | None) -> None:
    """Said at its place; of two who type the same at once the database lets one in."""
    used = Minutes.objects.filter(team=minutes.team_id, year=minutes.year, number=number)
    if number and used.exclude(pk=minutes.pk).exists():
        whose = "của Tổ, Đoàn" if minutes.team_id else "của Sở trong năm"
        raise ValidationError({"number": f"Số này đã dùng cho một biên bản khác {whose}."})


def _file_pages(minutes: Minutes, number: int, kept: Sequence[PaperKept], act: Act) -> None:
    """Rows of the files; the names they were sent with may tell of people and are dropped."""
    there = minutes.pages.count()
    stem = slugify(f"bien-ban-{number:02d}-{minutes.symbol}-{minutes.year}")
    for at, (bytes_kept, media_type) in enumerate(kept, there + 1):
        name = f"{stem}-{at}{FILE_KINDS[media_type]}"
        file = record_file(bytes_kept, name=name, media_type=media_type, by=act.by, at=act.at)
        MinutesPage.objects.create(minutes=minutes, file=file)
