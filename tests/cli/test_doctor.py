"""`simulator doctor`: what this machine has, each line fine, worth a note, or a problem with its remedy."""

import socket
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from simulator.cli.doctor import Finding, examined
from tests.cli.project import Project


def found(what: str, folder: Path, environment: Mapping[str, str] | None = None) -> Finding:
    (one,) = [finding for finding in examined(environment or {}, folder) if finding.what == what]
    return one


def test_a_machine_with_all_that_is_needed_is_0_with_a_line_for_each_thing(project: Project) -> None:
    status = project.run("doctor")

    assert status == 0
    assert {"Python", "httpx", "pytest", "uvloop", "credentials", "proxy", "staging"} <= {
        line.split()[1] for line in project.out.splitlines() if line[:4].strip() in ("ok", "note")
    }
    assert "no staging workspace is configured" in project.out


def test_a_package_that_is_missing_or_too_old_is_a_problem_with_its_remedy(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == "tzdata":
            raise PackageNotFoundError(name)
        return "0.1"

    monkeypatch.setattr("simulator.cli.doctor.version", version)

    status = project.run("doctor")

    assert status == 2
    assert "is missing; pip install 'tzdata>=2024.1'" in project.out
    assert "0.1, but >=0.27 is needed; pip install 'httpx>=0.27'" in project.out


def test_a_simulator_that_is_not_installed_has_no_plugin_and_no_list_of_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def requires(name: str) -> list[str]:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("simulator.cli.doctor.requires", requires)
    monkeypatch.setattr("simulator.cli.doctor.entry_points", lambda group: [])

    states = [found(what, tmp_path).state for what in ("packages", "pytest plugin")]

    assert states == ["problem", "problem"]


def test_a_plugin_that_pytest_may_not_load_by_itself_is_noted(tmp_path: Path) -> None:
    plugin = found("pytest plugin", tmp_path, {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})

    assert plugin.state == "note"
    assert "-p simulator.pytest_plugin" in plugin.says


def test_a_port_that_is_taken_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        monkeypatch.setattr("simulator.cli.doctor.PORT_DEFAULT", listener.getsockname()[1])

        port = found(f"port {listener.getsockname()[1]}", tmp_path)

    assert port.state == "note"
    assert "is taken" in port.says


def test_a_workspace_that_does_not_compile_is_2_with_its_places(project: Project) -> None:
    project.write("workspace.yaml", "segmnts: {}\n")

    status = project.run("doctor")

    assert status == 2
    assert "workspace.yaml:1:1: unknown key 'segmnts'" in project.out


def test_the_nearest_workspace_above_is_the_one_that_counts(project: Project) -> None:
    project.write("workspace.yaml", "name: Shop\n")
    project.write("deep/er/notes.txt", "")

    workspace = found("workspace.yaml", project.folder / "deep/er")

    assert workspace == Finding("workspace.yaml", "ok", "workspace.yaml compiles")


def test_no_workspace_anywhere_is_noted(tmp_path: Path) -> None:
    assert found("workspace.yaml", tmp_path).state == "note"


def test_of_keys_and_proxies_the_names_are_shown_and_never_the_values(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMERIO_API_KEY", "sesame-1")
    monkeypatch.setenv("https_proxy", "http://someone:sesame-2@proxy.example.com")

    project.run("doctor")

    assert "CUSTOMERIO_API_KEY set" in project.out
    assert "https_proxy set" in project.out
    assert "sesame" not in project.out + project.err
