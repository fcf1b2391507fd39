"""The parity page tells the truth: ids that exist, rules that are held, settings that do what the list says."""

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import parity
from docs.marked_tests import MarkedTests, marked_tests
from simulator.documents import Problems, node_of
from simulator.parity import ListedSetting, listed_settings, rules
from simulator.values import Json
from simulator.workspace.settings import HINTS, Settings, read_settings

ROOT = Path(__file__).parents[2]
PACKAGE, TESTS = ROOT / "simulator", ROOT / "tests"
RULE_IDS = {rule.id for rule in rules()}
HONOURED = [setting for setting in listed_settings() if setting.name in HINTS]
NO_RULES = {"track.customer.io", "track.customer.io.example.com", "segments.yaml"}
"""Hosts and a file, which look like ids."""
HELD = [rule for rule in rules() if rule.family in parity.HELD]


@pytest.fixture(scope="module")
def marked() -> MarkedTests:
    return marked_tests()


def written(value: dict[str, Json]) -> Settings | list[str]:
    """The settings of a definition that writes this, or what is wrong with it."""
    problems = Problems()
    settings = read_settings(node_of(value), problems)
    return [str(problem) for problem in problems] or settings


def test_no_id_stands_twice_in_a_list_and_each_begins_with_its_family() -> None:
    names = [setting.name for setting in listed_settings()]

    assert len(RULE_IDS) == len(rules())
    assert len(set(names)) == len(names)
    assert [rule.id for rule in rules() if not rule.id.startswith(f"{rule.family}.")] == []


def test_every_mark_of_a_test_names_a_rule_of_the_list(marked: MarkedTests) -> None:
    assert {rule: list(files) for rule, files in marked.items() if rule not in RULE_IDS} == {}


def test_no_rule_of_the_held_families_goes_without_a_test(marked: MarkedTests) -> None:
    missing = [f"{rule.id} ({rule.grade}): {rule.says}" for rule in parity.untested(HELD, marked)]

    assert not missing, f"{len(missing)} of {len(HELD)} rules have no test:\n" + "\n".join(missing)


def test_the_page_is_what_the_lists_and_the_marks_say(marked: MarkedTests) -> None:
    stands = parity.PAGE.read_text(encoding="utf-8")
    date = re.search(r"^As of (\d{4}-\d\d-\d\d)\.$", stands, flags=re.MULTILINE)

    assert date is not None
    assert stands == parity.page(marked, date=date[1]), "run `make docs`"


def rule_ids_in(file: Path) -> Iterator[tuple[str, str]]:
    """What looks like a rule's id in the strings and comments of a file, and where."""
    families = "|".join(sorted({rule.id.partition(".")[0] for rule in rules()}))
    looks_like_an_id = re.compile(rf"(?<![\w./-])(?:{families})(?:\.[a-z0-9][a-z0-9-]*)+(?![\w(/]|\.[a-z])")
    with file.open(encoding="utf-8") as lines:
        for token in tokenize.generate_tokens(lines.readline):
            for found in looks_like_an_id.findall(token.string):
                yield found, f"{file.relative_to(ROOT)}:{token.start[0]}"


@pytest.mark.parametrize("root", [PACKAGE, TESTS], ids=lambda root: root.name)
def test_every_rule_that_the_code_names_is_in_the_list(root: Path) -> None:
    found = [pair for file in sorted(root.rglob("*.py")) for pair in rule_ids_in(file)]

    assert len(found) > 100, "rules are named by their ids"
    assert [f"{place}: {rule}" for rule, place in found if rule not in RULE_IDS | NO_RULES] == []


def test_every_setting_that_chooses_a_rule_is_in_the_list() -> None:
    listed = {setting.name for setting in listed_settings()}

    assert [rule.id for rule in rules() if rule.setting is not None and rule.setting not in listed] == []
    assert [rule.id for rule in rules() if rule.grade == "unknown" and rule.setting is None] == []


def test_every_setting_that_chooses_a_rule_of_the_held_families_is_honoured() -> None:
    assert [f"{rule.id}: {rule.setting}" for rule in HELD if rule.setting and rule.setting not in HINTS] == []


def test_every_setting_that_is_honoured_is_in_the_list() -> None:
    assert set(HINTS) - {setting.name for setting in HONOURED} == set()


@pytest.mark.parametrize("setting", HONOURED, ids=lambda setting: setting.name)
def test_a_setting_has_the_default_of_the_list_and_takes_its_values(setting: ListedSetting) -> None:
    values = [value for value in setting.values if not str(value).startswith("any ")]

    assert written({setting.name: setting.default}) == Settings()
    assert [value for value in values if not isinstance(written({setting.name: value}), Settings)] == []


def test_every_setting_that_is_honoured_is_read_by_the_code() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))

    unread = [setting.name for setting in HONOURED if not re.search(rf"\.{setting.name}\b", code)]

    assert not unread, "nothing reads\n" + "\n".join(unread)


def other_words(setting: ListedSetting) -> list[str]:
    """What a test writes to choose otherwise; of those that are switched on and off, or free, the name must do."""
    words = [value for value in setting.values if isinstance(value, str) and not value.startswith("any ")]
    return [word for word in words if word != setting.default] or [""]


def test_every_other_value_of_a_setting_that_is_honoured_stands_in_a_test_beside_its_name() -> None:
    tests = [file.read_text(encoding="utf-8") for file in TESTS.rglob("*.py")]

    untried = [
        f"{setting.name} {word}"
        for setting in HONOURED
        for word in other_words(setting)
        if not any(setting.name in text and word in text for text in tests)
    ]

    assert not untried, "no test tries\n" + "\n".join(untried)
