"""Where what a check finds is put right: the control; its address is known to the screen alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Control(StrEnum):
    """What a remedy leads to.

    ``SECTION``: the words of the heading the problem is about. ``PARTICULARS``: period and cut-off
    of the report. ``REPLACEMENT``: a new report in place of the issued one named. ``ROUND``: the
    due list of the round named. ``FIGURE``: the records behind the figure named.
    """

    SECTION = "section"
    PARTICULARS = "particulars"
    REPLACEMENT = "replacement"
    ROUND = "round"
    FIGURE = "figure"


@dataclass(frozen=True)
class Remedy:
    """One way to put it right: ``label`` is what its link says, ``target`` the number of a record
    or the key of a figure, ``query`` what a list is narrowed to."""

    control: Control
    label: str
    target: str = ""
    query: str = ""


REWRITE = Remedy(Control.SECTION, "Sửa mục này")
