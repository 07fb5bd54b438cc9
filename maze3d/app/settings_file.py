"""The player's settings: the file, the environment and the command line laid over the defaults.

Command line > environment > file > default. The file is TOML in the platform's config folder; a value named
by the environment (`MAZE3D_VIDEO_FOV=90`) or the command line (`--set video.fov=90`) holds for one run and is
never written to it. Knows nothing of how a setting is shown or applied.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from maze3d.app.paths import HOME_VARIABLE, folders
from maze3d.app.settings_check import (
    SettingsError,
    check,
    count_mistakes,
    first_mistake,
    mend,
    parse_value,
    setting_names,
    take_out,
    unknown_name,
    value_of,
)
from maze3d.files import StorageError, set_aside, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import tomlkit

    from maze3d.view.settings import Settings

PREFIX = "MAZE3D_"

_ENCODING = "utf-8-sig"
"""Windows editors may begin a file with a byte order mark."""

MOST_BYTES = 32 * 1024
"""With many comments too; reading it takes 250 times as much memory."""

MOST_MISTAKES = 50
"""Mended one by one; a file with more was not written for this game."""

HEADING = """\
maze3d's settings. The game writes here what is changed in its menus and keeps your comments.
What is not listed has its default. A value holds from the next start.
"""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings of this run and where they came from."""

    settings: Settings
    path: Path
    problems: list[str] = field(default_factory=list)
    """What was wrong with the file, one sentence each, for the player."""
    overridden: dict[str, Any] = field(default_factory=dict)
    """Dotted name -> value of what the environment and the command line set for this run."""


def load(overrides: Sequence[str] = (), environ: Mapping[str, str] = os.environ) -> LoadedSettings:
    """Return the settings of this run.

    `overrides` are the command line's `NAME=VALUE` words. Of a file with mistakes the rest holds; it is
    written anew without them, and kept aside as it was. One that is not TOML is renamed aside and stands for
    defaults. Both are told in `problems`. Raises SettingsError for a mistake in `overrides` or `environ`.
    """
    path = folders(environ).settings_file
    overridden = _from_environment(environ) | _from_command_line(overrides)
    data, problems = _quickly_read(path)
    for name, value in overridden.items():
        _put(data, name, value)
    return LoadedSettings(check(data, str(path)), path, problems, overridden)


def save(settings: Settings, loaded: LoadedSettings) -> None:
    """Write what the menus changed to the file, keeping the player's comments, order and other values.

    A value that differs from the file's (or, where the file has none, from the default) is written; one that
    still is what the environment or the command line set is not. Raises StorageError when the file cannot be
    written, or is there and cannot be read: what is not known is not written over.
    """
    import tomlkit  # noqa: PLC0415 - only what writes needs it, and it takes its time to load

    document, problems = _read(loaded.path)
    if problems:  # it was changed meanwhile, and has been mended or renamed
        document, problems = _read(loaded.path)
    if problems:
        raise StorageError(f"{loaded.path} cannot be written: what is there can be neither read nor renamed.")
    if not loaded.path.exists():
        for line in HEADING.splitlines():
            document.add(tomlkit.comment(line))
    in_file = check(document.unwrap(), str(loaded.path))
    before = tomlkit.dumps(document)
    for name in setting_names():
        value = value_of(settings, name)
        from_outside = name in loaded.overridden and value == loaded.overridden[name]
        if not from_outside and value != value_of(in_file, name):
            _put(document, name, value)
    after = tomlkit.dumps(document)
    if after != before or not loaded.path.exists():
        write_whole(loaded.path, after.encode())


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    by_variable = {PREFIX + name.upper().replace(".", "_"): name for name in setting_names()}
    found: dict[str, Any] = {}
    for variable in sorted(environ):
        if not variable.startswith(PREFIX) or variable == HOME_VARIABLE or not environ[variable]:
            continue
        if variable not in by_variable:
            wrong = variable.removeprefix(PREFIX).lower().replace("_", ".", 1)
            raise SettingsError(f"Environment variable {variable}: {unknown_name(wrong)}")
        name = by_variable[variable]
        found[name] = parse_value(name, environ[variable], f"Environment variable {variable}")
    return found


def _from_command_line(overrides: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for word in overrides:
        name, equals, text = word.partition("=")
        if not equals:
            raise SettingsError(f"--set {word}: expected NAME=VALUE, such as video.fov=90.")
        found[name.strip()] = parse_value(name.strip(), text, f"--set {word}")
    return found


def _quickly_read(path: Path) -> tuple[dict[str, Any], list[str]]:
    """Return what a sound file says, and no problems, without loading tomlkit: most starts only read."""
    try:
        data = tomllib.loads(_text_of(path))
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError, RecursionError):
        data = None
    if data is not None and not first_mistake(data):
        return data, []
    document, problems = _read(path)
    return document.unwrap(), problems


def _read(path: Path) -> tuple[tomlkit.TOMLDocument, list[str]]:
    """Return the file's document without what was wrong in it, and a sentence about each mistake."""
    import tomlkit  # noqa: PLC0415 - as above
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        text = _text_of(path)
        document = tomlkit.parse(text)
    except FileNotFoundError:
        return tomlkit.document(), []
    except OSError as problem:
        return tomlkit.document(), [f"{path} cannot be read ({problem.strerror}): defaults are used."]
    except (TOMLKitError, ValueError, RecursionError) as problem:
        line = getattr(problem, "line", 1)
        mistake = re.sub(r" at line \d+ col \d+$", "", str(problem))
        return tomlkit.document(), [f"{path}:{line}: this is not TOML ({mistake}); {_put_aside(path)}"]
    count = count_mistakes(document.unwrap())
    if count > MOST_MISTAKES:
        return tomlkit.document(), [f"{path}: {count} mistakes are in it; {_put_aside(path)}"]
    found = mend(document.unwrap())
    if not found:
        return document, []
    for where, _sentence in found:
        take_out(document, where)
    kept = _replaced(path, tomlkit.dumps(document))
    said = [f"{path}:{line_of(text, where)}: {sentence} It is ignored{kept}." for where, sentence in found]
    return document, said


def _text_of(path: Path) -> str:
    """Return what the file says. Raises OSError, and ValueError for what is no text or far too much."""
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"settings are {MOST_BYTES:,} bytes at most")
    return path.read_text(_ENCODING)


def _put_aside(path: Path) -> str:
    """Rename a file that cannot be mended; return the words about that."""
    return f"the file is kept as {set_aside(path).name} and defaults are used."


def _replaced(path: Path, text: str) -> str:
    """Write the mended file in place of the one that is kept aside; return the words about that one."""
    aside = set_aside(path)
    if aside == path:
        return ""
    try:
        write_whole(path, text.encode())
    except StorageError:
        aside.rename(path)
        return ""
    return f"; the file as it was is kept as {aside.name}"


def line_of(text: str, where: Sequence[str]) -> int:
    """Return the line, from 1, of `text` (TOML) where the value at the path `where` begins."""
    table: list[str] = []
    last_table = 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[([^\]]+)\]", line)
        if header:
            table = [part.strip(" \"'") for part in header[1].split(".")]
            if table == list(where[: len(table)]):
                last_table = number
        key = re.match(r"\s*([\w.\"'-]+)\s*=", line)
        if key:
            path = table + [part.strip(" \"'") for part in key[1].split(".")]
            if path == list(where[: len(path)]):
                return number
    return last_table


def _put(data: Any, name: str, value: Any) -> None:
    *tables, last = name.split(".")
    for table in tables:
        if table not in data:
            data[table] = _new_table(data)
        data = data[table]
    data[last] = value


def _new_table(within: Any) -> Any:
    """Return an empty table of the kind that `within` can hold."""
    if type(within) is dict:
        return {}
    import tomlkit  # noqa: PLC0415 - as above
    from tomlkit.items import InlineTable  # noqa: PLC0415

    return tomlkit.inline_table() if isinstance(within, InlineTable) else tomlkit.table()
