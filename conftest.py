"""The suite's own pytest: our plugin comes by its entry point, as for a user; `pytester` tries it on projects."""

pytest_plugins = ["pytester"]
