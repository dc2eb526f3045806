"""The kinds of page that are measured, and their addresses on each server.

`paths` are asked for in turn. They differ in what they ask (another verdict, another page of the same depth), so that no cache of a database or a
worker answers one question only.
"""

from dataclasses import dataclass, field
from urllib.parse import quote

from bench import rows
from bench.datasette import FACETS


@dataclass(frozen=True)
class Page:
    """One kind of page: our addresses, the naive list's, Datasette's; empty where a server has no such page."""

    name: str
    label: str
    ours: list[str]
    naive: list[str] = field(default_factory=list)
    datasette: list[str] = field(default_factory=list)


def _listed(name: str, label: str, queries: list[str], *, datasette: list[str]) -> Page:
    return Page(
        name,
        label,
        [f"/claims/{query}" for query in queries],
        [f"/bench/naive/{query}" for query in queries],
        [f"/{{database}}/claims?{query}&{FACETS}&_sort_desc=published&_size=20" for query in datasette],
    )


def pages(size: int) -> list[Page]:
    """All kinds, for a database of `size` claims."""
    deep = min(1000, size // 20)
    words = {name: quote(word) for name, word in (("rare", rows.RARE), ("common", rows.COMMON), ("third", rows.THIRD), ("chinese", rows.CHINESE))}
    slugs = [f"measured-{number}" for number in range(0, size, max(1, size // 10))]
    unasked = [f"measured-{number}" for number in range(1, size, max(2, size // 2_000))]  # more than a worker keeps, so each is made anew
    return [
        _listed("browse", "browse", [""], datasette=[""]),
        _listed("one", "one filter", ["?verdict=false", "?verdict=misleading"], datasette=["verdict=false", "verdict=misleading"]),
        _listed(
            "three",
            "three filters",
            ["?verdict=false&system=national-policy&place=china", "?verdict=misleading&system=court-list&place=china"],
            datasette=[
                "verdict=false&system=national-policy&place=china",
                "verdict=misleading&system=court-list&place=china",
            ],
        ),
        _listed("rare", f"search: rare word ({rows.RARE})", [f"?q={words['rare']}"], datasette=[f"_search={words['rare']}"]),
        _listed(
            "two",
            f"search: two words ({rows.COMMON} {rows.THIRD})",
            [f"?q={words['common']}+{words['third']}"],
            datasette=[f"_search={words['common']}+{words['third']}"],
        ),
        _listed("chinese", f"search: Chinese ({rows.CHINESE})", [f"?q={words['chinese']}"], datasette=[f"_search={words['chinese']}"]),
        _listed("common", f"search: word in 4 % ({rows.COMMON})", [f"?q={words['common']}"], datasette=[f"_search={words['common']}"]),
        _listed("third", f"search: word in a third ({rows.THIRD})", [f"?q={words['third']}"], datasette=[f"_search={words['third']}"]),
        Page("words", "search: a word that nobody asked for before", [f"/claims/?q={word}" for word in rows.words()]),
        _listed("deep", f"page {deep:,}", [f"?page={deep}"], datasette=[]),
        Page("claim", "claim page", [f"/claims/{slug}/" for slug in slugs]),
        Page("unasked", "claim page that nobody asked for before", [f"/claims/{slug}/" for slug in unasked]),
        Page("json", "list as JSON", ["/claims.json", "/claims.json?verdict=false"], ["/bench/naive.json", "/bench/naive.json?verdict=false"]),
        Page("api", "API list", ["/api/v1/claims", "/api/v1/claims?verdict=false"], ["/api/bench/naive", "/api/bench/naive?verdict=false"]),
        Page("home", "home page", ["/"]),
    ]
