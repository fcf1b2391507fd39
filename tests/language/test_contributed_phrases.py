"""Phrases of other packages: found by their entry point, said beside ours, and refused where they are not sound."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest

from simulator.errors import DefinitionError
from simulator.language.phrases import all_phrases, table
from simulator.scenario import HistoryCounts
from simulator.shoppers import DoEvent
from tests.cli.project import Project
from tests.language.compiled import Compile, acts, checks, sound

Bring = Callable[[str], None]

HEAD = """\
from functools import partial
from simulator.language.phrases import Columns, given, then, when
from simulator.scenario import HistoryCounts
from simulator.shoppers import DoEvent

def finishes(shopper, goal, device):
    if goal == "nothing":
        raise ValueError("a quiz has a goal")
    return DoEvent(shopper, device, "Quiz Finished", {"goal": goal})

"""
QUIZ = """\
PHRASES = (
    when(
        '"{shopper:Shopper}" finishes the quiz for "{goal:Text}" on the {device:Device}',
        finishes,
        'The device sends "Quiz Finished" with the goal.',
    ),
    then(
        '"{shopper:Shopper}" has finished {count:Count} quiz|quizzes',
        partial(HistoryCounts, event="Quiz Finished"),
        "So many times was the quiz finished.",
    ),
)
"""
MIA = 'Given "Mia" is a new visitor on a phone\n'


@pytest.fixture
def bring(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bring]:
    """Installs a package `lumen-phrases` with that text behind the usual imports."""
    site = tmp_path_factory.mktemp("site")
    monkeypatch.syspath_prepend(site)

    def brought(text: str) -> None:
        (site / "lumen_phrases.py").write_text(HEAD + text)
        info = site / "lumen_phrases-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lumen-phrases\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text("[simulator.phrases]\nquiz = lumen_phrases:PHRASES\n")
        _forget()

    yield brought
    sys.modules.pop("lumen_phrases", None)
    _forget()


@pytest.fixture
def project(folder: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    return Project(folder, capsys)


def _forget() -> None:
    """Let the vocabulary be put together anew."""
    for known in (table.all_phrases, table._index, table._longest_opening):
        known.cache_clear()


def problems_of(bring: Bring, text: str) -> list[str]:
    bring(text)
    with pytest.raises(DefinitionError) as refused:
        all_phrases()
    return [str(problem) for problem in refused.value.problems]


def one(wording: str, make: str = "lambda **said: None", meaning: str = "'It is so.'") -> str:
    return f"PHRASES = [when({wording!r}, {make}, {meaning})]\n"


def test_sentences_of_another_package_are_said_beside_ours(bring: Bring, steps: Compile) -> None:
    bring(QUIZ)

    scenario = sound(
        steps(MIA + 'When "Mia" finishes the quiz for "glow" on the phone\nThen "Mia" has finished 1 quiz\n')
    )

    assert acts(scenario)[0].verb == DoEvent("Mia", "phone", "Quiz Finished", {"goal": "glow"})
    assert checks(scenario) == [HistoryCounts("Mia", "Quiz Finished", 1)]


def test_they_tell_slips_as_ours_do(bring: Bring, steps: Compile) -> None:
    bring(QUIZ)

    _, problems = steps(
        'When "Mia" finishes the quiz for "glow" on the phone\n'
        'Given "Leo" is a new visitor on a phone\n'
        'When "Leo" finishes the quiz for "nothing" on the phone\n'
        'And "Leo" finishes a quiz for "glow" on the phone\n'
    )

    assert "unknown shopper 'Mia'" in problems[0]
    assert problems[1].endswith(": a quiz has a goal")
    assert problems[2].endswith(
        'Did you mean: "{shopper}" finishes the quiz for "{goal}" on the {laptop|phone|tablet|till}?'
    )


def test_steps_list_search_and_stubs_show_them_with_their_package(bring: Bring, project: Project) -> None:
    bring(QUIZ)

    project.run("steps", "search", "finishes")
    found = project.out
    project.run("steps", "list", "--stubs", "sentences.py")

    assert found.startswith('When "{shopper}" finishes the quiz for "{goal}" on the')
    assert found.endswith("    From: lumen-phrases 1.2\n")
    assert "From lumen-phrases 1.2." in Path("sentences.py").read_text()


def test_steps_lint_tells_what_is_wrong_with_them_at_their_line(bring: Bring, project: Project) -> None:
    bring(one('"{shopper:Shopper}" starts checkout on the {device:Device}'))

    status = project.run("steps", "lint")

    assert status == 2
    assert "lumen_phrases.py:11:1: phrase" in project.err
    assert 'takes sentences of \'"{shopper}" starts checkout on the' in project.err
    assert "of the simulator's vocabulary; reword yours" in project.err


def test_steps_lint_counts_them_where_they_are_sound(bring: Bring, project: Project) -> None:
    bring(QUIZ)

    status = project.run("steps", "lint")

    assert status == 0
    assert project.out == "0 stories, 0 steps of your own, 2 sentences of other packages: no problems\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (one("{who} sneezes"), "'{who}' is no capture; write one with its type, such as {shopper:Shopper}"),
        (one('"{who:Shoper}" sneezes'), "unknown type 'Shoper' in '{who:Shoper}'. Did you mean 'Shopper'?"),
        (one('"{who:Text}" and "{who:Text}" sneeze'), "the name 'who' is taken"),
        (one('the "{table:Text}" turns'), "the name 'table' is taken"),
        (one("somebody sneezes", meaning="'it is so'"), "its meaning is a sentence"),
        (one('"{who:Shopper}" sneezes', make="lambda shopper: None"), "cannot be called with who"),
        (one('"{who:Shopper}" starts checkout on the {at:Device}'), 'takes sentences of \'"{shopper}" starts checkout'),
        ("PHRASES = ['Mia sneezes']\n", "must be a sequence of phrases"),
        ("PHRASES = 1 / 0\n", "cannot be read: ZeroDivisionError"),
        (QUIZ.replace("(\n    when", "2 * (\n    when"), "of lumen-phrases 1.2; reword yours"),
    ],
)
def test_what_is_not_sound_is_refused_before_a_sentence_is_said(bring: Bring, text: str, message: str) -> None:
    problems = problems_of(bring, text)

    assert [problem for problem in problems if message in problem] != []


def test_a_phrase_that_makes_nothing_known_is_told_at_the_step(bring: Bring, steps: Compile) -> None:
    bring(one("somebody sneezes", make="lambda: 'atishoo'"))

    _, problems = steps("When somebody sneezes\n")

    assert len(problems) == 1
    assert problems[0].endswith("'somebody sneezes' of lumen-phrases 1.2 makes 'atishoo', which is no part")


def test_a_sentence_that_two_phrases_mean_all_the_same_is_told_with_both(bring: Bring, steps: Compile) -> None:
    first = one("the {device:Device} rings 3 hours later")
    bring(first + "PHRASES += " + one("the phone rings {late:Duration} later").removeprefix("PHRASES = "))

    _, problems = steps("When the phone rings 3 hours later\n")

    assert "two phrases match 'the phone rings 3 hours later'" in problems[0]
    assert problems[0].endswith("reword one of them")


MANY = """\
def sneezes(device):
    return DoEvent("Mia", device, "Sneezed")

PHRASES = [when(f"sneeze {number}x on the {{device:Device}}", sneezes, "It is.") for number in range(1000)]
"""


def test_a_thousand_of_them_are_held_against_each_other_in_a_moment(bring: Bring) -> None:
    bring(MANY)
    begun = process_time()

    phrases = all_phrases()

    assert sum(phrase.origin != "" for phrase in phrases) == 1_000
    assert process_time() - begun < 10
