"""The tag that draws what other rooms show on the page of a record (``tayninh_portal.panels``)."""

from __future__ import annotations

from django import template
from django.db import models
from django.utils.safestring import SafeString, mark_safe

from tayninh_portal.panels import Elsewhere, panels_of

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(
    context: template.Context, record: models.Model, heading: str = "", anchor: str = ""
) -> SafeString:
    """Every panel of ``record``; with ``heading`` and ``anchor`` on the page of another record,
    where they are to be read alone."""
    elsewhere = Elsewhere(heading, anchor) if heading else None
    engine = context.template.engine  # type: ignore[union-attr]  # a page is being drawn
    return mark_safe(
        "".join(
            # A context of the frame of the page: its form's token, nobody's variables.
            engine.get_template(name).render(context.new(dict(shown) | _frame(context)))
            for name, shown in panels_of(record, context["request"].user, elsewhere)
        )
    )


def _frame(context: template.Context) -> dict[str, object]:
    """What forms need wherever they stand; ``csrf_token`` is a cookie's, of the request."""
    return {"csrf_token": context["csrf_token"], "request": context["request"]}
