"""`simulator demo`: the bundled stories hold, each says what it shows, and the page is written."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import simulator
from tests.cli.project import Project

CHECKOUT = Path(__file__).parents[2]


def test_the_bundled_stories_hold_and_say_what_they_show(project: Project) -> None:
    status = project.run("demo")

    assert status == 0
    assert "0 fail;" in project.out
    assert "- The order webhook is late: Cart recovery stays silent when the purchase webhook lands" in project.out
    assert (project.folder / "build/report/index.html").is_file()


def test_installed_stories_have_nothing_to_do_with_the_project_they_are_installed_in(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = project.folder / ".venv/lib/site-packages/simulator"
    for folder in ("scenarios", "features"):
        shutil.copytree(CHECKOUT / folder, package / "stories" / folder)
    shutil.copy(CHECKOUT / "workspace.yaml", package / "stories")
    monkeypatch.setattr(simulator, "__file__", str(package / "__init__.py"))
    project.write("conftest.py", "raise RuntimeError('of the project')\n")
    project.write("pytest.ini", "[pytest]\naddopts = --no-such-option\n")

    status = project.run("demo", "--quiet")

    assert (status, project.err) == (0, "")


def test_the_bundled_stories_print_the_same_under_any_hash_seed(project: Project) -> None:
    def begun(hash_seed: str) -> subprocess.Popen[bytes]:
        environment = {"PYTHONHASHSEED": hash_seed, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        command = [sys.executable, "-m", "simulator", "demo"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)

    (first, _), (second, _) = (process.communicate() for process in (begun("1"), begun("2")))

    assert b" 0 fail;" in first
    assert first == second


def test_a_run_of_scenario_files_alone_does_not_import_pytest(project: Project) -> None:
    project.write("one.yaml", "scenario: Nobody came\nexpect:\n  - {at: 1m, profiles: 0}\n")
    code = "import sys; from simulator.cli.main import main; main(['run', 'one.yaml']); print('pytest' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "False"
