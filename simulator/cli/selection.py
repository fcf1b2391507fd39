"""Which files a command means: those named, those found in the folders named, else `scenarios/` and `features/` here.

Each file comes once, in the order named; a folder's files come by name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.errors import UsageError
from simulator.language import is_story, shown_path

FOLDERS = ("scenarios", "features")
_YAML = (".yaml", ".yml")
_FEATURE = ".feature"


@dataclass(frozen=True, slots=True)
class Selection:
    """The files meant, relative to the present folder where they are in it."""

    files: tuple[Path, ...]

    @property
    def stories(self) -> tuple[Path, ...]:
        """The scenario files among them."""
        return tuple(file for file in self.files if file.suffix in _YAML)

    @property
    def features(self) -> tuple[Path, ...]:
        """The feature files among them."""
        return tuple(file for file in self.files if file.suffix == _FEATURE)


def selected(paths: Sequence[str]) -> Selection:
    """The files that `paths` mean; without paths what stands in the usual folders, if they are there.

    Raises:
        UsageError: a path is not there, or is neither a folder nor a scenario nor a feature.
    """
    meant = [Path(path) for path in paths] or [Path(folder) for folder in FOLDERS if Path(folder).is_dir()]
    return Selection(tuple(dict.fromkeys(shown_path(file) for path in meant for file in _files(path))))


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return sorted(_found(path))
    if not path.exists():
        raise UsageError(f"'{path}' is not there")
    if path.suffix not in (*_YAML, _FEATURE):
        raise UsageError(f"'{path}' is no scenario and no feature: expected a folder, or a .yaml or .feature file")
    return [path]


def _found(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.suffix == _FEATURE or (file.suffix in _YAML and is_story(file)):
            yield file
