"""The papers of a session: biên bản, its correction, report, notice and replies, each read back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from pdfminer.high_level import extract_text

from inspections.minutes import workflow as minutes_flow
from inspections.minutes.actions import draft_minutes, keep_pages, update_minutes
from inspections.minutes.models import Minutes
from inspections.minutes.printing import printed
from inspections.result_papers import workflow as paper_flow
from inspections.result_papers.actions import draft_paper, send_reply
from inspections.result_papers.models import PaperKind, ReplyKind, ResultPaper
from inspections.result_papers.proposal import proposed
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from tayninh_portal.paper.word.file import render_docx
from tests.doing import do
from tests.fixtures.cast import ZONE
from tests.inspection_year.kinds import COUNTS, Session
from tests.inspection_year.story import ANSWERS
from tests.inspections.minuting import upload
from tests.paper.word_reading import body_of, paragraphs

if TYPE_CHECKING:
    from tests.inspection_year.playing import World

WHO = {"secretary": "Lê Thị Ghi", "agency_people": "Ông Phạm Văn Đầu"}


def acts(world: World, s: Session, ends: datetime) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """What is written about a session, from its end."""
    if s.minutes:
        yield ends + timedelta(minutes=20), lambda: sign(world, s)
    if s.corrected:
        yield ends + timedelta(days=1), lambda: correct(world, s)
    if s.paper.report:
        yield _at(s.paper.report), lambda: report(world, s)
    if s.paper.notice or s.paper.waits:
        day = s.paper.notice or s.day + timedelta(3)
        yield _at(day), lambda: notice(world, s)
    if s.paper.replies:
        assert s.paper.notice is not None
        yield _at(s.paper.notice + timedelta(7)), lambda: reply(world, s)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 17, tzinfo=ZONE)


def sign(world: World, s: Session) -> None:
    """Write the biên bản, print it, record it as signed on the day."""
    by = world.head(s)
    made = _read(draft_minutes(world.visit(s), by=by))
    number = len(Minutes.objects.filter(team=made.team_id, year=made.year).exclude(number=None)) + 1
    asked = {"opened": True, "number": number, "words": WHO, "seen_version": made.version}
    made = _read(update_minutes(made, by=by, **asked))
    document = printed(made, by=by, at=datetime.now(ZONE))
    world.minutes.setdefault(s.key, []).append(_word(render_docx(document)))
    kept, digital = keep_pages([upload()], digital=False)
    asked = {"number": number, "signed_on": datetime.now(ZONE).date(), "digital": digital}
    do(minutes_flow.SIGN, made, by=by, kept=kept, **asked)


def correct(world: World, s: Session) -> None:
    """Open the visit again, change the counts, sign what corrects the biên bản, conclude."""
    do(visit_flow.REOPEN, world.visit(s), by=world.who("manager"), note="Ghi nhầm số có mặt.")
    visit, by = world.visit(s), world.head(s)
    told = dict(zip(COUNTS, s.corrected, strict=True))
    update_visit(visit, by=by, seen_version=visit.version, **told)
    if s.minutes:
        sign(world, s)
    do(visit_flow.CONCLUDE, world.visit(s), by=by)


def report(world: World, s: Session) -> None:
    """The report goes to the Giám đốc, who takes it."""
    visit = world.visit(s)
    made, _ = draft_paper(visit, by=world.head(s), kind=PaperKind.REPORT, words=proposed(visit))
    team = ResultPaper.objects.filter(visit__team=visit.team_id, kind=PaperKind.REPORT)
    asked = {"number": team.exclude(number=None).count() + 1, "issued_on": s.paper.report}
    made = do(paper_flow.SEND, made, by=world.head(s), **asked)
    do(paper_flow.ACCEPT, made, by=world.who("manager"))


def notice(world: World, s: Session) -> None:
    """The notice goes its way to its number."""
    visit = world.visit(s)
    made, _ = draft_paper(visit, by=world.head(s), kind=PaperKind.NOTICE, words=proposed(visit))
    made = do(paper_flow.PRESENT, made, by=world.head(s))
    made = do(paper_flow.APPROVE, made, by=world.who("manager"))
    if s.paper.notice:
        issue(world, s, made, s.paper.notice)


def issue(world: World, s: Session, made: ResultPaper, day: date) -> None:
    """Number and day; then it is read back as its receivers get it."""
    number = ResultPaper.objects.filter(state="issued").count() + 1
    asked = {"number": number, "issued_on": day, "signer": "Minh họa Giám đốc"}
    made = do(paper_flow.ISSUE, made, by=world.who("department_registrar"), **asked)
    reader = ANSWERS.get(s.agency, "leader")
    world.notices[s.key] = _word(_open(world, reader, made, "docx"))


def reply(world: World, s: Session) -> None:
    """The agency explains, and reports."""
    made = ResultPaper.objects.get(visit=world.visits[s.key].pk, kind=PaperKind.NOTICE)
    kinds = (ReplyKind.EXPLANATION, ReplyKind.REMEDY)
    for number, kind in enumerate(kinds[: s.paper.replies], 1):
        told = {"kind": kind, "number": f"{number}/CV", "day": datetime.now(ZONE).date()}
        send_reply(made, by=world.who(ANSWERS[s.agency]), text="Đã kiểm điểm.", **told)


def pdf_words(world: World, who: str, made: ResultPaper) -> str:
    """The words of a notice's PDF, as a person opens it."""
    return pdf_text(_open(world, who, made, "pdf"))


def pdf_text(data: bytes) -> str:
    """The words of a PDF as one line."""
    return " ".join(extract_text(io.BytesIO(data)).split())


def _open(world: World, who: str, made: ResultPaper, what: str) -> bytes:
    url = reverse("result-paper-open", args=[made.pk])
    answer = world.cast.client(who).post(url, {"what": what})
    assert answer.status_code == 200
    return answer.content


def _word(data: bytes) -> str:
    return " ".join(" ".join(paragraphs(body_of(data))).split())


def _read(made: Any) -> Minutes:
    rows = Minutes.objects.select_related("visit__agency", "visit__team", "words", "corrects")
    return rows.get(pk=made.pk)
