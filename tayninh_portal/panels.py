"""What a page shows of another room: panels, registered by the room they belong to.

A page says ``{% panels visit %}`` and knows none of them; a room says which records its panel
stands on by answering None for all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import models

from tayninh_portal.models import User


@dataclass(frozen=True)
class Elsewhere:
    """A panel of one record on the page of another: to be read alone, under a heading of its own;
    ``anchor`` names the section."""

    heading: str
    anchor: str


Shows = Callable[[models.Model, User, Elsewhere | None], Mapping[str, object] | None]


@dataclass(frozen=True)
class Panel:
    """A section of a page: its template, drawn with what ``shows`` answers and nothing else of the
    page; None for a record or a person that has none. A lower ``order`` stands higher."""

    template: str
    shows: Shows
    order: int = 50


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Show ``panel`` on every page that asks, after those of its order registered before it."""
    _panels.append(panel)
    _panels.sort(key=lambda each: each.order)


def panels_of(
    record: models.Model, user: User, elsewhere: Elsewhere | None = None
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """(template, its context) of every panel of ``record`` that ``user`` sees."""
    for panel in _panels:
        shown = panel.shows(record, user, elsewhere)
        if shown is not None:
            yield panel.template, shown
