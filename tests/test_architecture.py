"""The shape of the code: what a tool does not hold already (layers: `make layers`)."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = ("models", "importers", "checks", "exporters", "services", "gui")
LONGEST_MODULE = 500
# The command line; and the window where none can be opened to say it in.
STANDARD_OUTPUT = {"cli.py", "gui/app.py"}

# What `main.py` and `cli.py` may not import anywhere; import-linter takes packages only.
FORBIDDEN = {
    "main.py": {"PySide6", "qtawesome", "qtpy", "sqlalchemy", "openpyxl", "jieba"},
    "cli.py": {"PySide6", "qtawesome", "qtpy", "sqlalchemy", "openpyxl", "jieba", "gui", "main"},
}


def sources(*names: str) -> list[Path]:
    found = [path for name in names for path in sorted((PROJECT / name).rglob("*.py"))]
    return found + [PROJECT / name for name in names if name.endswith(".py")]


def relative(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def normal(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def is_import(node: ast.stmt) -> bool:
    names_exports = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    return names_exports or isinstance(node, ast.Import | ast.ImportFrom)


def calls_print(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )


OURS = sources(*PACKAGES, "main.py", "cli.py")
EVERYTHING = OURS + sources("scripts", "tests")


def test_modules_are_no_longer_than_500_lines() -> None:
    lengths = {relative(p): len(p.read_text(encoding="utf-8").splitlines()) for p in EVERYTHING}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_packages_have_a_docstring_and_no_logic() -> None:
    packages = {relative(p): parsed(p) for p in OURS if p.name == "__init__.py"}
    silent = [name for name, tree in packages.items() if len(ast.get_docstring(tree) or "") < 10]
    assert silent == []
    assert [name for name, tree in packages.items() if not all(map(is_import, tree.body[1:]))] == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in sources(*PACKAGES)}
    bare = [relative(folder) for folder in folders if not (folder / "__init__.py").exists()]
    assert bare == []


def test_nothing_prints_but_the_command_line() -> None:
    talkers = {relative(p) for p in OURS if any(map(calls_print, ast.walk(parsed(p))))}
    assert talkers <= STANDARD_OUTPUT


def test_domain_imports_the_standard_library_only() -> None:
    domain = [p for p in sources("models") if "db" not in p.relative_to(PROJECT).parts]
    names = {name.split(".")[0] for path in domain for name in imported(path)}
    assert names - {"models"} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_entry_modules_leave_libraries_to_the_layers(name: str) -> None:
    names = set(imported(PROJECT / name))
    assert FORBIDDEN[name].isdisjoint(part.split(".")[0] for part in names)
    assert not [part for part in names if part.startswith("models.db")]


def test_packages_do_not_import_the_entry_modules() -> None:
    names = {name for path in sources(*PACKAGES) for name in imported(path)}
    assert names.isdisjoint({"main", "cli"})


def owned_by_others(paths: list[Path]) -> dict[str, set[str]]:
    """The distributions that each imported package of others may come from."""
    tops = {name.split(".")[0] for path in paths for name in imported(path)}
    foreign = tops - sys.stdlib_module_names - {*PACKAGES, "main", "cli", "scripts", "tests"}
    owners = packages_distributions()
    return {top: set(map(normal, owners.get(top, [top]))) for top in foreign}


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {normal(Requirement(wanted).name) for wanted in project["dependencies"]}
    used = owned_by_others(OURS)
    assert [top for top, owners in used.items() if declared.isdisjoint(owners)] == []


def test_what_scripts_and_tests_import_is_pinned() -> None:
    # What happens to be installed on one machine is missing on the next.
    lines = [
        line
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (PROJECT / name).read_text(encoding="utf-8").splitlines()
    ]
    pinned = {normal(line.split("==")[0]) for line in lines if "==" in line}
    used = owned_by_others(EVERYTHING)
    assert [top for top, owners in used.items() if pinned.isdisjoint(owners)] == []


def test_command_line_loads_no_qt() -> None:
    probe = (
        "import sys, main, cli\n"
        "print(sorted({'PySide6', 'shiboken6', 'qtawesome', 'qtpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_pyside_keeps_the_references_to_none() -> None:
    # PySide6 6.12.0 on Python 3.11 takes one reference from None at every call that returns nothing, until the
    # process aborts (PYSIDE-3474). The reason for the upper bound in pyproject.toml.
    if sys.version_info >= (3, 12):
        pytest.skip("None is immortal from Python 3.12 on")
    core = pytest.importorskip("PySide6.QtCore")
    target = core.QObject()
    target.setObjectName("")
    before = sys.getrefcount(None)
    for _ in range(2000):
        target.setObjectName("")
    assert abs(sys.getrefcount(None) - before) < 200


def test_pyside_keeps_the_references_to_true() -> None:
    if sys.version_info >= (3, 12):
        pytest.skip("True is immortal from Python 3.12 on")
    core = pytest.importorskip("PySide6.QtCore")
    bell = core.QTimer()
    received: list[None] = []
    bell.timeout.connect(lambda: received.append(None))
    before = sys.getrefcount(True)
    for _ in range(300):
        bell.timeout.emit()
    assert len(received) == 300
    assert abs(sys.getrefcount(True) - before) < 50
