"""Where the linter's rules end: what looks like a slip and is none, and what is said of one."""

from pathlib import Path

import pytest

from simulator.language import lint, read_files

Found = list[tuple[str, int, int]]


class Folder:
    """Files to lint; `messages` are those of the last look."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.messages: list[str] = []

    def write(self, name: str, text: str) -> None:
        (self._path / name).write_text(text, encoding="utf-8")

    def notes(self, *ignored: str) -> Found:
        """Rule, line and column of each note on all that was written."""
        workspaces = [path for path in self._path.glob("*.yaml") if path.name == "workspace.yaml"]
        plans = [path for path in self._path.glob("*.yaml") if path.name == "tracking_plan.yaml"]
        stories = sorted(set(self._path.glob("*.yaml")) - {*workspaces, *plans})
        features = sorted(self._path.glob("*.feature"))
        reading = read_files(definitions=workspaces, stories=stories, features=features, plans=plans)
        found = lint(reading, ignored=ignored)
        self.messages = [note.message for note in found]
        return [(note.rule, note.place.line, note.place.column) for note in found]

    def of_steps(self, *lines: str) -> set[str]:
        """The rules that have something against these steps; the first stands in line 3."""
        self.write("f.feature", "\n".join(["Feature: F", "Scenario: S", *lines]))
        return {rule for rule, _, _ in self.notes()}

    def of_segment(self, condition: str) -> set[str]:
        self.write("workspace.yaml", f"segments:\n  Buyers: performed \"Order Placed\"\n  S: '{condition}'\n")
        return {rule for rule, _, _ in self.notes()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


MIA = 'Given "Mia" is a new visitor on a laptop'
ONE = 'Then "Mia" is 1 profile'
STORY = """\
scenario: A cart
shoppers: {Mia: {known as: {customer_id: C-1, plan: gold}}}
journey:
  - {at: 0m, shopper: Mia, on: laptop, does: event, name: Quiz Finished, data: {score: 5}}
expect: [{at: 1h, profiles: 1}]
"""


@pytest.mark.parametrize(
    "step",
    [
        'When "Mia" views the page "https://shop.example/cart" on the laptop',
        'When "Mia" chooses "n/a" on the form',
        'When "Mia" compares order "#1001" with ".5 l"',
        'When "Mia" reads "Home > Serums"',
        'When "Mia" and "Noor" look at the offer',
        "When the score is between low and high",
        'When "Mia" searches for "payload today and wait"',
        'Given the flow "Welcome" waits for the first order',
    ],
)
def test_a_step_that_only_looks_like_a_slip_is_left_alone(folder: Folder, step: str) -> None:
    assert folder.of_steps(MIA, step, ONE) - {"act-in-given"} == set()


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        ("When the shop calls POST /v2/batch", "url-in-step"),
        ('When "Mia" opens "/checkout"', "url-in-step"),
        ('When "Mia" clicks "div.cart > button"', "selector-in-step"),
        ('When "Mia" clicks "//button[1]"', "selector-in-step"),
        ('When the shop sends:\n  """\n  {"sku": 1}\n  """', "json-in-step"),
        ("Given I sleep for a minute", "wait-in-scenario"),
        ("When the mail of last Monday is opened", "vague-date"),
    ],
)
def test_a_slip_is_found_in_its_other_forms_too(folder: Folder, step: str, rule: str) -> None:
    assert rule in folder.of_steps(MIA, step, ONE)


def test_many_turns_are_left_alone_where_a_rule_holds_them_together(folder: Folder) -> None:
    turns = [f'When "Mia" starts checkout on the laptop\n{ONE}'] * 3
    folder.write("f.feature", "\n".join(["Feature: F", "Rule: A visit", "Scenario: S", MIA, *turns]))

    assert folder.notes() == []


def test_two_examples_of_one_row_each_are_two_rows(folder: Folder) -> None:
    examples = "Examples:\n| device |\n| {} |\n"
    outline = 'Feature: F\nScenario Outline: S\nGiven "Mia" is a new visitor on a <device>\n'
    folder.write("f.feature", outline + examples.format("laptop") + examples.format("phone"))

    assert folder.notes() == []


def test_a_step_of_an_outline_is_noted_once(folder: Folder) -> None:
    rows = "Examples:\n| count |\n| 1 |\n| 2 |\n"
    folder.write("f.feature", f"Feature: F\nScenario Outline: S\n{MIA}\nWhen I wait <count> seconds\n{ONE}\n{rows}")

    assert folder.notes() == [("wait-in-scenario", 4, 1)]


@pytest.mark.parametrize("step", ["Given the cart of 'A full cart'", 'Given we continue after "A full cart"'])
def test_a_scenario_that_names_another_one_needs_it(folder: Folder, step: str) -> None:
    folder.write(
        "f.feature", f"Feature: F\nScenario: A full cart\n{MIA}\nScenario: S\n{step}\nWhen it is bought\n{ONE}\n"
    )

    assert folder.notes() == [("scenario-needs-another", 4, 1)]
    assert folder.messages == [
        "the scenario needs 'A full cart'; each scenario runs in a workspace of its own, in any order"
    ]


def test_a_scenario_that_only_checks_needs_another_one(folder: Folder) -> None:
    folder.write("f.feature", f"Feature: F\nScenario: One\n{MIA}\nScenario: Two\nThen the cart is full\n")

    assert folder.notes() == [("scenario-needs-another", 4, 1)]


def test_a_tag_of_its_own_or_with_another_number_is_no_slip(folder: Folder) -> None:
    tags = ["@priority0 @smoke", "@priority0", "@priority1"]
    scenarios = [f"{tag}\nScenario: S{number}\n{MIA}" for number, tag in enumerate(tags)]
    folder.write("f.feature", "\n".join(["Feature: F", *scenarios]))

    assert folder.notes() == []


@pytest.mark.parametrize("domain", ["example.com", "shop.example.net", "EXAMPLE.ORG", "lumen.example", "lumen.test"])
def test_reserved_domains_are_left_alone(folder: Folder, domain: str) -> None:
    assert folder.of_steps(MIA, f'When "Mia" gives email "mia@{domain}" on the laptop', ONE) == set()


@pytest.mark.parametrize("domain", ["gmail.com", "example.com.au", "myexample.com"])
def test_other_domains_are_somebody_s(folder: Folder, domain: str) -> None:
    assert folder.of_steps(MIA, f'When "Mia" gives email "mia@{domain}" on the laptop', ONE) == {"real-domain"}


@pytest.mark.parametrize(
    "number", ["+12025550143", "+1 (415) 555-0100", "+447700900123", "+442079460999", "+61491570006", "+33199001234"]
)
def test_reserved_numbers_are_left_alone(folder: Folder, number: str) -> None:
    assert folder.of_steps(MIA, f'When "Mia" gives phone "{number}" on the laptop', ONE) == set()


@pytest.mark.parametrize("number", ["+12025550200", "+1 202 456 1111", "+447700901123", "+4915112345678"])
def test_other_numbers_may_ring_at_somebody_s(folder: Folder, number: str) -> None:
    assert folder.of_steps(MIA, f'When "Mia" gives phone "{number}" on the laptop', ONE) == {"real-phone"}


def test_an_address_in_a_table_is_found_in_its_row(folder: Folder) -> None:
    table = "  | attribute | value |\n  | email | ada@gmail.com |\n"
    folder.write("f.feature", f'Feature: F\nScenario: S\nGiven "Ada" is a known customer with:\n{table}')

    assert folder.notes() == [("real-domain", 5, 3)]


def test_an_address_in_a_story_is_found_where_it_begins(folder: Folder) -> None:
    folder.write("s.yaml", STORY.replace("plan: gold", "email: 'ada@gmail.com'"))

    (found,) = folder.notes()

    assert found == ("real-domain", 2, 2 + STORY.splitlines()[1].index("plan: gold") + len("email: "))


def test_what_never_holds_is_told_with_the_part_that_decides(folder: Folder) -> None:
    condition = 'performed "A" and plan is true and lifetime_value at least 5 and plan is false'

    assert folder.of_segment(condition) == {"never-holds"}
    assert folder.messages == [
        "segment 'S' holds for nobody, whatever they do: 'plan is true and plan is false' can never be so"
    ]


def test_what_never_holds_is_found_through_other_segments_and_in_filters(folder: Folder) -> None:
    clash = "{all: [{in segment: Buyers}, {not performed: Order Placed}]}"
    campaign = f"  C: {{trigger: {{event: A}}, filter: {clash}, steps: [{{delay: 1 minute}}]}}\n"
    folder.write("workspace.yaml", f"segments:\n  Buyers: {{performed: Order Placed}}\ncampaigns:\n{campaign}")

    assert [rule for rule, _, _ in folder.notes()] == ["never-holds"]
    assert folder.messages[0].startswith("campaign 'C' holds for nobody")


def test_segments_of_doc_strings_are_looked_at_where_they_stand(folder: Folder) -> None:
    rule = '  """\n  performed "Order Placed"\n  or not performed "Order Placed"\n  """\n'
    folder.write("f.feature", f'Feature: F\nScenario: S\nGiven the segment "All" is:\n{rule}{MIA}\n')

    assert folder.notes() == [("always-holds", 5, 3)]


@pytest.mark.parametrize(
    ("condition", "rule", "advice"),
    [
        ('performed "Order Placd"', "event-nobody-sends", "Did you mean 'Order Placed'?"),
        ('performed "Quiz Finished" where skore at least 5', "data-nobody-sends", "Did you mean 'score'?"),
        ("plans exists", "attribute-nobody-writes", "Did you mean 'plan'?"),
    ],
)
def test_what_nobody_sends_is_told_with_the_nearest_name(
    folder: Folder, condition: str, rule: str, advice: str
) -> None:
    folder.write("s.yaml", STORY)

    assert folder.of_segment(condition) == {rule}
    assert folder.messages[0].endswith(advice)


@pytest.mark.parametrize(
    "condition",
    [
        'performed "Quiz Finished" where score at least 5',
        'plan equals "gold"',
        "customer_id exists and unsubscribed is true",
        "cio_subscription_preferences.channels.email is true or email_consent is true",
        'performed "Order Placed" where items[].sku equals "SERUM-30", total at least 5',
        'viewed page "https://shop.example/cart"',
    ],
)
def test_what_the_shop_or_a_story_sends_is_known(folder: Folder, condition: str) -> None:
    folder.write("s.yaml", STORY)

    assert folder.of_segment(condition) == set()


def test_events_of_campaigns_must_be_sent_too(folder: Folder) -> None:
    folder.write("s.yaml", STORY)
    campaign = "campaigns:\n  C:\n    trigger: {event: Cart Added}\n    exit: {performed: Bought}\n"
    folder.write("workspace.yaml", f"{campaign}    steps: [{{delay: 1 minute}}]\n")

    assert folder.notes() == [("event-nobody-sends", 3, 22), ("event-nobody-sends", 4, 23)]


def test_what_is_planned_counts_as_sent(folder: Folder) -> None:
    fields = 'required: {score: number, "items[].sku": string}'
    attributes = "attributes: {skin: {type: string, owner: web}}\n"
    folder.write(
        "tracking_plan.yaml", f"name: P\n{attributes}events:\n  Quiz: {{owner: web, example: {{}}, {fields}}}\n"
    )

    assert folder.of_segment('(performed "Quiz" where score at least 5, items[].sku exists) and skin exists') == set()
    assert folder.of_segment('performed "Quizz" and skins exists') == {"event-nobody-sends", "attribute-nobody-writes"}


def test_without_a_story_or_a_plan_nobody_knows_what_is_sent(folder: Folder) -> None:
    assert folder.of_segment('performed "Anything" and whatever exists') == set()


def test_a_step_of_one_s_own_may_send_anything(folder: Folder) -> None:
    folder.write("f.feature", f"Feature: F\nScenario: S\n{MIA}\nWhen the warehouse sends its figures\n{ONE}\n")

    assert folder.of_segment('performed "Anything" and whatever exists') == set()


def test_a_rule_that_is_ignored_says_nothing(folder: Folder) -> None:
    folder.write("f.feature", f"Feature: F\nScenario: S\n{MIA}\nWhen I wait today\n{ONE}\n")

    assert [rule for rule, _, _ in folder.notes("wait-in-scenario")] == ["vague-date"]
