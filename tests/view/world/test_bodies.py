"""Other players drawn offscreen: who is shown, where, as what, and what is left when they go."""

from __future__ import annotations

import gc
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from maze3d.maze.grid import E, Maze, S
from maze3d.sim.state import PlayerState, Snapshot
from maze3d.sim.units import CELL, RUN_SPEED, TURN, WALK_SPEED
from maze3d.view.offscreen import Canvas
from maze3d.view.palette import PLAYER_COLOURS, PLAYER_SHAPES
from maze3d.view.settings import Settings, Video
from maze3d.view.surfaces import Stock
from maze3d.view.world import Eye, Look, World, place_camera
from maze3d.view.world.gait import SEGMENT
from maze3d.view.world.name_tags import MOST
from tests.view.world.mazes import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

pytestmark = pytest.mark.offscreen

EAST, WEST = TURN // 4, 3 * TURN // 4
ME = 63
CORRIDORS = opened(
    3, 12, *((0, col, E) for col in range(11)), *((2, col, E) for col in range(11)), (0, 11, S)
)
MAZE = Maze(CORRIDORS.passages, (0, 2, 0), CORRIDORS.exit)
"""Nobody looks from its start: a torch always hangs near that, and colours what it lights."""
EYE = Eye(512, 512, 470, EAST, 0)


@pytest.fixture(scope="module")
def canvas() -> Iterator[Canvas]:
    made = Canvas(320, 180)
    yield made
    made.close()


@pytest.fixture
def world(canvas: Canvas) -> Iterator[World]:
    made = World(canvas.root, Settings(video=Video(quality="low")), Stock(), shaders=canvas.shaders)
    made.load(MAZE)
    made.own_id = ME
    yield made
    made.close()


def player(player_id: int, cells_ahead: float, *, row: int = 0, speed: int = 0, **fields: Any) -> PlayerState:
    return PlayerState(
        player_id, int((0.5 + cells_ahead) * CELL), row * CELL + 512, 0, WEST, 0, speed, **fields
    )


def seen(*players: PlayerState) -> Snapshot:
    return Snapshot(0, (player(ME, 0), *players))


def drawn(canvas: Canvas, world: World, *players: PlayerState, eye: Eye = EYE) -> NDArray[np.int64]:
    place_camera(canvas.camera, canvas.lens, canvas.aspect, eye, 80)
    state = seen(*players)
    world.show(state, state, 1.0, eye, 0.0)
    return canvas.picture().astype(int)


def unlike(a: NDArray[np.int64], b: NDArray[np.int64]) -> int:
    """Return how many pixels differ clearly."""
    return int((np.abs(a - b).max(axis=2) > 12).sum())


def bodies(canvas: Canvas) -> list[Any]:
    return list(canvas.root.findAllMatches("**/body"))


def names(canvas: Canvas) -> set[str]:
    return {path.node().getText() for path in canvas.root.findAllMatches("**/name")}


@pytest.mark.parametrize("quality", ["low", "medium", "high"])
def test_a_player_ahead_is_seen_in_his_colour(canvas: Canvas, world: World, quality: str) -> None:
    world.apply(Settings(video=Video.model_validate({"quality": quality})))
    bare = drawn(canvas, world)
    for colour, strongest in ((0, 0), (2, 1), (1, 2)):
        world.set_looks({5: Look("", colour, 0)})
        with_him = drawn(canvas, world, player(5, 1.0))
        changed = np.abs(with_him - bare).max(axis=2) > 12
        assert changed.sum() > 1500
        assert with_him[changed].mean(axis=0).argmax() == strongest


def test_who_looks_is_not_drawn_but_when_watched_over_the_shoulder(canvas: Canvas, world: World) -> None:
    behind = Eye(512 - 300, 512, 470, EAST, 0)
    drawn(canvas, world, eye=behind)
    assert bodies(canvas) == []
    world.show_own = True
    drawn(canvas, world, eye=behind)
    assert len(bodies(canvas)) == 1
    drawn(canvas, world)
    assert bodies(canvas) == [], "nobody looks out from inside his own head"


def test_who_is_out_or_too_near_or_behind_walls_is_not_drawn(canvas: Canvas, world: World) -> None:
    bare = drawn(canvas, world)
    for hidden in (player(1, 1.0, finished_tick=7), player(1, 0.2), player(1, 1.0, row=2)):
        drawn(canvas, world, player(1, 1.0))
        assert len(bodies(canvas)) == 1
        assert unlike(drawn(canvas, world, hidden), bare) == 0
        assert bodies(canvas) == []


def test_who_is_missing_before_or_after_is_not_drawn(canvas: Canvas, world: World) -> None:
    with_him, without = seen(player(1, 1.0)), seen()
    for before, after in ((with_him, without), (without, with_him)):
        world.show(before, after, 0.5, EYE, 0.0)
        assert bodies(canvas) == []


def test_bodies_move_smoothly_between_snapshots_but_do_not_fly(canvas: Canvas, world: World) -> None:
    def x_at(start: float, end: float, alpha: float) -> float:
        world.show(seen(player(1, start)), seen(player(1, end)), alpha, EYE, 0.0)
        (body,) = bodies(canvas)
        return float(body.getX(canvas.root))

    assert x_at(1, 2, 0.25) == pytest.approx(1.75, abs=0.01)
    assert x_at(1, 2, 0.75) == pytest.approx(2.25, abs=0.01)
    assert x_at(1, 6, 0.25) == pytest.approx(6.5, abs=0.01)


def test_a_body_faces_where_its_player_looks(canvas: Canvas, world: World) -> None:
    for yaw, ahead in ((0, (0, 1)), (EAST, (1, 0)), (WEST, (-1, 0))):
        drawn(canvas, world, player(1, 1.0)._replace(yaw=yaw))
        (body,) = bodies(canvas)
        facing = canvas.root.getRelativeVector(body, (0, 0, 1))
        assert (facing[0], facing[2]) == pytest.approx(ahead, abs=1e-3)


def walked(
    canvas: Canvas, world: World, speed: int, *, yaw: int = EAST, frames: int = 60, start: float = 1.0
) -> list[dict[str, tuple[float, float, float]]]:
    """Let one walk east; return where his soles were in each frame, in cells, and how his arms hung."""
    poses = []
    for frame in range(frames):
        state = seen(player(1, start + frame * speed / CELL, speed=speed)._replace(yaw=yaw))
        world.show(state, state, 1.0, EYE, 1 / 60)
        soles = {
            f"sole {side}": tuple(canvas.root.getRelativePoint(shin, (0, -SEGMENT, 0)))
            for side, shin in enumerate(canvas.root.findAllMatches("**/shin"))
        }
        arms = {
            f"arm {side}": tuple(arm.getHpr())
            for side, arm in enumerate(canvas.root.findAllMatches("**/arm"))
        }
        poses.append(soles | arms)
    return poses


@pytest.mark.parametrize("speed", [WALK_SPEED // 3, WALK_SPEED, RUN_SPEED])
@pytest.mark.parametrize("yaw", [EAST, WEST, 0])
def test_a_foot_on_the_floor_stays_where_it_is(canvas: Canvas, world: World, speed: int, yaw: int) -> None:
    poses = walked(canvas, world, speed, yaw=yaw, frames=110)[40:]
    stood, dragged = 0, 0
    for before, after in pairwise(poses):
        for sole in ("sole 0", "sole 1"):
            (x, y, z), (then_x, then_y, then_z) = after[sole], before[sole]
            assert y > -0.004, "never through the floor"
            if max(y, then_y) < 0.0004:
                stood += 1
                # To the side legs turn less far than the body goes: there it may drag a little.
                most = 0.06 if yaw != 0 else 0.6
                dragged += abs(x - then_x) > most * speed / CELL + 1e-4
                assert abs(z - then_z) < 0.6 * speed / CELL
    assert stood > 10
    assert dragged < 0.1 * stood, "but in the frame in which it is lifted"
    heights = [pose["sole 0"][1] for pose in poses]
    assert max(heights) > 0.015, "and is lifted between"


def test_who_stands_stands_on_both_feet_and_breathes(canvas: Canvas, world: World) -> None:
    walked(canvas, world, RUN_SPEED)
    poses = walked(canvas, world, 0, frames=90, start=1 + 60 * RUN_SPEED / CELL)
    last = poses[-1]
    assert max(abs(last[f"sole {side}"][1]) for side in (0, 1)) < 0.002
    assert abs(last["sole 0"][0] - last["sole 1"][0]) < 0.01
    assert canvas.root.find("**/upper").getP() == pytest.approx(0, abs=0.1)
    heights = []
    for _ in range(200):
        walked(canvas, world, 0, frames=1, start=1 + 60 * RUN_SPEED / CELL)
        heights.append(float(canvas.root.find("**/upper").getY()))
    assert 0.001 < np.ptp(heights) < 0.01


def test_a_turn_on_the_spot_is_made_in_steps(canvas: Canvas, world: World) -> None:
    heights = []
    for frame in range(60):
        state = seen(player(1, 1.0)._replace(yaw=frame * 65536 // 120))
        world.show(state, state, 1.0, EYE, 1 / 60)
        heights += [
            float(canvas.root.getRelativePoint(shin, (0, -SEGMENT, 0))[1])
            for shin in canvas.root.findAllMatches("**/shin")
        ]
    assert max(heights) > 0.008


def test_a_head_looks_where_its_player_does(canvas: Canvas, world: World) -> None:
    for pitch, up in ((8000, 1), (-8000, -1)):
        drawn(canvas, world, player(1, 1.0)._replace(pitch=pitch))
        looks = canvas.root.getRelativeVector(canvas.root.find("**/head"), (0, 0, 1))
        assert looks[1] * up > 0.3


def test_arms_swing_against_each_other_and_more_in_a_run(canvas: Canvas, world: World) -> None:
    swings = []
    for speed in (WALK_SPEED, RUN_SPEED):
        arms = np.array([[pose["arm 0"][1], pose["arm 1"][1]] for pose in walked(canvas, world, speed)[30:]])
        swings.append(float(np.ptp(arms[:, 0])))
        assert np.corrcoef(arms[:, 0], arms[:, 1])[0, 1] < -0.9
    assert 20 < swings[0] < swings[1]


def test_a_runner_leans_forward(canvas: Canvas, world: World) -> None:
    for frame in range(40):
        state = seen(player(1, 1.0 + frame * RUN_SPEED / CELL, speed=RUN_SPEED)._replace(yaw=EAST))
        world.show(state, state, 1.0, EYE, 1 / 60)
    (body,) = bodies(canvas)
    up = body.getRelativeVector(canvas.root.find("**/upper"), (0, 1, 0))
    assert up[2] > 0.1


def test_a_hunter_is_told_apart(canvas: Canvas, world: World) -> None:
    for colour in range(0, 16, 5):
        world.set_looks({1: Look("", colour, 0)})
        runner = drawn(canvas, world, player(1, 1.5))
        hunter = drawn(canvas, world, player(1, 1.5, hunter=True))
        change = hunter - runner
        assert unlike(runner, hunter) > 150
        assert change[..., 0].sum() > 2 * max(change[..., 2].sum(), 0), "it glows red"


def test_the_six_signs_are_told_apart_without_colour(canvas: Canvas, world: World) -> None:
    pictures = []
    for shape in range(len(PLAYER_SHAPES)):
        world.set_looks({1: Look("", 8, shape)})
        pictures.append(drawn(canvas, world, player(1, 1.5)))
    for one, other in combinations(pictures, 2):
        assert unlike(one, other) > 15


@pytest.mark.parametrize("yaw", range(0, TURN, TURN // 8))
def test_a_sign_is_turned_to_the_eye(canvas: Canvas, world: World, yaw: int) -> None:
    drawn(canvas, world, player(1, 2.0)._replace(yaw=yaw))
    lantern = canvas.root.find("**/lantern")
    across = canvas.root.getRelativeVector(lantern, (0, 0, 1))
    assert abs(across[0]) == pytest.approx(1, abs=1e-3)


def test_who_is_unknown_has_a_look_of_his_own_and_no_name(canvas: Canvas, world: World) -> None:
    one, other = drawn(canvas, world, player(1, 1.0)), drawn(canvas, world, player(2, 1.0))
    assert unlike(one, other) > 500
    assert names(canvas) == set()


def test_names_float_over_heads_unless_far_or_unwanted(canvas: Canvas, world: World) -> None:
    world.set_looks({1: Look("Anna", 0, 0), 2: Look("Bela", 1, 1, label=False), 3: Look("Čapek", 2, 2)})
    drawn(canvas, world, player(1, 2.0), player(2, 3.0), player(3, 8.5))
    assert names(canvas) == {"Anna"}
    world.set_looks({1: Look("Zoë", 0, 0)})
    drawn(canvas, world, player(1, 2.0))
    assert names(canvas) == {"Zoë"}


def test_a_name_is_readable_and_fades(canvas: Canvas, world: World) -> None:
    sizes = []
    for ahead in (2.0, 5.0, 7.5):
        world.set_looks({})
        plain = drawn(canvas, world, player(1, ahead))
        world.set_looks({1: Look("HHHH", 1, 1)})
        sizes.append(np.abs(drawn(canvas, world, player(1, ahead)) - plain).sum())
    near, far, farther = sizes
    assert near > 2000
    assert far > 1000
    assert 0 < farther < far / 3


def test_only_the_nearest_names_are_shown(canvas: Canvas, world: World) -> None:
    world.set_looks({i: Look(f"P{i}", 0, 0) for i in range(30)})
    drawn(canvas, world, *(player(i, 1.0 + 0.2 * i) for i in range(30)))
    assert names(canvas) == {f"P{i}" for i in range(MOST)}


def test_a_body_is_in_the_light_of_its_place(canvas: Canvas, world: World) -> None:
    drawn(canvas, world, player(1, 1.0))
    (body,) = bodies(canvas)
    assert body.getParent().getName() == "chunk"


def test_sixty_four_share_their_meshes(canvas: Canvas, world: World) -> None:
    world.set_looks({i: Look("", i % 2, 0) for i in range(63)})
    drawn(canvas, world, *(player(i, 0.5 + 0.15 * i) for i in range(63)))
    parts = [path.node() for each in bodies(canvas) for path in each.findAllMatches("**/+GeomNode")]
    shared = {node.getGeom(0).getVertexData().getArray(0).getHandle().this for node in parts}
    assert len(bodies(canvas)) == 63
    assert len(shared) < 63, "so far fewer than parts"


def test_coming_and_going_leaves_nothing_behind(canvas: Canvas, world: World) -> None:
    every = list(product(range(16), range(6)))
    place_camera(canvas.camera, canvas.lens, canvas.aspect, EYE, 80)

    def visit(turn: int) -> None:
        looks = {i: Look(f"Player {(turn + i) % 10}", *every[(turn + i) % len(every)]) for i in range(8)}
        world.set_looks(looks)
        here = seen(*(player(i, 0.6 + 0.3 * i, hunter=bool(turn >> i & 1)) for i in range(8)))
        world.show(here, here, 1.0, EYE, 1 / 60)
        if turn % 50 == 0:
            canvas.picture()
        world.show(seen(), seen(), 1.0, EYE, 1 / 60)

    def counts() -> tuple[int, ...]:
        gc.collect()
        canvas.picture()
        prepared = canvas._buffer.getGsg().getPreparedObjects()
        kinds = ("_Sign", "Body", "Geom", "NodePath", "Texture")
        objects = [type(each).__name__ for each in gc.get_objects()]
        return (
            canvas.root.findAllMatches("**").getNumPaths()
            + canvas.root.findAllMatches("**;+s").getNumPaths(),
            prepared.getNumPreparedTextures(),
            *(objects.count(kind) for kind in kinds),
        )

    for turn in range(256):
        visit(turn)
    before = counts()
    for turn in range(256, 1256):
        visit(turn)
    assert counts() == before


def test_leaving_the_match_frees_the_bodies(canvas: Canvas, world: World) -> None:
    def play() -> tuple[int, int]:
        world.load(MAZE)
        world.set_looks({i: Look(f"Player {i}", i, i) for i in range(6)})
        drawn(canvas, world, *(player(i, 1.0 + i) for i in range(6)))
        world.unload()
        canvas.picture()
        prepared = canvas._buffer.getGsg().getPreparedObjects()
        return prepared.getNumPreparedTextures(), prepared.getNumPreparedVertexBuffers()

    first = [play() for _ in range(3)][-1]
    assert [play() for _ in range(20)][-1] == first


def test_without_shaders_bodies_are_seen_as_well() -> None:
    canvas = Canvas(320, 180, ("p3tinydisplay",))
    try:
        world = World(canvas.root, Settings(video=Video(quality="low")), Stock(), shaders=False)
        world.load(MAZE)
        world.own_id = ME
        world.set_looks({1: Look("", 2, 0)})
        bare, runner, hunter = (
            drawn(canvas, world, *there) for there in ((), (player(1, 1.0),), (player(1, 1.0, hunter=True),))
        )
        changed = np.abs(runner - bare).max(axis=2) > 12
        assert changed.sum() > 1500
        assert runner[changed].mean(axis=0).argmax() == 1
        assert unlike(hunter, runner) > 20
        world.close()
    finally:
        canvas.close()


def test_the_sixteen_colours_are_told_apart() -> None:
    """In OKLab, where equal distances look equally large; black to white is 1."""
    rgb = np.array(PLAYER_COLOURS) ** 2.2
    cones = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    mix = np.array([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])
    lab = np.cbrt(rgb @ cones.T) @ mix.T
    apart = [float(np.linalg.norm(a - b)) for a, b in combinations(lab, 2)]
    assert len(PLAYER_COLOURS) == 16
    assert min(apart) > 0.09


def test_who_stands_with_many_in_one_cell_sees_the_maze_and_not_their_backs(
    canvas: Canvas, world: World
) -> None:
    drawn(canvas, world, player(5, 0.3))
    assert bodies(canvas) == []
    drawn(canvas, world, player(5, 0.5))
    assert len(bodies(canvas)) == 1
