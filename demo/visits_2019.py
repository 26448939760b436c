"""The 87 visits of 2019, with findings of the kinds the real report names."""

from __future__ import annotations

import random
from datetime import date

from demo.clock import working_days
from demo.people import People
from demo.visits import Basis, Outing, make_visit
from inspections.agencies.models import Agency, ReportGroup
from inspections.visits.models import VisitCause

# The real report: 87 lượt kiểm tra in 2019.
VISITS = 87
FIRST, LAST = date(2019, 1, 2), date(2019, 12, 27)
# Kế hoạch 1441/KH-UBND was signed on 05/7/2019; earlier visits stand on Chỉ thị 05/CT-UBND.
OLD_BASIS = Basis("05/CT-UBND", date(2013, 6, 6), "Tăng cường kỷ cương, kỷ luật hành chính")
NEW_BASIS = Basis("1441/KH-UBND", date(2019, 7, 5), "Thực hiện Quyết định số 1847/QĐ-TTg")
AFTER_TET = (date(2019, 2, 11), date(2019, 2, 15))


def build_visits(people: People) -> None:
    """Log and conclude every visit, day by day."""
    draw = random.Random(1847)
    agencies = _agencies_in_turn(draw)
    days = sorted(draw.choices(working_days(FIRST, LAST), k=VISITS))
    for day, agency in zip(days, agencies, strict=True):
        basis = NEW_BASIS if day >= NEW_BASIS.day else OLD_BASIS
        after_tet = AFTER_TET[0] <= day <= AFTER_TET[1]
        cause = VisitCause.AFTER_TET if after_tet else VisitCause.PLAN
        make_visit(draw, people, Outing(agency, day, basis, cause))


def _agencies_in_turn(draw: random.Random) -> list[Agency]:
    """25 provincial bodies (never the Sở itself) once, 9 districts twice, communes for the rest."""
    everyone = Agency.objects.visitable(FIRST).select_related("parent")
    bodies = [
        a for a in everyone if a.report_group == ReportGroup.PROVINCIAL and not a.is_department
    ]
    districts = [a for a in everyone if a.report_group == ReportGroup.DISTRICT]
    communes = list(everyone.filter(legal_kind="commune").sorted())
    chosen = bodies + districts * 2
    chosen += draw.sample(communes, VISITS - len(chosen))
    draw.shuffle(chosen)
    return chosen
