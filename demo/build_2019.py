"""The demo of 2019 from an empty portal to a report put on paper."""

from __future__ import annotations

import random
from datetime import date

from django.db import transaction

from demo.answers import answer_findings
from demo.clock import moment
from demo.complaints_2019 import build_complaints
from demo.facts_2019 import build_facts
from demo.people import share_password
from demo.people_2019 import build_people
from demo.registry_2019 import FIRST_DAY, build_registry, share_out
from demo.report_2019 import build_report
from demo.self_inspections_2019 import build_self_inspections
from demo.visits_2019 import build_visits
from inspections.agencies.models import Agency
from inspections.findings.models import Finding
from inspections.people.actions import found_portal

# Kế hoạch of the year begin to run in December of the year before.
START = moment(date(2018, 12, 20), 8)
POSTS_SINCE = date(2018, 12, 15)


def build() -> None:
    """Build everything in one transaction: a demo that broke half-way would be neither."""
    with transaction.atomic():
        admin, province, department = found_portal(
            username="quantri",
            full_name="Quản trị hệ thống Sở Nội vụ (minh họa)",
            on=FIRST_DAY,
            at=START,
            illustrative=True,
        )
        build_registry(province=province, admin=admin, at=START)
        places = {
            "province": province,
            "department": department,
            "office": Agency.objects.get(name="Văn phòng UBND tỉnh"),
        }
        due = list(Agency.objects.may_be_due(POSTS_SINCE).sorted())
        people = build_people(admin=admin, places=places, due=due, since=POSTS_SINCE, at=START)
        share_out(
            specialists=people.specialists, manager=people.manager, since=POSTS_SINCE, at=START
        )
        build_visits(people)
        found = Finding.objects.counted().select_related("visit__agency__parent").order_by("pk")
        answer_findings(random.Random(28), people, found, clerks_since=POSTS_SINCE)
        build_complaints(people)
        build_self_inspections(people)
        build_facts(people)
        share_password()
        build_report(people)
