"""The suite's own pytest: our plugin comes by its entry point, as it does for a user; `pytester` tries it on projects."""

pytest_plugins = ["pytester"]
