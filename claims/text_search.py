"""How text becomes searchable, and how a reader's words become a query. The only file that names a text-search configuration.

The problem: readers type English ("blacklisted" should find "blacklist"), Chinese in either script, and pinyin with or without tone
marks. PostgreSQL stems English, but it has no Chinese word list and sees a run of characters as one word.

So every text is folded once, on both sides:
    accents and tone marks go        Xìnyòng → xinyong, façade → facade
    Traditional becomes Simplified   社會信用 → 社会信用          (OpenCC, t2s)
    runs of characters become pairs  社会信用 → 社会 会信 信用    (and single characters, for one-character queries)
    pinyin may be run together       shehui xinyong → shehuixinyong (a term is indexed with every run of its words; a query of syllables is joined)
Latin text goes through the configuration `english`, Chinese pairs through `simple`. A Chinese query is the phrase of its pairs, so 社会信用
does not find 信用社会. The configuration is a constant in each query: a per-row one would skip the GIN index.

A query is words, "quoted phrases", OR, and -excluded words, as search engines taught everyone. It is parsed here and not by
websearch_to_tsquery, which cannot mix the two configurations.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, reduce
from itertools import combinations
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db.models import Func, Value
from opencc import OpenCC

LATIN, CHINESE = "english", "simple"
HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
PARTS = ("latin", "pairs", "singles")
MAX_TERMS = 16
BREAK = "qrunendq"  # keeps the last pair of one run from standing next to the first pair of another
MARK_ON, MARK_OFF = "\ue000", "\ue001"  # private-use characters: nobody's text holds them

_RUN = re.compile(f"{HAN}+")
_QUOTES_AND_DASHES = "“”‘’–—"
"""All that most texts hold beside ASCII. To the parser they are what a blank is, so they become one before anything is looked at more closely."""
_MAYBE_MARK = re.compile("[\u0300-\u1fff\u20d0-\u2fff\u302a-\u33ff\ua000-\U0010ffff]")
"""Where accents and tone marks lie: none in Latin, among dashes and quotation marks, or among Chinese characters, of which texts are full."""
_SYLLABLES = r"(?>(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang|i?ong|uang|[aeiu]ng|i?a[no]|ua[in]|i?a|ua|[aeu]i|ou|i?e[nr]?|u[aeo]|iu|[iu]n|[aeiou]))+"
"""One pinyin syllable or more, loosely: what is no syllable is not taken for one; a few English words ("China", "Pence") are, which does no harm."""
_SPACED_PINYIN = re.compile(f"{_SYLLABLES}(?: {_SYLLABLES}){{1,9}}")
_TERM = re.compile(r'-?"[^"]*"?|\S+')
_PHRASE = "phraseto_tsquery('english', %s)"
_HEADLINES = "SELECT ts_headline('english', text, {phrases}, %s) FROM unnest(%s) WITH ORDINALITY AS given (text, place) ORDER BY place"


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` with Traditional characters as Simplified ones."""
    return _RUN.sub(lambda run: _simplified_run(run[0]), text)


@lru_cache(maxsize=4096)
def _simplified_run(run: str) -> str:
    return _simplifier().convert(run)


def folded(text: str) -> str:
    """`text` without accents and tone marks, in Simplified characters; case is kept."""
    if text.isascii():
        return text
    plain = _MAYBE_MARK.sub(lambda letter: "" if unicodedata.combining(letter[0]) else letter[0], unicodedata.normalize("NFKD", text))
    return simplified(unicodedata.normalize("NFC", plain))


def chinese_runs(text: str) -> list[str]:
    """The runs of Chinese characters in `text`, in order."""
    return [] if text.isascii() else _RUN.findall(text)


def without_chinese(text: str) -> str:
    return _RUN.sub(" ", text)


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def vector(weighted: dict[str, list[str]]) -> Func:
    """The search vector of texts by weight, not all empty, as {"A": [statement], "B": …}; an expression to assign to a SearchVectorField.

    Of the texts of one weight first the Latin words stand, then the pairs, then the single characters.
    """
    parts = []
    for weight, texts in weighted.items():
        for config, each in zip((LATIN, CHINESE, CHINESE), zip(*map(searchable, texts), strict=True), strict=True):
            parts += [SearchVector(Value(text), config=config, weight=weight) for text in each if text]
    return Func(*parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=SearchVectorField())


def spellings(pinyin: str) -> str:
    """`pinyin` in the ways that readers type it: as it stands, and each run of neighbouring words as one: "shèhuì xìnyòng" also "shèhuìxìnyòng"."""
    parts = pinyin.split()
    joined = ["".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 2, len(parts) + 1)]
    return " . ".join([pinyin, *joined])


def searchable(text: str) -> tuple[str, str, str]:
    """What of `text` is searched, folded: its Latin words, the pairs of its Chinese runs, and their single characters, each once."""
    if not text.isascii():
        for mark in _QUOTES_AND_DASHES:
            text = text.replace(mark, " ")
    plain = folded(text).replace("\x00", " ")
    runs = chinese_runs(plain)
    if not runs:
        return plain, "", ""
    pairs = " ".join(f"{' '.join(_pairs(run))} {BREAK}" for run in runs if len(run) > 1)
    return without_chinese(plain), pairs, " ".join(sorted(set("".join(runs))))


def vector_of_columns(weight: str, columns: Sequence[str]) -> str:
    """The search vector as SQL, for many rows at once, of columns that hold what is `searchable` of a text."""
    latin, pairs, singles = vectors_of_columns(weight, columns)
    return f"CASE {columns[-1]} WHEN '' THEN {latin} ELSE {latin} || {pairs} || {singles} END"


def vectors_of_columns(weight: str, columns: Sequence[str]) -> list[str]:
    """The three parts of it: of the Latin words, of the pairs, of the single characters."""
    configs = zip(columns, (LATIN, CHINESE, CHINESE), strict=True)
    return [f"setweight(to_tsvector('{config}', {column}), '{weight}')" for column, config in configs]


def words(text: str) -> set[str]:
    """The Latin words of `text` that a misspelling could be meant for: folded, lower case, four letters or more."""
    return words_of_folded([folded(text)])


def words_of_folded(texts: Iterable[str]) -> set[str]:
    """`words` of texts that have been folded already."""
    parts = set()
    for text in texts:
        parts.update(text.split())
    return set(re.findall(r"[a-z]{4,40}", " ".join(parts).lower()))


def sharing(found: list[str], least: int) -> SearchQuery:
    """A query for texts that hold at least `least` of these folded words."""
    each = [SearchQuery(word, config=LATIN if word.isascii() else CHINESE, search_type="plain") for word in found]
    return reduce(or_, (reduce(and_, some) for some in combinations(each, least)))


class Query:
    """A reader's words, parsed once: `tsquery` for the database, `latin` and `runs` for highlighting; falsy when it asks for nothing."""

    def __init__(self, text: str):
        self.text = text
        self.latin: list[str] = []
        self.runs: list[str] = []
        self.tsquery: SearchQuery | None = self._parsed(text)

    def __bool__(self) -> bool:
        return self.tsquery is not None

    def _parsed(self, text: str) -> SearchQuery | None:
        """What the terms ask for, or for pinyin in several words the same as one word."""
        asked = self._terms(text)
        plain = " ".join(folded(text).lower().split())
        if _SPACED_PINYIN.fullmatch(plain):
            return asked | SearchQuery(plain.replace(" ", ""), config=LATIN, search_type="phrase")
        return asked

    def _terms(self, text: str) -> SearchQuery | None:
        """Terms joined by AND; OR binds the terms on its two sides."""
        groups: list[SearchQuery] = []
        join_with_or = False
        for term in _TERM.findall(text.replace("\x00", " "))[:MAX_TERMS]:
            if term == "OR":
                join_with_or = bool(groups)
                continue
            query = self._term(term)
            if query is None:
                continue
            if join_with_or:
                groups[-1] = groups[-1] | query
            else:
                groups.append(query)
            join_with_or = False
        if not groups:
            return None
        whole = groups[0]
        for group in groups[1:]:
            whole = whole & group
        return whole

    def _term(self, term: str) -> SearchQuery | None:
        excluded = term.startswith("-") and len(term) > 1
        body = folded(term[1:] if excluded else term)
        parts: list[list[SearchQuery]] = []  # all of these, each in any of its forms
        if latin := " ".join(re.findall(r"[^\W_]+", without_chinese(body))):
            phrases = list(dict.fromkeys([latin, without_chinese(body).strip('" ')]))  # "state-media" as two words; "1.5", "SC-0007" as they stand
            parts.append([SearchQuery(phrase, config=LATIN, search_type="phrase") for phrase in phrases])
            if not excluded:
                self.latin += phrases
        for run in chinese_runs(body):
            pairs = _pairs(run) or [run]
            parts.append([SearchQuery(" <-> ".join(f"'{pair}'" for pair in pairs), config=CHINESE, search_type="raw")])
            if not excluded:
                self.runs.append(run)
        if not parts:
            return None
        if excluded:  # a combined query cannot be inverted, so its parts are
            return reduce(or_, (reduce(and_, (~form for form in forms)) for forms in parts))
        return reduce(and_, (reduce(or_, forms) for forms in parts))

    def headlines(self, texts: list[str]) -> tuple[str, list]:
        """SQL and its parameters: `texts` whole, in their order, Latin matches between MARK_ON and MARK_OFF. Only for a query with Latin words."""
        phrases = " || ".join([_PHRASE] * len(self.latin))
        return _HEADLINES.format(phrases=phrases), [*self.latin, f"HighlightAll=true, StartSel={MARK_ON}, StopSel={MARK_OFF}", texts]


def mark_runs(text: str, runs: list[str]) -> str:
    """`text` with each of the Chinese `runs` (Simplified) between MARK_ON and MARK_OFF, whichever script it is written in."""
    plain = simplified(text)
    if len(plain) != len(text):  # a character folded into two: leave the text unmarked rather than mark the wrong letters
        return text
    for run in sorted(set(runs), key=len, reverse=True):
        start = plain.find(run)
        while start >= 0:
            end = start + len(run)
            text = text[:start] + MARK_ON + text[start:end] + MARK_OFF + text[end:]
            plain = plain[:start] + MARK_ON + plain[start:end] + MARK_OFF + plain[end:]
            start = plain.find(run, end + 2)
    return text
