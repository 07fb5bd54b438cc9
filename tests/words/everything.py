"""All there is to read: every screen with as much on it as it can have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.maze import GENERATORS
from maze3d.session.endings import cannot_connect
from maze3d.sim.difficulty import DIFFICULTIES
from maze3d.view.language import say
from maze3d.view.problems import told
from maze3d.view.screens.actions import BestTimes, ResultData, TitleData
from maze3d.view.screens.own_maze_row import OwnMazeData
from maze3d.view.screens.own_mazes import OwnMazeActions, OwnMazesScreen
from maze3d.view.screens.pack_row import PackData, Preview
from maze3d.view.screens.packs import PackActions, PacksScreen
from maze3d.view.screens.settings_fields import SECTIONS
from tests.view.screens.lan_show import LONG, LanShow, ended, host, lobby, player

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.view.ui.screen import Screen

DRAWN = [
    OwnMazeData("a", LONG, "100 x 100"),
    OwnMazeData("b", "b.maze.txt", problems=("b.maze.txt:1:1: mark", "x", "y", "z", "v")),
]
SETUP = "{0}, 250 x 250, {1}"
PACKS = [
    PackData(
        "ada.moss",
        "Moss",
        "0.1.0, by Ada, CC0-1.0",
        on=True,
        preview=Preview(np.full((9, 16, 4), 9, np.uint8)),
    ),
    PackData("b", "Broken", "", findings=("pack.toml:1:1: syntax", "x"), broken=True),
]


def setup_words() -> str:
    return say("list.comma", first=say("difficulty.nightmare"), next=say("generator.growing_tree.title"))


def screens_of(show: LanShow) -> Iterator[tuple[str, Screen]]:
    """Yield each screen by name, prepared anew, in all its states that differ in words."""
    screens, lan, ui = show.screens, show.lan, show.ui
    screens.title.prepare(TitleData(say("title.saved_run", setup=setup_words(), time="1:23:45.6"), "0.1.0"))
    yield "title", screens.title
    yield from _new_game(show)
    screens.loading.set_progress(say("loading.replaying"), 0.5)
    yield "loading", screens.loading
    rules = say("list.comma", first=say("difficulty.nightmare"), next=say("count.keys", n=3))
    screens.pause.prepare(say("pause.setup", setup=setup_words(), code="GT-36-36-ABCDEFGH", rules=rules))
    yield "pause", screens.pause
    result = ResultData(
        216000,
        "silver",
        (6000, 8000, 216000),
        300000,
        True,
        5,
        1234,
        999,
        "GT36-ABCD-EFGH",
        setup_words(),
        rules,
    )
    for medal in ("silver", ""):
        screens.results.prepare(replace(result, medal=medal, new_record=bool(medal)))
        yield f"results {medal}", screens.results
    for page in SECTIONS:
        screens.settings.prepare(show.stage.settings)
        screens.settings._turn_to(page)
        yield f"settings {page}", screens.settings
    screens.help.prepare(show.stage.settings)
    yield "help", screens.help
    packs = PacksScreen(
        ui, PackActions(packs=lambda: PACKS, set_order=lambda _o: None, folder="/home/ada/packs")
    )
    packs.prepare()
    yield "packs", packs
    yield from _drawn(show)
    show.fill(6)
    ui.show()
    for screen in show.all():
        yield type(screen).__name__, screen
    yield from _wrong_hosts(show)
    lan.join_game.set_hosts(())
    lan.join_game.set_status(say("join.connecting", where="10.0.0.2:24642"), connecting=True)
    yield "join, empty", lan.join_game
    lan.join_game.set_status(told(cannot_connect("unknown address", "anna-work-desk")), bad=True)
    yield "join, no such computer", lan.join_game
    lan.join_game.set_hosts(
        tuple(host(f"h{i}", LONG, phase=say("host_row.lobby"), mode="tag") for i in range(70))
    )
    yield "join, full", lan.join_game
    states: list[dict[str, Any]] = [
        {"ready": True, "admin": True},
        {"here": False},
        {"spectator": True, "muted": True},
        {"bot": True},
    ]
    lan.lobby.show(lobby(*(player(i, LONG, **s) for i, s in enumerate(states)), seconds_left=22, mode="tag"))
    yield "lobby", lan.lobby
    lan.round_results.show(ended(3, cup_over=True))
    yield "cup", lan.round_results
    ui.ask(
        say("ask.give_up_run", run=setup_words()),
        lambda: None,
        yes=say("ask.go_on"),
        other=(say("menu.new_maze"), lambda: None),
        no=say("menu.back"),
    )
    assert ui.screen
    yield "question", ui.screen
    ui.ask(
        say(
            "bindings.taken",
            key=say("key.mouse2"),
            before=say("action.spectate_next"),
            now=say("action.turn_right"),
        ),
        lambda: None,
        yes=say("bindings.use"),
        no=say("bindings.leave"),
    )
    assert ui.screen
    yield "question about a key", ui.screen


def _drawn(show: LanShow) -> Iterator[tuple[str, Screen]]:
    folder = "/home/ada/.local/share/maze3d/mazes"
    there: list[OwnMazeData] = []
    drawn = OwnMazesScreen(show.ui, OwnMazeActions(lambda: there, lambda *_what: None, folder))
    for name, mazes in (("drawn, none", []), ("drawn", DRAWN)):
        there[:] = mazes
        drawn.prepare()
        yield name, drawn
    show.own_mazes = [("mile.maze.txt", LONG)]
    form = show.lan.host_game
    form.prepare("Ada")
    form._taker("own")("mile.maze.txt")
    yield "host with a drawn maze", form
    form._taker("own")("")


def _wrong_hosts(show: LanShow) -> Iterator[tuple[str, Screen]]:
    form = show.lan.host_game
    form._size.set(-1)
    for entry in (form._rows, form._cols):
        entry.set("250")
    form._set_sides()
    form._taker("levels")(8)
    yield "host with too many cells", form
    form._name.set("")
    form._seed.set("x")
    form._rows.set("1")
    form.prepare("", say("host.ended"))
    form._name.set("")
    form._show()
    yield "host with problems", form


def _new_game(show: LanShow) -> Iterator[tuple[str, Screen]]:
    screen = show.screens.new_game
    screen._actions = replace(
        screen._actions, best_times=lambda _choice: BestTimes(216000, 216000), preview=_grey
    )
    for difficulty, generator in zip([*DIFFICULTIES, *DIFFICULTIES], GENERATORS, strict=True):
        screen._set_difficulty(difficulty)
        screen._set_maze(generator=generator, levels=8)
        screen._show_preview()
        yield f"new game {generator}", screen
    screen._size.set(-1)
    screen._rows.set("1")
    screen._set_sides()
    yield "new game with a problem", screen


def _grey(_choice: object) -> Any:

    return np.full((9, 9, 4), 200, dtype=np.uint8)
