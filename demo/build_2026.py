"""The demo of 2026, on top of 2019's: the merger of 2025, then a year under way.

The story stops on ``AS_OF``: what would come after is not there yet, so that everybody has
something to do. It is a fixed day, for the demo is the same whenever it is built.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from demo import facts_2025, report_2019, report_2025
from demo.complaints_2026 import build_complaints
from demo.facts_2026 import build_facts
from demo.people import people_of_the_demo, share_password
from demo.province_2025 import LAST, merge_province
from demo.report_2026 import build_report
from demo.self_inspections_2026 import build_self_inspections
from demo.story_2025 import tell_after_the_break, tell_before_the_break
from demo.visits_2026 import build_visits

AS_OF = date(2026, 11, 20)


def build() -> None:
    """Go on from the demo of 2019, in one transaction."""
    with transaction.atomic():
        people = people_of_the_demo(LAST)
        tell_before_the_break(people)
        merge_province(people)
        tell_after_the_break(people)
        facts_2025.build_facts(people)
        report_2025.build_report(people)
        build_complaints(people)
        build_visits(people, as_of=AS_OF)
        build_self_inspections(people)
        build_facts(people, as_of=AS_OF)
        report_2025.replace_report(people)
        report_2019.replace_report(people)
        build_report(people)
        share_password()
