"""Lines of plans and notices of the ledger, and their recount.

The recount reads the ledger alone, like the rest of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from inspections.identities.models import Identity
from inspections.plans.models import Plan, PlanLine
from inspections.result_papers.models import Reply, ResultPaper
from tayninh_portal import records

GROUPS = ("provincial", "district", "commune")


@dataclass
class Foreseen:
    """A line of a plan; ``agency`` None is a number of surprises to ``group``."""

    year: int
    month: int
    agency: int | None = None
    group: str = ""
    number: int = 1
    added: bool = False
    dropped: bool = False
    # Whether the plan has its number; the other issuer's has none.
    issued: bool = True
    reason: str = ""


@dataclass
class Told:
    """A notice about a visit, issued ``on`` a day; replaced by one of another; what came back, each
    kind with the day of its paper."""

    on: date | None
    replaced: date | None = None
    replies: tuple[tuple[str, date], ...] = ()


def lines_at_random(draw: random.Random, agencies: Sequence[int]) -> list[Foreseen]:
    """A plan of three years each, and one that was never issued; each month and body once."""
    found = []
    for year in (2018, 2019, 2020):
        for month in (1, 6, 12):
            for agency in draw.sample(agencies, 2):
                found.append(Foreseen(year, month, agency))
            group = draw.choice(GROUPS)
            found.append(Foreseen(year, month, group=group, number=draw.randrange(1, 5)))
    for line in found:
        line.added = draw.random() < 0.4
        line.dropped = draw.random() < 0.25
        # Without a reason it was dropped before the plan had its number.
        line.reason = draw.choice(("", "Trùng lịch.", "Chỉ đạo.")) if line.dropped else ""
    return [*found, Foreseen(2019, 6, agencies[0], issued=False)]


def write_line(line: Foreseen, *, by: Any, at: datetime) -> PlanLine:
    """Its record, and that of its plan with the first of them."""
    issuer = "department" if line.issued else "province"
    plan = Plan.objects.filter(year=line.year, issuer=issuer).first()
    if plan is None:
        state = {"state": "issued", "number": "9/KH-SNV", "issued_on": date(line.year, 1, 2)}
        plan = Plan(
            year=line.year,
            issuer=issuer,
            **dict.fromkeys(
                ("subject", "bases", "purpose", "contents", "carrying_out"), "(minh họa)"
            ),
            **(state if line.issued else {}),
        )
        plan, _ = records.create(plan, by=by, at=at)
    row = PlanLine(
        plan=plan,
        month=line.month,
        agency_id=line.agency,
        group=line.group,
        number=line.number,
        is_added=line.added,
        is_dropped=line.dropped,
        reason=line.reason,
    )
    return records.create(row, by=by, at=at)[0]


def notice_at_random(draw: random.Random, day: date, last: date) -> Told | None:
    """None mostly; issued around the end of the period or soon after the visit."""
    if draw.random() < 0.4:
        return None
    near = (last.replace(day=30), last, date(last.year + 1, 1, 1))
    told = Told(max(day, draw.choice((*near, day))) if draw.random() < 0.8 else None)
    if told.on is None:
        return told
    if draw.random() < 0.3:
        told.replaced = max(told.on, draw.choice(near))
    told.replies = tuple(
        (kind, max(told.on, draw.choice(near)))
        for kind in ("explanation", "remedy")
        if draw.random() < 0.5
    )
    return told


def write_notice(visit: Any, told: Told, *, by: Any, at: datetime) -> None:
    """The records of a notice, of the one that replaced it, and of the replies to the first."""
    first = _notice(visit, told.on, None, by=by, at=at)
    if told.replaced:
        _notice(visit, told.replaced, first, by=by, at=at)
    for kind, day in told.replies:
        row = Reply(paper=first, kind=kind, number="7/BC", day=day, text="(minh họa)")
        records.create(row, by=by, at=at)


def _notice(visit: Any, on: date | None, earlier: Any, *, by: Any, at: datetime) -> ResultPaper:
    paper = ResultPaper(
        kind="notice",
        state="issued" if on else "draft",
        visit=visit,
        tells_of=at,
        words=Identity.objects.create(payload="", created_at=at),
        replaces=earlier,
        symbol="TB-SNV",
        year=on.year if on else None,
        number=ResultPaper.objects.count() + 1 if on else None,
        issued_on=on,
        addressee=visit.agency if on else None,
    )
    return records.create(paper, by=by, at=at)[0]


def correct(draw: random.Random, lines: list[Foreseen], visits: list[Any], last: date) -> None:
    """Other numbers, lines added and dropped; other days of notices and of what came back."""
    for row, line in zip(PlanLine.objects.order_by("pk"), lines, strict=True):
        line.number += 0 if line.agency else 1
        line.added, line.dropped = not line.added, draw.random() < 0.3
        line.reason = "Trùng lịch." if line.dropped else ""
        PlanLine.objects.filter(pk=row.pk).update(
            number=line.number, is_added=line.added, is_dropped=line.dropped, reason=line.reason
        )
    papers = iter(ResultPaper.objects.order_by("pk"))
    near = (last, date(last.year + 1, 1, 1))
    for told in (visit.told for visit in visits if visit.told):
        first = next(papers)
        if told.on is None:
            continue
        told.on = max(told.on, draw.choice(near))
        _move(first, told.on)
        if told.replaced:
            told.replaced = max(told.on, draw.choice(near))
            _move(next(papers), told.replaced)
        told.replies = tuple((kind, draw.choice(near)) for kind, _ in told.replies)
        for kind, day in told.replies:
            Reply.objects.filter(paper=first, kind=kind).update(day=day)


def _move(paper: ResultPaper, day: date) -> None:
    ResultPaper.objects.filter(pk=paper.pk).update(issued_on=day, year=day.year)


def recount(
    lines: list[Foreseen], visits: list[Any], first: date, last: date, until: date
) -> dict[str, int]:
    """The figures of plans and notices, in plain Python."""
    within = [
        line for line in lines if line.issued and first <= date(line.year, line.month, 1) <= last
    ]
    standing = [line for line in within if not line.dropped]
    sent = [
        each
        for told in (visit.told for visit in visits if visit.told)
        for each in ((told.on, told.replaced, told.replies), (told.replaced, None, told.replies))
    ]
    issued = [
        replies
        for day, later, replies in sent
        if day and first <= day <= last and not (later and later <= until)
    ]
    answered = [{kind for kind, day in replies if day <= until} for replies in issued]
    held = [v for v in visits if v.state == "concluded" and first <= v.day <= last]
    return {
        "plans.total": sum(line.number for line in standing),
        "plans.announced": sum(line.number for line in standing if line.agency),
        "plans.surprise": sum(line.number for line in standing if not line.agency),
        "plans.added": sum(line.number for line in standing if line.added),
        "plans.dropped": sum(line.number for line in within if line.dropped and line.reason),
        "plans.held": sum(visit.foreseen for visit in held),
        "notices.issued": len(issued),
        "notices.explained": sum("explanation" in kinds for kinds in answered),
        "notices.remedied": sum("remedy" in kinds for kinds in answered),
    }
