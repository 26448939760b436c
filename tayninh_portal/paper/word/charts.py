"""A chart as one of Word's own (DrawingML): its numbers can be read, its look changed there.

A series stands on a scale of its own, under its name, as on the PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from lxml.etree import _Element as Element

from tayninh_portal.paper.content import Chart, Series
from tayninh_portal.paper.word.markup import NAMES, Register, el, paragraph, text_run

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_PER_MM = 36_000
WIDTH_MM, HEIGHT_MM = 120, 44
_HOLLOW = (
    '<c:spPr><a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
    "</c:spPr>"
)
_FILLED = (
    '<c:spPr><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:ln w="19050"><a:solidFill>'
    '<a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>'
)

# A point for thousands whatever the language of the machine, as in the words.
_POINTS = escape('[>=1000000]#"."000"."000;[>=1000]#"."000;0', {'"': "&quot;"})

# The bytes of a chart's part → the id of the relation to it.
Keep = Callable[[bytes], str]


def chart(block: Chart, register: Register, keep: Keep) -> list[Element]:
    """The title of a chart and its drawings, one a series."""
    title = paragraph("Drawing", text_run(block.title, bold=True))
    drawn = [
        paragraph("Drawing", _frame(block, each, register.next(), keep(_part(block, each))))
        for each in block.series
    ]
    return [title, *drawn]


def _frame(block: Chart, series: Series, number: int, relation: str) -> Element:
    """The run that places a drawing in its line; who cannot see it is told what it shows."""
    said = quoteattr(f"{block.alternative} {series.name}.")
    size = f'cx="{WIDTH_MM * _EMU_PER_MM}" cy="{HEIGHT_MM * _EMU_PER_MM}"'
    placed = etree.fromstring(
        f'<wp:inline xmlns:wp="{_PLACED}" xmlns:a="{_DRAWING}" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent {size}/><wp:docPr id="{number}" name="bieu-do-{number}" '
        f'descr={said}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_LINKED}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline>"
    )
    drawing = etree.Element(f"{{{NAMES['w']}}}drawing", nsmap=NAMES)
    drawing.append(placed)
    return el("r", drawing)


def _part(block: Chart, series: Series) -> bytes:
    """The part of one series. Its numbers stand in it: there is no workbook behind."""
    kind, before, after = (
        ("barChart", '<c:barDir val="col"/><c:grouping val="clustered"/>', '<c:gapWidth val="60"/>')
        if block.kind == "bars"
        else ("lineChart", '<c:grouping val="standard"/>', '<c:marker val="1"/>')
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"><c:roundedCorners val="0"/>'
        "<c:chart>"
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p>{_letters('pPr', bold=True)}<a:r>"
        f"{_letters('rPr', bold=True)}<a:t>{escape(series.name)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:{kind}>{before}<c:varyColors val="0"/>{_series(block, series)}{after}'
        f'<c:axId val="1"/><c:axId val="2"/></c:{kind}>'
        '<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/>'
        '<c:majorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:min val="0"/></c:scaling><c:delete val="1"/>'
        '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p>{_letters("pPr")}<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
        "</c:chartSpace>"
    ).encode()


def _letters(tag: str, *, bold: bool = False) -> str:
    look = f'sz="900" b="{int(bold)}"'
    face = '<a:latin typeface="Times New Roman"/>'
    if tag == "rPr":
        return f'<a:rPr lang="vi-VN" {look}>{face}</a:rPr>'
    return f"<a:pPr><a:defRPr {look}>{face}</a:defRPr></a:pPr>"


def _series(block: Chart, series: Series) -> str:
    points = list(enumerate(series.points))
    labels = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(point.label)}</c:v></c:pt>' for at, point in points
    )
    # A number that is not there is no zero: it has no point at all.
    numbers = "".join(
        f'<c:pt idx="{at}"><c:v>{point.figure.value}</c:v></c:pt>'
        for at, point in points
        if point.figure.value is not None
    )
    inverted = '<c:invertIfNegative val="0"/>' if block.kind == "bars" else ""
    hollow = "".join(
        f'<c:dPt><c:idx val="{at}"/>{inverted}{_HOLLOW}</c:dPt>'
        for at, point in points
        if point.open and block.kind == "bars"
    )
    count = f'<c:ptCount val="{len(points)}"/>'
    return (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>{escape(series.name)}</c:v></c:tx>'
        f"{_FILLED}{inverted}{hollow}"
        f'<c:dLbls><c:numFmt formatCode="{_POINTS}" sourceLinked="0"/><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strLit>{count}{labels}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>#,##0</c:formatCode>{count}{numbers}</c:numLit></c:val>"
        "</c:ser>"
    )
