"""Bibliographic meta tags of a page, which reference managers such as Zotero read when a reader saves it.

Names are those that Highwire Press began and Google Scholar's "Inclusion Guidelines for Webmasters" and Zotero's "Exposing your metadata" document:
`citation_title`, `citation_author` (one for each, family name first), `citation_publication_date` (with slashes). The values are those of the
references that the page offers, so that what is saved and what is copied agree: a claim is cited with its verdict, at the address of the version.

Zotero's translator "Embedded Metadata" takes a page with `citation_title` for a journal article unless something says otherwise;
`DC.type` does, in its words.
"""

from claims.outputs.citations import Work

_TYPES = {
    "webpage": "webpage", "article-newspaper": "newspaperArticle", "article-journal": "journalArticle", "report": "report", "legislation": "statute",
}  # fmt: skip
"""What Zotero calls each kind of work."""


def tags(work: Work) -> list[tuple[str, str]]:
    """The tags of `work`, as (name, content), in order; what is not known is left out."""
    found = [
        ("DC.type", _TYPES[work.kind]),
        ("citation_title", work.title),
        *(("citation_author", name.inverted) for name in work.authors),
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_publisher", work.publisher),
        ("citation_journal_title", work.publisher if work.kind == "article-journal" else ""),
        ("citation_language", work.language),
        ("citation_public_url", work.url),
    ]
    return [(name, content) for name, content in found if content]
