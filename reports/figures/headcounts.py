"""Số người tại nơi được kiểm tra: on the roll, present and absent, where they were counted.

Only visits that counted both the roll and those present are added up, so that numerator and
denominator of the rate stand over the same visits. A part of the absent that was not typed adds
nothing; the parts need not add up to the roll, since what is counted at a door does not always:
such visits are a figure of their own, and the report lists them with what the Tổ says of it.
"""

from __future__ import annotations

from django.db.models import Q

from reports.figures.kinds import Figure
from reports.figures.visits import BASIS, VISITS

TAKEN = Q(on_roll__isnull=False, present__isnull=False)

_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("on_roll", "Số người theo danh sách", "theo danh sách của cơ quan"),
    ("present", "Số người có mặt", "có mặt khi kiểm tra"),
    ("absent_excused", "Số người vắng có lý do", "vắng có lý do"),
    ("absent_unexcused", "Số người vắng không lý do", "vắng không lý do"),
    ("absent_unknown", "Số người vắng chưa rõ lý do", "vắng chưa rõ lý do"),
)

FIGURES = (
    Figure(
        "headcounts.visits",
        "Lượt kiểm tra có đếm số người",
        "lượt",
        "Trong số lượt kiểm tra, những lượt ghi cả tổng số theo danh sách và số có mặt; các số "
        "liệu về số người chỉ tính ở những lượt này.",
        BASIS,
        base=VISITS,
        condition=TAKEN,
    ),
    *(
        Figure(
            f"headcounts.{column}",
            label,
            "lượt người",
            f"Tổng số người {words}, cộng các lượt kiểm tra có đếm số người; người làm việc tại cơ "
            "quan được kiểm tra hai lần tính hai lần.",
            BASIS,
            kind="sum",
            base=VISITS,
            condition=TAKEN,
            column=column,
        )
        for column, label, words in _COLUMNS
    ),
    Figure(
        "headcounts.uneven",
        "Lượt kiểm tra có số người không khớp",
        "lượt",
        "Trong số lượt kiểm tra, những lượt có số có mặt và vắng mặt cộng lại khác tổng số theo "
        "danh sách, hoặc số vắng theo từng lý do cộng lại khác số vắng có lý do; mỗi lượt như vậy "
        "có giải trình của Tổ kiểm tra.",
        BASIS,
        base=VISITS,
        condition=Q(is_uneven=True),
    ),
    Figure(
        "headcounts.rate",
        "Tỷ lệ có mặt khi kiểm tra",
        "",
        "Số người có mặt trên số người theo danh sách, ở cùng những lượt kiểm tra có đếm số người.",
        BASIS,
        kind="ratio",
        parts=("headcounts.present", "headcounts.on_roll"),
    ),
)
