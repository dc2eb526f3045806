"""What is examined on a page in the browser: accessibility, width, quiet, languages."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": _STANDARDS, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}

_UNTAGGED = r"""() => {
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const inside = texts.currentNode.parentElement;
    if (/\p{Script=Han}/u.test(texts.currentNode.data) && !inside.closest("[lang]").lang.startsWith("zh")) found.push(texts.currentNode.data.trim());
  }
  return found;
}"""
_INLINE = "() => document.querySelectorAll('style, [style], script:not([src], [type*=json]), [onclick], [onchange], [onload]').length"
_TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((e) => !e.closest(".vh, .skip, svg, [popover]:not(:popover-open)")
  && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((e) => e.outerHTML.slice(0, 120))"""


def axe_faults(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it stands: the rule and the element."""
    return _faults(page, _OPTIONS)


def laid_out_whole(page: Page) -> Page:
    """The page in a window as high as itself, so that a bar which sticks to the foot hides nothing that scrolling would show."""
    page.set_viewport_size({"width": page.viewport_size["width"], "height": page.evaluate("document.documentElement.scrollHeight")})
    return page


def axe_faults_in_light_and_dark(page: Page) -> list[str]:
    """The same in both colour schemes; in the second only the rules about colour, since nothing else differs."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour is caught half-way
    faults = axe_faults(page)
    page.emulate_media(color_scheme="dark")
    return faults + [f"dark {fault}" for fault in _faults(page, _COLOURS)]


def _faults(page: Page, options: dict) -> list[str]:
    violations = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {' '.join(map(str, node['target']))}" for rule in violations for node in rule["nodes"]]


def untagged_chinese(page: Page) -> list[str]:
    return page.evaluate(_UNTAGGED)


def inline_code(page: Page) -> int:
    return page.evaluate(_INLINE)


def sticking_out(page: Page) -> list[str]:
    """Elements that reach beyond the right edge, and the page itself when it scrolls sideways."""
    scrolls = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return page.evaluate(_TOO_WIDE) + (["the page scrolls sideways"] if scrolls else [])


class Watch:
    """Listens to a page from before its first load: what it complains of, and whom it calls."""

    def __init__(self, page: Page, site: str):
        self.complaints: list[str] = []
        self.strangers: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._note(request, urlsplit(site).netloc))

    def _note(self, request, host: str) -> None:
        self.asked.append(request.url)
        if urlsplit(request.url).netloc != host:
            self.strangers.append(request.url)
