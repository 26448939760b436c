"""``python -m benchmarks.paper [--short N] [--long N]``.

Processor seconds a page takes in a short document and in a long one. The aim is 1: time that
grows with the pages, and not with their square.
"""

from __future__ import annotations

import io
import sys
import time
from argparse import ArgumentParser

ROWS_A_PAGE = 37


def main() -> None:
    """Render both documents three times by turns, after a third that loads the fonts."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", type=int, default=10, help="số trang, mặc định 10")
    parser.add_argument("--long", type=int, default=100, help="số trang, mặc định 100")
    options = parser.parse_args()
    from benchmarks.throwaway import table

    rendered(1)
    turns = [(rendered(options.short), rendered(options.long)) for _ in range(3)]
    rows = []
    for runs in zip(*turns, strict=True):
        seconds, pages, size = min(runs)
        rows.append((f"{pages} trang", seconds, seconds / pages, f"{size // 1024} KB"))
    table(("PDF/A", "giây CPU", "giây/trang", "tệp"), *rows)
    sys.stdout.write(f"tỷ số giây/trang: {rows[1][2] / rows[0][2]:.2f}\n")


def rendered(pages: int) -> tuple[float, int, int]:
    """Processor seconds, pages and bytes of a report with an annex, about so many pages long."""
    import pikepdf

    from tayninh_portal.paper.pdf import render_pdf
    from tests.paper.documents import annex, report

    document = report(annexes=(annex(count=max(1, pages - 2) * ROWS_A_PAGE),))
    start = time.process_time()
    data = render_pdf(document)
    seconds = time.process_time() - start
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return seconds, len(pdf.pages), len(data)


if __name__ == "__main__":
    main()
