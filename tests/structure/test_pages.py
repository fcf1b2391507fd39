"""The pages tell the truth: generated ones are current, and what the README shows compiles and runs."""

import re
import runpy
from pathlib import Path

import pytest

from simulator.cli.main import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def generated(script: str) -> dict[str, object]:
    return runpy.run_path(str(ROOT / "docs" / script))


def test_the_reference_is_what_the_tables_say() -> None:
    page = generated("generate.py")["page"]

    assert callable(page)
    assert (ROOT / "docs" / "reference.md").read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_picture_of_the_readme_shows_what_the_program_prints() -> None:
    module = generated("pictures.py")
    text, svg = module["failing_text"], module["svg"]

    assert callable(text)
    assert callable(svg)
    assert (ROOT / "docs" / "images" / "late_order.svg").read_text(encoding="utf-8") == svg(text()), "run `make docs`"


def test_the_first_screen_has_the_two_commands_that_the_makefile_knows() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    commands = blocks("sh")[0].split("\n")

    assert commands[:2] == ["make demo", "make test"]
    assert all(f"\n{command.removeprefix('make ')}:" in makefile for command in commands[:2])


@pytest.mark.parametrize(("language", "name"), [("gherkin", "readme.feature"), ("yaml", "readme.yaml")])
def test_the_stories_of_the_readme_hold(language: str, name: str, tmp_path: Path) -> None:
    (block,) = blocks(language)
    (tmp_path / name).write_text(block, encoding="utf-8")

    status = main(["run", str(tmp_path / name), "--quiet", "--report", str(tmp_path / "report")])

    assert status == 0


def test_every_link_of_the_readme_leads_to_a_page() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []
