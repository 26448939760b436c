"""Tags and filters of the screen: Vietnamese dates and numbers, icons, and the small components.

Each component has its sample on the living page (``templates/components/index.html``). Markup of
more than one element stands in ``templates/components/_*.html``; what is one element is made here.
"""

from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Iterable
from copy import copy
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tayninh_portal.access import Verdict, may
from tayninh_portal.drawing import condition
from tayninh_portal.form_problems import FormProblem, problems_of
from tayninh_portal.forms import FoundChoices
from tayninh_portal.lib import dates
from tayninh_portal.lib.workdays import relative_deadline
from tayninh_portal.lists import LAST
from tayninh_portal.navigation import Entry
from tayninh_portal.saved_filters import conditions, keeping, own_filters

register = template.Library()

ICONS = "vendor/bootstrap-icons/icons.svg"
TONES = frozenset({"neutral", "primary", "done", "warning", "danger"})
# A deadline is coloured "soon" this many calendar days before it: a working day's notice even
# over a week-end.
SOON_DAYS = 3


class Badge(Protocol):
    """A state as the badge takes it."""

    @property
    def label(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def sign(self) -> str: ...


class Illustrated(Protocol):
    """A row that may be of the demo."""

    is_illustrative: bool


def local(value: datetime.date) -> datetime.date:
    """An aware time as it is in Tây Ninh; a date or naive time as it is."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


# --- dates and numbers ------------------------------------------------------------------------


@register.filter
def vndate(value: datetime.date | None) -> str:
    """``05/7/2019``; nothing for nothing."""
    return dates.short_date(local(value)) if value else ""


@register.filter
def vntime(value: datetime.datetime | datetime.time | None) -> str:
    """``10:42``; midnight is a time as well, so only None gives nothing."""
    return "" if value is None or value == "" else dates.short_time(value)


@register.filter
def vndatetime(value: datetime.datetime | None) -> str:
    """``10:42 ngày 05/7/2019``."""
    return f"{vntime(value)} ngày {vndate(value)}" if value else ""


@register.filter
def count2(value: int | None) -> str:
    """``03``: a count in running text has at least two digits."""
    return dates.count2(value) if isinstance(value, int) else ""


@register.filter
def vnnumber(value: int | Decimal | Literal[""] | None) -> str:
    """``1.234``: the thousands separator is a full stop."""
    return "" if value is None or value == "" else dates.number_vi(value)


@register.filter
def signed(value: int) -> str:
    """``+12``, ``−3``, ``0``: a difference."""
    return dates.signed_vi(value)


@register.filter
def deadline(due: datetime.date | None) -> str:
    """How far a deadline is off, in words, coloured when it is near or past."""
    if not due:
        return ""
    day = local(due)
    if isinstance(day, datetime.datetime):
        day = day.date()
    today = timezone.localdate()
    tone = "overdue" if day < today else "soon" if (day - today).days <= SOON_DAYS else "ahead"
    words = relative_deadline(day, today)
    return format_html('<span class="deadline deadline-{}">{}</span>', tone, words)


# --- one element ------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Names in our own sprite, a subset of Bootstrap Icons (static/vendor/VERSIONS says how)."""
    sprite = Path(settings.BASE_DIR) / "static" / ICONS
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite.read_text(encoding="utf-8")))


@register.simple_tag
@lru_cache(maxsize=512, typed=True)
def icon(name: str, label: str = "") -> SafeString:
    """An icon beside a word (hidden from a screen reader), or with ``label`` standing alone."""
    if name not in icon_names():
        raise LookupError(f"No icon '{name}' in static/{ICONS}; see static/vendor/VERSIONS.")
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" {}><use href="{}#{}"></use></svg>',
        SafeString(spoken),
        static(ICONS),
        name,
    )


@register.simple_tag
def badge(state: Badge | None) -> str:
    """The one badge of all states: ``state`` has ``label``, ``tone`` and ``sign`` (an icon)."""
    return _badge(state.tone, state.sign, state.label) if state else ""


@lru_cache(maxsize=512, typed=True)
def _badge(tone: str, sign: str, label: str) -> SafeString:
    if tone not in TONES:
        raise LookupError(f"No tone '{tone}'; there are {', '.join(sorted(TONES))}.")
    return format_html('<span class="state state-{}">{}{}</span>', tone, icon(sign), label)


@register.simple_tag
def illustrated(row: Illustrated, *said: object) -> SafeString:
    """“(minh họa)” beside a row of the demo, unless one of the texts ``said`` there has it."""
    if not row.is_illustrative or any("(minh họa)" in str(text) for text in said):
        return SafeString("")
    return SafeString(' <span class="muted text-nowrap">(minh họa)</span>')


@register.simple_tag
def field_value(label: str, value: object) -> SafeString:
    """One fact of a ``<dl class="facts">``; an empty value says so instead of leaving a hole."""
    empty = value is None or value == ""
    shown = SafeString('<span class="muted">Chưa ghi</span>') if empty else value
    return format_html('<div class="fact"><dt>{}</dt><dd>{}</dd></div>', label, shown)


def address(context: template.Context, **changes: str | int | None) -> str:
    """This page's query string with ``changes``; None drops a parameter."""
    request = context.get("request")
    kept = request.GET if request else QueryDict()
    pairs = [(k, v) for k in kept for v in kept.getlist(k) if k not in changes]
    pairs += [(key, str(value)) for key, value in changes.items() if value is not None]
    return f"?{urlencode(pairs)}"


@register.simple_tag(takes_context=True)
def opened_by(context: template.Context, permission: str) -> bool:
    """Whether the person of the page holds ``permission``: for a link that others do not have."""
    return bool(may(context["request"].user, permission))


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, field: str, label: str) -> SafeString:
    """A table head that sorts: ``?sort=field``, again ``?sort=-field``; back to the first page."""
    request = context.get("request")
    now = request.GET.get("sort", "") if request else ""
    sign: str | SafeString = ""
    spoken = ""
    if now.removeprefix("-") == field:
        sign = icon("sort-up" if now == field else "sort-down")
        spoken = " (đang xếp tăng dần)" if now == field else " (đang xếp giảm dần)"
    target = f"-{field}" if now == field else field
    return format_html(
        '<a href="{}">{}<span class="visually-hidden">{}</span>{}</a>',
        address(context, sort=target, page=None),
        label,
        spoken,
        sign,
    )


@register.simple_tag
@lru_cache(maxsize=256)
def nav_list(
    entries: tuple[Entry, ...], more: tuple[Entry, ...] = (), more_active: bool = False
) -> SafeString:
    """The entries of a navigation: whoever has the same ones is shown the same."""
    context = {"entries": entries, "more": more, "more_active": more_active}
    return render_to_string("components/_nav_list.html", context)


# --- components ---------------------------------------------------------------------------------


@register.inclusion_tag("components/_empty.html")
def empty(title: str, text: str, action_url: str = "", action_label: str = "") -> dict[str, Any]:
    """An empty list says why it is empty and what to do."""
    return {"title": title, "text": text, "url": action_url, "label": action_label}


@register.inclusion_tag("components/_tile.html")
def tile(label: str, value: object, url: str = "", note: str = "") -> dict[str, Any]:
    """A figure that opens its list; a number is written the Vietnamese way, other text as it is."""
    shown = vnnumber(value) if isinstance(value, int) else value
    return {"label": label, "value": shown, "url": url, "note": note}


@register.inclusion_tag("components/_timeline.html")
def timeline(entries: object) -> dict[str, Any]:
    """What was done, each entry with ``at, who, text, from_label, to_label, note``.

    Newest first or last is the caller's choice; the component keeps the order it is given.
    """
    return {"entries": entries}


@register.inclusion_tag("components/_task_group.html")
def task_group(label: str, items: object, tone: str = "neutral") -> dict[str, Any]:
    """One group of "Việc cần làm": items have ``what``, ``whose``, ``due`` and ``url``."""
    return {"label": label, "items": items, "tone": tone}


@register.inclusion_tag("components/_pager.html", takes_context=True)
def pager(context: template.Context, page_obj: Page[Any]) -> dict[str, Any]:
    """Pages of a list, keeping the filters in the address.

    With ``page_obj.approximate`` the list is longer than is counted exactly (1,000): it says
    "hơn 1.000" and goes page by page.
    """
    approximate = bool(getattr(page_obj, "approximate", False))
    steps: list[tuple[Any, str]] = []
    if not approximate:
        numbers = page_obj.paginator.get_elided_page_range(
            page_obj.number, on_each_side=1, on_ends=1
        )
        steps = [(n, address(context, page=n) if isinstance(n, int) else "") for n in numbers]
    before = page_obj.previous_page_number() if page_obj.has_previous() else None
    after = page_obj.next_page_number() if page_obj.has_next() else None
    return {
        "page": page_obj,
        "approximate": approximate,
        "from_end": getattr(page_obj, "from_end", False),
        "first": address(context, page=None) if approximate and before else "",
        "last": address(context, page=LAST) if approximate and after else "",
        "steps": steps,
        "before": address(context, page=before) if before else "",
        "after": address(context, page=after) if after else "",
    }


@register.inclusion_tag("components/_filters.html", takes_context=True)
def filters(
    context: template.Context, form: BaseForm, seldom: Iterable[BoundField] = ()
) -> dict[str, Any]:
    """The conditions of a list; the fields of ``seldom`` stand folded until one is asked for."""
    request = context["request"]
    form.errors  # noqa: B018  cleans it: a hidden condition is told by what it was cleaned to
    asked = [field.name for field in form if any(request.GET.getlist(field.name))]
    folded = {field.name for field in seldom}
    seen = [condition(field) for field in form if not field.is_hidden]
    return {
        "form": form,
        "kept": [condition(field) for field in form if field.is_hidden],
        "first": [one for one in seen if one.field.name not in folded],
        "more": [one for one in seen if one.field.name in folded],
        "more_asked": bool(folded.intersection(asked)),
        "count": len(asked),
        "all_url": request.path,
    }


@register.inclusion_tag("components/_export.html", takes_context=True)
def export_links(context: template.Context) -> dict[str, Any]:
    """The list of this page as a file, with the filters of the address (``exports.export``)."""
    return {kind: address(context, xuat=kind, page=None) for kind in ("xlsx", "csv")}


@register.inclusion_tag("components/_saved_filters.html", takes_context=True)
def saved_filters(context: template.Context) -> dict[str, Any]:
    """The person's own filters of this page's list (``tayninh_portal.saved_filters``)."""
    request = context["request"]
    name = request.resolver_match.url_name
    listing = keeping(name)
    of_a_record = listing is not None and listing.of_a_record
    record = request.resolver_match.kwargs.get("pk", "") if of_a_record else ""
    query = conditions(request.GET.urlencode())
    rows = [
        {"pk": pk, "name": called, "url": f"?{kept}", "current": kept == query}
        for _, pk, called, kept in sorted(own_filters(request.user.pk, name))
    ]
    kept = any(row["current"] for row in rows)
    return {
        "rows": rows,
        "list_name": name,
        "record": record,
        "query": "" if kept else query,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("components/_action.html", takes_context=True)
def action(
    context: template.Context,
    verdict: Verdict,
    url: str,
    label: str,
    method: str = "get",
    style: str = "primary",
    sign: str = "",
) -> dict[str, Any]:
    """An action: a link (``method="post"``: a button) if allowed, else grey with the reason told.

    ``verdict`` is what ``may()`` answered; a refusal is false and carries ``reason``.
    """
    return {
        "allowed": bool(verdict),
        "reason": getattr(verdict, "reason", "") or "Thao tác chưa thực hiện được.",
        "reason_id": f"ly-do-{zlib.crc32(f'{label} {url}'.encode()):08x}",
        "url": url,
        "label": label,
        "method": method,
        "style": style,
        "sign": sign,
        "csrf_token": context.get("csrf_token", ""),
    }


# --- forms --------------------------------------------------------------------------------------


@register.filter
def problems(form: BaseForm | BaseFormSet[BaseForm]) -> list[FormProblem]:
    """Every error of a form, or of a formset with the number of the row."""
    return problems_of(form)


@register.inclusion_tag("components/_lost_race.html")
def lost_race(form: object) -> dict[str, Any]:
    """Above a form about a record that had moved on: what is stored beside what was typed."""
    return {"lost": getattr(form, "lost", None)}


@register.filter
def is_found(field: BoundField) -> bool:
    """Whether the choices of a field are a long list with a box that looks in it."""
    return isinstance(field.field.widget, FoundChoices)


@register.simple_tag(takes_context=True)
def form_body(context: template.Context, form: BaseForm) -> SafeString:
    """A form's fields by its own crispy layout, without the ``<form>`` tag around them.

    The tag, the token and the buttons are those of ``components/_form.html``, one for all forms.
    """
    helper = copy(getattr(form, "helper", None) or FormHelper())
    helper.form_tag = False
    helper.disable_csrf = True
    return SafeString(render_crispy_form(form, helper, context=context.flatten()))
