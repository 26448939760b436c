"""The words of a paper and how often each is said, whatever kind of file it is."""

import re
from collections import Counter

from tayninh_portal.paper.layout import EACH_PAGE
from tests.paper.reading import read
from tests.paper.word_reading import CHART, body_of, charts_of, paragraphs

# The line at the foot of each page, which a Word file keeps apart from its words.
MARK = rf"(BẢN MINH HỌA|DỰ THẢO|{re.escape(EACH_PAGE)})"
MARKS = re.compile(f"{MARK}( {MARK})*")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def written(number):
    return f"{number:,}".replace(",", ".")


def in_pdf(data):
    """The words of a PDF but the numbers of pages, which stand in the margins, and the marks."""
    lines = [
        line.text
        for page in read(data)
        for line in page.lines
        if 20 <= (line.top + line.bottom) / 2 <= page.height - 20 and not MARKS.fullmatch(line.text)
    ]
    return Counter(" ".join(lines).split())


def in_word(data):
    """The words of a DOCX and of the charts in it."""
    words = Counter(" ".join(paragraphs(body_of(data))).split())
    for chart in charts_of(data):
        words.update(" ".join(each.text for each in chart.iter(f"{A}t")).split())
        words.update(each.text for each in chart.iterfind(f".//{CHART}cat//{CHART}v"))
        numbers = [int(each.text) for each in chart.iterfind(f".//{CHART}val//{CHART}v")]
        words.update(map(written, numbers))
    return words
