"""``python -m benchmarks.paper [--pages N] [--turns N] [--finish N] [--workers N] [--sqlite]``.

What a paper costs beside the least that would do, in one run: a report of the demo and one of
hundreds of pages beside WeasyPrint alone on the same page, a Word file beside the PDF,
``verify_issued`` beside the renders it has to make. Ours and the least go by turns, the least of
each is told; ``--finish`` takes another completion than that of the version drawn now.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.throwaway import parser, portal, table
from tayninh_portal.lib.processes import cores, spread

if TYPE_CHECKING:
    from reports.documents.drawing import PaperVersion
    from reports.documents.redrawing import Stored
    from tayninh_portal.paper.content import Document

ROWS_A_PAGE = 37
# Of the demo: two reports are issued by then, nine papers kept.
DAY = "20/11/2026"
LONG_TURNS = 2
# What each may cost in times of the least, and a process in GiB.
REPORT, LONG, WORD, VERIFY, MEMORY = 1.15, 1.25, 0.5, 1.3, 1.0
Row = tuple[object, ...]


class Spent(NamedTuple):
    """Processor seconds, of all processes together, and those of the clock."""

    busy: float
    clock: float


def main() -> None:
    """Print the growth of a paper with its pages, then all ratios as one table."""
    line = parser(__doc__.splitlines()[0], pages=400, turns=5, finish=0, workers=0)
    options = line.parse_args()
    rows = list(growing(options.finish))
    table(("PDF/A", "giây CPU", "giây/trang", "tệp"), *rows)
    sys.stdout.write(f"tỷ số giây/trang: {float(str(rows[1][2])) / float(str(rows[0][2])):.2f}\n\n")
    with portal(sqlite=options.sqlite):
        from django.core.management import call_command

        call_command("load_demo", day=DAY, stdout=io.StringIO())
        call_command("sweep_jobs", stdout=io.StringIO())
        found = [
            *of_a_report(options.finish, options.turns),
            *of_many_pages(options.pages, options.finish),
            *of_verifying(options.workers or cores(), options.turns),
        ]
    table(("việc", "ít nhất", "của cổng", "tỷ số", "muốn"), *found)


def growing(finish: int) -> Iterator[Row]:
    """Processor seconds of a short paper and of a long one, three times by turns."""
    runs = [[rendered(pages, finish) for pages in (10, 100)] for _ in range(3)]
    for each in zip(*runs, strict=True):
        seconds, pages, size = min(each)
        yield f"{pages} trang", seconds, seconds / pages, f"{size // 1024} KB"


def rendered(pages: int, finish: int) -> tuple[float, int, int]:
    """Processor seconds, pages and bytes of a report about so many pages long."""
    import pikepdf

    document = long_document(pages)
    seconds, data = timed(partial(ours, document, finish))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return seconds, len(pdf.pages), len(data)


def of_a_report(finish: int, turns: int) -> Iterator[Row]:
    """The report of 2019 as it was issued: its PDF beside WeasyPrint alone, its Word file beside
    its PDF; from the snapshot to the last byte."""
    from reports.documents.drawing import draw_word
    from reports.narrative.models import Report

    content = Report.objects.filter(year=2019).earliest("pk").issuance.snapshot.content
    how = current(finish)
    document = how.document(content, "draft", None, None)
    works = (
        partial(bare, page_of(document, how)),
        lambda: ours(how.document(content, "draft", None, None), finish),
        partial(draw_word, content, "draft"),
    )
    alone, pdf, word = (each.busy for each in least(turns, *works))
    yield "báo cáo năm 2019, giây CPU", alone, pdf, pdf / alone, f"≤ {REPORT}"
    yield "tệp DOCX bên tệp PDF, giây CPU", pdf, word, word / pdf, f"≤ {WORD}"


def of_many_pages(pages: int, finish: int) -> Iterator[Row]:
    """Time and memory of a paper of hundreds of pages, each in a process of its own."""
    runs: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for _ in range(LONG_TURNS):
        for who, kept in runs.items():
            # A pool begins a process for each task it has, so this is one.
            ((_, found),) = spread(long_paper, [(who, (who, pages, finish))], workers=2)
            kept.append(found)
    (alone, least_gib), (own, gib) = (
        tuple(min(each) for each in zip(*kept, strict=True)) for kept in runs.values()
    )
    yield f"{pages} trang, giây CPU", alone, own, own / alone, f"≤ {LONG}"
    yield f"{pages} trang, GiB", least_gib, gib, gib / least_gib, f"≤ {MEMORY} GiB"


def long_paper(task: tuple[str, int, int]) -> tuple[float, float]:
    """Processor seconds, and GiB at the most, of this process; the fonts are loaded before."""
    who, pages, finish = task
    ours(long_document(1), finish)
    document = long_document(pages)
    if who == "ours":
        work = partial(ours, document, finish)
    else:
        work = partial(bare, page_of(document, current(finish)))
    seconds, _ = timed(work)
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def of_verifying(workers: int, turns: int) -> Iterator[Row]:
    """All of ``verify_issued`` but the comparison of rows and log, beside the renders it makes, by
    the same number of processes: processor time of all of them, and the clock."""
    from reports.issuing.verifying import verify

    stored = kept_papers()

    def renders() -> None:
        list(spread(again, stored, workers=workers))

    def verified() -> None:
        verdict = verify(workers=workers)
        if verdict.differences:
            raise RuntimeError(verdict.differences[0])

    said = f"verify_issued, {len(stored)} bản PDF, {workers} tiến trình"
    spent = least(turns, renders, verified, with_the_log)
    for name, (made, whole, log) in zip(
        ("giây CPU", "giây"), zip(*spent, strict=True), strict=True
    ):
        rest = whole - log
        yield f"{said}, {name}", made, rest, rest / made, f"≤ {VERIFY}"
        yield f"  so hồ sơ với nhật ký, tính riêng, {name}", "", log, "", ""


def kept_papers() -> Sequence[tuple[None, Stored]]:
    """What each paper of the portal was drawn of."""
    from reports.issuing.models import Rendering
    from reports.issuing.renderings import added_to
    from reports.issuing.verifying.papers import stored_of

    rows = Rendering.objects.select_related(
        "report", "snapshot", "issuance__signing", "paper", "file", "seal"
    )
    return [(None, stored_of(rendering, added_to(rendering))) for rendering in rows.order_by("pk")]


def again(stored: Stored) -> int:
    """Draw a stored paper; how long it is."""
    from reports.documents.drawing import draw

    drawn = draw(
        stored.content, stored.kind, stored.added, version=stored.version, seal=stored.seal
    )
    return len(drawn)


def with_the_log() -> None:
    """The part of ``verify_issued`` that is counted apart."""
    from tayninh_portal.lib.consistency import one_state
    from tayninh_portal.sealing.checks import RECORDS

    with one_state():
        for _, check in RECORDS:
            list(check())


def current(finish: int) -> PaperVersion:
    """The version of the paper drawn now, with another ``finish`` where one is named."""
    from reports.documents.drawing import CURRENT, VERSIONS

    how = VERSIONS[CURRENT]
    return replace(how, finish=finish) if finish else how


def long_document(pages: int) -> Document:
    """A report with an annex that makes it about so many pages long."""
    from tests.paper.documents import annex, report

    return report(annexes=(annex(count=max(1, pages - 2) * ROWS_A_PAGE),))


def ours(document: Document, finish: int) -> bytes:
    """The PDF of a document as the portal draws it."""
    from tayninh_portal.paper.pdf import render_pdf

    how = current(finish)
    return render_pdf(document, form=how.form, templates=how.templates, finish=how.finish)


def page_of(document: Document, how: PaperVersion) -> str:
    """The page WeasyPrint lays out."""
    from tayninh_portal.paper.pdf import render_html

    return render_html(document, form=how.form, templates=how.templates)


def bare(page: str) -> bytes:
    """WeasyPrint alone on a page, with its fonts, as the same variant: nothing attached, nothing
    completed."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from tayninh_portal.paper.assets import own_bytes
    from tayninh_portal.paper.layout import COLORS

    class Own(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> object:
            return URLFetcherResponse(url, own_bytes(url))

    written: bytes = HTML(string=page, url_fetcher=Own()).write_pdf(
        pdf_variant="pdf/a-3a", output_intent=COLORS
    )
    return written


def busy() -> float:
    """Processor seconds of this process and of those it waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    """Processor seconds of ``work``, and what it made."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def least(turns: int, *works: Callable[[], object]) -> list[Spent]:
    """What each work takes at its fastest, by turns, after one that loads what they share."""

    def once(work: Callable[[], object]) -> tuple[float, float]:
        at, started = busy(), time.perf_counter()
        work()
        return busy() - at, time.perf_counter() - started

    runs = [[once(work) for work in works] for _ in range(turns + 1)]
    return [Spent(*map(min, zip(*each[1:], strict=True))) for each in zip(*runs, strict=True)]


if __name__ == "__main__":
    main()
