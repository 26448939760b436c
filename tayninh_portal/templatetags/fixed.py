"""``{% url %}``, ``{% static %}`` and ``{% include %}``, worked out once where nothing can change.

A page has a dozen addresses without a record, as many files and up to seventy includes, and each
was looked for anew. The settings put these tags in place of Django's for every template; what they
do not know is left to Django's own.
"""

from __future__ import annotations

from functools import cache

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as _url
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode, do_include
from django.templatetags.static import static as _static
from django.utils.safestring import SafeString

from tayninh_portal.drawing import place, record_url

register = template.Library()
register.simple_tag(cache(_static), name="static")


class PlaceNode(URLNode):
    """An address without a record, or of one record by its number."""

    def render(self, context: template.Context) -> str:
        """As Django's node, whose errors are raised by it."""
        names = [argument.resolve(context) for argument in self.args]
        known = all(isinstance(name, int) for name in names) and len(names) < 2
        if self.kwargs or self.asvar or not known:
            return super().render(context)
        name = self.view_name.resolve(context)
        return record_url(name, names[0]) if names else place(name)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """``{% url 'noun-detail' record.pk %}``, with everything else Django's tag takes."""
    node = _url(parser, token)
    return PlaceNode(node.view_name, node.args, node.kwargs, node.asvar)


class FragmentNode(IncludeNode):
    """A fragment by its name, looked up once; it is drawn as if it stood where it is included.

    A fragment with blocks, or by a name out of the context, is Django's to include.
    """

    fragment: template.NodeList | None = None
    is_known = False

    def render(self, context: template.Context) -> SafeString:
        """The fragment with the context of its place and what is handed to it."""
        if not self.is_known:
            self.fragment, self.is_known = self._found(context), True
        if self.fragment is None:
            return super().render(context)
        given = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if self.isolated_context:
            return self.fragment.render(context.new(given))
        with context.push(**given):
            return self.fragment.render(context)

    def _found(self, context: template.Context) -> template.NodeList | None:
        if self.template.is_var:
            return None
        engine = context.template.engine  # type: ignore[union-attr]  # a page is being drawn
        nodes = engine.get_template(self.template.var).nodelist
        blocks = (nodes.get_nodes_by_type(kind) for kind in (BlockNode, ExtendsNode))
        return None if any(blocks) else nodes


@register.tag
def include(parser: Parser, token: Token) -> IncludeNode:
    """``{% include "components/_field_help.html" with field=field %}``, as Django takes it."""
    node = do_include(parser, token)
    return FragmentNode(
        node.template, extra_context=node.extra_context, isolated_context=node.isolated_context
    )
