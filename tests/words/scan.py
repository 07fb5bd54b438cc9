"""What the source says: every key that is asked for, and literal English that goes past the words."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "maze3d"
SOURCES = tuple(sorted([*(ROOT / "view").rglob("*.py"), *(ROOT / "app").rglob("*.py")]))
"""All that can put words into the window."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of `say` or `has`: the key as a pattern, and the names of the values."""

    where: str
    pattern: str
    names: frozenset[str] | None
    """None for `has`, which needs no values."""

    def matches(self, key: str) -> bool:
        return re.fullmatch(self.pattern, key) is not None


def tree_of(path: Path) -> ast.Module:
    return _trees()[path]


@cache
def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT.parent)}:{getattr(node, 'lineno', 0)}"


def asked() -> list[Asked]:
    """Return every key asked for; a part that is computed matches one word, or words with a dot between."""
    found = []
    for path in SOURCES:
        if path.name == "problems.py":  # which asks for all of its table: test_problems.py
            continue
        spoken = _imported(path)
        for node in ast.walk(tree_of(path)):
            called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if not isinstance(node, ast.Call) or called not in spoken & {"say", "has"}:
                continue
            names = frozenset(word.arg or "**" for word in node.keywords) if called == "say" else None
            found += [Asked(place(path, node), pattern, names) for pattern in _patterns(node.args[0], path)]
    return found


def _imported(path: Path) -> set[str]:
    """Return what a file has of the language in use; others have functions of the same name."""
    return {
        each.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module == "maze3d.view.language"
        for each in node.names
    }


def _patterns(node: ast.expr, path: Path) -> list[str]:
    if isinstance(node, ast.Constant):
        return [re.escape(str(node.value))]
    if isinstance(node, ast.IfExp):
        return _patterns(node.body, path) + _patterns(node.orelse, path)
    if isinstance(node, ast.JoinedStr):
        return ["".join(_part(part) for part in node.values)]
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return _constants(node.value.id, path)
    if isinstance(node, ast.Name):
        return _constants(node.id, path)
    raise AssertionError(f"{place(path, node)}: a key has to be readable by this scan: {ast.unparse(node)}")


def _part(node: ast.expr) -> str:
    return re.escape(str(node.value)) if isinstance(node, ast.Constant) else "[a-z0-9_]+"


def _constants(name: str, path: Path) -> list[str]:
    """Return the strings in what `name` is set to, anywhere in the file."""
    values = [
        each.value
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == name
        for each in ast.walk(node.value)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and "." in each.value
    ]
    assert values, f"{path}: nothing is known of {name}"
    return [re.escape(value) for value in values]


@dataclass(frozen=True, slots=True)
class Literal:
    """English in the source: where, and the words, {} for what is put in."""

    where: str
    file: str
    words: str


_NOT_SHOWN = {"say", "has", "debug", "info", "NodePath", "attachNewNode", "TypeVar"}
"""Calls whose strings are keys, names or lines of the log."""

_READABLE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]+[^A-Za-z]*$")


def literals() -> list[Literal]:
    """Return the strings that look like English: two words, or one with a capital; no docstrings, no keys."""
    found = []
    for path in SOURCES:
        tree = tree_of(path)
        above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            words = _string(node, above)
            if _READABLE.search(words) and not _apart(node, above):
                found.append(Literal(place(path, node), path.relative_to(ROOT).as_posix(), words))
    return found


def _string(node: ast.AST, above: dict[ast.AST, ast.AST]) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    inside = isinstance(above.get(node), ast.JoinedStr | ast.Expr)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and not inside else ""


def _apart(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Tell whether a string is raised, a type's name, a list of exports, or handed to one of _NOT_SHOWN."""
    while node in above:
        node = above[node]
        if isinstance(node, ast.Subscript | ast.Raise):
            return True
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"__all__", "Place"}:
            return True
        if isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation):
            return True
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in _NOT_SHOWN:
                return True
    return False


def sentences(*files: str) -> set[str]:
    """Return all strings of files below maze3d/, {} for what is put in."""
    found = set()
    for file in files:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr | ast.Constant):
                found.add(_string(node, {}))
    return found
