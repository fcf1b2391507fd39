"""`simulator run -n`: in several processes the same comes out, byte by byte, in the same order."""

import re
from pathlib import Path

import pytest

from tests.cli.project import Project
from tests.cli.test_progress import Terminal
from tests.cli.test_run import FEATURE, OPEN_SHOP, OWN_STEPS, STORY

ROOT = Path(__file__).parents[2]
SKIPPED = OPEN_SHOP.replace("  Scenario", "  @skip\n  Scenario")


def write_stories(project: Project) -> None:
    """Six files: a story that fails first, one that fails last, and two features that are passed over."""
    project.write("scenarios/a.yaml", STORY.replace("profiles: 1", "profiles: 2"))
    project.write("scenarios/b.yaml", STORY)
    project.write("scenarios/c.yaml", STORY.replace("seed: 7", "seed: 8"))
    project.write("features/a.feature", SKIPPED)
    project.write("features/b.feature", FEATURE.replace("is 1 profile", "is 2 profiles"))
    project.write("features/c.feature", SKIPPED)
    project.write("conftest.py", OWN_STEPS)


def without_seconds(text: str) -> str:
    """The text without real time, which is never the same twice."""
    return re.sub(r'"seconds": ?[\d.e-]+|time="[\d.]+"|[\d.]+ ?(?:s|ms)\b', "", text)


def run_and_read(project: Project, folder: str, *words: str) -> tuple[int, dict[str, str]]:
    """The exit status, and what the run printed and wrote."""
    reports = ("--json", f"{folder}/r.json", "--junit", f"{folder}/r.xml", "--report", folder)
    status = project.run("run", *words, *reports)
    files = {file: (Path(folder) / file).read_text() for file in ("r.json", "r.xml", "index.html")}
    written = {"out": project.out, **files}
    return status, {name: without_seconds(text).replace(f"{folder}/", "") for name, text in written.items()}


def test_several_processes_print_and_write_what_one_does(project: Project) -> None:
    write_stories(project)

    alone = run_and_read(project, "alone")
    together = run_and_read(project, "together", "-n", "2")

    assert alone[0] == 1
    assert together == alone


def test_the_projects_own_stories_come_out_the_same(project: Project) -> None:
    stories = [str(ROOT / "scenarios"), str(ROOT / "features")]

    alone = run_and_read(project, "alone", *stories)
    together = run_and_read(project, "together", *stories, "-n", "2")

    assert alone[0] == 0
    assert together == alone


def test_the_wishes_of_the_command_line_reach_every_process(project: Project) -> None:
    for name, text in (("a", STORY.replace("profiles: 1", "profiles: 2")), ("b", STORY)):
        project.write(f"scenarios/{name}.yaml", text)
    project.write("other.yaml", "name: Another\n")

    status = project.run("run", "-n", "9", "-k", "visitor", "--seed", "5", "--workspace", "other.yaml")

    assert status == 1
    assert re.findall(r"(\w+\.yaml) +(holds|fails)", project.out) == [("a.yaml", "fails"), ("b.yaml", "holds")]
    assert "scenarios/a.yaml@5-" in project.out


def test_a_problem_in_one_file_means_that_nothing_runs(project: Project) -> None:
    write_stories(project)
    project.write("features/d.feature", OPEN_SHOP)
    project.write("scenarios/b.yaml", "scenario: [never closed\n")

    status = project.run("run", "-n", "2")

    assert status == 2
    assert "scenarios/b.yaml:" in project.err
    assert not (project.folder / "ran").exists()


def test_a_target_that_does_not_answer_is_3_with_one_line(project: Project) -> None:
    for name in ("a", "b"):
        project.write(f"scenarios/{name}.yaml", STORY)

    status = project.run("run", "-n", "2", "--target", "http://127.0.0.1:9")

    assert status == 3
    assert len(project.err.strip().splitlines()) == 1


def test_nothing_to_run_is_4_as_in_one_process(project: Project) -> None:
    write_stories(project)

    assert project.run("run", "-n", "2", "-k", "no such story") == 4


def test_the_bar_counts_the_stories_of_all_processes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        project.write(f"scenarios/{name}.yaml", STORY)
    terminal = Terminal()
    monkeypatch.setattr("simulator.cli.progress._SILENT_SECONDS", 0)
    monkeypatch.setattr("sys.stderr", terminal)

    project.run("run", "-n", "2")

    assert "3/3" in terminal.getvalue()


@pytest.mark.parametrize("workers", ["0", "-1", "two", "1.5", ""])
def test_what_is_no_number_of_processes_is_2_in_words(project: Project, workers: str) -> None:
    status = project.run("run", f"-n{workers}" if workers else "-n=")

    assert status == 2
    assert "is no number of processes: expected 1 or more, or auto" in project.err
