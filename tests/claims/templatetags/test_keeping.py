"""Parts of a page that are made once."""

from django.template import Context, Template

from claims.templatetags import keeping
from claims.templatetags.keeping import part_of_site


def test_what_is_made_once_is_made_once_for_each_value():
    made = Template("{% once path|part_of_site name %}{{ count }}{% endonce %}")

    def at(path: str, count: int, name: str = "A") -> str:
        return made.render(Context({"path": path, "count": count, "name": name}))

    assert [at("/claims/", 1), at("/claims/", 2), at("/claims/score/", 3), at("/claims/lists/", 4), at("/claims/", 5, "B")] == list("11335")


def test_addresses_that_anybody_makes_up_do_not_fill_the_memory():
    made = Template("{% once path %}{{ path }}{% endonce %}")

    shown = [made.render(Context({"path": number})) for number in range(5 * keeping._VALUES)]

    assert shown == [str(number) for number in range(5 * keeping._VALUES)]
    assert len(made.nodelist[0].made) <= keeping._VALUES


def test_what_is_kept_stands_where_the_view_keeps_it():
    made = Template('{% kept "who" %}{{ who }}{% endkept %}.')
    parts = {}

    assert made.render(Context({"who": "One", "parts": parts})) == "One."
    assert parts == {"who": "One"}
    assert made.render(Context({"who": "Two", "parts": parts})) == "One."
    assert made.render(Context({"who": "Three"})) == "Three."


def test_what_is_kept_stays_escaped_once():
    made = Template('{% kept "who" %}{{ who }}{% endkept %}{% once who %}{{ who }}{% endonce %}')

    assert made.render(Context({"who": "<&>", "parts": {}})) == "&lt;&amp;&gt;&lt;&amp;&gt;"


def test_the_parts_of_the_site():
    assert [part_of_site(path) for path in ("/", "/claims/", "/claims/score/", "/claims.json")] == [
        ("", True), ("claims", True), ("claims", False), ("claims.json", True),
    ]  # fmt: skip
