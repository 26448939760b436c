"""The tag that draws a table from its declared columns; how a cell looks may be said in place.

``{% rows table %}{% cell "due" %}…{% endcell %}{% endrows %}`` draws a line of every line of a
``listing.Table``: the cells there are, their order, their heads, their labels on the card of a
phone and their places come from the columns. A cell that is not written here shows the value of its
column. Inside a cell ``row`` is the line, and in the one that names the line ``name`` is its text
with its link and ``url`` where that leads; nothing is included, so that a page of lines costs what
its cells cost.
"""

from __future__ import annotations

from datetime import date
from html import escape

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.lib.spreadsheets import CellValue
from tayninh_portal.listing import ListColumn, Table
from tayninh_portal.templatetags.portal import sort_link

register = template.Library()

NOTHING = "–"
# A name may say it itself.
ILLUSTRATIVE = "(minh họa)"


def as_text(value: CellValue) -> str:
    """A value as the screen writes it: days and numbers the Vietnamese way, a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, date):
        return short_date(value)
    return number_vi(value) if isinstance(value, int) else value


def escaped(text: str) -> str:
    """``text`` as HTML; Django's own looks at each text twice to find out whether it is lazy."""
    return text if hasattr(text, "__html__") else escape(text)


class RowsNode(template.Node):
    """A table of lines; ``cells`` are those whose look the template says."""

    child_nodelists = ("nodelist",)

    def __init__(self, table: FilterExpression, cells: dict[str, template.NodeList]) -> None:
        self.table = table
        self.cells = cells
        self.nodelist = template.NodeList(node for nodes in cells.values() for node in nodes)

    def render(self, context: template.Context) -> SafeString:
        """Raises ``LookupError`` for a cell of a column that is not declared."""
        table: Table[object] = self.table.resolve(context)
        columns = table.shown
        if unknown := self.cells.keys() - {each.name for each in columns} - table.of_others:
            raise LookupError(f"No column on the screen is called {', '.join(sorted(unknown))}.")
        naming = table.head or columns[0].name
        heads = "".join(_head(context, table, column) for column in columns)
        # What stands around a cell is the same in every line.
        around = [(each, each.name == naming, _opening(each, naming)) for each in columns]
        lines = []
        with context.push():
            for line in table.lines:
                context["row"] = line
                cells = [
                    f"{opening}{self._cell(context, table, each, line, names)}{_closing(names)}"
                    for each, names, opening in around
                ]
                lines.append(f"<tr>{''.join(cells)}</tr>")
        return mark_safe(
            f'<table class="table table-hover list"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{''.join(lines)}</tbody>{_foot(table)}</table>"
        )

    def _cell(
        self,
        context: template.Context,
        table: Table[object],
        column: ListColumn[object],
        line: object,
        names: bool,
    ) -> str:
        """What stands in one cell: what the template says, or else the value."""
        written = self.cells.get(column.name)
        if names:
            shown = _name(table, column, line)
            if written is None:
                return shown
            context["name"], context["url"] = shown, table.link(line) if table.link else ""
        if written is None:
            return escaped(as_text(column.value(line)))
        return written.render(context)


def _head(context: template.Context, table: Table[object], column: ListColumn[object]) -> str:
    label = column.head or column.label
    sorts = table.sortable and column.order and not (column.counted and table.long)
    said = sort_link(context, column.name, label) if sorts else label
    number = mark_safe(' class="num"') if column.number else ""
    return format_html('<th scope="col"{}>{}</th>', number, said)


def _opening(column: ListColumn[object], naming: str) -> str:
    label = column.head or column.label
    if column.name == naming:
        return format_html('<th scope="row" data-label="{}">', label)
    number = mark_safe(' class="num"') if column.number else ""
    return format_html('<td data-label="{}"{}>', label, number)


def _closing(names: bool) -> str:
    return "</th>" if names else "</td>"


def _name(table: Table[object], column: ListColumn[object], line: object) -> SafeString:
    """What a line is called, leading to it where the person may go there."""
    text = as_text(column.value(line))
    url = table.link(line) if table.link else ""
    shown = f'<a href="{escaped(url)}">{escaped(text)}</a>' if url else escaped(text)
    if getattr(line, "is_illustrative", False) and ILLUSTRATIVE not in text:
        shown += f' <span class="muted">{ILLUSTRATIVE}</span>'
    return mark_safe(shown)


def _foot(table: Table[object]) -> str:
    """The sum of all pages under its column."""
    if not table.summed:
        return ""
    names = [column.name for column in table.shown]
    at = names.index(table.summed)
    more = mark_safe("<td></td>") * (len(names) - at - 1)
    return format_html(
        '<tfoot><tr><th scope="row" colspan="{}">Cộng tất cả các trang</th>'
        '<td data-label="Cộng tất cả các trang" class="num">{}</td>{}</tr></tfoot>',
        at,
        table.total,
        mark_safe(more),
    )


@register.tag
def rows(parser: Parser, token: Token) -> RowsNode:
    """``{% rows table %}``, its cells, ``{% endrows %}``."""
    _, table = token.split_contents()
    cells: dict[str, template.NodeList] = {}
    while True:
        parser.parse(("cell", "endrows"))
        token = parser.next_token()
        if token.contents == "endrows":
            return RowsNode(parser.compile_filter(table), cells)
        _, name = token.split_contents()
        cells[name.strip("\"'")] = parser.parse(("endcell",))
        parser.delete_first_token()
