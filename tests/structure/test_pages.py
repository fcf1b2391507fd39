"""The pages tell the truth: generated ones are current, and what the README shows compiles and runs."""

import re
import runpy
from pathlib import Path

import msgspec
import pytest

from simulator.cli.main import main
from simulator.language.yaml_verbs import FORMS
from simulator.values import Json

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


def test_the_page_about_notes_is_what_the_rules_say() -> None:
    page = generated("generate.py")["lint_page"]

    assert callable(page)
    assert (ROOT / "docs" / "lint.md").read_text(encoding="utf-8") == page(), "run `make docs`"


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


def test_the_readme_says_of_the_rules_what_the_parity_page_counts() -> None:
    parity = (ROOT / "docs" / "parity.md").read_text(encoding="utf-8")
    (total,) = re.findall(r"^\| all \| (\d+) \| 100% \| (\d+) \((\d+%)\) \|$", parity, flags=re.MULTILINE)
    (date,) = re.findall(r"^As of (\S+)\.$", parity, flags=re.MULTILINE)

    (told,) = re.findall(r"the (\d+) rules .*; (\d+) of them \((\d+%)\) have a test, as of (\S+)\.", README)

    assert told == (*total, date)


@pytest.mark.parametrize(
    "page",
    sorted(str(path.relative_to(ROOT)) for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))),
)
def test_every_link_of_a_page_leads_to_a_page(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")

    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)

    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


WRONG: dict[str, Json] = {"x": 1}
SECTIONS: dict[str, Json] = {
    "a workspace": WRONG,
    "a campaign": {"campaigns": {"C": WRONG}},
    "a step": {"campaigns": {"C": {"steps": [{"send": WRONG}]}}},
    "a topic": {"topics": {"T": WRONG}},
    "a source": {"sources": {"web": WRONG}},
    "a scenario": {"scenario": "S", **WRONG},
    "a shopper": {"scenario": "S", "shoppers": {"Ada": WRONG}},
    "a fault": {"scenario": "S", "journey": [{"does": "log out", "delivery": WRONG}]},
    "an expectation": {"scenario": "S", "expect": [WRONG]},
    **{f"'{verb}'": {"scenario": "S", "journey": [{"does": verb, **WRONG}]} for verb in FORMS},
}


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS.keys())
def test_every_key_that_a_message_offers_stands_in_the_reference(
    section: dict[str, Json], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = section if "scenario" in section else {"scenario": "S", "workspace": section}
    (tmp_path / "story.yaml").write_bytes(msgspec.json.encode(story))

    main(["check", str(tmp_path / "story.yaml")])

    (offered,) = re.findall(r"unknown key 'x' .*Known: (.*)\.", capsys.readouterr().err)
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert [key for key in offered.split(", ") if f"`{key}" not in reference] == []
