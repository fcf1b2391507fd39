"""A story with all that a page tells of: a fault, a diff, a segment, a message, a thing that failed."""

from pathlib import Path

from simulator.documents import Problems
from simulator.engine import Trace, Verdict, run_scenario
from simulator.language import compile_yaml
from simulator.targets import open_target

STORY = """\
scenario: The order webhook is <late>
story: A buyer is asked to come back.
workspace:
  settings: {timezone: Europe/Berlin}
  segments:
    Buyers: performed "Order Placed"
  campaigns:
    Recovery:
      trigger: {event: Added to Cart}
      exit: {performed: Order Placed}
      steps: [{delay: 30 minutes}, {send: {email: Come back, subject: "You left {{ event.product }}"}}]
starts: 2026-03-02T09:00+01:00
seed: 7
shoppers:
  Mia: {devices: [laptop], known as: {customer_id: C-1, email: mia@example.com, plan: silver}}
journey:
  - {at: 1m, shopper: Mia, on: laptop, does: add to cart, product: Calm Serum}
  - {at: 2m, shopper: Mia, does: set, attributes: {plan: gold}}
  - {at: 3m, shopper: Mia, on: laptop, does: place order, order: R-1, delivery: {late: 40m, times: 2}}
expect:
  - {at: 1h, profile: Mia, attributes: {plan: gold}}
  - {at: 1h, segment: Buyers, members: [Mia]}
  - {at: 1h, messages: Recovery, to: Mia, count: 0}
"""


def chronicled(path: Path, story: str = STORY) -> Verdict:
    """Runs the story, written at `path`; its verdict with the chronicle."""
    path.write_text(story, encoding="utf-8")
    problems = Problems()
    scenario = compile_yaml(path, problems)
    problems.raise_if_any()
    assert scenario is not None
    with open_target("embedded") as targets:
        return run_scenario(scenario, targets, chronicled=True)


def traced(path: Path, story: str = STORY) -> tuple[Verdict, Trace]:
    """Runs the story, written at `path`, which fails; its verdict and its trace."""
    path.write_text(story, encoding="utf-8")
    problems = Problems()
    scenario = compile_yaml(path, problems)
    problems.raise_if_any()
    assert scenario is not None
    traces: list[Trace] = []

    def keep(verdict: Verdict, trace: Trace) -> Verdict:
        traces.append(trace)
        return verdict

    with open_target("embedded") as targets:
        verdict = run_scenario(scenario, targets, traced=keep)
    return verdict, traces[0]
