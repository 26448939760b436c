"""Years of records, inserted in bulk: many times what a province really has.

2019 had 87 visits in Tây Ninh. A year here has thousands, so that a slow query cannot hide. The
rows are plausible in what the figures look at (state, day, agency, subject, category) and empty
elsewhere; nobody's rules are asked and nothing is logged, which is for measurements alone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import cycle
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BATCH = 2000
AGENCIES = 150


class Years:
    """Fills one year after the other over the same agencies and one author."""

    def __init__(self) -> None:
        from inspections.agencies.models import Agency, AgencyName, LegalKind, ReportGroup
        from tayninh_portal.models import User

        self.by = User.objects.create(username="do-luong", full_name="Người đo (minh họa)")
        groups = [(LegalKind.PROVINCIAL_BODY, ReportGroup.PROVINCIAL)] * 26
        groups += [(LegalKind.DISTRICT, ReportGroup.DISTRICT)] * 9
        groups += [(LegalKind.COMMUNE, ReportGroup.COMMUNE)] * (AGENCIES - 35)
        made = self._made(datetime(2010, 1, 1, tzinfo=ZONE))
        self.agencies = Agency.objects.bulk_create(
            Agency(
                name=f"Cơ quan minh họa {at}",
                name_key=f"{at:04d}",
                search=f"co quan minh hoa {at}",
                legal_kind=kind,
                report_group=group,
                starts_on=date(2010, 1, 1),
                **made,
            )
            for at, (kind, group) in enumerate(groups)
        )
        AgencyName.objects.bulk_create(
            AgencyName(agency=agency, name=agency.name, starts_on=agency.starts_on)
            for agency in self.agencies
        )

    def add(self, year: int, *, visits: int) -> None:
        """Visits with three findings each, as many complaints, four rounds with their results.

        Two findings of three were handled. Takes some five seconds for 5,000 visits.
        """
        days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
        self._visits(days, visits)
        self._complaints(days, visits)
        for quarter in range(4):
            self._round(year, quarter)

    def _made(self, at: datetime) -> dict[str, Any]:
        return {"created_at": at, "created_by": self.by}

    def _visits(self, days: list[date], number: int) -> None:
        from inspections.catalogues.models import Category, HandlingMeasure, PersonKind, Subject
        from inspections.findings.models import Finding
        from inspections.handlings.models import Handling, HandlingState
        from inspections.visits.models import Visit, VisitCause, VisitState

        at = datetime.combine(days[0], time(9), ZONE)
        made, agencies, day = self._made(at), cycle(self.agencies), cycle(days)
        rows = Visit.objects.bulk_create(
            (
                Visit(
                    # One in ten is not concluded and does not count.
                    state=VisitState.DRAFT if n % 10 == 0 else VisitState.CONCLUDED,
                    concluded_at=None if n % 10 == 0 else at,
                    agency=next(agencies),
                    day=next(day),
                    starts_at=time(7, 30),
                    is_surprise=n % 3 == 0,
                    cause=VisitCause.PLAN,
                    search=f"co quan minh hoa {n % AGENCIES}",
                    **made,
                )
                for n in range(number)
            ),
            batch_size=BATCH,
        )
        persons = cycle(Category.objects.filter(subject=Subject.PERSON))
        units = cycle(Category.objects.filter(subject=Subject.UNIT))
        findings = Finding.objects.bulk_create(
            (
                Finding(
                    visit=visit,
                    agency_id=visit.agency_id,
                    visit_day=visit.day,
                    subject=Subject.UNIT if n == 2 else Subject.PERSON,
                    category=next(units if n == 2 else persons),
                    person_kind="" if n == 2 else PersonKind.CIVIL_SERVANT,
                    **made,
                )
                for visit in rows
                for n in range(3)
            ),
            batch_size=BATCH,
        )
        forms = cycle(HandlingMeasure.objects.filter(is_discipline=False))
        Handling.objects.bulk_create(
            (
                Handling(
                    state=HandlingState.CONFIRMED,
                    finding=finding,
                    form=next(forms),
                    starts_on=finding.visit_day,
                    confirmed_on=finding.visit_day,
                    **made,
                )
                # Two in three were handled, and the Sở has confirmed it.
                for finding in findings
                if finding.subject == Subject.PERSON
            ),
            batch_size=BATCH,
        )

    def _complaints(self, days: list[date], number: int) -> None:
        from inspections.complaints.models import Complaint
        from inspections.complaints.states import Channel, ComplaintState

        day = cycle(days)
        Complaint.objects.bulk_create(
            (
                Complaint(
                    state=ComplaintState.CLOSED if n % 4 else ComplaintState.RECEIVED,
                    code=f"{days[0].year}-{n}",
                    received_on=(on := next(day)),
                    received_at=(at := datetime.combine(on, time(10), ZONE)),
                    channel=Channel.PHONE,
                    summary="Phản ánh minh họa",
                    subject_agency=self.agencies[n % AGENCIES],
                    handled_on=on if n % 4 else None,
                    search=f"co quan minh hoa {n % AGENCIES}",
                    **self._made(at),
                )
                for n in range(number)
            ),
            batch_size=BATCH,
        )

    def _round(self, year: int, quarter: int) -> None:
        from inspections.catalogues.models import Category
        from inspections.rounds.models import DueAgency, Held, Round, RoundState, SubmissionState
        from inspections.submissions.models import Submission, SubmissionCount

        start = date(year, 3 * quarter + 1, 1)
        end = start + timedelta(days=80)
        at = datetime.combine(end, time(9), ZONE)
        made = self._made(at)
        asked = Round.objects.create(
            state=RoundState.CLOSED,
            title=f"Đợt minh họa {quarter + 1}/{year}",
            period_start=start,
            period_end=end,
            reference_day=end,
            due_on=end + timedelta(days=5),
            **made,
        )
        DueAgency.objects.bulk_create(
            DueAgency(round=asked, agency=agency, group=agency.report_group)
            for agency in self.agencies
        )
        results = Submission.objects.bulk_create(
            Submission(
                state=SubmissionState.ACCEPTED,
                round=asked,
                agency=agency,
                held=Held.HELD,
                inspections_held=2,
                first_filed_on=end,
                filed_on=end,
                accepted_by=self.by,
                accepted_on=end,
                **made,
            )
            for agency in self.agencies
        )
        categories = Category.objects.all()[:10]
        SubmissionCount.objects.bulk_create(
            SubmissionCount(submission=result, category=category, count=1)
            for result in results
            for category in categories
        )
