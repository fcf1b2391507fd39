"""What a language can't say: refused, with the first item and where it is written."""

from pathlib import Path

from simulator.documents import Place, Problem, Problems, load_file
from simulator.errors import DefinitionError
from simulator.scenario import Scenario
from simulator.shoppers import Shopper

_YAML = (".yaml", ".yml")


def refusal(place: Place, language: str, what: str) -> DefinitionError:
    """The error that says that the language has no words for it."""
    return DefinitionError([Problem(place, f"{language} has no words for {what}")])


def check_history(shopper: Shopper, place: Place, language: str) -> None:
    """Refuse what only a file of rows can say: under which of several keys somebody did something before."""
    if any(past.under is not None for past in shopper.history):
        raise refusal(place, language, f"what '{shopper.name}' did before under one key, as a file of rows says it")


def member_place(scenario: Scenario, *keys: str) -> Place:
    """Where a scenario file in YAML has the member under these keys; where it is not found, the scenario itself."""
    path = Path(scenario.place.path)
    node = load_file(path, Problems()) if path.suffix in _YAML else None
    place = scenario.place
    for key in keys:
        if node is None or not isinstance(node.value, dict) or key not in node.value:
            return place
        place, node = node.keys.get(key, node.place), node.value[key]
    return place
