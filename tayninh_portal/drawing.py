"""What is drawn without a template because a page has dozens of it: the boxes of forms, addresses.

A box of Django's is two or three templates, an address a search through all of them; on a page of
25 lines that was a quarter of its time (docs/performance.md). Nothing of a record is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tayninh_portal.numbers import in_address

Widget = Mapping[str, Any]  # what a widget of Django's tells its template
# No record has this number.
_SOME = 10**12


class Widgets(TemplatesSetting):
    """Django's renderer of forms; boxes and lists to choose from are joined in Python.

    They come out as Django's templates of these names write them; any other widget has its own.
    """

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """The HTML of one widget, or of a form."""
        kind = template_name.removeprefix("django/forms/widgets/")
        draw = _DRAWN.get(kind) if kind != template_name else None
        if draw is None:
            return super().render(template_name, context, request)
        return draw(context["widget"])


def _attributes(widget: Widget) -> SafeString:
    """Attributes as Django writes them: True alone stands for its name, False for nothing."""
    return mark_safe(
        "".join(
            f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
            for name, value in widget["attrs"].items()
            if value is not False
        )
    )


def _box(widget: Widget) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', str(value)),
        _attributes(widget),
    )


def _select(widget: Widget) -> SafeString:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), mark_safe(groups)
    )


def _group(name: str | None, options: list[Widget]) -> str:
    lines = mark_safe("".join(_option(option) for option in options))
    return format_html('<optgroup label="{}">{}</optgroup>', name, lines) if name else lines


def _option(option: Widget) -> str:
    return format_html(
        '<option value="{}"{}>{}</option>',
        str(option["value"]),
        _attributes(option),
        option["label"],
    )


_DRAWN: dict[str, Callable[[Widget], str]] = {
    "select.html": _select,
    **{
        f"{kind}.html": _box
        for kind in ("checkbox", "date", "email", "hidden", "input", "number", "text", "time")
    },
}


class Condition(NamedTuple):
    """One condition of a list as it is drawn; ``words``: what a hidden one is set to."""

    field: BoundField
    html: str
    is_tick: bool
    words: str


def condition(field: BoundField) -> Condition:
    """``field`` with the classes of the screen, whatever its form gave it."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    face = {"select": "form-select", "checkbox": "form-check-input"}.get(kind, "form-control")
    names = [*widget.attrs.get("class", "").split(), face]
    if field.errors:
        names.append("is-invalid")
    html = field.as_widget(attrs={"class": " ".join(dict.fromkeys(names))})
    chosen = getattr(field.form, "cleaned_data", {}).get(field.name) if field.is_hidden else None
    return Condition(field, html, kind == "checkbox", str(chosen or ""))


def record_link(name: str) -> Callable[[Any], str]:
    """Where a record stands under the address called ``name``."""
    return lambda record: record_url(name, record.pk)


def record_url(name: str, number: int) -> str:
    """The address called ``name`` of the record ``number``, as ``reverse`` gives it."""
    before, after = _around(name, get_script_prefix())
    return f"{before}{in_address(number)}{after}"


def place(name: str, *words: str) -> str:
    """The address called ``name``, as ``reverse`` gives it; ``words`` are a key of the portal's
    own, as that of a figure, of which a page may have thousands."""
    return _place(name, words, get_script_prefix())


@lru_cache(maxsize=2**14)
def _place(name: str, words: tuple[str, ...], prefix: str) -> str:
    return reverse(name, args=words)


@cache
def _around(name: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the number of a record; ``prefix`` is where the portal is."""
    before, _, after = reverse(name, args=[_SOME]).partition(str(_SOME))
    return before, after
