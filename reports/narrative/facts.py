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
from reports.figures.breaks import Break, ask_breaks
from reports.figures.catalog import CATALOG, ask, ask_by, rows_for
from reports.figures.complaints import CLASSES
from reports.figures.counting import Cell
from reports.figures.derived import Derived, worked_out
from reports.figures.illustrative import ask_illustrative
from reports.figures.kinds import GROUP_LABELS, WITHOUT_TOWNS_FROM, as_called
from reports.figures.names import Borne, ask_namesakes, distinct_names, names_by_day
from reports.figures.periods import ask_whole
from reports.figures.violations import FINDINGS
from reports.figures.visits import VISITS
from reports.narrative.before import Before, is_recorded
from reports.narrative.breakdowns import BreakdownLine, ask_breakdowns
from reports.narrative.due_lines import DueLine, ask_due
from reports.narrative.further_parts import PartLine, ask_further_parts
from reports.narrative.months import MonthLine, month_lines
from reports.narrative.uneven import UnevenLine, ask_uneven
from tayninh_portal.access import today
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read
from tayninh_portal.paper.form import roman

# Written on papers of the province (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4) unless the registry
# names another place.
PLACE = "Tây Ninh"
ANNEXES = ("visited", "violations", "due", "complaints")


@dataclass(frozen=True)
class AgencyLine:
    """What the Tổ found at one agency; ``names`` as borne on the days of its visits, the last with
    the agency's days where another one bore it within the period, visited or not."""

    agency: int
    names: tuple[str, ...]
    group: str
    days: tuple[date, ...]
    visits: int
    surprise: int
    violations: int
    unit_findings: int


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
    """Everything the suggestions, the tables and the annexes are made of.

    ``violations`` and ``unit_findings``: by category; ``areas``, ``person_kinds`` and ``fields``
    break the violations down anew; ``months`` may be none. ``figures`` holds the catalogue
    and, under their own keys, the parts of findings: what adds up to a whole can be checked from it
    alone. ``cells``: further cells, which the words of a report name. ``counts_reserved``: the
    period is a whole reported one, whose total of complaints holds those not divided. ``forms``:
    handled violations by form; ``own_kinds``: what agencies found themselves, by category;
    ``channels``: complaints by how they came in. ``uneven``: visits whose head-counts do not add
    up, with what the Tổ says of each. ``before``: the period before;
    ``is_over``: this one was over when it was counted.
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
    forms: tuple[PartLine, ...] = ()
    own_kinds: tuple[PartLine, ...] = ()
    channels: tuple[PartLine, ...] = ()
    uneven: tuple[UnevenLine, ...] = ()
    before: Before | None = None
    is_over: bool = False

    def __getitem__(self, key: str) -> int:
        return self.figures[key]

    def number(self, key: str) -> int:
        """A count or sum of the catalogue, or a cell that was asked for; KeyError for another."""
        return self.figures[key] if key in self.figures else self.cells[key]

    def worked_out(self, of: Derived) -> int | str | None:
        """A share or a difference, None where there is none."""
        known = self.before if self.compares else None
        return worked_out(of, self.number, known.figures if known else None)

    @property
    def compares(self) -> bool:
        """Whether there is a period before that anything was recorded of."""
        return self.before is not None and self.before.is_known

    @property
    def is_comparable(self) -> bool:
        """Whether the period is over and stands beside a known one: eleven months are no year."""
        return self.is_over and self.compares

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that were visited, in the order of the report."""
        return tuple(group for group in GROUP_LABELS if self[f"visits.{group}"])

    @property
    def groups_met(self) -> tuple[str, ...]:
        """With those whose people were met at visits to others alone."""
        met = ("visits", "violations")
        return tuple(g for g in GROUP_LABELS if any(self[f"{noun}.{g}"] for noun in met))

    def called(self, words: str) -> str:
        """Words that name groups, as they were called over the days of the period."""
        return as_called(words, self.period.start, self.period.end)

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
        return not is_recorded(self.figures)

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
        return tuple(name for name in ANNEXES if held[name])

    def annex_label(self, name: str) -> str:
        """How the body mentions an annex: numbered where there are several."""
        if len(self.annexes) < 2 or name not in self.annexes:
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
    parts, visits, due = ask_breakdowns(period), _ask_visits(period), ask_due(period)
    same = ask_namesakes(rows_for("visits.agencies", period), period.start, period.end)
    found = ask_by(["violations.total", "unit_findings.total"], ("agency", "month"), period)
    complaints = ask_by(["complaints.total"], ("class", "state"), period, cutoff=cutoff)
    further, uneven = ask_further_parts(period, cutoff), ask_uneven(period)
    province = Agency.objects.on(period.end).filter(legal_kind=LegalKind.PROVINCE)
    places = province.order_by("pk").values_list("place_name", flat=True)[:1]
    directives = leading_directives(period)
    breaks, illustrative = ask_breaks(period.start, period.end), ask_illustrative(period)
    whole = ask_whole(period)

    def answer() -> Facts:
        stated, numbers = parts.answer(), figures.answer()
        more = further.answer()
        known = {key: numbers[key] for key in numbers if key in CATALOG}
        known = {**known, **stated.figures, **more.figures}
        visited, by_month = visits.answer(), found.answer()
        return Facts(
            period=period,
            figures=known,
            violations=stated.violations,
            areas=stated.areas,
            person_kinds=stated.person_kinds,
            fields=stated.fields,
            unit_findings=stated.unit_findings,
            visited=(
                *_visited(visited, by_month, same.answer()),
                *_met_elsewhere(period, visited, by_month),
            ),
            months=month_lines(period, visited, by_month, today()),
            due=due.answer(),
            complaints=_complaints(complaints.answer()),
            documents=_documents(directives),
            breaks=breaks.answer(),
            place=next(iter(places), "") or PLACE,
            is_illustrative=illustrative.answer(),
            counts_reserved=whole.answer(),
            cells={key: numbers[key] for key in cells if key not in known},
            forms=more.forms,
            own_kinds=more.own_kinds,
            channels=more.channels,
            uneven=uneven.answer(),
            is_over=period.end < today(),
        )

    asked = (
        figures,
        parts,
        visits,
        same,
        due,
        found,
        complaints,
        further,
        uneven,
        breaks,
        illustrative,
        whole,
    )
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
    visits: Sequence[Held], found: Mapping[Cell, Mapping[str, int]], same: Sequence[Borne]
) -> tuple[AgencyLine, ...]:
    """``visits`` that count, and what was ``found`` in them by agency and month. ``same``: who bore
    the names in the period."""
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
    borne_by = [_borne(rows[0].agency, names[rows[0].agency.pk][-1]) for rows in visited]
    days = distinct_names([*borne_by, *(each for each in same if each.agency not in names)])
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


def _met_elsewhere(
    period: Period, visits: Sequence[Held], found: Mapping[Cell, Mapping[str, int]]
) -> tuple[AgencyLine, ...]:
    """Agencies no visit was to, whose people were met at one elsewhere; asked where there are any,
    so that the lines add up to the figures. ``days``: of those visits."""
    missing = {agency for agency, _ in found} - {visit.agency.pk for visit in visits}
    if not missing:
        return ()
    rows = FINDINGS.shown(FINDINGS.broken_down(period, period.end, ("group",)))
    met: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(agency__in=missing).order_by("agency__name_key", *FINDINGS.order):
        met[row.agency_id].append(row)
    return tuple(
        AgencyLine(
            agency=agency,
            names=tuple(dict.fromkeys(row.agency_name for row in theirs)),
            group=theirs[0].group,
            days=tuple(dict.fromkeys(row.visit_day for row in theirs)),
            visits=0,
            surprise=0,
            violations=len(theirs),
            unit_findings=0,
        )
        for agency, theirs in met.items()
    )


def _borne(agency: Agency, name: str) -> Borne:
    return Borne(agency.pk, name, agency.starts_on, agency.ends_on)
