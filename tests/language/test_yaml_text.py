"""Scenario files compiled: a whole one, its start and its workspace, and what is said about what can't be right."""

import os
from pathlib import Path

import pytest

from simulator.documents import Place, Problems
from simulator.instants import instant_from
from simulator.language import compile_yaml
from simulator.scenario import (
    DEFAULT_START,
    Act,
    Expect,
    Shopper,
)
from tests.language.compiled import Compile, sound

LATE_ORDER_WEBHOOK = """\
scenario: The order webhook is late
story: Cart recovery stays silent when the purchase webhook lands 20 minutes after the purchase.
workspace: ../workspace.yaml
starts: 2026-03-02T09:00-05:00
seed: 7
shoppers:
  Maya: {persona: guest, devices: [laptop, phone]}
journey:
  - {at: 0m,  shopper: Maya, on: laptop, does: view product, sku: SERUM-30}
  - {at: 2m,  shopper: Maya, on: laptop, does: add to cart, sku: SERUM-30}
  - {at: 6m,  shopper: Maya, on: laptop, does: identify, with: email}
  - {at: 7m,  shopper: Maya, on: laptop, does: place order, delivery: {late: 20m, times: 2}}
expect:
  - {at: 40m, profiles: 1}
  - {at: 40m, profile: Maya, attributes: {total_orders: 1}, events: {Added to Cart: 1, Order Placed: 1}}
  - {at: 40m, segment: Cart Abandoners (last 4 hours), excludes: Maya}
  - {at: 40m, segment: Known Purchasers, members: [Maya]}
  - {at: 1d,  messages: Cart recovery, to: Maya, count: 0}
"""
HEAD = "scenario: S\nshoppers: {Maya: {}, Noor: {}}\n"
EXPECT = "expect: [{at: 0m, profiles: 0}]\n"


def test_the_scenario_of_the_contract_compiles_as_printed(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "late_order_webhook.yaml").write_text(LATE_ORDER_WEBHOOK)
    problems = Problems()

    scenario = compile_yaml("scenarios/late_order_webhook.yaml", problems)

    assert list(problems) == []
    assert scenario is not None
    assert scenario.name == "The order webhook is late"
    assert scenario.starts == instant_from("2026-03-02T14:00Z")
    assert scenario.seed == 7
    assert scenario.shoppers == (Shopper("Maya", "guest", ("laptop", "phone")),)
    assert [(item.at, item.text) for item in scenario.items if isinstance(item, Act | Expect)] == [
        (0, "Maya views SERUM-30 on the laptop"),
        (120, "Maya adds SERUM-30 to the cart on the laptop"),
        (360, "Maya gives an email on the laptop"),
        (420, "Maya places an order on the laptop; its delivery is 20 minutes late and arrives 2 times"),
        (2_400, "everybody together is 1 profile"),
        (
            2_400,
            (
                "total_orders of Maya is 1; the history of Maya counts 1 Added to Cart; "
                "the history of Maya counts 1 Order Placed"
            ),
        ),
        (2_400, "Maya is not in the segment Cart Abandoners (last 4 hours)"),
        (2_400, "the segment Known Purchasers holds exactly Maya"),
        (86_400, "the campaign Cart recovery sends nothing to Maya"),
    ]


def test_items_come_by_time_and_in_one_second_doings_before_expectations(yaml: Compile) -> None:
    scenario = sound(
        yaml(
            f"""\
{HEAD}
journey:
  - {{at: 2m, shopper: Maya, on: laptop, does: start checkout}}
  - {{at: 1m, shopper: Maya, on: phone, does: start checkout}}
  - {{at: 1m, shopper: Noor, on: phone, does: start checkout}}
expect:
  - {{at: 2m, profiles: 2}}
  - {{at: 1m, profiles: 1}}
"""
        )
    )

    assert [item.text for item in scenario.items] == [
        "Maya starts checkout on the phone",
        "Noor starts checkout on the phone",
        "everybody together is 1 profile",
        "Maya starts checkout on the laptop",
        "everybody together is 2 profiles",
    ]


def test_items_know_where_their_entry_stands(yaml: Compile) -> None:
    scenario = sound(yaml(f"{HEAD}expect:\n  - at: 0m\n    profiles: 0\n"))

    assert scenario.items[0].place == Place("story.yaml", 4, 5)


@pytest.mark.parametrize(
    ("starts", "instant", "now"),
    [
        ("", DEFAULT_START, False),
        ("starts: 2026-03-02T09:00Z\n", instant_from("2026-03-02T09:00Z"), False),
        ("starts: 2026-03-02 09:00\n", instant_from("2026-03-02T09:00-05:00"), False),
        ("starts: now\n", DEFAULT_START, True),
    ],
)
def test_a_scenario_starts_when_it_says_in_the_zone_of_the_workspace(
    yaml: Compile, starts: str, instant: int, now: bool
) -> None:
    scenario = sound(yaml(HEAD + starts + EXPECT))

    assert (scenario.starts, scenario.starts_now) == (instant, now)


def test_segments_and_campaigns_of_the_scenario_join_those_of_the_workspace(yaml: Compile) -> None:
    scenario = sound(
        yaml(
            f"""\
{HEAD}
segments: {{Press list: {{performed: A}}, New: manual}}
campaigns:
  Nudge: {{trigger: {{event: A}}, steps: [{{send: {{email: N}}}}]}}
expect:
  - {{at: 0m, segment: New, count: 0}}
  - {{at: 0m, segment: VIPs, count: 0}}
  - {{at: 0m, messages: Nudge, count: 0}}
"""
        )
    )

    segments, campaigns = scenario.definition["segments"], scenario.definition["campaigns"]
    assert isinstance(segments, dict)
    assert isinstance(campaigns, dict)
    assert (segments["Press list"], segments["New"]) == ({"performed": "A"}, "manual")
    assert list(campaigns) == ["Cart recovery", "Nudge"]


def test_segments_can_stand_in_a_file_of_their_own(folder: Path, yaml: Compile) -> None:
    (folder / "segments.yaml").write_text("Guests: {performed: A}\n")

    scenario = sound(yaml(f"{HEAD}segments: segments.yaml\nexpect: [{{at: 0m, segment: Guests, count: 0}}]\n"))

    segments = scenario.definition["segments"]
    assert isinstance(segments, dict)
    assert segments["Guests"] == {"performed": "A"}


def test_a_workspace_can_stand_in_the_scenario(yaml: Compile) -> None:
    scenario = sound(
        yaml(f"{HEAD}workspace: {{segments: {{A: manual}}}}\nexpect: [{{at: 0m, segment: A, count: 0}}]\n")
    )

    assert scenario.definition == {"segments": {"A": "manual"}}
    assert scenario.shop.zone == "UTC"


def test_a_workspace_that_changes_is_read_again(folder: Path, yaml: Compile) -> None:
    text = f"{HEAD}expect: [{{at: 0m, segment: A, count: 0}}]\n"
    (folder / "workspace.yaml").write_text("segments: {}\n")
    before = yaml(text)[1]
    (folder / "workspace.yaml").write_text("segments: {A: manual}\n")
    os.utime(folder / "workspace.yaml", ns=(1, 1))

    after = yaml(text)[1]

    assert before == ["story.yaml:3:28: unknown segment 'A'. None is defined."]
    assert after == []


BAD = {
    "not YAML": (
        "scenario: [\n",
        ["story.yaml:2:1: is not YAML: did not find expected node content"],
    ),
    "empty": ("", ["story.yaml:1:1: is empty; expected a mapping"]),
    "a list": ("- a", ["story.yaml:1:1: a scenario: expected a mapping, found a list"]),
    "nothing in it": (
        "{}",
        ["story.yaml:1:1: a scenario needs 'expect'", "story.yaml:1:1: a scenario needs 'scenario'"],
    ),
    "an unknown key": (
        HEAD + EXPECT + "storry: x\n",
        [
            (
                "story.yaml:4:1: unknown key 'storry' in a scenario. Did you mean 'story'? Known: scenario, story, "
                "workspace, segments, campaigns, sources, shop, plan, starts, seed, shoppers, people, history, "
                "unavailable, journey, expect."
            )
        ],
    ),
    "an outage without an end": (HEAD + EXPECT + "unavailable: {}\n", ["story.yaml:4:14: 'unavailable' needs 'for'"]),
    "a name that is none": (
        "scenario: {}\n" + EXPECT,
        ["story.yaml:1:11: scenario: expected a text, found a mapping"],
    ),
    "nothing expected": (
        HEAD + "expect: []\n",
        ["story.yaml:3:9: expect: expected at least one expectation; without one nothing can fail"],
    ),
    "a start that is none": (
        HEAD + EXPECT + "starts: soon\n",
        [
            (
                "story.yaml:4:9: starts: 'soon' is no instant; write ISO 8601, such as '2026-03-02T09:00:00Z' or "
                "'2026-03-02 09:00'"
            )
        ],
    ),
    "a start out of reach": (
        HEAD + EXPECT + "starts: 1226-03-02\n",
        ["story.yaml:4:9: starts: '1226-03-02' is not between the years 1970 and 2999"],
    ),
    "a seed that is none": (
        HEAD + EXPECT + "seed: seven\n",
        ["story.yaml:4:7: seed: expected a whole number of at least 0, found a text 'seven'"],
    ),
    "a workspace that is not there": (
        HEAD + EXPECT + "workspace: ../wrkspace.yaml\n",
        ["story.yaml:4:12: workspace: there is no file '../wrkspace.yaml' beside this one"],
    ),
    "a workspace with an impossible name": (
        HEAD + EXPECT + f"workspace: {'w' * 300}\n",
        [f"story.yaml:4:12: workspace: there is no file '{'w' * 300}' beside this one"],
    ),
    "an unknown segment": (
        HEAD + "expect:\n  - {at: 1m, segment: VIP, count: 0}\n",
        [
            (
                "story.yaml:4:23: unknown segment 'VIP'. Did you mean 'VIPs'? Defined: Cart Abandoners (last 4 hours), "
                "Data health: orders without a date, Known Purchasers, Press list, VIPs."
            )
        ],
    ),
    "an unknown campaign": (
        HEAD + "expect:\n  - {at: 1m, messages: Win back, count: 0}\n",
        ["story.yaml:4:24: unknown campaign 'Win back'. Defined: Cart recovery."],
    ),
    "an unknown shopper": (
        HEAD + "expect:\n  - {at: 1m, profile: Mayu, profiles: 1}\n",
        ["story.yaml:4:23: unknown shopper 'Mayu'. Did you mean 'Maya'? Defined: Maya, Noor."],
    ),
    "a segment defined wrong": (
        HEAD + EXPECT + "segments: {A: [x]}\n",
        [("story.yaml:4:15: expected a condition, such as '{performed: Order Placed}' or a sentence, found a list")],
    ),
}


@pytest.mark.parametrize(("text", "problems"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_at_its_place(yaml: Compile, text: str, problems: list[str]) -> None:
    scenario, found = yaml(text)

    assert sorted(found) == problems
    assert scenario is None


def test_all_problems_of_a_file_are_said_together(yaml: Compile) -> None:
    _, found = yaml(
        """\
        scenario: S
        storry: x
        starts: soon
        shoppers: {Maya: {persona: gust}}
        journey:
          - {at: 5 minuets, shopper: Maya, on: labtop, does: start checkout}
          - {at: 1m, shopper: Mayu, on: laptop, does: vew product}
        expect:
          - {at: 1m, segment: VIP, includes: Mayu}
        """
    )

    assert [problem.split(" ")[0] for problem in found] == [
        "story.yaml:2:1:",
        "story.yaml:3:9:",
        "story.yaml:4:28:",
        "story.yaml:6:10:",
        "story.yaml:6:40:",
        "story.yaml:7:47:",
        "story.yaml:9:23:",
        "story.yaml:9:38:",
    ]


def test_a_workspace_that_cannot_be_read_is_the_one_problem(folder: Path, yaml: Compile) -> None:
    (folder / "workspace.yaml").write_text("segments: [\n")

    _, found = yaml(f"{HEAD}expect:\n  - {{at: 1m, segment: VIPs, count: 0}}\n")

    assert found == ["workspace.yaml:2:1: is not YAML: did not find expected node content"]


def test_problems_of_a_shared_workspace_are_said_once(folder: Path) -> None:
    (folder / "workspace.yaml").write_text("segmnts: {}\n")
    for name in ("a.yaml", "b.yaml"):
        (folder / name).write_text(HEAD + EXPECT + f"segments: {{{name}: manual}}\n")
    problems = Problems()

    compiled = [compile_yaml(name, problems) for name in ("a.yaml", "b.yaml")]

    assert compiled == [None, None]
    assert [str(problem) for problem in problems] == [
        (
            "workspace.yaml:1:1: unknown key 'segmnts' in the workspace. Did you mean 'segments'? "
            "Known: name, settings, segments, campaigns, transactional, topics, sources."
        )
    ]
