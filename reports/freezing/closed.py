"""Up to which day figures were frozen: from then on the registry is changed by two people."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from inspections.agencies.closed import closes
from reports.freezing.models import Freeze


@closes
def frozen_through() -> date | None:
    """The last day of any period whose figures were frozen, whatever became of the report."""
    last: date | None = Freeze.objects.aggregate(last=Max("report__period_end"))["last"]
    return last
