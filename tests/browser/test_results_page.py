"""The page in a real browser: by keyboard, without script, light and dark, narrow and wide, on paper."""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import OpenPage, Scheme

if TYPE_CHECKING:
    from playwright.sync_api import Page

STORIES = [
    "A quiet day",
    "The order webhook is <late>",
    "Another quiet day",
    "A staging run touches only its own people",
]


def visible(page: "Page") -> list[str]:
    return page.locator(".story h3:visible").all_inner_texts()


def focused(page: "Page") -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


def unfold_all(page: "Page") -> None:
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def test_what_fails_is_open_and_the_rest_is_folded(open_page: OpenPage) -> None:
    page = open_page()

    assert visible(page) == STORIES
    assert page.locator(".story > details[open] h3").all_inner_texts() == [STORIES[1]]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_filter_goes_by_keyboard(open_page: OpenPage, script: bool) -> None:
    page = open_page(script=script)

    page.locator("#show-all").focus()
    page.keyboard.press("ArrowRight")

    assert visible(page) == [STORIES[1]]


def test_finding_goes_by_any_text_of_a_story_and_counts_what_is_shown(open_page: OpenPage) -> None:
    page = open_page()

    page.get_by_label("Find").fill("ANOTHER quiet")

    assert visible(page) == ["Another quiet day"]
    assert page.locator("#shown").inner_text() == "1 of 4 shown"


def test_a_story_opens_and_closes_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()

    page.locator("#story-1 summary").first.focus()
    page.keyboard.press("Enter")

    assert page.locator("#story-1 .timeline").is_visible()


def test_without_script_nothing_is_offered_that_needs_it(open_page: OpenPage) -> None:
    page = open_page(script=False)

    assert not page.locator(".scripted").is_visible()


def test_the_first_key_reaches_a_link_over_the_head_that_can_then_be_seen(open_page: OpenPage) -> None:
    page = open_page()

    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    page.keyboard.press("Enter")

    assert box is not None
    assert box["x"] >= 0
    assert focused(page) == "stories"


def test_the_focus_is_seen(open_page: OpenPage) -> None:
    page = open_page()
    seen = "[...document.querySelectorAll('#story-1 summary')].map(one => getComputedStyle(one).outlineStyle)[0]"

    before = page.evaluate(seen)
    page.locator("#show-all").focus()
    while not focused(page).startswith("holds"):
        page.keyboard.press("Tab")

    assert (before, page.evaluate(seen)) == ("none", "solid")


def test_the_address_of_a_story_opens_it(open_page: OpenPage) -> None:
    page = open_page(part="#story-3")

    assert page.locator("#story-3 .timeline").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_can_be_read_by_everybody(open_page: OpenPage, width: int, scheme: Scheme) -> None:
    page = open_page(width=width, scheme=scheme)
    unfold_all(page)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def test_dark_is_dark(open_page: OpenPage) -> None:
    grounds = [
        open_page(scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]

    assert grounds == ["rgb(251, 251, 252)", "rgb(20, 23, 27)"]


def test_on_a_telephone_nothing_reaches_over_the_edge(open_page: OpenPage) -> None:
    page = open_page(width=390)
    unfold_all(page)

    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_paper_there_is_nothing_to_press(open_page: OpenPage) -> None:
    page = open_page()

    page.emulate_media(media="print")

    assert not page.locator("#filter").is_visible()
    assert page.locator("#story-2 .timeline").is_visible()
