"""Text as it is compared, in the database: small letters, no accents, Simplified characters.

`claims.text_search.folded` does the same in Python, for the search. Here it is a function of the database, so that an index can hold what it
gives and no column repeats it. Characters are folded one by one, which is enough for telling how alike two texts are.
"""

from django.db import models
from django.db.models import Func
from opencc import OpenCC

_FUNCTION = """
    CREATE FUNCTION sources_folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT CASE WHEN $1 ~ '[\u3400-\u9fff]' THEN translate(plain, '{traditional}', '{simplified}') ELSE plain END
        FROM (SELECT lower(public.unaccent('public.unaccent', normalize($1, NFKC))) AS plain) AS texts
    $$;
"""
REMOVE = "DROP FUNCTION sources_folded(text);"


class Folded(Func):
    """A text expression, folded."""

    function = "sources_folded"
    output_field = models.TextField()


def install() -> str:
    """The SQL that makes the function, with the characters that OpenCC knows."""
    convert = OpenCC("t2s").convert
    pairs = [(letter, simple) for code in range(0x3400, 0xA000) if len(simple := convert(letter := chr(code))) == 1 and simple != letter]
    return _FUNCTION.format(traditional="".join(pair[0] for pair in pairs), simplified="".join(pair[1] for pair in pairs))
