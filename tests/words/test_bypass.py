"""Nothing English gets into the window past the words: literals of view and app are keys, names or excepted.

What is raised is a sentence for the command line; where a player meets one it comes through view/problems.py.
"""

from __future__ import annotations

from tests.words.scan import literals

COMMANDS = "of the command line, which is English"
FILES = "about a file that is wrong: English, as the file's own keys are"
MAKERS = "for who makes packs, campaigns or plugins"
ENGINE = "names and words of the engine"

EXCEPTIONS = {
    "app/campaigns.py": MAKERS,
    "app/cli.py": COMMANDS,
    "app/doctor.py": COMMANDS,
    "app/generating.py": MAKERS,
    "app/lan/hosting.py": "a thread's name",
    "app/lan/identity.py": FILES,
    "app/pack_new.py": MAKERS,
    "app/paths.py": FILES,
    "app/plugins.py": MAKERS,
    "app/progress.py": FILES,
    "app/records.py": FILES,
    "app/saves.py": FILES,
    "app/settings_check.py": FILES,
    "app/settings_file.py": FILES,
    "app/speaking.py": COMMANDS,
    "view/audio/player.py": "a problem with words of its own (view/problems.py)",
    "view/offscreen.py": ENGINE,
    "view/probe.py": ENGINE,
    "view/settings.py": FILES,
    "view/window.py": ENGINE,
    "view/world/materials.py": ENGINE,
}
"""Files whose strings are not the window's, and why."""


def test_no_literal_gets_into_the_window() -> None:
    past = [each for each in literals() if each.file not in EXCEPTIONS and "_command" not in each.file]
    assert not past, "\n".join(f"{each.where}: {each.words!r}" for each in past)


def test_every_exception_is_needed() -> None:
    assert set(EXCEPTIONS) <= {each.file for each in literals()}
