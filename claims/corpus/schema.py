"""Is the corpus right? Every fault at once, each with its file, line, field and what to do."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from claims.corpus.files import Document, Problem
from sources.partial_dates import PartialDate

_SCHEMAS = Path(__file__).parent / "schemas"
_DATES = {"date", "from", "to", "as_of", "review_by", "second_reading"}
_MOMENTS = {"published", "withdrawn"}


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((_SCHEMAS / f"{kind}.json").read_text("utf-8")))


def problems(documents: list[Document]) -> list[Problem]:
    """Everything wrong with `documents`: their shape, their file names, their dates, what they refer to. Sorted by file and line."""
    found = []
    for document in documents:
        shape = [_shape_problem(document, error) for error in _validator(document.kind).iter_errors(document.data)]
        found += shape
        if not shape:
            found += _name_problems(document) + _value_problems(document, document.data, ()) + _number_problems(document) + _once_problems(document)
    if not found:
        found = _reference_problems(documents)
    return sorted(set(found))


def _shape_problem(document: Document, error: ValidationError) -> Problem:
    path = tuple(error.absolute_path)
    match error.validator:
        case "required":
            missing = [f"“{name}”" for name in error.validator_value if name not in error.instance]
            return document.problem(
                path, f"the field {missing[0]} is missing; add it." if len(missing) == 1 else f"fields are missing; add {', '.join(missing)}."
            )
        case "additionalProperties":
            known = error.schema["properties"]
            unknown = ", ".join(f"“{name}”" for name in error.instance if name not in known)
            return document.problem(path, f"unknown field {unknown}; known here are {', '.join(known)}.")
        case "enum":
            return document.problem(path, f"“{error.instance}” is not one of {', '.join(error.validator_value)}.")
        case "maxLength":
            return document.problem(path, f"has {len(error.instance)} characters; at most {error.validator_value} fit.")
        case "minLength":
            return document.problem(path, f"has {len(error.instance)} characters; at least {error.validator_value} are wanted.")
        case "pattern":
            wanted = error.schema.get("description", error.validator_value)
            return document.problem(path, f"“{error.instance}” does not have the right form. {wanted}")
        case "type":
            return document.problem(path, f"must be {_TYPES.get(error.validator_value, error.validator_value)}.")
        case "not":
            unfit = ", ".join(f"“{name}”" for name in error.validator_value["required"])
            return document.problem(path, f"the field {unfit} does not go with the others here; remove it, or see what the schema says of it.")
        case "dependentRequired":
            name, needed = next((a, b) for a, bs in error.validator_value.items() if a in error.instance for b in bs if b not in error.instance)
            return document.problem((*path, name), f"goes only together with “{needed}”; add that, or remove this.")
        case "minItems":
            return document.problem(path, f"has {len(error.instance)} entries; at least {error.validator_value} are wanted. Leave out an empty list.")
        case "uniqueItems":
            return document.problem(path, "holds the same entry twice; remove one.")
        case "anyOf" | "oneOf":
            choices = " or ".join("+".join(choice.get("required", [])) for choice in error.validator_value)
            return document.problem(path, f"give {choices}.")
    return document.problem(path, error.message)


_TYPES = {"string": "text", "array": "a list", "object": "a group of fields"}


def _name_problems(document: Document) -> list[Problem]:
    stem = Path(document.file).stem
    return [] if document.name == stem else [document.problem((), f"the file is called {stem}, but names itself {document.name}; rename one.")]


def _value_problems(document: Document, value, path: tuple) -> list[Problem]:
    """Empty texts, and days that the calendar does not have, as 2018-02-30."""
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in _value_problems(document, inner, (*path, key))]
    if isinstance(value, list):
        return [found for i, inner in enumerate(value) for found in _value_problems(document, inner, (*path, i))]
    if not value:
        return [document.problem(path, "is empty; fill it, or leave the field out.")]
    try:
        if path[-1] in _DATES:
            PartialDate(value)
        elif path[-1] in _MOMENTS:
            datetime.fromisoformat(value)
    except ValueError as error:
        return [document.problem(path, str(error) if path[-1] in _DATES else f"“{value}” is no moment like 2026-11-22T12:00:00Z.")]
    return []


def _once_problems(document: Document) -> list[Problem]:
    """What a document ties to itself, or ties twice."""
    data, found = document.data, []
    if document.kind == "source" and data.get("read_in") == data["key"]:
        found.append(document.problem(("read_in",), "a source cannot be known through itself; name the other source."))
    if document.kind == "source" and data.get("merged_into") == data["key"]:
        found.append(document.problem(("merged_into",), "a source cannot be merged into itself; name the other source."))
    if document.kind == "claim":
        part_of, related = data.get("part_of", []), data.get("related", [])
        tied = [("part_of", i, name) for i, name in enumerate(part_of)] + [("related", i, name) for i, name in enumerate(related)]
        found += [document.problem(tie[:2], "a claim has no tie to itself; remove it.") for tie in tied if tie[2] == data["reference"]]
        both = [i for i, name in enumerate(related) if name in part_of]
        found += [document.problem(("related", i), f"“{related[i]}” stands under part_of as well; keep one of the two.") for i in both]
    if document.kind == "collection":
        names = [item["claim"] for item in data["claims"]]
        twice = [i for i, name in enumerate(names) if name in names[:i]]
        found += [document.problem(("claims", i), f"“{names[i]}” stands twice; remove one.") for i in twice]
    return found


def _number_problems(document: Document) -> list[Problem]:
    if document.kind != "claim":
        return []
    found = []
    for i, review in enumerate(document.data["reviews"]):
        if review["number"] != str(i + 1):
            found.append(document.problem(("reviews", i, "number"), f"must be {i + 1}: reviews are numbered from 1, oldest first."))
        if (review.get("change", "first") == "first") != (i == 0):
            found.append(document.problem(("reviews", i), "number 1 is the “first” review; later ones say what kind of change they are."))
        elif i and review["state"] != "draft" and "reason" not in review:
            found.append(document.problem(("reviews", i), "a change needs its public “reason”."))
        if i < len(document.data["reviews"]) - 1 and review["state"] in ("draft", "submitted"):
            found.append(document.problem(("reviews", i, "state"), "only the last review can be open; publish or remove this one."))
        found += [document.problem(("reviews", i, *path), message) for path, message in _order_faults(review)]
        keys = [piece["source"] for piece in review.get("evidence", [])]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                found.append(document.problem(("reviews", i, "evidence", position), f"the source “{key}” stands twice; join the two."))
        for position, piece in enumerate(review.get("evidence", [])):
            if len(piece.get("quotation", "").split()) >= 20:
                found.append(document.problem(("reviews", i, "evidence", position, "quotation"), "has 20 words or more; shorten it."))
    return found


def _order_faults(review: dict) -> Iterator[tuple[tuple, str]]:
    """Dates of `review` that are out of order, as (path in the review, what to do)."""
    scope, published = review.get("scope", {}), review.get("published", "")
    if "from" in scope and "to" in scope and scope["from"] > scope["to"] + "~":
        yield ("scope", "to"), "lies before “from”; swap or mend them."
    if published and review.get("review_by", "9999") <= published[:10]:
        yield ("review_by",), "must lie after the day of publication."
    if "withdrawn" in review and review["withdrawn"][:19] < published[:19]:
        yield ("withdrawn",), "lies before the publication."
    if "merged_into" in review and review["state"] != "withdrawn":
        yield ("merged_into",), "goes only with the state “withdrawn”."


def _reference_problems(documents: list[Document]) -> list[Problem]:
    """References to what is not there, and names that two files lay claim to."""
    names = {kind: {d.name for d in documents if d.kind == kind} for kind in ("source", "claim", "topic", "term")}
    found, slugs = [], {}
    for document in documents:
        for path, kind, name in _references(document):
            if name not in names[kind]:
                found.append(document.problem(path, f"there is no {kind} “{name}”; add its file or mend the name."))
        if document.kind == "claim":
            for slug in [document.data["slug"], *document.data.get("former_slugs", [])]:
                if slug in slugs:
                    found.append(document.problem(("slug",), f"“{slug}” is taken by {slugs[slug]}; choose another."))
                slugs[slug] = document.name
    return found


_LISTS = {"claim": {"topics": "topic", "part_of": "claim", "related": "claim"}, "term": {"claims": "claim"}}


def _references(document: Document):
    """Every reference in `document`, as (path, kind of what is referred to, its name)."""
    data = document.data
    if document.kind == "source" and "read_in" in data:
        yield ("read_in",), "source", data["read_in"]
    if document.kind == "source" and "merged_into" in data:
        yield ("merged_into",), "source", data["merged_into"]
    for field, kind in _LISTS.get(document.kind, {}).items():
        for i, name in enumerate(data.get(field, [])):
            yield (field, i), kind, name
    if document.kind == "claim":
        for i, appearance in enumerate(data.get("appearances", [])):
            if "source" in appearance:
                yield ("appearances", i, "source"), "source", appearance["source"]
        for i, review in enumerate(data["reviews"]):
            if "merged_into" in review:
                yield ("reviews", i, "merged_into"), "claim", review["merged_into"]
            for position, piece in enumerate(review.get("evidence", [])):
                yield ("reviews", i, "evidence", position, "source"), "source", piece["source"]
    if document.kind == "collection":
        for i, item in enumerate(data["claims"]):
            yield ("claims", i, "claim"), "claim", item["claim"]
        for i, name in enumerate(data.get("terms", [])):
            yield ("terms", i), "term", name
