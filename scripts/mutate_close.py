#!/usr/bin/env python3
"""Takes each line out of what ends a session that frees or counts something, and sees that a test fails.

    python3 scripts/mutate_close.py
    python3 scripts/mutate_close.py --only token

Lines are found in the syntax tree of SessionTable.close and Host._on_close: calls, deletions, counts,
returns, and each name of an assignment by itself; a pop is made a look that takes nothing out. Local names
and the log are left alone. Each is removed in a copy of the package, never in this one. Exit code 1 if any
removal survives.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WHERE = (
    ("maze3d/session/table.py", "SessionTable", "close"),
    ("maze3d/session/host.py", "Host", "_on_close"),
)
TESTS = tuple(f"tests/session/test_{name}.py" for name in ("closing", "host"))
PATIENCE_S = 100


class Mutant(NamedTuple):
    """One removal: the file, the line it was on, what is gone, and the file's text without it."""

    file: str
    line: int
    gone: str
    text: str


def function_of(tree: ast.Module, class_name: str, name: str) -> ast.FunctionDef:
    """Return a method of a class."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and each.name == name:
                    return each
    raise LookupError(f"{class_name}.{name} is not there: has it been renamed?")


def is_let_alone(node: ast.stmt) -> bool:
    """Tell whether a statement neither frees nor counts: words, the log, names for later lines."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) or ast.unparse(node).startswith("_log.")
    if isinstance(node, ast.Assign) and all(isinstance(each, ast.Name | ast.Tuple) for each in node.targets):
        return not any(isinstance(each, ast.Call) and _takes(each) for each in ast.walk(node.value))
    return isinstance(node, ast.If)


def _takes(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in {"leave", "pop"}


def mutants_of(file: str, class_name: str, name: str, source: str) -> list[Mutant]:
    """Return every removal in one method."""
    function = function_of(ast.parse(source), class_name, name)
    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _takes(node) and ast.unparse(node.func).endswith("_by_link.pop"):
            gone = ast.unparse(node)
            found.append(_without(file, source, node, gone, gone.replace(".pop(", ".get(")))
        if not isinstance(node, ast.stmt) or node is function or is_let_alone(node):
            continue
        gone = ast.unparse(node)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.append(_without(file, source, node, gone, f"{node.targets[0].id} = None"))
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                rest = [ast.unparse(each) for each in node.targets if each is not target]
                value = ast.unparse(node.value)
                kept = " = ".join([*rest, value]) if rest else "pass"
                found.append(_without(file, source, node, f"{ast.unparse(target)} = {value}", kept))
        else:
            found.append(_without(file, source, node, gone, "pass"))
    return sorted(found, key=lambda each: each.line)


def _without(file: str, source: str, node: ast.stmt | ast.expr, gone: str, instead: str) -> Mutant:
    lines = source.splitlines(keepends=True)
    last = (node.end_lineno or node.lineno) - 1
    before = lines[node.lineno - 1].encode()[: node.col_offset].decode()
    after = lines[last].encode()[node.end_col_offset :].decode()
    lines[node.lineno - 1 : last + 1] = [before + instead + after]
    return Mutant(file, node.lineno, gone.splitlines()[0], "".join(lines))


def copy_to(folder: Path) -> Path:
    """Return a copy of what the tests need."""
    ignore = shutil.ignore_patterns("__pycache__", "corpus")
    for name in ("maze3d", "tests", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def failed_test(folder: Path, tests: list[str]) -> str:
    """Run tests in a copy; return the first that failed, or "" when all passed."""
    words = ["-m", "pytest", "-x", "-q", "--tb=no", "-rf", "-p", "no:cacheprovider", *tests]
    environ = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(
            [sys.executable, *words], cwd=folder, env=environ, capture_output=True, text=True,
            check=False, timeout=PATIENCE_S,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "it hangs"
    if ended.returncode == 0:
        return ""
    failed = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" ")[1].rpartition("/")[2] if failed else f"pytest ended with {ended.returncode}"


def main() -> int:
    """Try every removal, print the table; return 1 when one survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--only", default="", metavar="TEXT", help="lines that hold this")
    parser.add_argument("--parallel", type=int, default=2, metavar="N", help="at once (2)")
    parser.add_argument("--tests", nargs="+", default=list(TESTS), metavar="FILE", help="who should notice")
    args = parser.parse_args()
    mutants = [
        mutant
        for file, class_name, name in WHERE
        for mutant in mutants_of(file, class_name, name, (ROOT / file).read_text("utf-8"))
        if args.only in mutant.gone
    ]
    with tempfile.TemporaryDirectory(prefix="maze3d-mutants-") as place:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(args.parallel):
            copies.put(copy_to(Path(place) / str(number)))
        whole = copies.get()
        problem = failed_test(whole, args.tests)
        copies.put(whole)
        if problem:
            sys.exit(f"mutate_close: nothing is removed, and {problem} fails already")

        def caught(mutant: Mutant) -> str:
            folder = copies.get()
            file = folder / mutant.file
            file.write_text(mutant.text, "utf-8")
            found = failed_test(folder, args.tests)
            shutil.copy(ROOT / mutant.file, file)
            copies.put(folder)
            return found

        with ThreadPoolExecutor(args.parallel) as pool:
            results = list(pool.map(caught, mutants))
    for mutant, by in zip(mutants, results, strict=True):
        at = f"{Path(mutant.file).name}:{mutant.line}"
        print(f"{at:<14}{mutant.gone[:58]:<60}{by or 'SURVIVED'}")
    survived = results.count("")
    print(f"{len(mutants)} removals, {survived or 'none'} survived")
    return int(survived > 0 or not mutants)


if __name__ == "__main__":
    sys.exit(main())
