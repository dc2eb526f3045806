"""What templates need to show claims: marks, verdicts, dates, foreign words, Markdown. Builtins: no {% load %} needed."""

import json
import re
from datetime import date, datetime
from urllib.parse import urlsplit

import nh3
from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

from claims.markup.foreign import foreign, with_chinese_tagged
from claims.markup.glance import mark, partial, strip, verdict
from claims.markup.links import link
from claims.markup.rows import Row
from claims.markup.standing import breadcrumbs
from claims.models import Claim
from claims.verdicts import Stance, Verdict, place_label
from sources.filters import LANGUAGES
from sources.partial_dates import PartialDate

register = template.Library()

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
_TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "code", "h2", "h3", "h4", "hr", "br", "table", "thead", "tbody", "tr", "th", "td"}
_BETWEEN_TAGS = re.compile(r"(<[^>]*>)")
_HEADING = re.compile(r"<h2>(.*?)</h2>")


register.simple_tag(mark)
register.simple_tag(verdict)
register.filter(foreign)
register.filter(partial)


_DRAWN = dict(re.findall(r'<symbol id="m-([a-z-]+)"[^>]*>(.*?)</symbol>', (settings.BASE_DIR / "templates" / "_marks.html").read_text("utf-8")))


@register.simple_tag
def drawn_mark(name: str) -> SafeString:
    """The shape of a verdict, drawn in its place, where no sprite can be referred to: in a PDF."""
    return mark_safe(
        f'<svg class="mark" viewBox="0 0 24 24" fill="currentColor"><title>Shape of this verdict</title>{_DRAWN[name]}</svg>'
    )  # our own sprite only


_ICONS = {
    "close": '<path d="m5 5 14 14M19 5 5 19"/>',
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/>',
    "filter": '<path d="M3 6h18M7 12h10M10.5 18h3"/>',
    "next": '<path d="M4 12h15m-6-6 6 6-6 6"/>',
    "appearance": '<circle cx="12" cy="12" r="9"/><path d="M12 3v18a9 9 0 0 0 0-18Z" fill="currentColor"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the site's own line icons; always beside words."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{_ICONS[name]}</svg>')  # our own constants only


@register.filter
def verdict_meaning(value: str) -> str:
    return Verdict(value).meaning


@register.filter
def verdict_label(value: str) -> str:
    return Verdict(value).label


@register.filter
def place(value: str) -> str:
    return place_label(value)


@register.simple_tag(name="strip")
def strip_of(claim: Claim) -> SafeString:
    """One mark a source, by stance: how much evidence there is and which way it points."""
    return strip(claim.refuting, claim.supporting, claim.contextual)


@register.simple_tag
def row(claim: Claim, tight: bool = False) -> SafeString:
    """The claim as a row of a list; a tight one says neither how much evidence there is nor the topic. Reads the claim's topics."""
    return conditional_escape(Row.of(claim, tight=tight))


@register.filter
def in_language(text: str, tag: str) -> SafeString:
    """`text` tagged with the language `tag`; English is the language of the page and needs no tag."""
    if not text or tag.split("-")[0] == "en":
        return foreign(text)
    return format_html('<span lang="{}">{}</span>', tag, text)


@register.filter
def prose(text: str) -> SafeString:
    """Markdown as HTML: rendered without raw HTML, cleaned, Chinese tagged with its language."""
    clean = nh3.clean(_MARKDOWN.render(text or ""), tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None)
    parts = _BETWEEN_TAGS.split(clean)
    tagged = [part if part.startswith("<") else with_chinese_tagged(part) for part in parts]
    return mark_safe("".join(tagged))  # cleaned by nh3


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """A date as "12 November 2026" in a <time>; moments are shown in UTC."""
    if value is None:
        return ""
    on = value.date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), PartialDate(on.isoformat()).printed)


@register.filter
def plural(n: int, noun: str) -> str:
    """`1 claim`, `3 claims`; a noun with its own plural is given as `entry,entries`."""
    one, _, many = noun.partition(",")
    return f"{n} {one if n == 1 else many or one + 's'}"


@register.simple_tag(takes_context=True)
def current(context, prefix: str) -> SafeString | str:
    """aria-current for a link to a part of the site: "page" on the page itself, "true" below it."""
    request = context.get("request")
    if request is None or not request.path.startswith(prefix):
        return ""
    return format_html(' aria-current="{}"', "page" if request.path == prefix else "true")


@register.filter
def item(mapping, key: str):
    """The entry of a mapping under a key that template syntax cannot write; "" when it has none."""
    return mapping.get(key) or ""


@register.filter
def elided(paginator, number: int):
    """The page numbers to show around `number`, with gaps."""
    return paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)


@register.simple_tag
def evidence_strip(groups) -> SafeString:
    """The strip of marks for evidence in groups of (stance, pieces), as on the claim page."""
    counts = {stance: len(pieces) for stance, pieces in groups}
    return strip(counts[Stance.REFUTES], counts[Stance.SUPPORTS], counts[Stance.CONTEXT])


@register.filter
def language_name(tag: str) -> str:
    """The English name of a BCP 47 tag's language; the tag itself for one we have no name for."""
    return LANGUAGES.get(tag.split("-")[0], tag)


@register.filter
def host(address: str) -> str:
    """The host of an address, without www."""
    return urlsplit(address).netloc.removeprefix("www.")


@register.filter
def page_prose(text: str) -> SafeString:
    """Markdown of our own pages: as `prose`, with an id on each heading so that parts can be linked."""
    return mark_safe(_HEADING.sub(lambda found: f'<h2 id="{slugify(found[1])}">{found[1]}</h2>', prose(text)))  # slugs and cleaned text only


@register.simple_tag
def data_block(data: dict) -> SafeString:
    """JSON-LD as a data block, which no browser runs; `<`, `>` and `&` are written as escapes, so that no text can end the block."""
    text = json.dumps(data, ensure_ascii=False).translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"})
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # escaped above


_PLACES = {"claims": "Claims", "topics": "Topics", "sources": "Sources", "collections": "Lessons", "data": "Data"}


@register.simple_tag
def crumbs(*places, here: str = "") -> SafeString:
    """The way from the first page to this one, for readers and as a BreadcrumbList: names of addresses or things with one; `here` is this page."""
    steps = [("Home", reverse("home"))]
    for place in filter(None, places):
        named = isinstance(place, str)
        steps.append((_PLACES[place], reverse(place)) if named else (getattr(place, "reference", "") or str(place), place.get_absolute_url()))
    links = format_html_join("", '<li><a href="{1}">{0}</a></li>', steps)
    last = format_html('<li aria-current="page">{}</li>', here) if here else ""
    nav = format_html('<nav class="crumbs" aria-label="Breadcrumb"><ol role="list">{}{}</ol></nav>', links, last)
    return nav + data_block(breadcrumbs([*steps, (here, "")] if here else steps, link))
