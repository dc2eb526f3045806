"""A reader without a browser: opens pages, reads them, and follows only links and forms that are really there."""

from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.test import Client
from justhtml import JustHTML

HOST = "http://127.0.0.1:8000"


def words_of(node) -> str:
    """The text of a node, with single blanks."""
    return " ".join(_raw(node).split())


def _raw(node) -> str:
    return node.data if node.name == "#text" else "".join(_raw(child) for child in node.children or [])


class Reader:
    """Where the reader is: `address`, `status`, and the page as a tree."""

    def __init__(self):
        self.client, self.address, self.status, self.page, self.body = Client(headers={"host": "127.0.0.1:8000"}), "/", 0, None, b""

    def open(self, address: str) -> "Reader":
        """Go to `address`, through redirects, as a browser does."""
        for _ in range(5):
            self.address = urljoin(self.address, urldefrag(address.removeprefix(HOST)).url)
            answer = self.client.get(self.address)
            self.status, self.body = answer.status_code, answer.getvalue()
            if self.status not in (301, 302):
                break
            address = answer["Location"]
        self.page = JustHTML(self.body.decode(), sanitize=False, strict=True) if answer["Content-Type"].startswith("text/html") else None
        return self

    def follow(self, words: str, *, within: str = "body") -> "Reader":
        """Follow the link below `within` whose text is `words`, else the first whose text has them."""
        links = [(words_of(a), a.attrs["href"]) for a in self.page.query(f"{within} a[href]")]
        found = [href for text, href in links if text == words] or [href for text, href in links if words in text]
        assert found, f"{self.address} has no link “{words}”, only {[text for text, _ in links]}"
        return self.open(found[0])

    def choose(self, *, form: str = "#filters", tick: tuple[str, ...] = (), **typed: str) -> "Reader":
        """Fill in a form and send it as a browser without script does: empty fields too. `tick` names labels by their words."""
        sent = [(field.attrs["name"], typed.pop(field.attrs["name"], field.attrs.get("value", ""))) for field in self._fields(form)]
        for words in tick:
            label = next(label for label in self.page.query(f"{form} label") if words_of(label).startswith(words))
            box = label.query_one("input")
            sent.append((box.attrs["name"], box.attrs["value"]))
        assert not typed, f"the form has no fields {list(typed)}"
        return self.open(f"{self.page.query_one(form).attrs['action']}?{urlencode(sent)}")

    def _fields(self, form: str):
        return [f for f in self.page.query(f"{form} input[name]") if f.attrs.get("type") not in ("checkbox", "radio") or "checked" in f.attrs]

    def search(self, words: str) -> "Reader":
        """Use the search field of the page's header."""
        return self.choose(form="header form[action='/claims/']", q=words)

    def text(self, css: str = "main") -> str:
        found = self.page.query_one(css)
        assert found, f"{self.address} has no {css}"
        return words_of(found)

    def texts(self, css: str) -> list[str]:
        return [words_of(node) for node in self.page.query(css)]

    def claims(self) -> dict[str, str]:
        """The claims of the list in view: address → verdict."""
        rows = self.page.query("#results .row") or self.page.query("main .row")
        return {row.query_one("a").attrs["href"]: words_of(row.query_one(".verdict")).removeprefix("Verdict: ") for row in rows}

    def internal_links(self) -> list[str]:
        """Addresses on this site that the page refers to, as paths with query string and fragment."""
        found = [urljoin(HOST + self.address, node.attrs["href"]) for node in self.page.query("a[href], link[href]")]
        return [link.removeprefix(HOST) for link in found if urlsplit(link).netloc == urlsplit(HOST).netloc]
