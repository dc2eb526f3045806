"""JSON-LD for what is no ClaimReview: the way to a page, the glossary, the data. schema.org/BreadcrumbList, /DefinedTermSet, /Dataset."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from claims.markup.claimreview import LICENCE
from claims.models import Term
from claims.record import filled

_DESCRIPTION = (
    "Claims that people make about the social credit system of the People’s Republic of China. Each has a verdict on a scale of eight, the fact in "
    "one sentence, its scope in time and place, the pieces of evidence with stance, finding and locator, the sources with how they were read, and "
    "every earlier version."
)


def breadcrumbs(steps: Iterable[tuple[str, str]], link: Callable[[str], str]) -> dict:
    """The way to a page, from (name, path) of each step; the page itself may come last, with no path."""
    entries = [
        filled(**{"@type": "ListItem", "position": number, "name": name, "item": link(path) if path else ""})
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": entries}


def glossary(terms: Iterable[Term], page: str) -> dict:
    """The glossary at `page` as a set of terms. Chinese is the term, English and pinyin are other names of it."""
    entries = [
        {
            "@type": "DefinedTerm",
            "@id": f"{page}#{term.slug}",
            "url": f"{page}#{term.slug}",
            "termCode": term.slug,
            "name": {"@value": term.hanzi, "@language": "zh-Hans"},
            "alternateName": [term.english, {"@value": term.pinyin, "@language": "zh-Latn-pinyin"}],
            "description": term.explanation,
            "inDefinedTermSet": page,
        }
        for term in terms
    ]
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": page,
        "url": page,
        "name": "Glossary of the social credit system",
        "inLanguage": ["en", "zh-Hans"],
        "license": LICENCE,
        "hasDefinedTerm": entries,
    }


class Download(NamedTuple):
    """One form that the data come in; `size` in bytes and `sha256` where the file is fixed."""

    name: str
    media_type: str
    path: str
    size: int = 0
    sha256: str = ""


def dataset(site: str, page: str, modified: str, files: Iterable[Download], link: Callable[[str], str]) -> dict:
    """Everything public as one data set, in the forms of `files`; `modified` is ISO 8601, or "".

    What Google's guide "Dataset structured data" requires (name; description of 50 to 5,000 characters) and recommends.
    """
    return filled(
        **{
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": f"{page}#dataset",
            "url": page,
            "name": f"{site}: claims about China’s social credit system, with verdicts and evidence",
            "description": _DESCRIPTION,
            "license": LICENCE,
            "isAccessibleForFree": True,
            "inLanguage": ["en", "zh-Hans"],
            "keywords": ["social credit system", "China", "fact check", "ClaimReview"],
            "spatialCoverage": {"@type": "Place", "name": "China"},
            "creator": {"@type": "Organization", "name": site, "url": link("/")},
            "dateModified": modified,
            "distribution": [
                filled(
                    **{"@type": "DataDownload", "name": file.name, "encodingFormat": file.media_type, "contentUrl": link(file.path)},
                    contentSize=f"{file.size} B" if file.size else "",
                    sha256=file.sha256,
                )
                for file in files
            ],
        }
    )
