"""A result begun and a report begun in the demo province, for what is typed and not sent.

Runs beside a served portal: ``portal.manage("shell", "-c", SCRIPT)``; its last line is the
addresses of the forms as JSON.
"""

import json
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round
from inspections.submissions.actions import start_submission
from inspections.submissions.models import Submission
from reports.narrative.models import Report
from reports.narrative.reports import create_report
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import User
from tests.doing import do

SCRIPT = "from tests.journeys.unsent import build; build()"
# A year no other journey tells of.
YEAR = 2014
TITLE = f"Tự kiểm tra năm {YEAR}"


def build() -> None:
    """Make them, or find what an earlier part of the run made on this portal; the visit and the
    complaint are forms that make something new."""
    people = {user.username: user for user in User.objects.all()}
    manager, clerk = people["lanhdaoso"], people["daumoi.so-y-te"]
    submission = Submission.objects.filter(round__title=TITLE).first()
    if submission is None:
        round, _ = plan_round(
            by=manager,
            title=TITLE,
            period_start=date(YEAR, 1, 1),
            period_end=date(YEAR, 12, 31),
            due_on=timezone.localdate() + timedelta(days=20),
        )
        do(round_flow.OPEN, round, by=manager)
        submission, _ = start_submission(round, Agency.objects.get(name="Sở Y tế"), by=clerk)
    report = Report.objects.annual_of(YEAR).first()
    if report is None:
        period = parse_period(f"calendar-{YEAR}")
        report, _ = create_report(by=people["chuyenvien1"], year=YEAR, period=period)
    section = report.sections.order_by("order").last()
    paths = {
        "visit": reverse("visit-create"),
        "complaint": reverse("complaint-create"),
        "submission": reverse("submission-update", args=[submission.pk]),
        "section": reverse("section-update", args=[report.pk, section.pk]),
    }
    print(json.dumps(paths))
