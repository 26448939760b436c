"""``manage.py data_dictionary``: what every figure of the catalogue means, as a page of docs/."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reports.figures.catalog import CATALOG, NOUNS
from reports.figures.dictionary import DIMENSIONS, KINDS
from reports.figures.kinds import Figure

DEFAULT = Path("docs") / "data-dictionary.md"
HEAD = """# Từ điển số liệu

Trang này do lệnh `manage.py data_dictionary` viết từ danh mục số liệu; không sửa bằng tay. Mỗi số
liệu là một phép đếm, một phép cộng hoặc một tỷ lệ trên hồ sơ mở ra xem được; tỷ lệ luôn được giữ là
hai số liệu. Cách đọc mã và lý do chọn cách tính:
[decisions/0003-figures.md](decisions/0003-figures.md).
"""


class Command(BaseCommand):
    """Write the data dictionary."""

    help = "Viết từ điển số liệu ra docs/data-dictionary.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, default=None, help="tệp ghi ra")

    def handle(self, *args: object, output: Path | None, **options: object) -> None:
        path = output or Path(settings.BASE_DIR) / DEFAULT
        path.write_text(dictionary(), encoding="utf-8")
        self.stdout.write(f"Đã ghi {len(CATALOG)} số liệu vào {path}.")


def dictionary() -> str:
    """The page."""
    parts = [HEAD]
    for noun, figures in NOUNS:
        parts.append(f"\n## {noun}\n")
        parts += [_entry(figure) for figure in figures]
    return "".join(parts)


def _entry(figure: Figure) -> str:
    lines = [
        f"\n### {figure.label}\n",
        f"- Mã: `{figure.key}`",
        f"- Đơn vị tính: {figure.unit or 'phần trăm'} ({KINDS[figure.kind]})",
        f"- Cách tính: {figure.definition}",
    ]
    if figure.kind == "ratio":
        above, below = figure.parts
        lines.append(f"- Tử số và mẫu số: `{above}` trên `{below}`")
    elif figure.base is not None and figure.base.dimensions:
        named = ", ".join(DIMENSIONS[name] for name in sorted(figure.base.dimensions))
        lines.append(f"- Chia được theo: {named}")
    lines.append(f"- Căn cứ: {figure.legal_basis}\n")
    return "\n".join(lines)
