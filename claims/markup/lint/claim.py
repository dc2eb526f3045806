"""Rules about the claim that a ClaimReview assesses: who made it, and where."""

import re
from collections.abc import Iterator

from claims.markup.lint.finding import GOOGLE, SCHEMA, Finding, absolute, error, host, listed, warning
from claims.markup.vocabulary import PROPERTIES
from claims.verdicts import Verdict

LONGEST_CLAIM = 75
FILLER = re.compile(
    r"(multiple|various|several|many|unknown|viral|anonymous|different) (sources?|people|users?|posts?|authors?|outlets?|media)"
    r"|(social media|internet|facebook|whatsapp|twitter|x|tiktok|weibo) (users?|posts?)|unknown|anonymous|various|people|n/?a|-",
    re.IGNORECASE,
)
_RATED = re.compile(rf"({'|'.join(sorted(Verdict.labels, key=len, reverse=True))}|fake|hoax|fact check|incorrect)\s*[:–—-]\s", re.IGNORECASE)


def statement(data: dict) -> Iterator[Finding]:
    claim = data.get("claimReviewed")
    if claim and not isinstance(claim, str):
        yield error("claimReviewed", "It is a text.", SCHEMA)
    elif claim and _RATED.match(claim):
        yield error("claimReviewed", "The verdict stands in the claim. Give the claim alone.", GOOGLE)
    elif claim and len(claim) > LONGEST_CLAIM:
        yield warning("claimReviewed", f"It has {len(claim)} characters; lists of fact checks cut it after {LONGEST_CLAIM}.", GOOGLE)


def item(data: dict) -> Iterator[Finding]:
    for claim in listed(data.get("itemReviewed")):
        if not isinstance(claim, dict):
            yield error("itemReviewed", "It is a Claim, not a text.", GOOGLE)
            continue
        kind = claim.get("@type")
        if kind != "Claim":
            old = str(kind) in PROPERTIES or str(kind).endswith(("Work", "Article", "Posting"))
            yield (warning if old else error)("itemReviewed.@type", f"The type is {kind!r}; it is “Claim”, letter for letter.", GOOGLE)
        yield from _origin(claim, data)
        yield from _claimants(claim, data)


def _origin(item: dict, data: dict) -> Iterator[Finding]:
    appearances = listed(item.get("firstAppearance")) + listed(item.get("appearance"))
    if not appearances:
        yield warning("itemReviewed.appearance", "Nothing says where the claim was made: give `appearance` or `firstAppearance`.", GOOGLE)
    if not appearances and not item.get("author"):
        yield error("itemReviewed", "Neither who made the claim nor where: it has no origin outside this page.", GOOGLE)
    own = host(data.get("url"))
    for work in appearances:
        address = work.get("url") if isinstance(work, dict) else work
        if address and not absolute(address):
            yield error("itemReviewed.appearance", f"{address!r} is not an absolute address.", SCHEMA)
        elif address and own and host(address) == own:
            yield error("itemReviewed.appearance", "The claim is said to appear on the site that checks it. Name the outside origin.", GOOGLE)
        elif isinstance(work, dict) and not (address or work.get("name") or work.get("headline")):
            yield error("itemReviewed.appearance", "An appearance has neither an address nor a name.", SCHEMA)


def _claimants(item: dict, data: dict) -> Iterator[Finding]:
    ours = {str(author.get("name", "")).lower() for author in listed(data.get("author")) if isinstance(author, dict)} - {""}
    for author in listed(item.get("author")):
        name = str(author.get("name") or "") if isinstance(author, dict) else ""
        if not name:
            yield error("itemReviewed.author", "Who made the claim has no name. Leave `author` out when nobody is known.", GOOGLE)
        elif FILLER.fullmatch(name.strip()):
            yield error("itemReviewed.author", f"“{name}” is nobody. Leave `author` out when nobody is known.", GOOGLE)
        elif name.lower() in ours:
            yield error("itemReviewed.author", "The checker is named as the one who made the claim.", GOOGLE)
