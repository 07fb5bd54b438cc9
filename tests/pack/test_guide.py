"""The modders' guide is true: each of its commands runs, and its table is the catalogue.

`python -m tests.pack.test_guide --write` writes the table anew.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maze3d.app.cli import main
from maze3d.pack.catalogue import catalogue

if TYPE_CHECKING:
    from maze3d.pack.catalogue import Asset

GUIDE = Path(__file__).resolve().parents[2] / "assets/README.md"
BEGIN = "<!-- catalogue: made by tests/pack/test_guide.py --write -->\n"
END = "<!-- catalogue ends -->"


def limits(asset: Asset) -> str:
    if asset.kind in {"sound", "loop"}:
        channels = "mono" if asset.channels == 1 else "mono or stereo"
        return f"{channels}, up to {asset.seconds:g} s{', played in a loop' * (asset.kind == 'loop')}"
    if asset.kind == "words":
        return "TOML; any of the words"
    if asset.kind == "font":
        return "TTF or OTF, up to 16 MB"
    if asset.kind == "picture":
        return f"{asset.shape:g} times as wide as high, {asset.least_side} to {asset.most_side} pixels"
    return f"square, {asset.least_side} to {asset.most_side} pixels"


def table() -> str:
    rows = [
        f"| `{asset.key}` | {asset.about} | {asset.variants} | {limits(asset)} |"
        for asset in catalogue().asset
    ]
    named = [f"| `{each.name}` | {each.about} | `{each.default}` |" for each in catalogue().parameter]
    return "\n".join(
        [
            "| path, without its ending | what it is for | variants | limits |",
            "|---|---|---|---|",
            *rows,
            *(
                [
                    "",
                    "| in `[parameters]` of pack.toml | what it does | unless set |",
                    "|---|---|---|",
                    *named,
                ]
                if named
                else []
            ),
            "",
        ]
    )


def test_the_table_is_the_catalogue() -> None:
    text = GUIDE.read_text("utf-8")
    assert text.partition(BEGIN)[2].partition(END)[0] == table()


@pytest.mark.offscreen
def test_every_command_runs_in_the_order_of_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = tmp_path / "data/packs"
    data = tmp_path / "data"
    folders = {
        "pack": packs,
        "maze": data / "mazes",
        "plugins": data / "mazes",
        "campaign": data / "campaigns",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv("MAZE3D_HOME", str(tmp_path))
    commands = re.findall(
        r"^maze3d (.+)$",
        "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)),
        re.MULTILINE,
    )
    assert len(commands) == 15
    for command in commands:
        monkeypatch.chdir(folders[command.partition(" ")[0]])
        assert main(shlex.split(command)) == 0, command
    assert (packs / "moss.zip").stat().st_size > 1000
    assert (packs / "moss.png").stat().st_size > 1000


if __name__ == "__main__":
    text = GUIDE.read_text("utf-8")
    if "--write" in sys.argv:
        GUIDE.write_text(text.partition(BEGIN)[0] + BEGIN + table() + END + text.partition(END)[2], "utf-8")
