"""Draft a paper about a visit, edit it, open it; what its transitions write; receive and reply."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import IO

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from inspections.cited_documents.actions import FILE_KINDS, keep_upload, tidy_number
from inspections.findings.models import Finding
from inspections.head_criticisms.models import HeadCriticism
from inspections.identities.actions import (
    open_identity,
    payload_of,
    reseal_identity,
    seal_identity,
)
from inspections.result_papers.addressing import address_of, receives_as
from inspections.result_papers.models import (
    EDITABLE,
    FINAL,
    PaperKind,
    PaperState,
    Receipt,
    Receiver,
    Reply,
    ReplyKind,
    ResultPaper,
    told_of,
)
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.vietnamese import fold, normalise
from tayninh_portal.models import User
from tayninh_portal.records import STALE, Act, StateChange, transit
from tayninh_portal.storage import Kept, open_file, record_file

# An upload whose bytes are on the disk, with its media type.
Upload = tuple[Kept, str]
NAMED = (
    "Nội dung có họ tên của người ghi trong hồ sơ lượt kiểm tra. Đánh dấu “Có nêu tên người”, "
    "hoặc bỏ họ tên khỏi nội dung."
)
# A reply has no such tick: everybody who sees it reads its text.
NAMED_IN_REPLY = (
    "Nội dung có họ tên của người ghi trong hồ sơ lượt kiểm tra; hãy bỏ họ tên khỏi nội dung."
)
UNFINISHED = "Lượt kiểm tra này đã có văn bản loại này đang soạn; mở văn bản đó để sửa."


def draft_paper(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    kind: str,
    words: Mapping[str, str],
    names_persons: bool = False,
    is_illustrative: bool = False,
) -> tuple[ResultPaper, bool]:
    """A paper with its words (section → text); it replaces the final one of its kind, if there is
    one. ``(paper, False)`` for a form sent before.

    Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, "result_paper.write", at=at)
    with transaction.atomic():
        held = Visit.every.select_for_update().get(pk=visit.pk)
        before = newest(held, kind)
        paper = ResultPaper(
            client_id=client_id or uuid.uuid4(),
            kind=kind,
            state=PaperState.WRITING if kind == PaperKind.REPORT else PaperState.DRAFT,
            visit=held,
            replaces=before,
            names_persons=names_persons,
            symbol=symbol_of(held, kind),
            is_illustrative=is_illustrative,
        )
        made = records.made_by_form(paper, by)
        if made is not None:
            return made, False
        records.require(by, "result_paper.write", paper, at=at)
        moment = told_of(held, kind)
        assert moment is not None
        paper.tells_of = moment
        if before is not None and before.state not in FINAL:
            raise ValidationError(UNFINISHED)
        check_names(held, words, names_persons)
        paper.words = seal_identity(dict(words), at=at)
        return records.create(paper, by=by, at=at, label=f"Soạn {paper.get_kind_display()}")


def edit_paper(
    paper: ResultPaper,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    words: Mapping[str, str],
    names_persons: bool,
) -> ResultPaper:
    """Other words, held against the visit as it stands now. Raises ``Refused``, ``Conflict``,
    ``ValidationError``."""
    records.require(by, "result_paper.write", at=at)
    if seen_version != paper.version:
        raise Conflict(STALE)
    records.require(by, "result_paper.write", paper, at=at)
    check_names(paper.visit, words, names_persons)
    with transaction.atomic():
        reseal_identity(paper.words, dict(words))
        changes = {"names_persons": names_persons, "tells_of": told_of(paper.visit, paper.kind)}
        return records.amend(
            paper,
            changes,
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa nội dung",
            states=EDITABLE,
        )


def newest(visit: Visit, kind: str) -> ResultPaper | None:
    """The last paper of ``kind`` about ``visit``."""
    return ResultPaper.objects.filter(visit=visit, kind=kind).order_by("-pk").first()


def sealed_names(visit: Visit) -> Iterator[str]:
    """The names sealed with a visit, for comparing alone; a room that seals more adds them here."""
    for model in (Finding, HeadCriticism):
        yield from _names(model._default_manager.filter(visit=visit))


def names_told(paper: ResultPaper, by: User) -> Iterator[str]:
    """The sealed names of those whom the agency that replies is told of: its own people found at
    fault, and the criticism proposed of a head where ``by`` may see it. A refusal for any other
    would tell that they are in the file."""
    visit = paper.visit
    yield from _names(Finding.objects.standing().filter(visit=visit, agency=visit.agency_id))
    yield from _names(HeadCriticism.objects.visible_to(by).filter(visit=visit))


def _names(rows: models.QuerySet[Finding] | models.QuerySet[HeadCriticism]) -> Iterator[str]:
    for row in rows.filter(person__isnull=False).select_related("person"):
        yield payload_of(row.person).get("name", "")


def check_names(visit: Visit, words: Mapping[str, str], names_persons: bool) -> None:
    """Raise ``ValidationError`` where the words name somebody whose name is sealed with the visit
    and are not guarded; which name it is, is not said. One word alone is nobody's name."""
    if not names_persons and names_somebody(words.values(), sealed_names(visit)):
        raise ValidationError({"names_persons": NAMED})


def names_somebody(words: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of ``names`` stands in the words, whatever the accents."""
    text = " ".join(fold(said) for said in words)
    return any(
        " " in name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        for name in map(fold, names)
    )


def open_words(
    paper: ResultPaper, *, by: User, reason: str = "", at: datetime | None = None
) -> dict[str, str]:
    """Section → text; of a paper that names persons after the reading was recorded with its
    purpose. Raises ``Refused``; ``ValidationError`` at ``reason``."""
    records.require(by, "result_paper.open", paper, at=at)
    if not paper.names_persons:
        return payload_of(paper.words)
    return open_identity(
        paper, paper.words, by=by, action="result_paper.open", reason=reason, at=at
    )


def open_signed(paper: ResultPaper, *, by: User, at: datetime | None = None) -> bytes:
    """The signed original, the opening recorded. Raises ``Refused``, ``Unavailable``."""
    records.require(by, "result_paper.open", paper, at=at)
    if paper.file is None:
        raise ValueError("this paper has no file")
    return open_file(paper.file, paper, by=by, at=at)


def receive(paper: ResultPaper, *, by: User, at: datetime | None = None, reads: bool) -> bool:
    """Note that the bodies of ``by`` got the notice, and with ``reads`` its words; once each, with
    a line. False where there was nothing to note, or the reader is of no body it went to."""
    at = at or timezone.now()
    own = receives_as(by, paper, timezone.localdate(at))
    with transaction.atomic():
        held = ResultPaper.objects.select_for_update().get(pk=paper.pk)
        noted = []
        for receipt in held.receipts.filter(receiver__in=own):
            new = receipt.received_at is None or (reads and receipt.read_at is None)
            receipt.received_at = receipt.received_at or at
            receipt.read_at = receipt.read_at or (at if reads else None)
            if new:
                receipt.save()
                noted.append(receipt.get_receiver_display())
        if noted:
            label = "Đã mở đọc" if reads else "Đã nhận"
            records.touch(held, by=by, at=at, label=label, note="; ".join(noted))
    return bool(noted)


# --- transitions -------------------------------------------------------------


def send(
    change: StateChange, act: Act, papers: Sequence[ResultPaper], *, number: int, issued_on: date
) -> list[ResultPaper]:
    """The Tổ trưởng signed the report; its number is of the team's own series."""
    _check_day(act, papers, issued_on)
    return transit(
        papers,
        change,
        act,
        number=number,
        issued_on=issued_on,
        year=issued_on.year,
        signer=lambda paper: paper.visit.members.get(is_head=True).user.full_name,
        register=lambda p: f"team {p.visit.team_id}" if p.visit.team_id else f"visit {p.visit_id}",
    )


def move(change: StateChange, act: Act, papers: Sequence[ResultPaper]) -> list[ResultPaper]:
    """To the one state the change leads to."""
    return transit(papers, change, act)


def send_back(
    change: StateChange, act: Act, papers: Sequence[ResultPaper], *, note: str
) -> list[ResultPaper]:
    """It is written on, for the reason given; a report bears no number until it is sent anew."""
    return transit(
        papers, change, act, note=note, to=_back, number=None, year=None, issued_on=None, signer=""
    )


def _back(paper: ResultPaper) -> str:
    return PaperState.WRITING if paper.kind == PaperKind.REPORT else PaperState.RETURNED


def issue(
    change: StateChange,
    act: Act,
    papers: Sequence[ResultPaper],
    *,
    number: int,
    issued_on: date,
    signer: str,
    by_deputy: bool = False,
    upload: Upload | None = None,
) -> list[ResultPaper]:
    """Number, day and signer as they stand on the signed notice; from now on its receivers have it.

    Raises ``ValidationError``: a day to come or on the wrong side of the visit, nobody to send it
    to.
    """
    _check_day(act, papers, issued_on)
    addresses = {paper.pk: address_of(paper.visit, act.day, paper.kind) for paper in papers}
    for paper in papers:
        address = addresses[paper.pk]
        if address.addressee is None:
            raise ValidationError(address.said)
        bodies = [Receiver.AGENCY]
        bodies += [Receiver.PROVINCE] if paper.kind != PaperKind.COMING else []
        bodies += [Receiver.ABOVE] if address.above else []
        Receipt.objects.bulk_create(Receipt(paper=paper, receiver=body) for body in bodies)
    file = None
    if upload is not None:
        name = f"thong-bao-{number}-{issued_on.year}{FILE_KINDS[upload[1]]}"
        file = record_file(upload[0], name=name, media_type=upload[1], by=act.by, at=act.at)
    return transit(
        papers,
        change,
        act,
        number=number,
        issued_on=issued_on,
        year=issued_on.year,
        register="SNV",
        signer=normalise(signer),
        by_deputy=by_deputy,
        addressee=lambda paper: addresses[paper.pk].addressee,
        above=lambda paper: addresses[paper.pk].above,
        file=file,
    )


def _check_day(act: Act, papers: Sequence[ResultPaper], day: date) -> None:
    if day > act.day:
        raise ValidationError({"issued_on": "Ngày này chưa đến."})
    for paper in papers:
        if paper.kind == PaperKind.COMING and day > paper.visit.day:
            raise ValidationError({"issued_on": "Ngày này sau ngày kiểm tra."})
        if paper.kind != PaperKind.COMING and day < paper.visit.day:
            raise ValidationError({"issued_on": "Ngày này trước ngày kiểm tra."})


def symbol_of(visit: Visit, kind: str) -> str:
    """What stands after the number: the Sở's own, or the team's (Phụ lục I, II.3.a)."""
    if kind == PaperKind.REPORT:
        return f"BC-{visit.team.symbol if visit.team else 'TKT'}"
    return "TB-SNV"


# --- replies -----------------------------------------------------------------


def replies_to(paper: ResultPaper) -> list[ReplyKind]:
    """What the agency may answer with."""
    if paper.kind == PaperKind.COMING:
        return [ReplyKind.OUTLINE]
    return [kind for kind in ReplyKind if kind != ReplyKind.OUTLINE]


def send_reply(
    paper: ResultPaper,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    kind: str,
    number: str,
    day: date,
    text: str,
    upload: IO[bytes] | None = None,
    is_illustrative: bool = False,
) -> tuple[Reply, bool]:
    """A paper of the agency about an issued notice; ``(reply, False)`` for a form sent before.

    Raises ``Refused``, ``ValidationError``, ``Unavailable`` (the file store cannot be written).
    """
    at = at or timezone.now()
    reply = Reply(
        client_id=client_id or uuid.uuid4(),
        paper=paper,
        kind=kind,
        number=tidy_number(number),
        day=day,
        text=text.strip(),
        is_illustrative=is_illustrative,
    )
    made = records.made_by_form(reply, by)
    if made is not None:
        return made, False
    records.require(by, "result_paper.reply", paper, at=at)
    if kind not in replies_to(paper):
        raise ValidationError({"kind": "Loại văn bản này không phải để trả lời thông báo này."})
    if day > timezone.localdate(at):
        raise ValidationError({"day": "Ngày văn bản chưa đến."})
    if paper.issued_on and day < paper.issued_on:
        raise ValidationError({"day": "Ngày văn bản trước ngày của thông báo."})
    if names_somebody([reply.text], names_told(paper, by)):
        raise ValidationError({"text": NAMED_IN_REPLY})
    kept = keep_upload(upload)
    with transaction.atomic():
        if kept is not None:
            number = slugify(fold(reply.number).replace("/", "-"))[:80]
            name = f"tra-loi-{number}{FILE_KINDS[kept[1]]}"
            reply.file = record_file(kept[0], name=name, media_type=kept[1], by=by, at=at)
        return records.create(reply, by=by, at=at, label=f"Gửi {reply.get_kind_display()}")


def open_reply_file(reply: Reply, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes of its file, the opening recorded. Raises ``Refused``, ``Unavailable``."""
    records.require(by, "result_paper.list", at=at)
    if reply.file is None:
        raise ValueError("this reply has no file")
    return open_file(reply.file, reply, by=by, at=at)
