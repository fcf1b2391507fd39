"""Which browser there is: the system's Chromium, or the one that Playwright brought; `make test-deps` installs one."""

import shutil
from importlib.util import find_spec

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NEEDED = ("playwright", "axe_playwright_python")


def browser_path() -> str | None:
    """The browser's executable; nothing where it or what drives it is missing."""
    if not all(map(find_spec, NEEDED)):
        return None
    return next(filter(None, map(shutil.which, NAMES)), None)
