"""The other players in the maze: who is drawn, where, and as what.

A body's nodes are made when a player first comes in sight and serve another once he has gone. Knows nothing
of the rules of a match, nor of what a body is made of.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maze3d.sim.blend import blend
from maze3d.sim.units import CELL
from maze3d.view.palette import PLAYER_COLOURS, PLAYER_SHAPES
from maze3d.view.world.body import Body, Wardrobe
from maze3d.view.world.name_tags import NameTags, Tag
from maze3d.view.world.plain import light_on_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from panda3d.core import NodePath

    from maze3d.maze.grid import Cell
    from maze3d.sim.state import PlayerState, Snapshot
    from maze3d.view.world.camera import Eye
    from maze3d.view.world.lights import Light
    from maze3d.view.world.materials import Materials

JUMP_CELLS = 2.0
"""Who moves farther than this from one snapshot to the next is not drawn on the way."""

NEAREST_CELLS = 0.25
"""Who is nearer to the eye than this is not drawn: no inside of a head is seen."""

NEAREST_TO_A_PLAYER_CELLS = 0.4
"""The same for one who is there himself: all stand in one cell at a start, and backs would hide the maze."""

REACH = 200
"""How far a body reaches from its middle, units: it is in sight while a cell it reaches into is."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a player looks to others."""

    name: str
    colour: int
    """0 to 15: palette.PLAYER_COLOURS."""
    shape: int
    """0 to 5: palette.PLAYER_SHAPES, the sign of the lantern."""
    label: bool = True
    """Whether the name floats over the head."""


class Bodies:
    """The figures of one maze under `root`; `ground` gives the node whose light falls on a cell, or None."""

    def __init__(self, root: NodePath, materials: Materials, ground: Callable[[Cell], Any]) -> None:
        self._root = root.attachNewNode("bodies")
        self._materials = materials
        self._ground = ground
        self._wardrobe = Wardrobe(materials)
        self._tags = NameTags(self._root)
        self._bodies: dict[int, Body] = {}
        self._spare: list[Body] = []

    def show(
        self,
        before: Snapshot,
        after: Snapshot,
        alpha: float,
        eye: Eye,
        dt: float,
        *,
        hidden: int | None,
        looks: Mapping[int, Look],
        visible: Collection[Cell],
        lights: Sequence[Light],
    ) -> None:
        """Draw everyone in both snapshots and in sight but the player `hidden`, `alpha` (0 to 1) between.

        `lights` are the torches in sight, for the look without shaders.
        """
        was = {player.player_id: player for player in before.players}
        nearest = NEAREST_CELLS if hidden is None else NEAREST_TO_A_PLAYER_CELLS
        tags: list[Tag] = []
        present = set()
        for now in after.players:
            player_id = now.player_id
            then = was.get(player_id)
            if then is None or now.finished_tick >= 0 or player_id == hidden:
                continue
            present.add(player_id)
            x, y, yaw, pitch = _between(then, now, alpha)
            cell = (now.level, int(y) // CELL, int(x) // CELL)
            distance = math.hypot(x - eye.x, y - eye.y) / CELL
            body = self._bodies.get(player_id)
            if distance < nearest or not _in_sight(cell, x, y, visible):
                if body:
                    body.hide()
                continue
            if body is None:
                body = self._bodies[player_id] = self._spare.pop() if self._spare else Body()
            look = looks.get(player_id) or _unknown(player_id)
            body.wear(self._wardrobe, look.colour, look.shape, hunter=now.hunter)
            body.stand(self._ground(cell) or self._root, x / CELL, y / CELL, yaw, eye)
            body.walk(then.speed + (now.speed - then.speed) * alpha, pitch, dt)
            if self._materials.baked:
                body.shade(light_on_figure(x / CELL, y / CELL, lights))
            if look.label and look.name:
                tags.append(Tag(distance, player_id, x / CELL, y / CELL, look.name, look.colour))
        for gone in [player_id for player_id in self._bodies if player_id not in present]:
            self._release(gone)
        self._tags.show(tags, eye)

    def free(self) -> None:
        """Give everything back."""
        for player_id in list(self._bodies):
            self._release(player_id)
        self._spare.clear()
        self._tags.free()
        self._root.removeNode()

    def _release(self, player_id: int) -> None:
        body = self._bodies.pop(player_id)
        body.hide()
        self._spare.append(body)


def _unknown(player_id: int) -> Look:
    return Look("", player_id % len(PLAYER_COLOURS), player_id % len(PLAYER_SHAPES), label=False)


def _between(then: PlayerState, now: PlayerState, alpha: float) -> tuple[float, float, float, float]:
    """Return x, y (units), yaw and pitch at `alpha`; after a jump, those of `now`."""
    if math.hypot(now.x - then.x, now.y - then.y) > JUMP_CELLS * CELL:
        return now.x, now.y, now.yaw, now.pitch
    return blend(then, now, alpha)


def _in_sight(cell: Cell, x: float, y: float, visible: Collection[Cell]) -> bool:
    """Tell whether the body at (x, y) reaches into a visible cell."""
    if cell in visible:
        return True
    rows = {int(y - REACH) // CELL, int(y + REACH) // CELL}
    cols = {int(x - REACH) // CELL, int(x + REACH) // CELL}
    return any((cell[0], row, col) in visible for row in rows for col in cols)
