"""A remark is made, answered, and done with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.freezing.models import Snapshot
from reports.narrative.models import AT_PROVINCE, Report
from reports.narrative.writing import locked, locked_for_writing
from reports.remarks.models import Remark, RemarkReply, RemarkState
from reports.remarks.sentences import Sentence, sentences_in
from tayninh_portal.access import may
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import Act, StateChange, create, require, touch, transit

MOVED_ON = "Ý kiến chưa được ghi. {reason}"
NOT_THERE = (
    "Ý kiến chưa được ghi: bản đang chờ xem xét không có câu này, có thể báo cáo đã được trình "
    "lại. Tìm câu trong bản mới rồi ghi ý kiến tại đó."
)
BROUGHT_BEFORE = (
    "Chưa ghi thêm: có nhận xét đã được ghi thành ý kiến từ trước. Xem lại rồi chọn những nhận xét "
    "còn lại."
)
# What an approval writes of the remarks that were still open.
BY_APPROVAL = StateChange(
    "settle",
    "Ghi là đã xong khi duyệt, ký",
    (RemarkState.OPEN, RemarkState.ANSWERED),
    (RemarkState.SETTLED,),
)


def snapshot_before(report: Report) -> Snapshot | None:
    """The version that whoever decides has before them: as presented while it is at UBND tỉnh, as
    it went up to the Sở's leader otherwise; None before it ever did."""
    if report.state in AT_PROVINCE:
        return report.presented_snapshot
    return report.submitted_snapshot


def make_remark(
    report: Report,
    *,
    by: User,
    at: datetime | None = None,
    key: str,
    text: str,
    client_id: uuid.UUID | None = None,
) -> tuple[Remark, bool]:
    """Remark on the sentence ``key`` names in the version before the person; ``(remark, False)``
    where this very form made it before.

    The report counts a version, so that whoever decides on an older page is told first. Raises
    ``Refused`` for one who never may, ``ValidationError`` where the report moved on, the sentence
    is not there, or the words cannot be kept.
    """
    at = at or timezone.now()
    require(by, "remark.create", at=at)
    snapshot = snapshot_before(report)
    sentence = sentences_in(deserialize(snapshot.content)).get(key) if snapshot else None
    remark = Remark(report=report, text=clean_text(text), client_id=client_id or uuid.uuid4())
    with locked(report) as now:
        verdict = may(by, "remark.create", now, on=timezone.localdate(at))
        if not verdict:
            raise ValidationError({"text": MOVED_ON.format(reason=verdict.reason)})
        if sentence is None or snapshot is None or snapshot != snapshot_before(now):
            raise ValidationError({"text": NOT_THERE})
        remark.snapshot, remark.of_province = snapshot, now.state in AT_PROVINCE
        remark.place, remark.heading = sentence.place, sentence.heading
        remark.sentence, remark.occurrence = sentence.text, sentence.occurrence
        made, is_new = create(remark, by=by, at=at, label="Ghi ý kiến")
        if is_new:
            touch(now, by=by, at=at, label="Ghi ý kiến tại một câu")
    return made, is_new


@dataclass(frozen=True)
class Brought:
    """Words that came from elsewhere (a comment of a Word file) for a sentence of ``snapshot``;
    ``made_as`` is the id of the remark that is made of them, so that none is made twice."""

    snapshot: Snapshot
    sentence: Sentence
    text: str
    made_as: uuid.UUID


def bring_remarks(report: Report, act: Act, brought: Sequence[Brought]) -> list[Remark]:
    """Who writes the report makes remarks of what came from elsewhere, to be answered with the
    others; their words say whose they are.

    The report counts a version. Raises ``Refused`` for one who may not or where the report went up,
    ``ValidationError`` where one was brought before.
    """
    require(act.by, "remark.bring", report, at=act.at)
    with locked_for_writing(report) as now:
        ids = [each.made_as for each in brought]
        if len(set(ids)) < len(ids) or Remark.objects.filter(client_id__in=ids).exists():
            raise ValidationError(BROUGHT_BEFORE)
        label = "Ghi nhận xét trong tệp Word thành ý kiến"
        made = [
            create(
                Remark(
                    report=now,
                    snapshot=each.snapshot,
                    place=each.sentence.place,
                    heading=each.sentence.heading,
                    sentence=each.sentence.text,
                    occurrence=each.sentence.occurrence,
                    text=clean_text(each.text),
                    client_id=each.made_as,
                ),
                by=act.by,
                at=act.at,
                label=label,
            )[0]
            for each in brought
        ]
        touch(now, by=act.by, at=act.at, client_id=act.client_id, label=label)
    return made


def answer(change: StateChange, act: Act, remarks: Sequence[Remark], *, text: str) -> list[Remark]:
    """Whoever writes the report answers; as often as there is something to add."""
    words = clean_text(text)
    answered = transit(remarks, change, act)
    RemarkReply.objects.bulk_create(
        RemarkReply(remark=row, remark_version=row.version, text=words, at=act.at, by=act.by)
        for row in answered
    )
    return answered


def settle(change: StateChange, act: Act, remarks: Sequence[Remark]) -> list[Remark]:
    """Nothing is left to do about it."""
    return transit(remarks, change, act)


def settle_by_approval(reports: Sequence[Report], act: Act) -> None:
    """Whoever approves or has it signed takes it as it is: what they still wanted is done with.

    Call it with the reports as they stood before, inside the transaction that decides.
    """
    for report in reports:
        if left := list(Remark.objects.before(report)):
            transit(left, BY_APPROVAL, act)
