"""Visits with their findings from a workbook: the sheets, the checks, the writing.

The rules are those of the screens (``visits/actions/checks.py``, ``findings/actions.py``); here
they are asked of rows that are not stored yet, so that a preview tells everything and writes
nothing.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from inspections.catalogues.models import Category, Field, HandlingMeasure, Subject
from inspections.findings.actions import check_finding, person_payload
from inspections.findings.models import Finding
from inspections.identities.actions import seal_identities
from inspections.imports.lookups import Agencies, Catalogue, People, key
from inspections.imports.plans import Plan, first_day, gather, report, resolve, row_id
from inspections.imports.reader import Filled, Row
from inspections.imports.sheets import Problem, Wording
from inspections.imports.visit_sheets import FINDINGS, VISITS
from inspections.likenesses.actions import Sealed, agency_of, know_names
from inspections.visits import workflow as visit_flow
from inspections.visits.actions.checks import Posts, check, missing_in
from inspections.visits.models import Visit, VisitMember, VisitState
from tayninh_portal import records
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.models import User
from tayninh_portal.records import Act
from tayninh_portal.rows import ROWS_A_STATEMENT

# Where an agency and a day are unknown no rule can be asked at all.
NEEDED = frozenset({"agency", "day", "starts_at"})
NOT_FIELDS = frozenset({"number", "head", "members"})
LABEL = "Nhập từ Excel"
PERSON = {"person_name": "name", "person_post": "post"}


@dataclass
class VisitRow:
    """One visit as the sheet tells of it, not stored yet; ``known`` if it was imported before."""

    row: Row
    visit: Visit
    team: list[User] = field(default_factory=list)
    head: User | None = None
    known: bool = False
    findings: list[tuple[Finding, dict[str, str]]] = field(default_factory=list)


def plan_visits(
    filled: Filled, *, sha256: str, by: User, at: datetime, stated: Wording
) -> Plan[VisitRow]:
    """Check every row of both sheets; writes nothing, and reads without a lock."""
    rows = filled.rows.get(VISITS.title, [])
    found = filled.rows.get(FINDINGS.title, [])
    visits = _Visits(sha256, by=by, at=at)
    visits.find_stored(rows)
    planned = {}
    for done, row in enumerate(rows, start=1):
        planned[row.number] = visits.plan(row)
        stated(done, len(rows) + len(found))
    by_number = visits.by_number
    findings = _Findings(sha256)
    for done, row in enumerate(found, start=len(rows) + 1):
        findings.plan(row, by_number)
        stated(done, len(rows) + len(found))
    problems = list(filled.problems)
    if not rows and not problems:
        problems.append(Problem(VISITS.title, "A2", "Tệp chưa có lượt kiểm tra nào."))
    for row in [*rows, *found]:
        problems += row.in_order()
    kept = [plan for plan in planned.values() if plan is not None]
    known = sum(plan.known for plan in kept)
    totals = {
        "visits": len(rows) - known,
        "findings": len(found) - findings.known,
        "known": known,
    }
    return Plan(kept, problems, totals)


def write_visits(plan: Plan[VisitRow], act: Act) -> None:
    """Write a plan without problems: drafts with their teams and findings, and then conclude them
    as the screens do; inside the caller's transaction.

    Rows go in many at a time: nobody else can write to SQLite meanwhile.
    """
    new = plan.new

    def write_teams(visits: Sequence[Visit]) -> None:
        teams = [
            [VisitMember(visit=visit, user=user, is_head=user == row.head) for user in row.team]
            for visit, row in zip(visits, new, strict=True)
        ]
        VisitMember.objects.bulk_create(chain.from_iterable(teams), batch_size=ROWS_A_STATEMENT)
        for visit, team in zip(visits, teams, strict=True):
            # As if they had been prefetched: the log and the conclusion would read them back.
            vars(visit)["_prefetched_objects_cache"] = {
                "members": team,
                "absences": [],
                "sources": [],
            }

    visits = records.create_many(
        [row.visit for row in new], by=act.by, at=act.at, label=LABEL, own_rows=write_teams
    )
    _write_findings(visits, new, act)
    # What the sheet says of the end and the conclusion of each stands on the drafts.
    visit_flow.VISITS.perform(visit_flow.CONCLUDE, visits, act)


def _write_findings(visits: Sequence[Visit], rows: Sequence[VisitRow], act: Act) -> None:
    found = []
    for visit, row in zip(visits, rows, strict=True):
        for finding, payload in row.findings:
            finding.visit = visit
            found.append((finding, payload))
    named = [(finding, payload) for finding, payload in found if payload]
    sealed = seal_identities([payload for _, payload in named], at=act.at)
    for (finding, _), person in zip(named, sealed, strict=True):
        finding.person = person
    know_names(
        [
            Sealed(person, payload.get("name", ""), agency_of(finding))
            for (finding, payload), person in zip(named, sealed, strict=True)
        ]
    )
    records.create_many([finding for finding, _ in found], by=act.by, at=act.at, label=LABEL)


class _Visits:
    """Rows of the sheet of visits, one after the other."""

    def __init__(self, sha256: str, *, by: User, at: datetime) -> None:
        self._sha256, self._by, self._at = sha256, by, at
        self._agencies, self._people = Agencies(), People()
        self._posts = Posts(self._people)
        self._first_day = first_day(at)
        self._seen: dict[tuple[int, date, Any], int] = {}
        self._stored: dict[tuple[int, date, Any], uuid.UUID] = {}
        self._known: set[uuid.UUID] = set()
        self.by_number: dict[str, VisitRow | None] = {}

    def find_stored(self, rows: list[Row]) -> None:
        """Load what the portal has already of the days in the file."""
        days = [row.values["day"] for row in rows if "day" in row.values]
        if not days:
            return
        stored = Visit.objects.between(min(days), max(days))
        self._known = set(stored.values_list("client_id", flat=True))
        self._stored = {
            (agency, day, hour): client_id
            for agency, day, hour, client_id in stored.exclude(
                state=VisitState.CANCELLED
            ).values_list("agency_id", "day", "starts_at", "client_id")
        }

    def plan(self, row: Row) -> VisitRow | None:
        """The row's visit, or None where too little could be read to judge it."""
        values = row.values
        self._resolve_agency(row)
        team, head = self._resolve_team(row)
        plan = None
        if not NEEDED & row.bad:
            fields = {name: value for name, value in values.items() if name not in NOT_FIELDS}
            visit = Visit(client_id=row_id(self._sha256, row), state=VisitState.DRAFT, **fields)
            plan = VisitRow(row, visit, team, head, visit.client_id in self._known)
            if not plan.known:
                self._check(plan)
        self._register(row, plan)
        return plan

    def _register(self, row: Row, plan: VisitRow | None) -> None:
        number = row.values.get("number")
        if number is None:
            return
        if key(number) in self.by_number:
            row.fault("number", "Mã lượt này đã dùng ở dòng trên; mỗi lượt một mã.")
            return
        self.by_number[key(number)] = plan

    def _resolve_agency(self, row: Row) -> None:
        if "agency" not in row.values or "day" not in row.values:
            row.bad.add("agency")
            return
        try:
            row.values["agency"] = self._agencies.find(row.values["agency"], row.values["day"])
        except ValueError as error:
            row.fault("agency", str(error))

    def _resolve_team(self, row: Row) -> tuple[list[User], User | None]:
        people: dict[str, list[User]] = defaultdict(list)
        for name in ("head", "members"):
            for words in row.values.get(name, "").split(";"):
                try:
                    if words.strip():
                        people[name].append(self._people.find(words))
                except ValueError as error:
                    row.fault(name, str(error))
        head = people["head"][0] if people["head"] else None
        return list(dict.fromkeys([*people["head"][:1], *people["members"]])), head

    def _check(self, plan: VisitRow) -> None:
        row, visit = plan.row, plan.visit
        if visit.day < self._first_day:
            text = f"Chỉ nhập lượt kiểm tra từ ngày {short_date(self._first_day)}; kiểm tra lại."
            row.fault("day", text)
        spot = (visit.agency_id, visit.day, visit.starts_at)
        when = f"lúc {short_time(visit.starts_at)} ngày {short_date(visit.day)}"
        if spot in self._seen:
            row.fault("starts_at", f"Trùng cơ quan, ngày, giờ với dòng {self._seen[spot]}.")
        elif spot in self._stored:
            row.fault("starts_at", f"Lượt kiểm tra cơ quan này {when} đã có trong cổng.")
        self._seen.setdefault(spot, row.number)
        stated: dict[str, list[str]] = {}
        for rule in (
            lambda: visit.full_clean(
                exclude=["agency", "created_by", "created_at", *row.bad],
                validate_unique=False,
                validate_constraints=False,
            ),
            lambda: check(visit, plan.team, by=self._by, at=self._at, posts=self._posts),
        ):
            gather(stated, rule)
        for one in missing_in(visit, has_head=plan.head is not None):
            stated.setdefault(one.field, [one.text])
        report(row, stated)


class _Findings:
    """Rows of the sheet of findings."""

    def __init__(self, sha256: str) -> None:
        self._sha256 = sha256
        # Rows of visits that came in before.
        self.known = 0
        self._categories = {
            subject: Catalogue(Category.objects.filter(subject=subject), "loại vi phạm")
            for subject in Subject
        }
        self._fields = Catalogue(Field.objects.all(), "lĩnh vực")
        self._forms = Catalogue(HandlingMeasure.objects.all(), "hình thức xử lý")

    def plan(self, row: Row, visits: dict[str, VisitRow | None]) -> None:
        """Check a finding and hang it on its visit."""
        owner = _owner_of(row, visits)
        if owner is None:
            return
        if owner.known:
            self.known += 1
            return
        self._resolve(row, owner.visit.day)
        if {"subject", "category"} & row.bad:
            return
        payload = person_payload(
            {to: row.values[name] for name, to in PERSON.items() if name in row.values}
        )
        hidden = {"number", *PERSON}
        fields = {name: value for name, value in row.values.items() if name not in hidden}
        finding = Finding(
            client_id=row_id(self._sha256, row),
            visit=owner.visit,
            agency_id=owner.visit.agency_id,
            visit_day=owner.visit.day,
            **fields,
        )
        report(row, _stated_of(finding, payload, row))
        owner.findings.append((finding, payload))

    def _resolve(self, row: Row, day: date) -> None:
        if "subject" in row.values:
            resolve(row, "category", self._categories[row.values["subject"]], day)
        resolve(row, "field", self._fields, day)
        resolve(row, "recommended_handling", self._forms, day)


def _owner_of(row: Row, visits: dict[str, VisitRow | None]) -> VisitRow | None:
    """The visit a finding names; None where none is named, none is there, or it is at fault."""
    number = row.values.get("number")
    if number is None:
        return None
    if key(number) not in visits:
        row.fault("number", f"Trang “{VISITS.title}” không có lượt nào mang mã này.")
    return visits.get(key(number))


def _stated_of(finding: Finding, payload: dict[str, str], row: Row) -> dict[str, list[str]]:
    """What is wrong with a finding, by field."""
    stated: dict[str, list[str]] = {}
    for rule in (
        lambda: finding.full_clean(
            exclude=[
                *("visit", "agency", "category", "field", "recommended_handling", "person"),
                *("created_by", "created_at", *row.bad),
            ],
            validate_unique=False,
            validate_constraints=False,
        ),
        lambda: check_finding(finding, payload),
    ):
        gather(stated, rule)
    if finding.subject == Subject.UNIT:
        for name in ("person_kind", "is_leader"):
            if row.values.get(name):
                stated.setdefault(name, ["Nội dung về đơn vị: để trống ô này."])
    return stated
