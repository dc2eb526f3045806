"""Parts of a page that are made once and kept in the process. Builtins: no {% load %} needed.

`once` is for what depends on the templates and the settings, and on the few values it is given: header, footer, the links in the head.
`kept` is for what depends on one claim: the view says where its parts are kept, and drops them when the claim changes (claims/reading/kept_pages.py).
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context

register = template.Library()

_VALUES = 100
"""For how many values the contents of one tag are kept; then all are made anew, for some values come from addresses, which anybody can make up."""


class _Once(template.Node):
    def __init__(self, contents: NodeList, values: list[FilterExpression]):
        self.nodelist, self.values = contents, values
        self.made: dict[tuple, str] = {}

    def render(self, context: Context) -> str:
        key = tuple(value.resolve(context) for value in self.values)
        text = self.made.get(key)
        if text is None:
            text = self.nodelist.render(context)
            if len(self.made) >= _VALUES:
                self.made.clear()
            self.made[key] = text
        return text


@register.tag
def once(parser: Parser, token: Token) -> template.Node:
    """`{% once a b %}…{% endonce %}`: the contents, rendered once for each pair of values in the life of the process.

    Whatever the contents show beside constants must be among the values; a test renders every page twice, with other values in between.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    contents = parser.parse(["endonce"])
    parser.delete_first_token()
    return _Once(contents, values)


class _Kept(template.Node):
    def __init__(self, contents: NodeList, name: str):
        self.nodelist, self.name = contents, name

    def render(self, context: Context) -> str:
        parts = context.get("parts")
        if parts is None:
            return self.nodelist.render(context)
        if self.name not in parts:
            parts[self.name] = self.nodelist.render(context)
        return parts[self.name]


@register.tag
def kept(parser: Parser, token: Token) -> template.Node:
    """`{% kept "name" %}…{% endkept %}`: the part `name` out of the dictionary `parts` of the context, where it is put when it is not there yet.

    Without `parts` in the context, the contents as they are.
    """
    _, name = token.split_contents()
    contents = parser.parse(["endkept"])
    parser.delete_first_token()
    return _Kept(contents, name.strip("\"'"))


@register.filter
def part_of_site(path: str) -> tuple[str, bool]:
    """The first part of a path, and whether it is all of it: ("claims", True) of "/claims/"; what the navigation marks depends on that only."""
    first, _, rest = path[1:].partition("/")
    return first, not rest
