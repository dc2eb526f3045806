"""A text as HTML: escaped, Chinese tagged with its language, what a search matched in it marked."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from claims.text_search import HAN, MARK_OFF, MARK_ON

_INNER = rf"{HAN[:-1]}{MARK_ON}{MARK_OFF}，。、；：？！“”‘’《》（）〔〕·—0-9A-Z]"
_FOREIGN = re.compile(rf"(?:{MARK_ON})?{HAN}(?:{_INNER}*(?:{HAN}|[》）〕。！？]))?(?:{MARK_OFF})?")


def foreign(text: str) -> SafeString:
    """`text` escaped, its runs of Chinese tagged with their language, its search matches marked."""
    tagged = with_chinese_tagged(str(conditional_escape(text or "")))
    return mark_safe(tagged.replace(MARK_ON, "<mark>").replace(MARK_OFF, "</mark>"))  # escaped above


def with_chinese_tagged(html: str) -> str:
    """`html`, text without tags, with its runs of Chinese tagged with their language."""
    return _FOREIGN.sub(lambda found: f'<span lang="zh-Hans">{found[0]}</span>', html)
