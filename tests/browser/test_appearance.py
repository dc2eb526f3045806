"""Light or dark: as the device says, at once as the reader says, and on every page once kept. Paper is always light."""

import pytest

pytestmark = pytest.mark.browser
LIGHT, DARK = "rgb(252, 252, 250)", "rgb(17, 22, 26)"


def _paper(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def _choose(page, label: str, *, keep: bool = False) -> None:
    page.get_by_role("button", name="Appearance").click()
    page.get_by_role("radio", name=label).check()
    if keep:
        page.get_by_role("button", name="Keep this choice").click()


@pytest.mark.parametrize(("scheme", "paper"), [("light", LIGHT), ("dark", DARK)])
def test_at_first_the_page_is_as_the_device_is(page, site, scheme, paper):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/")

    assert _paper(page) == paper


def test_a_choice_shows_at_once(page, site):
    page.goto(f"{site}/about/")
    _choose(page, "Dark")
    dark = _paper(page)
    page.get_by_role("radio", name="Light").check()

    assert (dark, _paper(page), page.url) == (DARK, LIGHT, f"{site}/about/")


def test_a_kept_choice_holds_on_every_page_and_leads_back_to_the_same_one(page, site):
    page.goto(f"{site}/claims/?verdict=false")
    _choose(page, "Dark", keep=True)
    page.wait_for_load_state()
    back = page.url
    page.goto(f"{site}/glossary/")

    assert back == f"{site}/claims/?verdict=false"
    assert _paper(page) == DARK
    assert [cookie["name"] for cookie in page.context.cookies()] == ["theme"]


def test_a_kept_choice_can_be_changed_and_given_up(page, site):
    page.goto(f"{site}/")
    _choose(page, "Dark", keep=True)
    page.wait_for_load_state()
    _choose(page, "Light")
    other = _paper(page)
    page.get_by_role("radio", name="Same as my device").check()
    page.get_by_role("button", name="Keep this choice").click()
    page.wait_for_load_state()

    assert other == LIGHT
    assert (_paper(page), page.context.cookies()) == (LIGHT, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_whatever_was_chosen(page, site, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/")
    _choose(page, "Dark", keep=True)
    page.wait_for_load_state()
    page.emulate_media(media="print")

    assert _paper(page) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(24, 29, 34)"


def test_a_reader_who_chooses_nothing_gets_no_cookie(page, site):
    page.goto(f"{site}/")
    page.goto(f"{site}/claims/")

    assert page.context.cookies() == []
