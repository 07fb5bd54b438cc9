"""Fifty mazes and fifty visits of every screen leave nothing behind, counted in a real window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.window

ROUNDS = 50
COUNTED = """
import gc, json
from pathlib import Path

from maze3d.app import flow, settings_file
from maze3d.app.choices import setup_of
from maze3d.app.frame import run_frame
from maze3d.app.play_command import begin, build
from maze3d.view.screens.actions import GameChoice
from ursina import scene

game = build(settings_file.load(
    ["video.width=640", "video.height=400", "video.quality=low", "video.vsync=false"]))
begin(game, None)
for _ in range(20):
    game.ui.update(1.0)  # what the start has to say (no sound device) goes by before anything is counted

def frames(count):
    for _ in range(count):
        run_frame(game, 1 / 60)
        game.base.taskMgr.step()

def one_round():
    screens = game.screens
    screens.open_new_game(); frames(1); game.ui.back()
    screens.open_campaign(); frames(1); game.ui.focus.press(); frames(1); game.ui.back(); game.ui.back()
    for screen in (screens.settings, screens.help, screens.results, screens.loading):
        game.ui.push(screen); frames(1); game.ui.back()
    flow.play(game, setup_of(GameChoice(rows=12, cols=12, keys=2, seed=7)))
    frames(3)
    flow.pause(game); frames(1); flow.resume(game); frames(1)
    flow.to_title(game); frames(2)

def counts():
    gc.collect()
    gsg = game.base.win.getGsg().getPreparedObjects()
    nodes = game.base.render.findAllMatches("**").getNumPaths()
    drawn = game.ui.canvas.root.findAllMatches("**;+s").getNumPaths()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {
        "nodes": nodes, "interface nodes": drawn, "entities": len(scene.entities),
        "vertex buffers": gsg.getNumPreparedVertexBuffers(),
        "index buffers": gsg.getNumPreparedIndexBuffers(),
        "textures": gsg.getNumPreparedTextures(), "objects": len(gc.get_objects()), "memory_mb": pages / 256,
    }

flow.chance_seed = lambda: 4242  # the same bot's walk behind the title each time
for _ in range(WARM):
    one_round()
before = counts()
for _ in range(ROUNDS):
    one_round()
print(json.dumps([before, counts()]))
"""


def test_fifty_mazes_and_fifty_visits_leave_nothing(display: str, own_folders: Path) -> None:
    code = COUNTED.replace("WARM", "10").replace("ROUNDS", str(ROUNDS))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"DISPLAY": display, "MAZE3D_HOME": str(own_folders)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    before, after = json.loads(done.stdout.splitlines()[-1])
    memory_mb = after.pop("memory_mb") - before.pop("memory_mb")
    objects = after.pop("objects") - before.pop("objects")
    assert after == before
    assert abs(objects) < ROUNDS, "not even one object a round"
    assert memory_mb < 10
