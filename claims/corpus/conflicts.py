"""What corpus files may not ask for, because readers have seen it: published reviews never change, and old addresses keep redirecting."""

from collections.abc import Iterator

from claims.corpus import shapes
from claims.corpus.files import Document, Problem

_PUBLIC = ("published", "withdrawn")
_WITHDRAWAL = ("withdrawn", "withdrawn_reason", "merged_into")


def conflicts(document: Document, row: dict) -> Iterator[Problem]:
    """What the claim's `document` asks for that `row`, the claim as the database has it, forbids."""
    kept = [document.data["slug"], *document.data.get("former_slugs", [])]
    for slug in [row["slug"], *row.get("former_slugs", [])]:
        if slug not in kept:
            yield document.problem(("slug",), f"the claim was at “{slug}”; list that under former_slugs, so that it keeps redirecting.")
    wanted = shapes.normal("claim", document.data)["reviews"]
    for i, review in enumerate(row.get("reviews", [])):
        if review["state"] not in _PUBLIC:
            continue
        if i >= len(wanted):
            yield document.problem(("reviews",), f"review {i + 1} is published and cannot be left out.")
            continue
        for name in _differing(review, wanted[i]):
            yield document.problem(
                ("reviews", i, name), "this review is published and never changes. Add a review with the next number, a change and a reason."
            )


def _differing(old: dict, new: dict) -> list[str]:
    """The fields in which the published review `old` and the file's `new` differ; a withdrawal is no difference."""
    if old["state"] == "published" and new["state"] == "withdrawn":
        new = {name: value for name, value in new.items() if name not in _WITHDRAWAL} | {"state": "published"}
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
