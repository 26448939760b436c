"""``manage.py report_workflow``: the workflow of a report, printed from its table into docs/."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reports.issuing.workflow import MOVES
from reports.narrative.models import ReportState
from tayninh_portal.access import PERMISSIONS, Role
from tayninh_portal.records import Move

DEFAULT = Path("docs") / "report-workflow.md"
HEAD = """# Quy trình xử lý báo cáo

Trang này do lệnh `manage.py report_workflow` viết từ bảng trong
`reports/issuing/workflow.py`; không sửa bằng tay. Vì sao đi như vậy:
[decisions/0011](decisions/0011-the-way-of-a-report.md).

"""


class Command(BaseCommand):
    """Write the diagram and the table of the workflow."""

    help = "Viết sơ đồ quy trình xử lý báo cáo ra docs/report-workflow.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, default=None, help="tệp ghi ra")

    def handle(self, *args: object, output: Path | None, **options: object) -> None:
        path = output or Path(settings.BASE_DIR) / DEFAULT
        path.write_text(diagram(), encoding="utf-8")
        self.stdout.write(f"Đã ghi {len(MOVES)} bước vào {path}.")


def diagram() -> str:
    """The page: a diagram, then the same as a table."""
    lines = [HEAD, "```mermaid\n", "stateDiagram-v2\n"]
    lines += [f'    state "{state.label}" as {state.value}\n' for state in ReportState]
    lines.append(f"    [*] --> {ReportState.DRAFT.value}\n")
    lines += [
        f"    {ReportState(source).value} --> {ReportState(move.target).value}: {move.label}\n"
        for move in MOVES
        for source in move.sources
    ]
    lines += ["```\n\n", "| bước | từ | đến | ai | cần ghi lý do |\n", "|---|---|---|---|---|\n"]
    lines += [_row(move) for move in MOVES]
    return "".join(lines)


def _row(move: Move) -> str:
    sources = ", ".join(str(ReportState(source).label) for source in move.sources)
    roles, _ = PERMISSIONS[move.permission]
    who = "; ".join(str(role.label) for role in Role if role in roles)
    reason = "có" if move.needs_note else ""
    return f"| {move.label} | {sources} | {ReportState(move.target).label} | {who} | {reason} |\n"
