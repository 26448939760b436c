"""Write docs/workflows.md: every workflow as a table and as a diagram."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tayninh_portal.access import PERMISSIONS, Role
from tayninh_portal.lib.states import State
from tayninh_portal.workflow import Transition, Workflow, workflows

FILE = Path("docs") / "workflows.md"
HEAD = """# The workflows

Written by `manage.py workflows` from the tables in `inspections/*/workflow.py` and `reports/`; do
not edit. A transition without a state to keeps the record where it is.
"""


class Command(BaseCommand):
    """``manage.py workflows``; ``--output`` writes elsewhere."""

    help = "Ghi bảng và sơ đồ các quy trình vào docs/workflows.md"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, default=settings.BASE_DIR / FILE)

    def handle(self, *args: object, output: Path, **options: object) -> None:
        output.write_text(text_of_all(), encoding="utf-8")
        self.stdout.write(f"Đã ghi {len(workflows())} quy trình vào {output}.")


def text_of_all() -> str:
    """The whole file."""
    return "\n".join([HEAD, *("\n".join(_lines(flow)) for flow in workflows())]) + "\n"


def _lines(flow: Workflow[Any]) -> Iterator[str]:
    model = flow.model
    states = _states(flow)
    yield f"## {model._meta.verbose_name} (`{flow.noun}`)"
    yield ""
    yield "| transition | from | to | who |"
    yield "|---|---|---|---|"
    for transition in flow.transitions:
        to = _names(transition.targets, states) or "–"
        sources = _names(transition.sources, states)
        what = f"{transition.label} (`{transition.name}`)"
        yield f"| {what} | {sources} | {to} | {_who(transition)} |"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for value, label in states.items():
        yield f'    {value}: "{label}"'
    for transition in flow.transitions:
        for source in transition.sources:
            for target in transition.targets or (source,):
                yield f"    {source} --> {target}: {transition.label}"
    yield "```"
    yield ""


def _states(flow: Workflow[Any]) -> dict[str, str]:
    choices: type[State] = flow.model._meta.get_field("state").choices
    return {str(value): str(label) for value, label in choices}


def _names(values: tuple[str, ...], states: dict[str, str]) -> str:
    return ", ".join(states[value] for value in values)


def _who(transition: Transition[Any, ...]) -> str:
    roles = PERMISSIONS[transition.permission][0]
    return "; ".join(role.label for role in Role if role in roles)
