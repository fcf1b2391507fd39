"""The guides are projects that work: each block which begins with a file's name is that file, and pytest runs them."""

import re
import tomllib
from pathlib import Path
from shutil import which

import pytest

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
_BLOCK = re.compile(r"^```\w+\n(?:#|//) (\S+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
PAGES = ("doors.md", "exports.md", "flows.md", "mock.md", "phrases.md", "tracking_plan.md")
_NO_NODE = pytest.mark.skipif(which("node") is None, reason="there is no Node; `make test-deps` installs it")


@pytest.mark.parametrize("page", [*PAGES, pytest.param("other_languages.md", marks=_NO_NODE)])
def test_the_files_of_a_guide_are_a_project_whose_tests_pass(page: str, pytester: pytest.Pytester) -> None:
    files = _BLOCK.findall((GUIDES / page).read_text(encoding="utf-8"))
    for name, text in files:
        path = pytester.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    _install(pytester.path)

    result = pytester.runpytest_subprocess("-W", "error", timeout=60)

    assert result.ret == pytest.ExitCode.OK
    shown = result.stdout.str()
    assert [name for name, _ in files if Path(name).name.startswith("test_") and name not in shown] == []


def _install(folder: Path) -> None:
    """Let the project of a guide that is a package be found as an installed one is."""
    described = folder / "pyproject.toml"
    project = tomllib.loads(described.read_text(encoding="utf-8")).get("project") if described.exists() else None
    if project is None:
        return
    about = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups = project["entry-points"].items()
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in named.items()) for group, named in groups
    )
    (about / "entry_points.txt").write_text(points)
