"""Both sides of an explanation: counted now, or as a freeze kept them.

A live figure is compared with the period before as it is counted today, and told what the report in
force of that period says where that differs. A frozen figure is compared with what that report was
frozen with; where its definition was another one, or its rows do not know a dimension, with today's
count, and the difference is told in a line of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from reports.figures.catalog import CATALOG, UnknownFigure, ask, find
from reports.figures.explaining import words
from reports.figures.explaining.explanation import (
    Asked,
    Explanation,
    ask_around,
    explain,
    labels_of,
)
from reports.figures.explaining.sides import (
    ABOUT,
    Side,
    ask_side,
    dimensions_for,
    side_of,
)
from reports.freezing.frozen import FrozenFigure, figure_in, kept_of, rows_in
from reports.freezing.frozen_facts import Kept
from reports.freezing.models import Freeze, FrozenRow
from reports.narrative.models import Report
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read_together


@dataclass(frozen=True)
class Frozen:
    """A figure of a freeze."""

    freeze: Freeze
    kept: Kept
    figure: FrozenFigure


def explained(asked: Asked, frozen: Frozen | None = None) -> tuple[Explanation, Freeze | None]:
    """A count or sum as records stand, or as it was ``frozen``, and the freeze its period before
    was read from, None where that was counted; call it inside ``one_state()``."""
    figure = find(asked.key)
    base = figure.base
    assert base is not None  # a ratio is told by its parts
    known = frozen.kept.dimensions.get(base.name, {}) if frozen else {}
    both = set(base.dimensions) & set(known if frozen else base.dimensions)
    by = dimensions_for(both, *_periods(asked))
    now, before = _counted(asked, by, asked.period), _counted(asked, by, asked.previous)
    if frozen:
        now = _kept_side(frozen.freeze, frozen.figure, asked.period, by)
    stated, around = _stated(asked.previous), ask_around(asked)
    read_together(*now.rows, *(() if frozen else before.rows), stated, *around.rows)
    earlier = next(iter(stated), None)
    same = _same_in(earlier, asked.key, frozen, by)
    if earlier and same and asked.previous:
        before = _kept_side(earlier, same, asked.previous, by)
    sides = now.answer(), before.answer()
    labels = labels_of(base, by, sides)
    labels |= {each.value: each.label for name in ABOUT for each in known.get(name, ())}
    shown = [name for name in by if name not in figure.dimensions]
    definition = (frozen.figure.definition if frozen else figure).definition
    reported = None if same else _reported(earlier, asked.key, sides[1], definition)
    found = explain(asked, around.answer(), base.name, shown, sides, labels, reported)
    return found, earlier if same else None


def explained_ratio(
    asked: Asked, parts: tuple[str, ...], freeze: Freeze | None = None
) -> Explanation:
    """A ratio by its two parts; of a freeze with the numbers it kept, against those of the report
    in force."""
    now = ask(asked.period, parts, cutoff=asked.cutoff)
    before = ask(asked.previous, parts) if asked.previous else Question((), dict[str, int])
    stated, around = _stated(asked.previous), ask_around(asked)
    read_together(*(() if freeze else now.rows), *before.rows, stated, *around.rows)
    numbers = freeze.figures if freeze else now.answer()
    earlier = next(iter(stated), None) if freeze else None
    was = earlier.figures if earlier else before.answer()
    (part, whole), found = parts, around.answer()
    mine, theirs = ((each.get(part, 0), each.get(whole, 0)) for each in (numbers, was))
    if found.previous is None:
        own = words.ratio(asked.label, [mine], [asked.period])
        return Explanation((own, words.uncompared(asked.previous)), found)
    said = words.ratio(asked.label, [mine, theirs], [asked.period, found.previous])
    changed = [
        words.changed(words.named(of.label), of.unit, this, that, found.previous)
        for of, this, that in zip((CATALOG[part], CATALOG[whole]), mine, theirs, strict=True)
    ]
    since = words.since(asked.period, found.previous, asked.today)
    return Explanation((said, f"{since}, {'; '.join(changed)}."), found, before=0)


def _periods(asked: Asked) -> list[Period]:
    return [period for period in (asked.period, asked.previous) if period]


def _counted(asked: Asked, by: tuple[str, ...], period: Period | None) -> Question[Side]:
    if period is None:
        nothing = side_of(asked.period, by, ())
        return Question((), lambda: nothing)
    cutoff = asked.cutoff if period is asked.period else None
    return ask_side(asked.key, period, by, cutoff=cutoff)


def _kept_side(
    freeze: Freeze, figure: FrozenFigure, period: Period, by: tuple[str, ...]
) -> Question[Side]:
    rows: QuerySet[FrozenRow] = rows_in(freeze, figure).order_by()
    values = rows.values_list("amounts", "parts")

    def answer() -> Side:
        cells = (
            (tuple(parts.get(name) for name in by), amounts[figure.key] or 0)
            for amounts, parts in values
        )
        return side_of(period, by, cells)

    return Question((values,), answer)


def _stated(previous: Period | None) -> QuerySet[Freeze]:
    """What the report in force of that very period was told from; of none or one."""
    if previous is None:
        return Freeze.objects.none()
    reports = Report.objects.in_force().filter(
        period_start=previous.start,
        period_end=previous.end,
        presented_snapshot__freeze__isnull=False,
    )
    newest = reports.order_by("-pk").values("presented_snapshot__freeze")[:1]
    return Freeze.objects.filter(pk__in=newest).select_related("report")


def _same_in(
    earlier: Freeze | None, key: str, frozen: Frozen | None, by: tuple[str, ...]
) -> FrozenFigure | None:
    """The figure of ``frozen``, by the same definition and divided alike, in another freeze."""
    if earlier is None or frozen is None:
        return None
    kept = kept_of(earlier)
    try:
        found = figure_in(kept, key)
    except UnknownFigure:
        return None
    alike = found.definition.definition == frozen.figure.definition.definition
    divided = set(by) <= set(kept.dimensions.get(found.definition.base, ()))
    return found if alike and divided else None


def _reported(
    earlier: Freeze | None, key: str, was: Side, definition: str
) -> words.Reported | None:
    """What the report of the period before says, where that is not what was counted."""
    number = earlier.figures.get(key, was.total) if earlier else was.total
    if earlier is None or number == was.total:
        return None
    old = kept_of(earlier).definitions[key].definition
    return words.Reported(str(earlier.report), number, was.total, old if old != definition else "")
