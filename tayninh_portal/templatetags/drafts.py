"""The tag that says on a page of refusal where the words are that were typed there."""

from __future__ import annotations

from typing import Any

from django import template

from tayninh_portal.drafts.store import drafts_of_form

register = template.Library()


@register.inclusion_tag("drafts/_here.html", takes_context=True)
def drafts_here(context: template.Context) -> dict[str, Any]:
    """The reader's own drafts of the form of this address; none for a visitor."""
    request = context["request"]
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"drafts": []}
    return {"drafts": drafts_of_form(user, request.path)}
