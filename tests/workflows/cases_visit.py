"""The transitions of a visit."""

from inspections.teams.models import Team
from tests.fixtures.cast import moment
from tests.inspections.teaming import planned
from tests.inspections.visiting import concluded, draft
from tests.workflows.case import Case


def the_team():
    """The team there is when the test runs."""
    return str(Team.objects.get().pk)


ON_THE_DAY = moment(2019, 7, 19, 8, 30)


CASES = {
    "start": Case(
        planned,
        "specialist",
        "draft",
        other="manager",
        form={"day": "19/7/2019", "starts_at": "08:10"},
        other_form={"day": "19/7/2019", "starts_at": "08:20"},
        at=ON_THE_DAY,
    ),
    "reschedule": Case(
        planned,
        "manager",
        "planned",
        form={"team": the_team, "day": "22/7/2019", "starts_at": "09:00", "note": "Họp tỉnh."},
        other_form={"team": the_team, "day": "23/7/2019", "starts_at": "09:30", "note": "Bão."},
    ),
    "drop": Case(
        planned,
        "manager",
        "dropped",
        form={"note": "Cơ quan đang sắp xếp."},
        other_form={"note": "Trùng thanh tra."},
    ),
    "conclude": Case(
        draft,
        "specialist",
        "concluded",
        other="manager",
        form={"ends_at": "10:30", "conclusion": "Cơ quan chấp hành tốt."},
        other_form={"ends_at": "10:45", "conclusion": "Cơ quan còn hai việc phải sửa."},
    ),
    "cancel": Case(
        draft,
        "specialist",
        "cancelled",
        other="manager",
        form={"note": "Ghi trùng lượt."},
        other_form={"note": "Không diễn ra."},
    ),
    "reopen": Case(
        concluded,
        "manager",
        "draft",
        form={"note": "Ghi sai số có mặt."},
        other_form={"note": "Ghi sai giờ kết thúc."},
    ),
}
