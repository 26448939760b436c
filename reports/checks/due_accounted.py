"""Every agency due is accounted for: it did, it did not and said why, it waits, or it is missing.

The report of 2019 said 26/26 and, a page later, that self-inspection was not done regularly. So
those that were late or sent nothing are named before the report goes up; names of agencies are no
personal data.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level, named
from reports.checks.remedies import Control, Remedy
from reports.narrative.due_lines import DueLine
from tayninh_portal.lib.dates import number_vi

NAME, SECTION = "due_accounted", "self_inspections"
# Group → what narrows the due list of a round to it, and the figure that counts it.
_FOUND_BY = {
    "overdue": ("state=unfiled", "self_inspections.total.overdue"),
    "asked": ("state=unfiled", ""),
    "waiting": ("state=certified", ""),
    "late": ("", "self_inspections.total.late"),
}


def due_accounted(context: CheckContext) -> list[CheckProblem]:
    """An error where the agencies and the figures differ; a warning that names each group."""
    lines = context.facts.due
    waiting = [line for line in lines if line.filed_on and not line.accepted_on]
    late = [line for line in lines if line.is_late]
    missing = [line for line in lines if not line.filed_on]
    overdue = [line for line in missing if line.is_overdue]
    asked = [line for line in missing if not line.is_overdue]
    several = len({line.round for line in lines}) > 1
    return [
        *_uncovered(context),
        *_named(
            "overdue",
            overdue,
            "quá hạn chưa gửi kết quả tự kiểm tra",
            "Đôn đốc các cơ quan này; nếu vẫn báo cáo, chấp nhận và ghi lý do.",
            several=several,
        ),
        *_named(
            "asked",
            asked,
            "chưa gửi kết quả tự kiểm tra (còn trong hạn)",
            "Chờ hết hạn của đợt, hoặc chấp nhận và ghi lý do báo cáo trước hạn.",
            several=several,
        ),
        *_named(
            "waiting",
            waiting,
            "đã gửi kết quả nhưng Sở chưa chấp nhận, nên chưa được tính là đã tự kiểm tra",
            "Xem và chấp nhận hoặc trả lại kết quả của các cơ quan này trước khi trình.",
            several=several,
        ),
        *_named(
            "late",
            late,
            "gửi kết quả tự kiểm tra trễ hạn",
            "Nêu trong phần hạn chế nếu cần, rồi chấp nhận cảnh báo và ghi lý do.",
            several=several,
        ),
    ]


def _uncovered(context: CheckContext) -> list[CheckProblem]:
    """Each number of the report about agencies due against the list of these agencies."""
    lines, figures = context.facts.due, context.figures
    listed = {
        "due": ("phải báo cáo", len(lines)),
        "filed": ("đã gửi kết quả", sum(line.filed_on is not None for line in lines)),
        "late": ("gửi trễ hạn", sum(line.is_late for line in lines)),
        "overdue": ("quá hạn chưa gửi", sum(line.is_overdue for line in lines)),
        "accepted": ("được chấp nhận kết quả", sum(line.accepted_on is not None for line in lines)),
        "done": ("đã tự kiểm tra", sum(bool(line.held) for line in lines)),
    }
    return [
        CheckProblem(
            Level.ERROR,
            NAME,
            SECTION,
            f"Danh sách có {number_vi(count)} cơ quan {words}, khác với số liệu "
            f"{number_vi(figures[key])}.",
            "Mở số liệu, đối chiếu với phụ lục kết quả tự kiểm tra theo cơ quan.",
            key,
        )
        for step, (words, count) in listed.items()
        if figures[key := f"self_inspections.total.{step}"] != count
    ]


def _named(
    group: str, lines: Sequence[DueLine], words: str, advice: str, *, several: bool
) -> list[CheckProblem]:
    """A warning for each round, which is named where there is more than one: an agency that owes
    two rounds is not two agencies."""
    found = []
    query, figure = _FOUND_BY[group]
    for pk, of_round in groupby(
        sorted(lines, key=lambda line: line.round), lambda line: line.round
    ):
        owing = list(of_round)
        where = f" ({owing[0].round_title})" if several else ""
        names = named([line.name for line in owing])
        text = f"{number_vi(len(owing))} cơ quan {words}{where}: {names}."
        title = f"Mở đợt “{owing[0].round_title}”"
        found.append(
            CheckProblem(
                Level.WARNING,
                NAME,
                SECTION,
                text,
                advice,
                # Its rows are those of all rounds.
                "" if several else figure,
                subject=f"{group} {pk}",
                remedies=(Remedy(Control.ROUND, title, str(pk), query),),
            )
        )
    return found
