"""The table that shows that totals and parts agree; it stands on the check sheet."""

from __future__ import annotations

from itertools import takewhile

from reports.figures.catalog import CATALOG, cell_key
from reports.narrative.breakdowns import breakdowns
from reports.narrative.facts import Facts
from reports.narrative.tables import ILLUSTRATIVE
from reports.narrative.wholes import wholes_of
from reports.narrative.words import UNKNOWN, in_table, joined, lowered, say
from tayninh_portal.paper.content import Table, TableColumn, row


def reconciliation(facts: Facts) -> Table:
    """Each whole of the figures beside its parts, and whether they add up to it."""
    names = _part_names(facts)
    rows = []
    for _, what, whole, parts in wholes_of(facts.figures):
        added = sum(facts[part] for part in parts)
        named = [
            say(
                "{name}: {n}",
                name=_within(names[part], what) if part in CATALOG else names[part],
                n=in_table(part, facts[part]),
            )
            for part in parts
            if facts[part]
        ]
        rows.append(
            row(
                what[:1].upper() + what[1:],
                in_table(whole, facts[whole]),
                joined(named, last="; ") or UNKNOWN,
                "Khớp" if added == facts[whole] else "Lệch",
            )
        )
    return Table(
        columns=(
            TableColumn("Số liệu", width_percent=27, names_row=True),
            TableColumn("Số tổng", align="right", width_percent=8, kind="number"),
            TableColumn("Các phần", width_percent=55),
            TableColumn("Đối chiếu", align="center", width_percent=10),
        ),
        rows=tuple(rows),
        note=ILLUSTRATIVE if facts.is_illustrative else "",
    )


def _within(name: str, whole: str) -> str:
    """The name of a part without what it begins with like its whole: “phản ánh, kiến nghị đang xử
    lý” is “đang xử lý” in the row of “phản ánh, kiến nghị”. One syllable may be another word.
    """
    words = name.split(" ")
    pairs = zip(words, whole.split(" "), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return " ".join(words[shared:]) if 1 < shared < len(words) else name


def _part_names(facts: Facts) -> dict[str, str]:
    """What each part is called beside its whole: a figure by the words after the dash of its
    label, a cell by the name of its row."""
    named = {
        # “Tất cả cơ quan” is the whole, and no name of a part.
        key: lowered(facts.label(key).rpartition(" – ")[2]).removeprefix("tất cả ")
        for key in CATALOG
    }
    for key, by, lines in breakdowns(facts):
        named |= {cell_key(key, **{by: line.code}): lowered(line.name) for line in lines}
    return named
