"""A real browser, light or dark and of any width, and the page of a run in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from simulator.report import Results, Skipped, results_page
from tests.browser.browser import browser_path
from tests.report.late_order import chronicled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

collect_ignore_glob = [] if browser_path() else ["test_*.py"]

Scheme = Literal["light", "dark"]
OpenPage = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Of the module, not the session: while it lives no other test of the process can run an event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a run with one story that fails, two that hold and one that was passed over."""
    folder = tmp_path_factory.mktemp("report")
    late = chronicled(folder / "story.yaml")
    held = replace(late, name="A quiet day", failures=())
    skipped = Skipped("A staging run touches only its own people", late.place, "no key")
    results = Results((held, late, replace(held, name="Another quiet day")), (skipped,))
    path = folder / "index.html"
    path.write_text(results_page(results), encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser: "Browser", report: Path) -> Iterator[OpenPage]:
    """Opens the page; afterwards the browser must have had nothing to say and have asked for nothing but the file."""
    opened = []
    said: list[str] = []
    asked: list[str] = []

    def opening(*, width: int = 1280, scheme: Scheme = "light", script: bool = True, part: str = "") -> "Page":
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.goto(report.as_uri() + part)
        return page

    yield opening
    for context in opened:
        context.close()
    assert said == []
    assert set(asked) == {report.as_uri()}
