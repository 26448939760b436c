"""Tables of the report: those at its words, and its annexes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from inspections.complaints.states import ComplaintState
from reports.figures.catalog import cell_key
from reports.figures.complaints import OPEN, RESERVED_NOTE
from reports.figures.kinds import GROUP_LABELS, UNDIVIDED, UNDIVIDED_LABEL
from reports.narrative.breakdowns import BreakdownLine
from reports.narrative.due_tables import due_tables
from reports.narrative.facts import Facts
from reports.narrative.month_tables import month_chart, month_table
from reports.narrative.plan_tables import plan_tables
from reports.narrative.words import UNKNOWN, in_table
from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.paper.content import Annex, Table, TableColumn, row

ILLUSTRATIVE = "Số liệu minh họa."
VISITED_TITLE = "Kết quả kiểm tra công vụ theo cơ quan"
MONTHS_TITLE = "Kết quả kiểm tra công vụ theo tháng và theo cơ quan"
VIOLATIONS_TITLE = "Vi phạm của cá nhân theo nội dung và đối tượng"
DUE_TITLE = "Kết quả tự kiểm tra theo cơ quan"
COMPLAINTS_TITLE = "Phản ánh, kiến nghị theo phân loại và kết quả xử lý"
STATES = {
    ComplaintState.CLOSED: "Đã kết thúc",
    ComplaintState.PASSED_ON: "Đã chuyển cơ quan có thẩm quyền",
    OPEN: "Đang xử lý",
}
CLOCKS = {
    "on_time": "Trả lời, chuyển đúng hạn",
    "late": "Trả lời, chuyển trễ hạn",
    "overdue": "Quá hạn chưa trả lời",
    "running": "Còn trong hạn",
    "no_clock": "Không có thời hạn trả lời",
}


def violations_table(facts: Facts) -> Table:
    """Violations of persons by category and group of agencies; the table at “cụ thể:”."""
    return _by_group(
        facts,
        facts.violations,
        "violations",
        "category",
        first="Loại vi phạm",
        caption="Vi phạm của cá nhân theo loại và nhóm cơ quan (trường hợp)",
    )


def unit_findings_table(facts: Facts) -> Table:
    """Shortcomings of units by category and group of agencies."""
    return _by_group(
        facts,
        facts.unit_findings,
        "unit_findings",
        "category",
        first="Nội dung thiếu sót",
        caption="Thiếu sót của đơn vị theo nội dung và nhóm cơ quan (nội dung)",
    )


def _if_any(lines: Sequence[object], made: Callable[[], Table]) -> tuple[Table, ...]:
    return (made(),) if lines else ()


# Name in a text (``{table:violations}``) → the table, none where nothing stands in it.
TABLES: Mapping[str, Callable[[Facts], tuple[Table, ...]]] = {
    "violations": lambda facts: _if_any(facts.violations, lambda: violations_table(facts)),
    "unit_findings": lambda facts: _if_any(facts.unit_findings, lambda: unit_findings_table(facts)),
}


def annexes(facts: Facts) -> tuple[Annex, ...]:
    """The annexes there is something to put in."""
    made = {
        "visited": lambda: _visited_annex(facts),
        "violations": lambda: Annex(VIOLATIONS_TITLE, _violations_tables(facts)),
        "due": lambda: Annex(DUE_TITLE, due_tables(facts, _note(facts))),
        "complaints": lambda: Annex(
            COMPLAINTS_TITLE, (_complaints_table(facts), _clocks_table(facts))
        ),
    }
    return tuple(made[name]() for name in facts.annexes)


def _number(label: str, width: int) -> TableColumn:
    return TableColumn(label, align="right", width_percent=width, kind="number")


def _note(facts: Facts) -> str:
    return ILLUSTRATIVE if facts.is_illustrative else ""


def _violations_tables(facts: Facts) -> tuple[Table, ...]:
    """By area, by kind of person, and by field where a record names any."""
    tables = [
        _by_group(
            facts,
            facts.areas,
            "violations",
            "area",
            first="Nội dung theo Quyết định 1847",
            caption="Theo nội dung của Quyết định số 1847/QĐ-TTg và nhóm cơ quan (trường hợp)",
        ),
        _by_leaders(facts),
    ]
    if any(line.code for line in facts.fields):
        tables.append(
            _by_group(
                facts,
                facts.fields,
                "violations",
                "field",
                first="Lĩnh vực",
                caption="Theo lĩnh vực và nhóm cơ quan (trường hợp)",
            )
        )
    return tuple(tables)


def _by_leaders(facts: Facts) -> Table:
    """Violations by kind of person, and how many of them lead."""
    total, leaders = "violations.total", "violations.leaders"
    return Table(
        columns=(
            TableColumn("Đối tượng vi phạm", width_percent=52, names_row=True),
            _number("Số trường hợp", 20),
            _number("Trong đó giữ chức vụ lãnh đạo, quản lý", 28),
        ),
        rows=tuple(
            row(
                line.name,
                in_table(cell_key(total, person_kind=line.code), line.total),
                in_table(cell_key(leaders, person_kind=line.code), line.leaders),
            )
            for line in facts.person_kinds
        ),
        total=row("Cộng", in_table(total, facts[total]), in_table(leaders, facts[leaders])),
        caption="Theo đối tượng vi phạm (trường hợp)",
        note=_note(facts),
    )


def _by_group(
    facts: Facts, lines: tuple[BreakdownLine, ...], noun: str, by: str, *, first: str, caption: str
) -> Table:
    """Findings by one thing and by group of agencies."""
    groups, total = facts.groups_met, f"{noun}.total"
    # The name of a group in two lines, where all four do not share the page.
    width = 19 if len(groups) < len(GROUP_LABELS) else 14
    rows = tuple(
        row(
            line.name,
            *(
                in_table(
                    cell_key(total, **{by: line.code, "group": group}),
                    line.by_group.get(group, 0),
                )
                for group in groups
            ),
            in_table(cell_key(total, **{by: line.code}), line.total),
        )
        for line in lines
    )
    sums = [in_table(f"{noun}.{group}", facts[f"{noun}.{group}"]) for group in groups]
    return Table(
        columns=(
            TableColumn(first, width_percent=91 - width * len(groups), names_row=True),
            *(_number(facts.called(GROUP_LABELS[group]), width) for group in groups),
            _number("Tổng", 9),
        ),
        rows=rows,
        total=row("Cộng", *sums, in_table(total, facts[total])),
        caption=caption,
        note=_note(facts),
    )


def _visited_annex(facts: Facts) -> Annex:
    """Visits by agency; before them, where there are any, month by month; after them what the plan
    had foreseen, and those whose head-counts do not add up."""
    after = plan_tables(facts, _note(facts))
    after += _if_any(facts.uneven, lambda: uneven_table(facts))
    if not facts.months:
        caption = "Theo cơ quan" if after else ""
        return Annex(VISITED_TITLE, (_visited_table(facts, caption), *after))
    months = (month_chart(facts), month_table(facts, _note(facts)))
    return Annex(MONTHS_TITLE, (*months, _visited_table(facts, "Theo cơ quan"), *after))


def uneven_table(facts: Facts) -> Table:
    """Visits whose head-counts do not add up, with what the Tổ says of each."""
    return Table(
        columns=(
            TableColumn("Cơ quan", width_percent=24, names_row=True),
            TableColumn("Ngày kiểm tra", width_percent=14),
            _number("Theo danh sách", 9),
            _number("Có mặt", 8),
            _number("Vắng mặt", 8),
            TableColumn("Giải trình", width_percent=37),
        ),
        rows=tuple(
            row(
                line.agency,
                short_date(line.day),
                *(
                    UNKNOWN if number is None else number_vi(number)
                    for number in (line.on_roll, line.present, line.absent)
                ),
                line.note,
            )
            for line in facts.uneven
        ),
        caption="Lượt kiểm tra có số người không khớp",
        note=_note(facts),
    )


def _visited_table(facts: Facts, caption: str = "") -> Table:
    rows = tuple(
        row(
            str(at),
            ", sau đổi tên là ".join(line.names),
            "; ".join(short_date(day) for day in line.days),
            *(
                in_table(cell_key(key, agency=line.agency), value)
                for key, value in (
                    ("visits.total", line.visits),
                    ("visits.surprise", line.surprise),
                    ("violations.total", line.violations),
                    ("unit_findings.total", line.unit_findings),
                )
            ),
        )
        for at, line in enumerate(facts.visited, 1)
    )
    totals = ("visits.total", "visits.surprise", "violations.total", "unit_findings.total")
    return Table(
        columns=(
            _number("TT", 6),
            TableColumn("Cơ quan", width_percent=35, names_row=True),
            TableColumn("Ngày kiểm tra", width_percent=17),
            _number("Số lượt", 9),
            _number("Trong đó đột xuất", 10),
            _number("Vi phạm của cá nhân", 11),
            _number("Thiếu sót của đơn vị", 12),
        ),
        rows=rows,
        total=row("", "Cộng", "", *(in_table(key, facts[key]) for key in totals)),
        caption=caption,
        note=_note(facts),
    )


def _complaints_table(facts: Facts) -> Table:
    total = "complaints.total"
    rows = tuple(
        row(
            line.name,
            *(
                UNKNOWN
                if line.code == UNDIVIDED
                else in_table(
                    cell_key(total, **{"class": line.code, "state": state}),
                    line.by_state.get(state, 0),
                )
                for state in STATES
            ),
            in_table(cell_key(total, **{"class": line.code}), line.total),
        )
        for line in facts.complaints
    )
    sums = [in_table(f"complaints.{state}", facts[f"complaints.{state}"]) for state in STATES]
    return Table(
        columns=(
            TableColumn("Phân loại", width_percent=40, names_row=True),
            *(_number(label, 15) for label in STATES.values()),
            _number("Tổng", 15),
        ),
        rows=rows,
        total=row("Cộng", *sums, in_table(total, facts[total])),
        caption="Theo phân loại và kết quả xử lý (trường hợp)",
        note=f"{_note(facts)} {RESERVED_NOTE}".strip(),
    )


def _clocks_table(facts: Facts) -> Table:
    lines = [(label, f"complaints.{clock}") for clock, label in CLOCKS.items()]
    if facts["complaints.undivided"]:
        lines.append((UNDIVIDED_LABEL, "complaints.undivided"))
    return Table(
        columns=(
            TableColumn("Thời hạn", width_percent=80, names_row=True),
            _number("Số trường hợp", 20),
        ),
        rows=tuple(row(label, in_table(key, facts[key])) for label, key in lines),
        total=row("Cộng", in_table("complaints.total", facts["complaints.total"])),
        caption="Theo thời hạn trả lời, chuyển (trường hợp)",
        note=_note(facts),
    )
