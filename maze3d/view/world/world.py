"""The maze in three dimensions: what a match's snapshots look like from an eye.

Owns the scene below one node. The caller owns window, camera and match; it calls `load` for a maze, `show`
once a frame and `apply` when settings change.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from maze3d.maze.visibility import visible_cells
from maze3d.sim.units import CELL, TURN
from maze3d.view.palette import EXIT_COLOUR, palette
from maze3d.view.world.bodies import Bodies
from maze3d.view.world.camera import engine_place
from maze3d.view.world.field import Field
from maze3d.view.world.lights import Light, chosen
from maze3d.view.world.materials import Materials, shader_materials
from maze3d.view.world.places import salt_of
from maze3d.view.world.plain import plain_materials
from maze3d.view.world.props import Gate, Keys, gate_light_on_map, start_rose
from maze3d.view.world.sky import sky_dome
from maze3d.view.world.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maze3d.maze.grid import Cell, Maze
    from maze3d.sim.state import Snapshot
    from maze3d.view.settings import Settings
    from maze3d.view.surfaces import Stock
    from maze3d.view.world.bodies import Look
    from maze3d.view.world.camera import Eye


class World:
    """The scene of at most one maze under `root` (Panda3D's or Ursina's scene node)."""

    def __init__(self, root: Any, settings: Settings, stock: Stock, *, shaders: bool = True) -> None:
        self._root = root.attachNewNode("world")
        self._settings = settings
        self._stock = stock
        self._shaders = shaders
        self._materials = self._make_materials()
        self._scene: _Scene | None = None
        self._time_s = 0.0
        self._looks: dict[int, Look] = {}
        self.own_id = 0
        """Whose eyes these are; his keys the gate's lamps show."""
        self.show_own = False
        """Whether that player is drawn as well: to watch him over his shoulder."""

    @property
    def visible(self) -> frozenset[Cell]:
        """The cells in sight as of the last `show`."""
        return self._scene.visible if self._scene else frozenset()

    @property
    def torches(self) -> list[tuple[int, int]]:
        """Where the torches in sight hang: x and y on the map, in a match's units."""
        torches = self._scene.torches if self._scene else []
        return [(round(torch.x * CELL), round(-torch.z * CELL)) for torch in torches]

    @property
    def fountains(self) -> list[tuple[int, int]]:
        """Where the fountains in sight stand: x and y on the map, in a match's units."""
        fountains = self._scene.fountains if self._scene else []
        return [(round(x * CELL), round(y * CELL)) for x, y in fountains]

    def set_looks(self, looks: Mapping[int, Look]) -> None:
        """Take how each player looks, by player_id. Who is missing gets colour and shape by his number."""
        self._looks = dict(looks)

    def load(self, maze: Maze, *, light: float = 1.0) -> None:
        """Make `maze` the scene; `light`, 0 to 1, is how well it is lit. Builds nothing yet."""
        self.unload()
        self._scene = _Scene(self._root, maze, light, self._materials)

    def unload(self) -> None:
        """Free the scene; the textures stay for the next maze."""
        if self._scene:
            self._scene.free()
            self._scene = None

    def apply(self, settings: Settings) -> None:
        """Take up changed settings at once."""
        before, self._settings = self._settings, settings
        if before.video.quality != settings.video.quality:
            self.restock(self._stock)
        elif self._scene:
            self._scene.look_again()

    def restock(self, stock: Stock) -> None:
        """Draw with the surfaces of `stock` from now on: other packs, or files of theirs that changed."""
        self._stock = stock
        maze, light = (self._scene.maze, self._scene.light) if self._scene else (None, 1.0)
        self.unload()
        self._materials.release()
        self._materials = self._make_materials()
        if maze:
            self.load(maze, light=light)

    def show(self, before: Snapshot, after: Snapshot, alpha: float, eye: Eye, dt: float) -> None:
        """Show the time `alpha` (0 to 1) between two snapshots, from `eye`, `dt` seconds after the last."""
        self._time_s += dt
        scene = self._scene
        if scene is None:
            return
        scene.see(eye, self._settings.video.view_distance)
        if scene.sky:
            scene.sky.setPos(*engine_place(eye))
        scene.show_items(after if alpha > 0 else before, self._settings, self._time_s, dt, self.own_id)
        scene.bodies.show(
            before,
            after,
            alpha,
            eye,
            dt,
            hidden=None if self.show_own else self.own_id,
            looks=self._looks,
            visible=scene.visible,
            lights=scene.torches,
        )
        if self._shaders:
            self._light(scene, eye)

    def close(self) -> None:
        """Free everything."""
        self.unload()
        self._materials.release()
        self._root.removeNode()

    def _make_materials(self) -> Materials:
        if not self._shaders:
            return plain_materials(self._stock)
        return shader_materials(self._root, self._settings.video.quality, self._stock)

    def _light(self, scene: _Scene, eye: Eye) -> None:
        """Write what the shaders read each frame."""
        video, lively = self._settings.video, not self._settings.access.reduce_flashing
        x, y, z = engine_place(eye)
        yaw = eye.yaw * 2 * math.pi / TURN
        ahead, right = (math.sin(yaw), math.cos(yaw)), (math.cos(yaw), -math.sin(yaw))
        frame, air = self._materials.frame, self._materials.air
        lit = (0.6 + 0.4 * scene.light) * air.dim
        frame[0] = (x, y, z, self._time_s % 3600)
        frame[1] = (
            x + 0.12 * right[0] + 0.06 * ahead[0],
            y - 0.07,
            z + 0.12 * right[1] + 0.06 * ahead[1],
            (0.20 + 0.42 * scene.light) * air.dim,
        )
        frame[2] = (
            1.8 + 3.6 * scene.light,
            video.brightness / 100,
            1.85 * air.density / video.view_distance,
            lit,
        )
        frame[3] = (*air.fog, float(lively))
        frame[4] = (*(part * part for part in EXIT_COLOUR), max(scene.gate.openness, 0.0))
        frame[5] = (*air.torch, 0.0)
        day = 0.7 + 0.3 * scene.light
        frame[6] = (*air.sun_towards, air.weather)
        frame[7] = (*(part * day for part in air.sun), 0.0)
        frame[8] = (*(part * day for part in air.daylight), air.dim)
        lights, count = self._materials.lights, self._materials.quality.torches
        rows = chosen(scene.lights, (x, y, z), count, self._time_s, lively=lively)
        for index in range(count):
            if index < len(rows):
                row = rows[index]
                lights[index] = (row[0], row[1], row[2], row[3] * lit)
                lights[count + index] = row[4:]
            else:
                lights[index] = lights[count + index] = (0, 0, 0, 0)


class _Scene:
    """All that belongs to the loaded maze."""

    def __init__(self, root: Any, maze: Maze, light: float, materials: Materials) -> None:
        self.maze = maze
        self.light = light
        self.visible: frozenset[Cell] = frozenset()
        self.lights: list[Any] = []
        self._seen_from: Cell | None = None
        self._root = root.attachNewNode("maze")
        self._field = Field(self._root, maze, salt_of(maze.passages), gate_light_on_map(maze), materials)
        self.gate = Gate(self._root, maze, materials)
        self._keys = Keys(self._root, materials)
        self._rose = start_rose(self._root, maze.start, materials)
        self._trail = Trail(self._root, materials)
        self.sky = sky_dome(self._root, materials) if "sky" in materials.states else None
        self.bodies = Bodies(self._root, materials, self._field.ground)

    @property
    def torches(self) -> list[Light]:
        """The torches in sight."""
        return self._field.torches

    @property
    def fountains(self) -> list[tuple[float, float]]:
        """The fountains in sight, map (x, y) in cells."""
        return self._field.fountains

    def look_again(self) -> None:
        """Forget what is in sight, so that the next frame finds out."""
        self._seen_from = None

    def see(self, eye: Eye, distance_cells: int) -> None:
        cell = (eye.level, int(eye.y) // CELL, int(eye.x) // CELL)
        if cell != self._seen_from:
            self._seen_from = cell
            self.visible = frozenset(visible_cells(self.maze.passages, cell, distance_cells))
            self._field.see(self.visible, cell)
            for node, at in ((self.gate.node, self.gate.cell), (self._rose, self.maze.start)):
                if at in self.visible:
                    node.unstash()
                else:
                    node.stash()
        else:
            self._field.step()

    def show_items(
        self, snapshot: Snapshot, settings: Settings, time_s: float, dt: float, player_id: int
    ) -> None:
        colours = palette(settings.access.palette)
        held = next((player.keys for player in snapshot.players if player.player_id == player_id), 0)
        lying = {item.colour for item in snapshot.keys}
        lamps = tuple(
            (colours[index], bool(held >> index & 1))
            for index in range(len(colours))
            if held >> index & 1 or index in lying
        )
        self.gate.show_lamps(lamps)
        self.gate.step(dt, is_open=snapshot.exit_open)
        self.lights = (
            self.torches
            + self._field.landmarks
            + self._keys.show(snapshot.keys, colours, self.visible, time_s)
        )
        if self.gate.cell in self.visible:
            self.lights.append(self.gate.light())
        self._trail.show(snapshot, self.visible)

    def free(self) -> None:
        self.bodies.free()
        self._field.free()
        self._root.removeNode()
