"""What the tests of a transition need to know of it, written by hand a noun."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.inspections.answering import NOW


@dataclass(frozen=True)
class Case:
    """One transition of one noun, as the browser carries it out.

    ``make`` gives a record in a source state; ``who`` carries the transition out, ``other`` is
    somebody else who may ("" where nobody else may). ``form`` and ``other_form`` are what is typed
    (two texts that can be told apart), without the hidden fields. ``after`` is the state it leads
    to. Where a transition keeps the state, or can be done again from where it leads, the second
    form meets a record that still takes it.
    """

    make: Callable[[Any], Any]
    who: str
    after: str
    other: str = ""
    form: dict[str, Any] = field(default_factory=dict)
    other_form: dict[str, Any] = field(default_factory=dict)
    # The button that is pressed, where a page has several.
    pressed: dict[str, Any] = field(default_factory=dict)
    # Whether its form is only a button, which has no place to show two texts.
    button: bool = False
    # The time of it all.
    at: datetime = NOW
