"""The guides are projects that work: each block which begins with a file's name is that file, and pytest runs them."""

import re
from pathlib import Path

import pytest

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
_BLOCK = re.compile(r"^```\w+\n# (\S+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
PAGES = ("doors.md", "exports.md", "mock.md", "tracking_plan.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_files_of_a_guide_are_a_project_whose_tests_pass(page: str, pytester: pytest.Pytester) -> None:
    files = _BLOCK.findall((GUIDES / page).read_text(encoding="utf-8"))
    for name, text in files:
        path = pytester.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    result = pytester.runpytest_subprocess("-W", "error", timeout=60)

    assert result.ret == pytest.ExitCode.OK
    shown = result.stdout.str()
    assert [name for name, _ in files if Path(name).name.startswith("test_") and name not in shown] == []
