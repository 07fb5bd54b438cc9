"""Turns text and data into checked settings, and every mistake into one sentence.

Knows the schema (`maze3d.view.settings`) by its dotted names, such as `video.fov`, and what each value may
be. Knows nothing of where a value came from but the words it is told to name.
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from maze3d.view.settings import ACTIONS, SLOWEST_CAP, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

_KINDS = {bool: "true or false", str: "words between quotation marks", list[str]: "a list of names"}

_MORE = {
    "video.frame_cap": f"0 for no cap, or a whole number from {SLOWEST_CAP} to 1000",
    "words.language": 'a code such as "de" or "pt-BR", or "" for the system\'s language',
    "packs.order": "a list of ids of packs, the top one first",
}
"""What these may be: more than their types say."""

_BINDINGS = {("controls", "keys"), ("controls", "buttons")}


class SettingsError(ValueError):
    """A setting that cannot be: one sentence saying where, what was expected and the nearest right answer."""


@cache
def setting_names() -> tuple[str, ...]:
    """Return the dotted name of every setting; a binding has one for each action."""
    names: list[str] = []
    for section, values in Settings().model_dump().items():
        for name, value in values.items():
            full = f"{section}.{name}"
            names += [f"{full}.{action}" for action in ACTIONS] if isinstance(value, dict) else [full]
    return tuple(names)


def value_of(settings: Settings, name: str) -> Any:
    """Return the value of the setting with that dotted name; an action that is not bound has no keys."""
    section, setting, *action = name.split(".")
    value = getattr(getattr(settings, section), setting)
    return value.get(action[0], []) if action else value


def parse_value(name: str, text: str, source: str) -> Any:
    """Return `text` as the value of the setting `name`, checked.

    A list is written with commas. Raises SettingsError naming `source` for a name that does not exist or a
    value that does not fit.
    """
    if name not in setting_names():
        raise SettingsError(f"{source}: {unknown_name(name)}")
    value: Any = text.strip()
    parts = name.split(".")
    if isinstance(value_of(Settings(), name), list):
        value = [word.strip() for word in text.split(",") if word.strip()]
    for part in reversed(parts):
        value = {part: value}
    return value_of(check(value, source), name)


def check(data: Mapping[str, Any], source: str) -> Settings:
    """Return the settings `data` describes, defaults for what it leaves out.

    Raises SettingsError for the first mistake, naming `source`.
    """
    mistake = first_mistake(data)
    if mistake:
        raise SettingsError(f"{source}: {mistake[1]}")
    return Settings.model_validate(data)


def first_mistake(data: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """Return where the first mistake in `data` lies and a sentence about it, or None when all is well."""
    try:
        Settings.model_validate(data)
    except ValidationError as problem:
        detail = problem.errors()[0]
        return tuple(str(part) for part in detail["loc"]), _sentence(detail)
    return None


def count_mistakes(data: Mapping[str, Any]) -> int:
    """Return how much in `data` is wrong."""
    try:
        Settings.model_validate(data)
    except ValidationError as problem:
        return problem.error_count()
    return 0


def mend(data: dict[str, Any]) -> list[tuple[tuple[str, ...], str]]:
    """Take what is wrong out of `data`, so that defaults hold; return where each lay and a sentence."""
    found: list[tuple[tuple[str, ...], str]] = []
    while mistake := first_mistake(data):
        where, sentence = mistake
        if where in _BINDINGS and isinstance(data["controls"][where[-1]], dict):  # the others are right
            actions = data["controls"][where[-1]]
            where = (*where, next(action for action in actions if action not in ACTIONS))
        found.append((take_out(data, where), sentence))
    return found


def take_out(data: Any, where: Sequence[str]) -> tuple[str, ...]:
    """Remove what lies at the path `where` in nested tables; return its path. Of a list, all is removed."""
    for depth, part in enumerate(where, 1):
        if depth == len(where) or not isinstance(data[part], dict):
            del data[part]
            return tuple(where[:depth])
        data = data[part]
    raise KeyError(where)


def unknown_name(name: str) -> str:
    """Say that `name` is no setting and which one is nearest, or else which there are."""
    section, _dot, rest = name.partition(".")
    if rest and section in Settings.model_fields:
        inside = [full for full in setting_names() if full.startswith(f"{section}.")]
        near = difflib.get_close_matches(rest, [full.partition(".")[2] for full in inside], n=1)
        if near:
            return f"there is no setting {name}; did you mean {section}.{near[0]}?"
        return f"there is no setting {name}: expected one of {', '.join(inside)}."
    names = [*setting_names(), *Settings.model_fields]
    near = difflib.get_close_matches(name, names, n=1)
    if not near:  # `fov` for `video.fov`
        near = [full for full in names if full.rpartition(".")[2] == name][:1]
    if near:
        return f"there is no setting {name}; did you mean {near[0]}?"
    return f"there is no setting {name}: each begins with one of {', '.join(Settings.model_fields)}."


def allowed(name: str) -> str:
    """Return what the setting with that dotted name may be."""
    return _MORE.get(name) or _expected(name.split("."), None)


def _sentence(detail: ErrorDetails) -> str:
    path = [str(part) for part in detail["loc"]]
    name = ".".join(path)
    if detail["type"] == "extra_forbidden":
        return unknown_name(name)
    if detail["type"] == "value_error":
        return f"{name}: {detail['ctx']['error']}"
    given = detail["input"]
    shown = f'"{given}"' if isinstance(given, str) else _in_words(given)
    return f"{name} is {shown}: expected {_expected(path, given)}."


def _in_words(given: Any) -> str:
    try:
        return str(given)
    except ValueError:  # Python writes no more than 4,300 digits
        return "a number of thousands of digits"


def _expected(path: list[str], given: Any) -> str:
    field: FieldInfo | None = None
    model: Any = Settings
    for part in path:
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            break
        field = model.model_fields[part]
        model = field.annotation
    if isinstance(model, type) and issubclass(model, BaseModel):
        return "a table of settings"
    if field is None or get_origin(model) is dict:
        return "a table of lists of key names" if len(path) < 3 else "a list of key names"
    if model in _KINDS:
        return _KINDS[model]
    choices = get_args(model)
    if choices:
        near = difflib.get_close_matches(str(given), choices, n=1, cutoff=0.5)
        return f"one of {', '.join(choices)}" + (f" (did you mean {near[0]}?)" if near else "")
    limits = {type(rule).__name__: rule for rule in field.metadata}
    return f"a whole number from {limits['Ge'].ge} to {limits['Le'].le}"
