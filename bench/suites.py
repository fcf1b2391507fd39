"""Whole suites of features and scenarios, everything included, beside pytest-bdd and behave with steps that do nothing.

The five sentences are the same everywhere. Bare pytest-bdd and behave get a step of one line for each, which is the
least that somebody would write; ours make a shopper, send what happens, move the clock and look at the workspace.
"""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from bench.timing import Figure, median_of

FEW, MANY, IN_A_FILE, ROUNDS = 200, 1_000, 20, 5
_STEPS = (
    'Given "Mia" is a new visitor on a phone',
    'When "Mia" gives email "mia@example.com" on the phone',
    'And "Mia" adds "Calm Serum" to the cart on the phone',
    "And 1 hour passes",
    'Then "Mia" is 1 profile',
)
_YAML = """\
scenario: Story {number}
shoppers:
  Mia: {{persona: visitor, devices: [phone]}}
journey:
  - {{at: 0m, shopper: Mia, on: phone, does: identify, with: email, value: mia@example.com}}
  - {{at: 0m, shopper: Mia, on: phone, does: add to cart, product: Calm Serum}}
expect:
  - {{at: 1h, profiles: 1}}
"""
_OWN = """\
@given('"{who}" is a new visitor on a {device}')
def visits(WHO, device): pass

@when('"{who}" gives email "{email}" on the {device}')
def gives(WHO, email, device): pass

@when('"{who}" adds "{product}" to the cart on the {device}')
def adds(WHO, product, device): pass

@when('{count} hour passes')
def passes(SCENE, count): pass

@then('"{who}" is {count} profile')
def profiles(WHO, count): pass
"""
_BDD = "import functools\nfrom pytest_bdd import given as g, parsers, then as t, when as w\n" + "".join(
    f"def {name}(text): return {name[0]}(parsers.parse(text))\n" for name in ("given", "when", "then")
)
_BEHAVE = "from behave import given, then, when\n"


def figures(folder: Path) -> list[Figure]:
    return [*_each(folder), *_thousand(folder), _begun(folder)]


def _each(folder: Path) -> list[Figure]:
    """What a scenario costs, without what pytest costs to start."""
    ours, bare = features(folder / "ours", FEW), features(folder / "bare", FEW, own=_BDD)
    yaml, nothing = stories(folder / "yaml", FEW), features(folder / "nothing", 0)
    rounds = []
    for _ in range(ROUNDS):
        empty = run_pytest(nothing, "-p", "no:simulator", expected=5)
        plain = run_pytest(bare, "-p", "no:simulator") - empty
        with_plugin = run_pytest(nothing, expected=5)
        rounds.append((plain, run_pytest(ours) - with_plugin, run_pytest(yaml) - with_plugin))
    plain, our, _ = median_of([(plain, our) for plain, our, _ in rounds])
    _, told, ratio = median_of([(plain, told) for plain, _, told in rounds])
    return [
        Figure(
            "a scenario of five sentences under pytest, above bare pytest-bdd with steps that do nothing",
            f"{(our - plain) / FEW * 1000:+.2f} ms",
            f"{our / FEW * 1000:.2f} ms against {plain / FEW * 1000:.2f} ms",
            "at most 1.5 ms more",
        ),
        Figure(
            "the same story as a YAML file under pytest, against bare pytest-bdd",
            f"{ratio:.2f} times",
            f"{told / FEW * 1000:.2f} ms each",
            "<= 0.33 times",
        ),
    ]


def _thousand(folder: Path) -> list[Figure]:
    ours, bare = features(folder / "many", MANY), features(folder / "many_bare", MANY, own=_BDD)
    behave = features(folder / "many_behave", MANY, own=_BEHAVE, steps="features/steps/steps.py")
    rounds = [
        (run_pytest(ours, "-n", "2"), run_pytest(bare, "-p", "no:simulator", "-n", "2"), _run_behave(behave))
        for _ in range(3)
    ]
    found = []
    for name, column in (("bare pytest-bdd", 1), ("behave, which has one process", 2)):
        our, theirs, ratio = median_of([(one[0], one[column]) for one in rounds])
        found.append(
            Figure(
                f"{MANY:,} scenarios of five sentences on two workers, everything included, against {name}",
                f"{1 / ratio:.2f} times as long",
                f"{our:.1f} s against {theirs:.1f} s",
            )
        )
    return found


def _begun(folder: Path) -> Figure:
    """From an empty folder to the first verdicts."""
    seconds = []
    for number in range(ROUNDS):
        project = folder / f"begun_{number}"
        project.mkdir()
        began = perf_counter()
        for command in ("init", "run"):
            _run([sys.executable, "-m", "simulator", command], project)
        seconds.append(perf_counter() - began)
    return Figure("`simulator init && simulator run`", f"{sorted(seconds)[ROUNDS // 2]:.1f} s", "3 stories")


def features(folder: Path, count: int, *, own: str = "", steps: str = "conftest.py") -> Path:
    """A project with so many scenarios; `own` says whose decorators its own steps have, if it has any."""
    (folder / "features").mkdir(parents=True)
    for first in range(0, count, IN_A_FILE):
        lines = [f"Feature: Part {first}"]
        for number in range(first, first + IN_A_FILE):
            lines += [f"  Scenario: Story {number}", *(f"    {step}" for step in _STEPS)]
        (folder / "features" / f"part_{first}.feature").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if count:
        (folder / "test_features.py").write_text('from pytest_bdd import scenarios\nscenarios("features")\n')
    if own:
        text = own + _OWN.replace("WHO", "context, who" if own == _BEHAVE else "who")
        text = text.replace("SCENE, ", "context, " if own == _BEHAVE else "")
        (folder / steps).parent.mkdir(exist_ok=True)
        (folder / steps).write_text(text, encoding="utf-8")
    return folder


def stories(folder: Path, count: int) -> Path:
    """A project with so many scenario files."""
    (folder / "scenarios").mkdir(parents=True)
    for number in range(count):
        (folder / "scenarios" / f"story_{number}.yaml").write_text(_YAML.format(number=number), encoding="utf-8")
    return folder


def run_pytest(folder: Path, *options: str, expected: int = 0) -> float:
    """How many seconds the suite takes."""
    return _run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options], folder, expected)


def _run_behave(folder: Path) -> float:
    return _run([sys.executable, "-m", "behave", "--format", "progress"], folder)


def _run(command: list[str], folder: Path, expected: int = 0) -> float:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    began = perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    seconds = perf_counter() - began
    assert done.returncode == expected, done.stdout + done.stderr
    return seconds
