"""Changing which keys do what: pure functions on the settings' tables of action -> names.

A name may serve one action only, so taking one that is used elsewhere is a conflict to be settled first.
"""

from __future__ import annotations

from typing import TypeAlias

Table: TypeAlias = dict[str, list[str]]


def owner(table: Table, name: str) -> str | None:
    """Return the action that key or button `name` serves."""
    return next((action for action, names in table.items() if name in names), None)


def assign(table: Table, action: str, slot: int, name: str) -> Table:
    """Return a table in which `name` is the action's slot-th name and serves nothing else.

    A slot beyond the last adds a name; names in other slots stay.
    """
    kept = {other: [n for n in names if n != name] for other, names in table.items()}
    names = list(table.get(action, []))
    if slot < len(names):
        names[slot] = name
    else:
        names.append(name)
    kept[action] = [n for i, n in enumerate(names) if n != name or i == names.index(name)]
    return kept


def clear(table: Table, action: str, slot: int) -> Table:
    """Return a table without the action's slot-th name."""
    return {
        other: [n for i, n in enumerate(names) if (other, i) != (action, slot)]
        for other, names in table.items()
    }


def conflicts(table: Table) -> dict[str, list[str]]:
    """Return the names that serve more than one action, with those actions: a hand-edited file may do so."""
    users: dict[str, list[str]] = {}
    for action, names in table.items():
        for name in names:
            users.setdefault(name, []).append(action)
    return {name: actions for name, actions in users.items() if len(actions) > 1}
