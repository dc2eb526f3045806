"""How an editor works the desk in the browser: by the mouse, or by the keyboard alone. Every click and every keystroke is counted."""

import time

from playwright.sync_api import Browser, Locator, expect

from tests.desk import signed_in

_HERE = "e => e === document.activeElement"
_FARTHEST = 500  # steps with Tab; a page that needs more is no page for a keyboard


class Hands:
    """One person at the desk. `keys` works without a mouse: what is wanted is walked to by Tab and pressed by Enter or the space bar."""

    def __init__(self, browser: Browser, site: str, user, *, keys: bool = False):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")  # no colour is caught half-way
        cookie = signed_in(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        self.page, self.site, self.keys = context.new_page(), site, keys
        self.clicks = self.strokes = 0
        self.began = time.monotonic()
        self.page.goto(f"{site}/admin/")

    def reach(self, what: Locator) -> None:
        """Bring the focus to `what`."""
        if not self.keys:
            what.click()
            self.clicks += 1
            return
        expect(what).to_be_visible()
        for _ in range(_FARTHEST):
            if what.evaluate(_HERE):
                return
            self.stroke("Tab")
        raise AssertionError(f"{what} cannot be reached by Tab.")

    def stroke(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.strokes += 1

    def press(self, what: str | Locator) -> None:
        """Press the button, or follow the link, of that name."""
        target = what if isinstance(what, Locator) else self.named(what)
        self.reach(target)
        if self.keys:
            self.stroke("Enter")

    def go(self, what: str | Locator) -> None:
        """Press it, and wait for the next page."""
        before = self.page.evaluate("performance.timeOrigin")
        self.press(what)
        self.page.wait_for_function("before => performance.timeOrigin !== before && document.readyState === 'complete'", arg=before)

    def named(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).or_(self.page.get_by_role("link", name=name, exact=True)).first

    def write(self, field: str, text: str) -> None:
        """Type `text` over what stands in the field with that id."""
        self.reach(self.page.locator(f"#id_{field}"))
        self.stroke("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def choose(self, field: str, option: str) -> None:
        """Choose the option that begins with `option` by typing it."""
        box = self.page.locator(f"#id_{field}")
        self.reach(box)
        if self.keys:
            self.page.keyboard.type(option)
            self.strokes += len(option)
        else:
            box.select_option(label=next(text for text in box.locator("option").all_inner_texts() if text.startswith(option)))

    def tick(self, box: Locator) -> None:
        self.reach(box)
        if self.keys:
            self.stroke("Space")

    def find(self, field: str, text: str, *, shown: str) -> None:
        """Search in the box of `field`, and take the first of what is found, which says `shown`."""
        self.reach(self.page.locator(f"#id_{field} + .select2 .select2-selection"))
        if self.keys:
            self.stroke("Enter")
        search = self.page.locator(".select2-container--open .select2-search__field")
        expect(search).to_be_focused()  # letters typed before that are lost
        self.page.keyboard.type(text)
        self.strokes += len(text)
        expect(search).to_have_value(text)
        expect(self.page.locator(".select2-results__option--highlighted")).to_contain_text(shown)
        self.stroke("Enter")

    @property
    def effort(self) -> str:
        return f"{time.monotonic() - self.began:.1f} s, {self.clicks} clicks, {self.strokes} keystrokes"
