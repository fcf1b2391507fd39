"""`simulator init`: a few files that run green at once, for every kind of shop, and nothing overwritten."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from simulator.documents import Problems, load_file
from simulator.language.schemas import SCHEMAS
from simulator.scaffold import STACKS
from tests.cli.project import Project


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_project_has_at_most_ten_files(project: Project) -> None:
    status = project.run("init")

    assert status == 0
    written = files(project.folder)
    assert {"workspace.yaml", "conftest.py", ".vscode/settings.json", ".github/workflows/customerio.yml"} <= written
    assert len(written) <= 10
    assert all(f"wrote {name}" in project.out for name in written)


@pytest.mark.parametrize("stack", STACKS)
def test_a_new_project_of_each_kind_is_checked_and_runs_green(project: Project, stack: str) -> None:
    project.run("init", "--stack", stack)

    assert project.run("check") == 0
    assert project.run("run") == 0
    assert "3 stories hold, 0 fail" in project.out


def test_pytest_runs_the_same_stories_without_a_module_that_names_them(project: Project) -> None:
    project.run("init")

    tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "--strict-markers"],
        capture_output=True, text=True, cwd=project.folder, check=False,
    )  # fmt: skip

    assert "3 passed" in tests.stdout


def test_it_can_be_written_elsewhere_and_without_a_workflow(project: Project) -> None:
    project.run("init", "shop", "--ci", "none")

    assert "shop/workspace.yaml" in files(project.folder)
    assert not (project.folder / "shop/.github").exists()


def test_a_file_that_is_there_is_kept_and_nothing_else_is_written(project: Project) -> None:
    project.write("conftest.py", "mine = 1\n")

    status = project.run("init")

    assert status == 2
    assert "nothing was written, for there is already conftest.py" in project.err
    assert files(project.folder) == {"conftest.py"}


def test_editors_read_each_file_by_its_schema(project: Project) -> None:
    project.run("init")

    associations = json.loads((project.folder / ".vscode/settings.json").read_text())["yaml.schemas"]
    assert len(associations) == len(SCHEMAS)
    for schema, pattern in associations.items():
        (file,) = project.folder.glob(pattern)
        node = load_file(file, Problems())
        assert node is not None
        jsonschema.validate(node.plain(), json.loads((project.folder / schema).read_text()))
