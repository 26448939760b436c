"""What was found most: by category, by area of the decision, by field; and by people who lead.

“Nhiều nhất” is said only where it is true: of one part alone, of a few that are level at the head,
and of none where many are. What a record does not say leads nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.catalog import cell_key
from reports.narrative.breakdowns import VIOLATIONS, BreakdownLine
from reports.narrative.facts import Facts
from reports.narrative.suggestions.phrasing import listed
from reports.narrative.words import lowered

DECISION = "Quyết định số 1847/QĐ-TTg"
# So many parts are named in one sentence.
NAMED = 3


@dataclass(frozen=True)
class Sentences:
    """How one breakdown is told; ``{at}`` are the parts at the head, each with its number.

    ``alone``: all violations are in one part. ``among``: all that say in which. ``leads``,
    ``level``: one part is ahead of the others, or a few are. ``equal``: all parts, a few, are the
    same. ``none``: no part stands out.
    ``unsaid``: what a violation is called that belongs to no part.
    """

    alone: str
    among: str
    leads: str
    level: str
    equal: str
    none: str
    unsaid: str


AREAS = Sentences(
    alone=f"Theo các nội dung của {DECISION}, các trường hợp vi phạm đều về {{at}}",
    among=f"Theo các nội dung của {DECISION}, các trường hợp xác định được nội dung đều về {{at}}",
    leads=f"Theo các nội dung của {DECISION}, vi phạm nhiều nhất về {{at}}",
    level=f"Theo các nội dung của {DECISION}, vi phạm nhiều nhất, với số trường hợp bằng nhau, về "
    "{at}",
    equal=f"Theo các nội dung của {DECISION}, số trường hợp vi phạm bằng nhau: về {{at}}",
    none=f"Theo các nội dung của {DECISION}, không nội dung nào có số trường hợp vi phạm nhiều hơn "
    "các nội dung còn lại",
    unsaid="chưa xác định nội dung",
)
FIELDS = Sentences(
    alone="Các trường hợp vi phạm đều trong lĩnh vực {at}",
    among="Các trường hợp vi phạm xác định được lĩnh vực đều trong lĩnh vực {at}",
    leads="Lĩnh vực có nhiều trường hợp vi phạm nhất là {at}",
    level="Các lĩnh vực có nhiều trường hợp vi phạm nhất, với số trường hợp bằng nhau, là {at}",
    equal="Số trường hợp vi phạm trong các lĩnh vực bằng nhau, gồm {at}",
    none="Không lĩnh vực nào có số trường hợp vi phạm nhiều hơn các lĩnh vực còn lại",
    unsaid="chưa xác định lĩnh vực",
)


def leading(facts: Facts) -> list[str]:
    """The sentences beside the annex of violations; one violation alone has none."""
    if "violations" not in facts.annexes:
        return []
    said = [
        _stated(facts.areas, "area", AREAS),
        "Người giữ chức vụ lãnh đạo, quản lý vi phạm {violations.leaders} trường hợp."
        if facts["violations.leaders"]
        else "",
        _stated(facts.fields, "field", FIELDS),
        "Chi tiết tại {annex:violations}.",
    ]
    return [each for each in said if each]


def commonest(lines: tuple[BreakdownLine, ...]) -> str:
    """The commonest categories with their numbers.

    Where the fourth is level with the third, neither is named.
    """
    ranked = sorted(lines, key=lambda line: -line.total)
    named = ranked[:NAMED]
    if len(ranked) > NAMED:
        named = [line for line in named if line.total > ranked[NAMED].total]
    if not named:
        return "thuộc nhiều loại, không loại nào nhiều hơn các loại còn lại"
    how = "nhiều nhất là"
    if len(lines) == 1:
        how = "đều là"
    elif len(named) == len(lines) and named[0].total == named[-1].total:
        how = "gồm"
    # Each name ends with its number, so that a comma does not run into those within a name.
    return f"{how} {listed([_numbered(line, 'category') for line in named], between=', ')}"


def _stated(lines: tuple[BreakdownLine, ...], by: str, words: Sentences) -> str:
    said = [line for line in lines if line.code]
    # Of which part most are is unknown: what leads among the few others says nothing.
    if not said or 2 * sum(line.total for line in said) < sum(line.total for line in lines):
        return ""
    most = max(line.total for line in said)
    first = [line for line in said if line.total == most]
    # One each says nothing.
    if most == 1 < len(said):
        return ""
    if len(said) == 1:
        template = words.among if len(lines) > 1 else words.alone
    elif len(first) == 1:
        template = words.leads
    elif len(first) > NAMED:
        template = words.none
    else:
        template = words.equal if len(first) == len(said) else words.level
    unit = " trường hợp" if len(first) == 1 else ""
    told = template.replace("{at}", listed([_numbered(line, by, unit) for line in first]))
    if 1 < len(said) < len(lines):
        told += f", không kể {{{cell_key(VIOLATIONS, **{by: ''})}}} trường hợp {words.unsaid}"
    return f"{told}."


def _numbered(line: BreakdownLine, by: str, unit: str = "") -> str:
    return f"{lowered(line.name)} ({{{cell_key(VIOLATIONS, **{by: line.code})}}}{unit})"
