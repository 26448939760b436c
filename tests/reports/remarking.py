"""Remarks at the sentences of a report on its way."""

from __future__ import annotations

from typing import Any

from reports.issuing.workflow import RETURN
from reports.narrative.models import Report
from reports.narrative.reports import write_section
from reports.remarks.actions import make_remark, snapshot_before
from reports.remarks.models import Remark
from reports.remarks.sentences import sentences_in
from reports.remarks.workflow import ANSWER
from tayninh_portal.paper.wording import deserialize
from tests.doing import do
from tests.fixtures.cast import moment
from tests.reports.freezing import frozen
from tests.reports.issuing import sent_as
from tests.reports.workflow_story import BACK, now, sent

READ = moment(2020, 1, 8, 14)
WORDS = "Nội dung của đơn vị soạn thảo."


def key_at(report: Report, place: str, sentence: str | None = WORDS) -> str:
    """What names a sentence of the version before whoever decides; the one there is for None."""
    stated = deserialize(snapshot_before(report).content)
    (found,) = (
        key
        for key, each in sentences_in(stated).items()
        if each.place == place and sentence in (None, each.text)
    )
    return found


def remark_at(
    report: Report,
    *,
    by: Any,
    place: str = "causes",
    text: str = "Nêu nguyên nhân chủ quan.",
    sentence: str | None = WORDS,
) -> Remark:
    """A remark at the sentence under a heading."""
    return make_remark(report, by=by, at=READ, key=key_at(report, place, sentence), text=text)[0]


def remarked(cast: Any) -> Remark:
    """By the Sở's leader, at the causes, while the report waits for them."""
    return remark_at(sent(cast), by=cast.manager)


def remarked_and_returned(cast: Any) -> Remark:
    """The same, and the report is back with who writes it."""
    remark = remarked(cast)
    do(RETURN, now(remark.report), by=cast.manager, at=BACK, notes=[])
    return Remark.objects.get(pk=remark.pk)


def resubmitted(cast: Any, report: Report) -> Report:
    """A report that came back, with a remark of the Sở's leader on it answered, goes up once more
    with the words mended."""
    _, first = frozen(cast, report)
    report = sent_as(report, first, by=cast.specialist)
    remark = remark_at(report, by=cast.manager, place="opening", sentence=None)
    report = do(RETURN, now(report), by=cast.manager, notes=[])
    do(ANSWER, Remark.objects.get(pk=remark.pk), by=cast.specialist, text="Đã sửa.")
    section = report.sections.get(code="causes")
    write_section(section, by=cast.specialist, text=WORDS, seen_version=section.version)
    _, second = frozen(cast, now(report))
    return sent_as(now(report), second, by=cast.specialist)
