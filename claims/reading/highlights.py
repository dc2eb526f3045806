"""Marks where a search matched. A headline is somebody's text: it is escaped first, and only our own two private characters become <mark>.

Where a text is marked depends on the text and on the words of the query, on nothing else. So what was marked once is kept, whatever is published.
"""

from threading import Lock

from cachetools import LRUCache
from django.db import connection
from django.utils.safestring import SafeString

from claims.markup.foreign import foreign
from claims.markup.rows import Row
from claims.text_search import Query, mark_runs

_ROOM = 10_000
"""Texts; two a row, half a kB each."""
_lock = Lock()
_kept: LRUCache[tuple, SafeString] = LRUCache(_ROOM)  # by what is marked, and the text


def marked(rows: list[Row], query: Query) -> list[SafeString]:
    """`rows` as HTML, marked where `query` matched."""
    texts = list(dict.fromkeys(text for row in rows for text in (row.statement, row.fact)))
    marks = (tuple(query.latin), tuple(query.runs))
    with _lock:
        found = {text: known for text in texts if (known := _kept.get((marks, text))) is not None}
    new = _marked([text for text in texts if text not in found], query)
    with _lock:
        _kept.update({(marks, text): html for text, html in new.items()})
    found |= new
    return [row.showing(found[row.statement], found[row.fact]) for row in rows]


def _marked(texts: list[str], query: Query) -> dict[str, SafeString]:
    """The HTML of each of `texts`. One query when there are Latin words to be marked."""
    headlines = texts
    if texts and query.latin:
        sql, parameters = query.headlines(texts)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            headlines = [headline for (headline,) in cursor]
    return {text: foreign(mark_runs(headline, query.runs)) for text, headline in zip(texts, headlines, strict=True)}
