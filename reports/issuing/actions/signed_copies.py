"""The signed original of an issued report: kept as it came, with what its signatures say.

On paper the leader signs by hand and the registrar files a scan; signed digitally, the PDF itself
is the original (Nghị định 30/2020/NĐ-CP, Điều 3: bản gốc). Neither is ever altered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError

from inspections.cited_documents.actions import FILE_KINDS, check_paper
from reports.documents.annual import SYMBOL
from reports.issuing.models import Issuance, SignedCopy
from reports.issuing.signatures import CERTIFICATE
from reports.narrative.models import Report
from reports.narrative.writing import check_seen, locked, may_record
from tayninh_portal import records
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.records import Act
from tayninh_portal.storage import open_file, read_file, record_file, write_bytes
from tayninh_portal.uploads.kinds import PDF
from tayninh_portal.uploads.opening import Original, read_original, read_signatures
from tayninh_portal.uploads.signatures import BY_BYTES, EXPIRED, REVOKED, PdfSignature

NOT_SIGNED = (
    "Tệp này không có chữ ký số nào. Nếu đây là bản quét của bản ký trên giấy, chọn “Bản quét từ "
    "bản giấy”."
)
NOT_A_PDF = "Bản ký số phải là tệp PDF."
BROKEN = (
    "Chữ ký số của {who} không còn khớp với nội dung: tệp đã bị sửa sau khi ký. Lấy lại bản gốc từ "
    "nơi ký."
)
ALTERED = (
    "Sau chữ ký của {who} tệp còn bị thêm nội dung khác ngoài chữ ký. Lấy lại bản gốc từ nơi ký."
)
NOT_GOOD = "{who}: {what}, nên tệp chưa được ký số hợp lệ. Lấy lại bản gốc từ nơi ký."
OTHER_NUMBER = "Tệp này ghi số {found}, báo cáo đã ban hành số {given}; kiểm tra lại tệp."
OTHER_DAY = "Tệp này ghi ngày {found}, báo cáo đã ban hành ngày {given}; kiểm tra lại tệp."
DIGITALLY_SIGNED = "Tệp này có chữ ký số; chọn “Bản ký số” để cổng kiểm tra và ghi lại chữ ký."


def file_signed_copy(
    report: Report, act: Act, *, kind: str, upload: IO[bytes], note: str = ""
) -> tuple[SignedCopy, bool]:
    """Keep the original of an issued report; ``(copy, False)`` where these bytes are kept already.

    A digital one must carry at least one signature, all of them intact, with certificates that were
    good, and nothing after them but signatures; number and day on it, where they can be read, are
    those of the issue. Raises ``Refused``, ``Conflict``, ``ValidationError`` on ``upload``,
    ``Unavailable``.
    """
    may_record(report, act, "report.file_signed")
    note = clean_text(note)
    media_type = check_paper(upload)
    found = _signatures(upload, kind, media_type, report)
    stored = write_bytes(upload.read())
    copies = report.issuance.signed_copies.filter(file__sha256=stored.sha256, kind=kind)
    if (before := copies.first()) is not None:
        return before, False
    # The row of the report is held, so that two at the same moment keep one copy.
    with locked(report) as now:
        check_seen(now, act.seen_version)
        if (before := copies.first()) is not None:
            return before, False
        name = f"bao-cao-{report.year}-ban-goc{FILE_KINDS[media_type]}"
        file = record_file(stored, name=name, media_type=media_type, by=act.by, at=act.at)
        copy = SignedCopy.objects.create(
            issuance=report.issuance,
            kind=kind,
            file=file,
            findings=[each.plain() for each in found],
            note=note,
            at=act.at,
            by=act.by,
        )
        label = "Lưu bản gốc ký số" if found else "Lưu bản quét của bản gốc"
        records.touch(now, by=act.by, at=act.at, client_id=act.client_id, label=label, note=note)
    return copy, True


def open_signed_copy(copy: SignedCopy, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes as they came, after the opening was recorded: a signed copy names people."""
    report = copy.issuance.report
    records.require(by, "report.open_signed", report, at=at)
    return open_file(copy.file, report, by=by, at=at)


def verify_signed_copy(copy: SignedCopy) -> str:
    """What is wrong with a copy that is kept, '' for nothing: its bytes and its signatures again.

    Raises ``Unavailable`` for bytes that are gone or altered.
    """
    data = read_file(copy.file)
    if copy.kind == SignedCopy.Kind.SCAN:
        return ""
    try:
        found = [each.plain() for each in read_signatures(BytesIO(data))]
    except ValueError as error:
        return str(error)
    # Whether a certificate is trusted today is another question than on the day it was filed.
    now, then = (
        [{name: each[name] for name in BY_BYTES} for each in rows]
        for rows in (found, copy.findings)
    )
    return "" if now == then else "Chữ ký số không còn như khi lưu."


def read_before_issue(upload: IO[bytes]) -> Original:
    """Number, day and signatures of the PDF that was signed, before its issue; nothing is kept.

    Raises ``ValidationError`` on ``upload`` for what could not be filed afterwards.
    """
    if check_paper(upload) != PDF:
        raise ValidationError({"upload": NOT_A_PDF})
    original = _read(upload)
    if not original.signatures:
        raise ValidationError({"upload": NOT_SIGNED})
    _refuse_changed(original.signatures)
    return original


def _read(upload: IO[bytes]) -> Original:
    try:
        return read_original(upload, trust=settings.SIGNATURE_TRUST, symbol=SYMBOL)
    except ValueError as error:
        raise ValidationError({"upload": str(error)}) from None


def _signatures(
    upload: IO[bytes], kind: str, media_type: str, report: Report
) -> Sequence[PdfSignature]:
    digital = kind == SignedCopy.Kind.DIGITAL
    if media_type != PDF:
        if digital:
            raise ValidationError({"upload": NOT_A_PDF})
        return ()
    original = _read(upload)
    found = original.signatures
    if digital and not found:
        raise ValidationError({"upload": NOT_SIGNED})
    if found and not digital:
        raise ValidationError({"kind": DIGITALLY_SIGNED})
    _refuse_changed(found)
    if digital:
        _refuse_other(original, report.issuance)
    return found


def _refuse_other(original: Original, issuance: Issuance) -> None:
    """The original of another report, or one that was numbered otherwise than here."""
    if original.number not in (None, issuance.number):
        found = f"{original.number:02d}/{SYMBOL}"
        raise ValidationError({"upload": OTHER_NUMBER.format(found=found, given=issuance)})
    if original.day and original.day != issuance.issued_on:
        found, given = short_date(original.day), short_date(issuance.issued_on)
        raise ValidationError({"upload": OTHER_DAY.format(found=found, given=given)})


def _refuse_changed(found: Sequence[PdfSignature]) -> None:
    """What was signed must be what is there, by certificates that were good that day."""
    for each in found:
        who = each.signer or "người ký"
        if not each.is_intact:
            raise ValidationError({"upload": BROKEN.format(who=who)})
        if each.is_altered:
            raise ValidationError({"upload": ALTERED.format(who=who)})
        if each.certificate in (EXPIRED, REVOKED):
            what = CERTIFICATE[each.certificate]
            raise ValidationError({"upload": NOT_GOOD.format(who=who, what=what)})


def newest_copy(issuance: Issuance) -> SignedCopy | None:
    """The original: the newest copy; an older one was filed by mistake and stays readable."""
    return issuance.signed_copies.select_related("file", "by").first()
