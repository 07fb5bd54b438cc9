"""A small campaign as text, and as a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.campaign.manifest import FILE
from maze3d.maze import Recipe, encode

if TYPE_CHECKING:
    from pathlib import Path

SMALL = encode(Recipe("prim", 4, 4, seed=1))
OTHER = encode(Recipe("kruskal", 5, 5, seed=2))

GOOD = f"""\
schema = 1
id = "ada.caves"
title = "Caves"
author = "Ada"
licence = "cc0-1.0"

[[stage]]
id = "one"
title = "The mouth"
maze = "{SMALL}"
par_s = 20
before = "{{walk}} walk."

[[stage]]
id = "two"
title = "The throat"
maze = "{OTHER}"
par_s = 30
difficulty = "hard"
keys = 2
light = 0.5

[[stage]]
id = "three"
title = "The deep"
maze = "{OTHER}"
par_s = 30

[stage.unlock]
finished = ["one"]
medals = 2
"""


def campaign(folder: Path, text: str = GOOD, **files: str) -> Path:
    """Write a campaign into `folder`; `files` are more of them, a dot written as two underscores."""
    folder.mkdir(parents=True)
    (folder / FILE).write_text(text, "utf-8")
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, "utf-8")
    return folder
