"""Remarks as the pages of a report show them: what was said, what was answered, and what became of
the sentence since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from reports.freezing.composition import composition_now
from reports.freezing.snapshots import content_for
from reports.narrative.models import AT_PROVINCE, WRITABLE, Report, Section
from reports.remarks.forms import AnswerForm
from reports.remarks.models import Remark, RemarkReply
from reports.remarks.sentences import Sentence, sentences_in, successor
from reports.remarks.workflow import ANSWER, REMARKS, may_remark
from tayninh_portal.access import may, today
from tayninh_portal.lib.together import Question, read
from tayninh_portal.lib.worddiff import word_diff
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register
from tayninh_portal.paper.wording import Wording, deserialize
from tayninh_portal.record_forms import RecordForm

# Code of the place → what was remarked there, in the order it was said.
ByPlace = Mapping[str, Sequence["ShownRemark"]]


@dataclass(frozen=True)
class ShownRemark:
    """One remark for one person.

    ``stands``: its sentence is there word for word in what the person reads; ``now`` what it reads
    otherwise, "" where it is gone. ``answer`` and ``settle`` are the forms they may send, None
    where they may not.
    """

    remark: Remark
    replies: Sequence[RemarkReply]
    stands: bool
    now: str
    answer: RecordForm | None = None
    settle: RecordForm | None = None

    @property
    def key(self) -> str:
        """What names its sentence in the version it was made on."""
        return Sentence(self.remark.place, "", self.remark.sentence, self.remark.occurrence).key

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Old sentence and new in one, as pieces (what became of it, words); the old alone where it
        stands or is gone."""
        new = self.now or self.remark.sentence
        return [(kind.value, text) for kind, text in word_diff(self.remark.sentence, new)]


def remarks_for(report: Report, user: User, stated: Wording | None = None) -> ByPlace:
    """What is not done with of the remarks ``user`` may see, by the code of the section.

    ``stated`` is what they read of the report, where the page told it already; else it is told
    here, and only where there is a remark at all. One query, and those of the telling.
    """
    found = read(ask_remarks(report, user))
    return by_place(found, report, user, stated, deciding=may_remark(user, report))


def ask_remarks(report: Report, user: User) -> Question[list[tuple[Remark, list[RemarkReply]]]]:
    """Each unsettled remark with its answers, to be read together with something else."""
    rows = Remark.objects.visible_to(user).unsettled().filter(report=report)
    return _ask(rows.select_related("created_by"))


def ask_settled(report: Report, user: User) -> Question[list[tuple[Remark, list[RemarkReply]]]]:
    """The same of those that are done with."""
    rows = Remark.objects.visible_to(user).filter(report=report, state="settled")
    return _ask(rows.select_related("created_by"))


def _ask(rows: QuerySet[Remark]) -> Question[list[tuple[Remark, list[RemarkReply]]]]:
    replies = RemarkReply.objects.filter(remark__in=rows.order_by().values("pk"))
    replies = replies.select_related("by")

    def answer() -> list[tuple[Remark, list[RemarkReply]]]:
        found: dict[int, list[RemarkReply]] = defaultdict(list)
        for reply in replies:
            found[reply.remark_id].append(reply)
        return [(remark, found[remark.pk]) for remark in rows]

    return Question((rows, replies), answer)


def by_place(
    found: Sequence[tuple[Remark, list[RemarkReply]]],
    report: Report,
    user: User,
    stated: Wording | None = None,
    *,
    deciding: bool = False,
) -> ByPlace:
    """``found`` as ``user`` is shown them, grouped by place; ``deciding``: do they have the report
    before them (``may_remark``), so that they say what is done."""
    if not found:
        return {}
    for remark, _ in found:
        remark.report = report
    stated = stated or _read_by(report, user)
    words: dict[str, list[str]] = defaultdict(list)
    for sentence in sentences_in(stated).values():
        words[sentence.place].append(sentence.text)
    remarks = [remark for remark, _ in found]
    may_answer = REMARKS.verdicts(user, ANSWER, remarks, today())
    side = report.state in AT_PROVINCE
    shown: dict[str, list[ShownRemark]] = defaultdict(list)
    for (remark, replies), answering in zip(found, may_answer, strict=True):
        settling = deciding and remark.of_province == side
        there = words[remark.place]
        stands = there.count(remark.sentence) >= remark.occurrence
        shown[remark.place].append(
            ShownRemark(
                remark,
                replies,
                stands,
                "" if stands else successor(remark.sentence, there),
                AnswerForm(record=remark, user=user, auto_id=f"tra-loi-{remark.pk}-%s")
                if answering
                else None,
                RecordForm(record=remark, user=user, auto_id=False) if settling else None,
            )
        )
    return dict(shown)


def _read_by(report: Report, user: User) -> Wording:
    """What the person reads of the report: the words of the moment where they write them."""
    if report.state in WRITABLE and may(user, "report.write"):
        return composition_now(report).stated
    return deserialize(content_for(report, user)[0])


def elsewhere(shown: ByPlace, codes: Iterable[str]) -> list[ShownRemark]:
    """Remarks at places a page does not show by themselves, such as a section that was removed."""
    known = set(codes)
    return [each for code, found in shown.items() if code not in known for each in found]


def _of_section(
    record: object, user: User, elsewhere: Elsewhere | None
) -> dict[str, object] | None:
    """The panel of a section's editor, while the report is written."""
    if not isinstance(record, Section) or elsewhere is not None:
        return None
    if record.report.state not in WRITABLE or not may(user, "report.write"):
        return None
    found = read(ask_remarks(record.report, user))
    here = [each for each in found if each[0].place == record.code]
    shown = by_place(here, record.report, user)
    return {"remarks": shown[record.code], "from_editor": True} if shown else None


register(Panel("reports/remarks/_of_section.html", _of_section))
