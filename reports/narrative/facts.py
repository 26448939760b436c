"""What a report can say of a period: figures, their parts by category and by agency.

Everything is read from one state of the database; nothing here knows of a report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from inspections.agencies.models import Agency, AgencyName, LegalKind, ReportGroup
from inspections.cited_documents.actions import cite
from inspections.rounds.models import Held as SelfInspected
from inspections.rounds.models import SubmissionState
from inspections.submissions.models import Submission
from reports.figures.breaks import Break, ask_breaks
from reports.figures.catalog import CATALOG, ask, ask_by, rows_for
from reports.figures.complaints import CLASSES
from reports.figures.counting import Cell
from reports.figures.illustrative import ask_illustrative
from reports.figures.kinds import GROUP_LABELS, WITHOUT_TOWNS_FROM, as_called
from reports.figures.names import Borne, distinct_names, names_by_day
from reports.figures.periods import ask_whole
from reports.figures.self_inspections import submissions_of_due
from reports.figures.visits import VISITS
from reports.narrative.breakdowns import BreakdownLine, ask_breakdowns
from reports.narrative.months import MonthLine, month_lines
from tayninh_portal.access import today
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read
from tayninh_portal.paper.form import roman

# Written on papers of the province (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4) unless the registry
# names another place.
PLACE = "Tây Ninh"


@dataclass(frozen=True)
class AgencyLine:
    """What the Tổ found at one agency; ``names`` as borne on the days of its visits, the last with
    the agency's days where another one of the table bears it too."""

    agency: int
    names: tuple[str, ...]
    group: str
    days: tuple[date, ...]
    visits: int
    surprise: int
    violations: int
    unit_findings: int


@dataclass(frozen=True)
class DueLine:
    """An agency due in a round. Numbers are None where no accepted result gives them.

    ``is_late``: sent, but first after the round's last day to send; ``is_overdue``: that day passed
    and nothing is sent, or what was sent is returned. ``without_towns``: the list of its round is
    of a day on which communes were xã and phường only.
    """

    agency: int
    round: int
    round_title: str
    name: str
    group: str
    filed_on: date | None
    accepted_on: date | None
    held: int | None
    violations: int | None
    is_late: bool = False
    is_overdue: bool = False
    without_towns: bool = False


@dataclass(frozen=True)
class ComplaintLine:
    """Complaints of one class, or those not divided: how many stand how at the cut-off."""

    code: str
    name: str
    by_state: Mapping[str, int]

    @property
    def total(self) -> int:
        """Over all states."""
        return sum(self.by_state.values())


@dataclass(frozen=True)
class Facts:
    """Everything the first words, the tables and the annexes are made of.

    ``violations`` and ``unit_findings``: by category; ``areas``, ``person_kinds`` and ``fields``
    break the violations down anew; ``months`` may be none. ``figures`` holds the catalogue
    and, under their own keys, the parts of findings: what adds up to a whole can be checked from it
    alone. ``cells``: further cells, which the words of a report name. ``counts_reserved``: the
    period is a whole reported one, whose total of complaints holds those not divided.
    """

    period: Period
    figures: Mapping[str, int]
    violations: tuple[BreakdownLine, ...]
    areas: tuple[BreakdownLine, ...]
    person_kinds: tuple[BreakdownLine, ...]
    fields: tuple[BreakdownLine, ...]
    unit_findings: tuple[BreakdownLine, ...]
    visited: tuple[AgencyLine, ...]
    months: tuple[MonthLine, ...]
    due: tuple[DueLine, ...]
    complaints: tuple[ComplaintLine, ...]
    documents: tuple[str, ...]
    breaks: tuple[Break, ...]
    place: str
    is_illustrative: bool
    counts_reserved: bool = False
    cells: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        return self.figures[key]

    def number(self, key: str) -> int:
        """A count or sum of the catalogue, or a cell that was asked for; KeyError for another."""
        return self.figures[key] if key in self.figures else self.cells[key]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that were visited, in the order of the report."""
        return tuple(group for group in GROUP_LABELS if self[f"visits.{group}"])

    def called(self, words: str) -> str:
        """Words that name groups, as they were called over the days of the period."""
        return as_called(words, self.period.start)

    def called_due(self, words: str) -> str:
        """The same for agencies due: as on the days of the lists of their rounds, which may all lie
        after a change of names within the period."""
        communes = [line for line in self.due if line.group == ReportGroup.COMMUNE]
        if communes and all(line.without_towns for line in communes):
            return as_called(words, WITHOUT_TOWNS_FROM)
        return self.called(words)

    def label(self, key: str) -> str:
        """What a figure of the catalogue is called in these facts."""
        label = CATALOG[key].label
        return self.called_due(label) if key.startswith("self_inspections.") else self.called(label)

    @property
    def is_empty(self) -> bool:
        """Whether no record at all lies in the period."""
        keys = (
            "visits.total",
            "complaints.total",
            "self_inspections.total.due",
            "implementation.agencies",
        )
        return not any(self[key] for key in keys)

    @property
    def annexes(self) -> tuple[str, ...]:
        """Names of the annexes there is something to put in."""
        held = {
            "visited": bool(self.visited),
            # One alone is told whole in its sentence.
            "violations": self["violations.total"] > 1,
            "due": bool(self.due),
            "complaints": bool(self.complaints),
        }
        return tuple(name for name, holds in held.items() if holds)

    def annex_label(self, name: str) -> str:
        """How the body mentions an annex: numbered where there are several."""
        if len(self.annexes) < 2:
            return "Phụ lục"
        return f"Phụ lục {roman(self.annexes.index(name) + 1)}"


def gather(period: Period, cutoff: date | None = None, *, keys: Iterable[str] = ()) -> Facts:
    """The facts of a period, from one state of the database: one query.

    ``cutoff``: the day up to which handling is looked at, the period's last day unless given.
    ``keys``: counts and sums the words of the report name; what is no figure becomes a cell.
    """
    return read(ask_facts(period, cutoff, keys=keys))


def ask_facts(
    period: Period, cutoff: date | None = None, *, keys: Iterable[str] = ()
) -> Question[Facts]:
    """``gather``, to be read together with something else."""
    cells = [key for key in dict.fromkeys(keys) if key not in CATALOG]
    figures = ask(period, [*CATALOG, *cells], cutoff=cutoff)
    parts, visits, due = ask_breakdowns(period), _ask_visits(period), _ask_due(period)
    found = ask_by(["violations.total", "unit_findings.total"], ("agency", "month"), period)
    complaints = ask_by(["complaints.total"], ("class", "state"), period, cutoff=cutoff)
    province = Agency.objects.on(period.end).filter(legal_kind=LegalKind.PROVINCE)
    places = province.order_by("pk").values_list("place_name", flat=True)[:1]
    directives = leading_directives(period)
    breaks, illustrative = ask_breaks(period.start, period.end), ask_illustrative(period)
    whole = ask_whole(period)

    def answer() -> Facts:
        stated, numbers = parts.answer(), figures.answer()
        known = {key: numbers[key] for key in numbers if key in CATALOG} | stated.figures
        visited, by_month = visits.answer(), found.answer()
        return Facts(
            period=period,
            figures=known,
            violations=stated.violations,
            areas=stated.areas,
            person_kinds=stated.person_kinds,
            fields=stated.fields,
            unit_findings=stated.unit_findings,
            visited=_visited(visited, by_month),
            months=month_lines(period, visited, by_month, today()),
            due=due.answer(),
            complaints=_complaints(complaints.answer()),
            documents=_documents(directives),
            breaks=breaks.answer(),
            place=next(iter(places), "") or PLACE,
            is_illustrative=illustrative.answer(),
            counts_reserved=whole.answer(),
            cells={key: numbers[key] for key in cells if key not in known},
        )

    asked = (figures, parts, visits, due, found, complaints, breaks, illustrative, whole)
    return Question((*(row for each in asked for row in each.rows), places, directives), answer)


def _complaints(cells: Mapping[Cell, Mapping[str, int]]) -> tuple[ComplaintLine, ...]:
    lines = []
    for kind, name in CLASSES:
        states = {
            state: numbers["complaints.total"]
            for (code, state), numbers in cells.items()
            if code == kind
        }
        if states:
            lines.append(ComplaintLine(kind, name, states))
    return tuple(lines)


# Any: facts with annotations of their set of rows.
def leading_directives(period: Period) -> QuerySet[Any]:
    """The counted directives of UBND tỉnh and the Sở with their documents, by day."""
    led = Q(agency__legal_kind=LegalKind.PROVINCE) | Q(agency__is_department=True)
    issued = rows_for("implementation.directives", period).filter(led)
    return issued.select_related("document")


def _documents(directives: Iterable[Any]) -> tuple[str, ...]:
    """Those directives as the text names them the first time, each once."""
    named = (cite(fact.document, first=True) for fact in directives)
    return tuple(dict.fromkeys(named))


class Held(NamedTuple):
    """A visit that counts, with the agency and the name it bore on the day."""

    agency: Agency
    agency_name: str
    group: str
    month: str
    day: date
    is_surprise: bool


def _ask_visits(period: Period) -> Question[list[Held]]:
    """The visits that count, by day. Of a thousand visits to one agency its row is read once."""
    columns = ("agency_id", "group", "month", "day", "is_surprise")
    held = VISITS.broken_down(period, period.end, ("group", "month"))
    visits = held.order_by(*VISITS.order).values_list(*columns)
    visited = rows_for("visits.agencies", period)
    borne = AgencyName.objects.filter(agency__in=visited.order_by().values("pk"))
    names = borne.values_list("agency_id", "starts_on", "name")

    def answer() -> list[Held]:
        agencies, name_on = {agency.pk: agency for agency in visited}, names_by_day(names)
        return [
            Held(
                agencies[agency],
                name_on(agency, day) or agencies[agency].name,
                group,
                month,
                day,
                is_surprise,
            )
            for agency, group, month, day, is_surprise in visits
        ]

    return Question((visits, visited, names), answer)


def _visited(
    visits: Sequence[Held], found: Mapping[Cell, Mapping[str, int]]
) -> tuple[AgencyLine, ...]:
    """``visits`` that count, and what was ``found`` in them by agency and month."""
    added: dict[int, Counter[str]] = defaultdict(Counter)
    for (agency, _), numbers in found.items():
        added[agency].update(numbers)
    held: dict[int, list[Held]] = {}
    for visit in visits:
        held.setdefault(visit.agency.pk, []).append(visit)
    order = list(GROUP_LABELS)
    visited = sorted(
        held.values(), key=lambda rows: (order.index(rows[0].group), rows[0].agency.name_key)
    )
    names = {
        rows[0].agency.pk: list(dict.fromkeys(r.agency_name for r in rows)) for rows in visited
    }
    days = distinct_names(_borne(rows[0].agency, names[rows[0].agency.pk][-1]) for rows in visited)
    for agency, borne in names.items():
        borne[-1] += days[agency]
    return tuple(
        AgencyLine(
            agency=rows[0].agency.pk,
            names=tuple(names[rows[0].agency.pk]),
            group=rows[0].group,
            days=tuple(row.day for row in rows),
            visits=len(rows),
            surprise=sum(row.is_surprise for row in rows),
            violations=added[rows[0].agency.pk]["violations.total"],
            unit_findings=added[rows[0].agency.pk]["unit_findings.total"],
        )
        for rows in visited
    )


def _borne(agency: Agency, name: str) -> Borne:
    return Borne(agency.pk, name, agency.starts_on, agency.ends_on)


def _ask_due(period: Period) -> Question[tuple[DueLine, ...]]:
    held = ask_by(["self_inspections.held"], ("agency", "round"), period)
    violations = ask_by(["self_inspections.violations"], ("agency", "round"), period)
    due = rows_for("self_inspections.total.due", period).select_related("agency")
    sent = submissions_of_due(period)

    def answer() -> tuple[DueLine, ...]:
        by_number = {submission.pk: submission for submission in sent}
        return _due(list(due), by_number, held.answer(), violations.answer())

    return Question((*held.rows, *violations.rows, due, sent), answer)


def _due(
    rows: list[Any],
    sent: Mapping[int, Submission],
    held: Mapping[Cell, Mapping[str, int]],
    violations: Mapping[Cell, Mapping[str, int]],
) -> tuple[DueLine, ...]:
    order = list(GROUP_LABELS)
    rows.sort(key=lambda row: (order.index(row.group), row.agency.name_key, row.round_id))
    days = {
        number: distinct_names(
            _borne(r.agency, r.agency_name) for r in rows if r.round_id == number
        )
        for number in {row.round_id for row in rows}
    }
    lines = []
    for row in rows:
        cell = (row.agency_id, row.round_id)
        submission = sent.get(row.submission_id)
        counted = (
            submission is not None
            and submission.state == SubmissionState.ACCEPTED
            and submission.held == SelfInspected.HELD
        )
        reported = violations.get(cell, {}).get("self_inspections.violations", 0)
        lines.append(
            DueLine(
                agency=row.agency_id,
                round=row.round_id,
                round_title=row.round.title,
                name=row.agency_name + days[row.round_id][row.agency_id],
                group=row.group,
                filed_on=submission.filed_on if submission and row.is_filed else None,
                accepted_on=submission.accepted_on if submission and row.is_accepted else None,
                held=held[cell]["self_inspections.held"] if counted else None,
                violations=reported if counted else None,
                is_late=row.is_late,
                is_overdue=not row.is_filed and row.is_past_due,
                without_towns=row.round.reference_day >= WITHOUT_TOWNS_FROM,
            )
        )
    return tuple(lines)
