"""Numbers worked out of the numbers of the catalogue: shares, and differences to the period before.

Nobody types “93,61%” or “tăng 12 lượt”: a share is two figures, a difference one figure over two
periods. Each is named by a key, ``part/whole|%``, ``key|before``, ``key|change``, ``key|change%``;
which way a difference goes is said by the writer's own word beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

from reports.figures.catalog import CATALOG, UnknownFigure, find
from tayninh_portal.lib.dates import count2
from tayninh_portal.paper.content import Figure

How = Literal["share", "before", "change", "change_share"]
_HOW: dict[str, How] = {
    "%": "share",
    "before": "before",
    "change": "change",
    "change%": "change_share",
}
_SUFFIX: dict[How, str] = {how: suffix for suffix, how in _HOW.items()}
# Where there is nothing to compare with, or nothing to be a share of.
NONE = "–"
# Of the period before these parts are kept beside the figures: those its report was told by.
KEPT_BY: Mapping[str, frozenset[str]] = {
    "visits.total": frozenset({"group"}),
    "violations.total": frozenset({"area", "category", "field", "group", "person_kind"}),
    "unit_findings.total": frozenset({"category", "group"}),
    "handlings.total": frozenset({"form"}),
    "complaints.total": frozenset({"channel"}),
    "self_inspections.violations": frozenset({"category"}),
}
_HUNDREDTH, _HUNDRED = Decimal("0.01"), Decimal(100)


@dataclass(frozen=True)
class Derived:
    """``how`` a number is worked out, and of which counts and sums: of a share part and whole, of
    the others one."""

    how: How
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        """How it is named."""
        return f"{'/'.join(self.keys)}|{_SUFFIX[self.how]}"


def derived(key: str) -> Derived | None:
    """What ``key`` names, None for a count, a sum or a ratio; raises ``UnknownFigure``.

    A ratio of the catalogue with ``|%`` is the share of its two parts.
    """
    named, stroke, suffix = key.partition("|")
    if not stroke:
        return None
    how = _HOW.get(suffix.strip())
    keys = tuple(part.strip() for part in named.split("/"))
    if how == "share" and len(keys) == 1 and keys[0] in CATALOG:
        keys = CATALOG[keys[0]].parts if CATALOG[keys[0]].kind == "ratio" else keys
    if how is None or len(keys) != (2 if how == "share" else 1):
        raise UnknownFigure(f"Không có số liệu nào có mã “{key}”.")
    for each in keys:
        if find(each).kind == "ratio":
            raise UnknownFigure(f"Mã “{key}” phải dùng số đếm hoặc tổng, không dùng tỷ lệ.")
    return Derived(how, keys)


def worked_out(
    of: Derived, number: Callable[[str], int], before: Mapping[str, int] | None
) -> int | str | None:
    """The value as a figure of the paper keeps it: a number, a percentage as decimal text, None
    where there is none.

    ``before``: numbers of the period before, None where there is no such period.
    """
    if of.how == "share":
        part, whole = (number(key) for key in of.keys)
        return _percent(part, whole)
    key = of.keys[0]
    was = _number_before(key, before) if before else None
    if was is None or of.how == "before":
        return was
    change = abs(number(key) - was)
    return change if of.how == "change" else _percent(change, was)


def is_kept(key: str) -> bool:
    """Whether the period before has a number of ``key``: of figures, and of one part of some."""
    whole, _, cell = key.partition("@")
    return not cell or ("," not in cell and cell.partition("=")[0] in KEPT_BY.get(whole, ()))


def _number_before(key: str, before: Mapping[str, int]) -> int | None:
    """A part that was not kept is none where those that were are the whole; else nobody knows."""
    whole, _, cell = key.partition("@")
    by, _, value = cell.partition("=")
    if by == "group":
        return before.get(f"{whole.removesuffix('.total')}.{value}")
    if not cell or key in before:
        return before.get(key)
    parts = (n for each, n in before.items() if each.startswith(f"{whole}@{by}="))
    return 0 if sum(parts) == before.get(whole) else None


def as_figure(of: Derived, value: int | str | None) -> Figure:
    """The figure as it prints: “03”, “93,61%”, “–”."""
    if value is None:
        return Figure(of.key, None, NONE)
    text = _written(value) if isinstance(value, str) else count2(value)
    return Figure(of.key, value, text)


def percent(part: int, whole: int) -> str:
    """A share as the paper prints it, wherever it stands beside the paper: “93,61%”, “–”."""
    share = _percent(part, whole)
    return NONE if share is None else _written(share)


def _written(share: str) -> str:
    return f"{share.replace('.', ',')}%"


def _percent(part: int, whole: int) -> str | None:
    """Two decimals, as provinces write, but for none and all; never rounded up to all nor down to
    nothing."""
    if whole == 0:
        return None
    exact = part * _HUNDRED / whole
    share = exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if share == _HUNDRED:
        share = exact.quantize(_HUNDREDTH, ROUND_DOWN)
    if part and not share:
        share = _HUNDREDTH
    return str(share.to_integral_value() if share in (0, _HUNDRED) else share)
