"""Headings in their order, of a report or of an outline: where one may stand, and its number.

Numbers are never typed: they follow the order, so that no number is skipped or given twice. What is
given here is looked at and never changed; who writes rows writes what ``renumbered`` tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from django.core.exceptions import ValidationError

from tayninh_portal.paper.form import VIETNAMESE_LETTERS, roman

DEEPEST = 3
WRONG_LEVEL = "Mục mới chỉ đứng cùng cấp hoặc ngay dưới mục đã chọn."
HOLDS_OTHERS = "Mục này còn mục con; hãy bỏ hoặc chuyển các mục con trước."
NO_PLACE = "Không còn chỗ cho mục này trong thứ tự hiện tại; hãy khôi phục mục cha của nó trước."
TOO_MANY = "Dưới một mục chỉ đánh được hai mươi ba điểm, từ a đến y."


class Heading(Protocol):
    """What the order is made of; a section of a report or of an outline."""

    level: int
    order: int
    number: str


H = TypeVar("H", bound=Heading)


def check_level(level: int, after: Heading) -> None:
    """A new heading stands beside ``after`` or right under it. Raises ``ValidationError``."""
    if level not in (after.level, after.level + 1) or level > DEEPEST:
        raise ValidationError({"level": WRONG_LEVEL})


def added(others: Sequence[H], new: H, after: H) -> list[H]:
    """``new`` behind ``after`` and all under it where their level is one, else right under it."""
    here = others.index(after)
    place = _end_of(others, here) if new.level == after.level else here + 1
    return [*others[:place], new, *others[place:]]


def moved(headings: Sequence[H], heading: H, *, up: bool) -> list[H] | None:
    """Places changed with the one of the same level before or after it, each with all under it;
    None where there is none."""
    here = headings.index(heading)
    first = _sibling_before(headings, here) if up else here
    second = here if up else _end_of(headings, here)
    if first is None or second >= len(headings) or headings[second].level != heading.level:
        return None
    end = _end_of(headings, second)
    swapped = [*headings[second:end], *headings[first:second]]
    return [*headings[:first], *swapped, *headings[end:]]


def without(headings: Sequence[H], heading: H) -> list[H]:
    """The others. Raises ``ValidationError`` where headings stand under it."""
    here = headings.index(heading)
    if _end_of(headings, here) > here + 1:
        raise ValidationError(HOLDS_OTHERS)
    return [*headings[:here], *headings[here + 1 :]]


def put_back(others: Sequence[H], heading: H) -> list[H]:
    """``heading`` where its order says it stood, or at the nearest place its level fits.

    Raises ``ValidationError`` where it fits nowhere.
    """
    stood = sum(each.order < heading.order for each in others)
    places = [spot for spot in range(len(others) + 1) if _fits(heading.level, others, spot)]
    if not places:
        raise ValidationError(NO_PLACE)
    place = min(places, key=lambda spot: abs(spot - stood))
    return [*others[:place], heading, *others[place:]]


def renumbered(headings: Sequence[H]) -> Iterator[tuple[H, int, str]]:
    """Each heading that has another order or number now, with both.

    Raises ``ValidationError`` where the letters of one level run out.
    """
    counts = [0] * (DEEPEST + 2)
    for order, heading in enumerate(headings, 1):
        counts[heading.level] += 1
        counts[heading.level + 1 :] = [0] * len(counts[heading.level + 1 :])
        number = _number(heading.level, counts[heading.level])
        if (heading.order, heading.number) != (order, number):
            yield heading, order, number


def _number(level: int, position: int) -> str:
    if level == 1:
        return roman(position)
    if level == 2:
        return str(position)
    if position > len(VIETNAMESE_LETTERS):
        raise ValidationError(TOO_MANY)
    return VIETNAMESE_LETTERS[position - 1]


def _fits(level: int, others: Sequence[Heading], place: int) -> bool:
    """Whether a heading of ``level`` at ``place`` has one to stand under and takes none over."""
    under = level == 1 if place == 0 else others[place - 1].level >= level - 1
    return under and (place == len(others) or others[place].level <= level)


def _end_of(headings: Sequence[Heading], at: int) -> int:
    """The place after the heading at ``at`` and all that stands under it."""
    level = headings[at].level
    end = at + 1
    while end < len(headings) and headings[end].level > level:
        end += 1
    return end


def _sibling_before(headings: Sequence[Heading], here: int) -> int | None:
    level = headings[here].level
    for at in range(here - 1, -1, -1):
        if headings[at].level < level:
            return None
        if headings[at].level == level:
            return at
    return None
