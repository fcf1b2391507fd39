"""Whatever stands in a file, compiling it gives a scenario or problems, and never an exception."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.documents import Place, Problems
from simulator.language import (
    WrittenScenario,
    WrittenStep,
    all_phrases,
    compile_written,
    compile_yaml,
    lint,
    nearest_phrase,
    phrase_for,
    read_files,
)
from simulator.language.gherkin_text import read_feature_text

DOING_KEYS = [
    *("on", "delivery", "product", "sku", "quantity", "with", "value", "order", "total", "as", "email", "items"),
    *("page", "screen", "name", "data", "channel", "source", "attributes", "to", "paid"),
]
EXPECTATION_KEYS = [
    *("at", "profiles", "profile", "attributes", "missing", "events", "history", "segment", "members", "includes"),
    *("excludes", "count", "messages", "to", "apart", "leaves", "equals list", "written by", "consent", "channel"),
]
SHOPPER_KEYS = ["uses device of", "known as", "profiles", "blocks tracking", "persona", "devices", "history"]
OTHER_KEYS = [
    *("persona", "devices", "late", "times", "lost", "event", "performed", "trigger", "steps", "send", "exit"),
    *("identifies by", "takes", "value", "owner", "customer_id", "email consent", "requires", "kind", "at"),
    *("events", "fields", "types", "event id", "leaves out", "writes", "also writes", "any order"),
]
WORDS = [
    *("Maya", "Noor", "laptop", "guest", "now", "2m", "40m", "email", "phone", "VIPs", "59.00 EUR", "once", "manual"),
    *("2026-03-02", "9999-12-31", "0001-01-01", "09:00", "R-1", "A", 'performed "A"', "3 days ago"),
]
VERBS = [
    *("view product", "add to cart", "start checkout", "identify", "log in", "log out", "lose cookies", "view page"),
    *(
        "view screen",
        "event",
        "place order",
        "pay",
        "change",
        "opt in",
        "opt out",
        "set",
        "link",
        "delete person",
        "suppress",
        "ship",
    ),
]

words = st.sampled_from([*WORDS, *VERBS])
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
keys = st.sampled_from([*DOING_KEYS, *EXPECTATION_KEYS, *OTHER_KEYS, *WORDS]) | st.text(max_size=4)
values: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=8) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)
doings = st.fixed_dictionaries(
    {"does": st.sampled_from(VERBS), "at": words | values, "shopper": words}, optional=dict.fromkeys(DOING_KEYS, values)
)
expectations = st.dictionaries(st.sampled_from(EXPECTATION_KEYS), words | values, max_size=5)
shoppers = st.fixed_dictionaries({"Maya": st.dictionaries(st.sampled_from(SHOPPER_KEYS), values, max_size=3)})
scenarios: st.SearchStrategy[object] = st.fixed_dictionaries(
    {"scenario": words | values, "shoppers": st.just({"Maya": {}, "Noor": None}) | shoppers | values},
    optional={
        "journey": st.lists(doings, max_size=4) | values,
        "expect": st.lists(expectations, max_size=4) | values,
        "starts": words | values,
        **dict.fromkeys(
            ["segments", "campaigns", "workspace", "seed", "story", "sources", "people", "history"], values
        ),
    },
)
sentences = st.sampled_from([phrase.pattern.example for phrase in all_phrases()]) | st.text(max_size=40)
features = st.lists(sentences, max_size=6).map(lambda lines: "\n* ".join(["Feature: F\nScenario: S", *lines]))
columns = st.sampled_from(["shopper", "customer_id", "email", "phone", "event", "at", "source", "kind", "owner", "x"])
row_texts = st.text(max_size=80) | st.lists(
    st.lists(columns | words | st.text(max_size=5), min_size=1, max_size=4).map(",".join), max_size=5
).map("\n".join)
json_rows = st.lists(st.dictionaries(columns, values, max_size=4) | values, max_size=4).map(
    lambda found: "\n".join(map(json.dumps, found))
)
rows = st.lists(st.tuples(words, words | st.text(max_size=5)), max_size=4)


@st.composite
def written_steps(draw: st.DrawFn) -> WrittenStep:
    place = Place("a.feature", draw(st.integers(1, 9)), 1)
    table = draw(st.none() | rows.map(lambda found: (("attribute", "value"), *found)))
    docstring = draw(st.none() | st.text(max_size=30) | words)
    return WrittenStep(
        keyword=draw(st.sampled_from(["given", "when", "then", "*"])),
        text=draw(sentences),
        place=place,
        table=table,
        docstring=docstring,
        docstring_place=None if docstring is None else place,
        row_places=tuple(place for _ in table or ()),
    )


@contextmanager
def a_file(text: str) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.yaml"
        path.write_text(text, encoding="utf-8")
        yield path


def compiles_or_says_why(text: str) -> bool:
    problems = Problems()
    with a_file(text) as path:
        scenario = compile_yaml(path, problems)
    return (scenario is None) == bool(problems)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_scenario_or_has_problems(text: str) -> None:
    assert compiles_or_says_why(text)


@given(values | scenarios)
@settings(max_examples=100, deadline=None)
def test_any_structure_is_a_scenario_or_has_problems(value: object) -> None:
    assert compiles_or_says_why(json.dumps(value))


@given(people=row_texts, history=row_texts, past=json_rows)
@settings(max_examples=100, deadline=None)
def test_any_files_of_people_and_histories_are_a_scenario_or_have_problems(
    people: str, history: str, past: str
) -> None:
    problems = Problems()
    story = {
        "scenario": "S",
        "people": "a.csv",
        "history": ["b.csv", "c.jsonl"],
        "expect": [{"at": "0m", "profiles": 0}],
    }
    with a_file(json.dumps(story)) as path:
        for name, text in {"a.csv": people, "b.csv": history, "c.jsonl": past}.items():
            (path.parent / name).write_text(text, encoding="utf-8", errors="surrogatepass")
        scenario = compile_yaml(path, problems)

    assert (scenario is None) == bool(problems)


@given(st.lists(written_steps(), max_size=6))
@settings(max_examples=100, deadline=None)
def test_any_steps_are_a_scenario_or_have_problems(steps: list[WrittenStep]) -> None:
    problems = Problems()

    scenario = compile_written(WrittenScenario("S", Place("a.feature", 1, 1), "", tuple(steps)), problems)

    assert (scenario is None) == bool(problems)


@given(st.text(max_size=200) | features)
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_feature_or_has_problems(text: str) -> None:
    problems = Problems()

    read_feature_text(text, problems, path="a.feature")

    assert all(problem.place.line >= 1 for problem in problems)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_sentence_can_be_looked_up(sentence: str) -> None:
    nearest_phrase(sentence)

    assert phrase_for(sentence) is None


@given(values | scenarios, st.text(max_size=200) | features)
@settings(max_examples=60, deadline=None)
def test_any_files_can_be_linted(value: object, feature: str) -> None:
    with a_file(json.dumps(value)) as story:
        text = story.with_name("a.feature")
        text.write_text(feature, encoding="utf-8")

        notes = lint(read_files(definitions=[story], stories=[story], features=[text], plans=[story]))

    assert all(note.message for note in notes)
