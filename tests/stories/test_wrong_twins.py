"""Each story has a wrong twin: the same file with one thing changed, which fails, and for the right reason."""

from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.documents import Problems
from simulator.engine import Verdict, run_scenario
from simulator.language import compile_written, compile_yaml, read_feature
from simulator.report import failure_text
from simulator.targets import open_target

ROOT = Path(__file__).parents[2]


LINES_MAX = 25
"""What a failed expectation may take on the screen."""


class Twin(NamedTuple):
    """`story` with `right` replaced by `wrong` fails, and the text holds all of `because`."""

    story: str
    right: str
    wrong: str
    because: tuple[str, ...]


TWINS = [
    Twin(
        "scenarios/anonymous_browse_then_identify.yaml",
        "on: laptop, does: identify",
        "on: phone, does: identify",
        ("d2: Added to Cart Calm Serum is still anonymous", "rule anonymous.no-profile"),
    ),
    Twin(
        "scenarios/anonymous_history_of_thirty_days.yaml",
        "at: 30d, shopper: Ada",
        "at: 30d1s, shopper: Ada",
        ("found     nothing", "Product Viewed Calm Serum"),
    ),
    Twin(
        "scenarios/recovery_15_order_20_late.yaml",
        "count: 1",
        "count: 0",
        ("'Come back' sent at 09:16:00", "Order Placed R-1 (d3) happened at 09:01:00", "20 minutes late"),
    ),
    Twin(
        "scenarios/recovery_30_order_20_late.yaml",
        "count: 0",
        "count: 1",
        ("'Come back' not sent at 09:21:00", "'Order Placed' of 09:01:00", "rule campaigns.exit.goal-immediate"),
    ),
    Twin(
        "scenarios/recovery_30_order_30_late.yaml",
        "late: 30m",
        "late: 30m1s",
        ("'Come back' sent at 09:31:00", "arrived 09:31:01"),
    ),
    Twin(
        "scenarios/recovery_30_order_31_late.yaml",
        "count: 1",
        "count: 0",
        ("'Come back' sent at 09:31:00", "31 minutes late"),
    ),
    Twin(
        "scenarios/order_webhook_twice.yaml",
        "times: 2",
        "times: 2, fresh key: true",
        ("expected  1 'Order Placed'", "found     2 'Order Placed'", "d2.2: Order Placed R-2, from storefront"),
    ),
    Twin(
        "scenarios/order_webhook_twice.yaml",
        "Order Placed: 1}",
        "Order Placed: 2}",
        ("d2.2: Order Placed R-2 came again and was dropped", "rule events.dedupe-ulid"),
    ),
    Twin(
        "scenarios/cart_abandoner_last_second.yaml",
        "members: []",
        "members: [Leo]",
        ('performed "Added to Cart" within 4 hours: not in the window', "4 hours 1 second ago"),
    ),
    Twin(
        "scenarios/cart_abandoner_as_usually_written.yaml",
        "written, excludes",
        "written, includes",
        ("known only since 09:00:00", "rule segments.neg.age"),
    ),
    Twin(
        "scenarios/late_order_webhook.yaml",
        "late: 20m",
        "late: 35m",
        ("message 'Come back' of 'Cart recovery' sent", "has not arrived yet", 'performed "Order Placed": never'),
    ),
    Twin(
        "scenarios/email_in_capitals.yaml",
        "value: MAYA@example.com",
        "value: maya@example.org",
        ("expected  1 profile", "found     2 profiles", "from app"),
    ),
    Twin(
        "scenarios/second_cart_within_a_week.yaml",
        "at: 7d, shopper",
        "at: 6d, shopper",
        ("did not enter", "once per 7 days", "rule campaigns.frequency.min-gap"),
    ),
    Twin(
        "features/identity/anonymous_history.feature",
        'gives email "mia@example.com" on the laptop',
        'gives email "mia@example.com" on the phone',
        ("Added to Cart Calm Serum is still anonymous",),
    ),
    Twin(
        "features/cart_recovery/late_order_webhook.feature",
        "| 30 minutes | 20 minutes | 0        |",
        "| 30 minutes | 20 minutes | 1        |",
        ("'Order Placed' of 09:00:00, received 09:20:00, ended it", "rule campaigns.exit.goal-immediate"),
    ),
    Twin(
        "features/segments/four_hour_window.feature",
        "When 1 second passes",
        "When 0 seconds pass",
        ('performed "Added to Cart" within 4 hours: once, at 09:00:00', "changes by itself at 13:00:01"),
    ),
]


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: f"{Path(twin.story).stem}: {twin.wrong}")
def test_the_wrong_twin_fails_for_the_right_reason(twin: Twin, tmp_path: Path) -> None:
    verdicts = _run(_written(twin, tmp_path))

    texts = [failure_text(verdict, failure) for verdict in verdicts for failure in verdict.failures]
    told = " ".join("\n".join(texts).split())
    assert texts
    assert all(len(text.splitlines()) <= LINES_MAX for text in texts)
    assert [words for words in twin.because if " ".join(words.split()) not in told] == []


def _written(twin: Twin, folder: Path) -> Path:
    """The twin beside a copy of the workspace, where the story's own file would be."""
    text = (ROOT / twin.story).read_text(encoding="utf-8")
    assert text.count(twin.right) >= 1, f"the story no longer has {twin.right!r}"
    (folder / "workspace.yaml").write_text((ROOT / "workspace.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    path = folder / twin.story
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(twin.right, twin.wrong, 1), encoding="utf-8")
    return path


def _run(path: Path) -> list[Verdict]:
    problems = Problems()
    if path.suffix == ".yaml":
        stories = [compile_yaml(path, problems)]
    else:
        stories = [compile_written(written, problems) for written in read_feature(path, problems)]
    problems.raise_if_any()
    with open_target("embedded") as targets:
        return [run_scenario(story, targets) for story in stories if story is not None]
