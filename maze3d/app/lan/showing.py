"""From what the host has told to what the screens show.

Owns the words and pictures. Knows nothing of what happens next.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from maze3d.app.choices import PREVIEW_CELL_PX, PREVIEW_COLOURS
from maze3d.app.lan.joined_match import DIFFICULTY
from maze3d.maze import all_levels, decode
from maze3d.net.addresses import own_addresses
from maze3d.sim.units import TICK_RATE
from maze3d.view.hud.round_state import RoundState, ScoreRow
from maze3d.view.language import commas, say
from maze3d.view.screens.lan_data import (
    LobbyData,
    LobbyPlayer,
    RoundData,
    StandingsRow,
    VoteData,
    setup_words,
)
from maze3d.view.screens.words import clock, generator_words, size_words
from maze3d.view.world import Look

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from maze3d.app.game import Game
    from maze3d.app.lan.joined_match import JoinedMatch
    from maze3d.app.lan.state import Lan
    from maze3d.session.messages import Member, Results, Standing
    from maze3d.session.peer import Peer
    from maze3d.sim.state import PlayerState
    from maze3d.view.hud.round_state import Role


def players(lan: Lan, peer: Peer) -> tuple[LobbyPlayer, ...]:
    """Return everyone as the screens show them."""
    running = peer.round is not None
    return tuple(
        LobbyPlayer(
            seat=member.seat,
            name=member.name,
            colour=member.colour,
            shape=member.shape,
            ready=member.ready,
            here=member.here,
            spectator=running and not member.playing,
            admin=member.admin,
            bot=member.bot,
            ping_ms=round(peer.round_trip_ms) if member.seat == peer.seat else member.ping_ms,
            score=member.score,
            muted=member.seat in lan.muted,
        )
        for member in peer.members
    )


def lobby_data(lan: Lan, peer: Peer) -> LobbyData | None:
    """Return the lobby as the screen shows it."""
    told = peer.lobby
    if told is None:
        return None
    seconds = None if lan.phase_ends is None else max(0, round(lan.phase_ends - time.monotonic()))
    return LobbyData(
        host_name=told.name,
        mode=told.mode,
        rows=told.rows,
        cols=told.cols,
        levels=told.levels,
        round=min(told.round + 1, told.rounds) if told.phase == "lobby" else told.round,
        rounds=told.rounds,
        players=players(lan, peer),
        own_seat=peer.seat,
        admin=peer.admin,
        join_code=peer.code,
        addresses=tuple(own_addresses()) if lan.child else (),
        port=lan.port,
        seconds_left=seconds if told.phase == "lobby" else None,
    )


def lobby(game: Game, lan: Lan) -> None:
    """Show the lobby as it is now, and everyone as they look now."""
    peer = lan.peer
    if peer is None or game.screens.lan is None:
        return
    data = lobby_data(lan, peer)
    if data is None:
        return
    if lan.shown == "" and peer.round is None and peer.results is None:
        lan.shown = "lobby"
        game.screens.lan.open_lobby(data)
    else:
        game.screens.lan.lobby.show(data)
    looks(game, lan)
    if peer.results and lan.shown == "results":
        results(game, lan)


def looks(game: Game, lan: Lan) -> None:
    """Tell the world and the HUD who is who."""
    if lan.peer:
        game.world.set_looks(
            {each.seat: Look(each.name, each.colour, each.shape) for each in lan.peer.members}
        )


def results(game: Game, lan: Lan) -> None:
    """Show the standings and the vote as they are now."""
    peer, screens = lan.peer, game.screens.lan
    if peer is None or peer.results is None or screens is None:
        return
    data = _round_data(lan, peer, peer.results)
    if lan.shown == "results":
        screens.round_results.show(data)
    else:
        lan.shown = "results"
        screens.open_round_results(data)


def round_words(peer: Peer) -> str:
    """Say in a line what is played."""
    told = peer.lobby
    if told is None or peer.round is None:
        return ""
    return say(
        "pause_joined.setup",
        name=told.name,
        setup=setup_words(told.mode, told.rows, told.cols, told.levels),
        round=told.round,
        rounds=told.rounds,
    )


def _round_data(lan: Lan, peer: Peer, told: Results) -> RoundData:
    rows = sorted(told.standings, key=lambda row: -row.total) if told.cup_over else told.standings
    number = say("round.number", round=told.round, rounds=told.rounds)
    title = say("round.cup_over") if told.cup_over else number
    left = None if lan.phase_ends is None else max(0, round(lan.phase_ends - time.monotonic()))
    ballot = None
    if len(told.next) == 2:
        pictures = [_picture(lan, code) for code in told.next]
        ballot = VoteData(
            pictures=(pictures[0], pictures[1]),
            titles=(_title(told.next[0]), _title(told.next[1])),
            votes=(peer.votes[0], peer.votes[1]) if len(peer.votes) == 2 else (0, 0),
            own=lan.own_vote,
            seconds_left=left or 0,
        )
    lines = tuple(
        StandingsRow(
            place=place,
            seat=row.seat,
            name=row.name,
            colour=row.colour,
            shape=row.shape,
            result=_result(row, peer.lobby.mode if peer.lobby else "race"),
            points=row.points,
            total=row.total,
            own=row.seat == peer.seat,
        )
        for place, row in enumerate(rows, 1)
    )
    return RoundData(title, lines, ballot, told.cup_over, left)


def _result(row: Standing, mode: str) -> str:
    if row.ticks < 0:
        return "-"
    if mode == "tag":
        return say("round.free_for", seconds=row.ticks // TICK_RATE)
    return clock(row.ticks)


def _title(code: str) -> str:
    recipe = decode(code)
    return commas([generator_words(recipe.generator)[0], size_words(recipe.rows, recipe.cols, recipe.levels)])


def _picture(lan: Lan, code: str) -> NDArray[np.uint8]:
    """Return a next maze from above, made once."""
    if code not in lan.pictures:
        recipe = decode(code)
        if recipe.rows * recipe.cols > 64 * 64:  # a large one from above is only noise, and takes long
            recipe = replace(recipe, rows=min(recipe.rows, 64), cols=min(recipe.cols, 64))
        lan.pictures[code] = all_levels(recipe.make(), PREVIEW_CELL_PX, PREVIEW_COLOURS)
    return lan.pictures[code]


def start_round(game: Game, lan: Lan, played: JoinedMatch) -> None:
    """Show the HUD for a round that begins or goes on."""
    game.hud.start_joined(played.maze, DIFFICULTY)
    looks(game, lan)


def over_the_game(game: Game, played: JoinedMatch, elapsed_s: float) -> None:
    """Show what is known of the others and of the connection, in each frame of a round."""
    held = game.devices.steering.actions.held("scoreboard")
    game.hud.scoreboard.held = held
    game.hud.show_round(_round_state(played, with_scores=held), elapsed_s)


def _round_state(played: JoinedMatch, *, with_scores: bool) -> RoundState:
    peer = played.peer
    snapshot = peer.snapshot
    players = {each.player_id: each for each in snapshot.players} if snapshot else {}
    own = players.get(peer.seat)
    held = snapshot.held_ticks if snapshot else 0
    left = snapshot.ticks_left if snapshot else -1
    return RoundState(
        role=_role(played, own),
        countdown_s=-(-held // TICK_RATE) if held and played.playing else None,
        seconds_left=left // TICK_RATE if left >= 0 else None,
        place=played.place,
        players=len(players),
        ping_ms=round(peer.round_trip_ms) if peer.round_trip_ms else None,
        tries=0 if peer.is_in else peer.tries,
        watching=next((each.name for each in peer.members if each.seat == played.watched), ""),
        scores=_scores(peer, players) if with_scores else (),
    )


def _role(played: JoinedMatch, own: PlayerState | None) -> Role:
    if not played.playing or own is None:
        return "watching"
    if played.mode == "tag":
        return "hunter" if own.hunter else "runner"
    return "race"


def _scores(peer: Peer, players: dict[int, PlayerState]) -> tuple[ScoreRow, ...]:
    rows = [
        ScoreRow(
            seat=member.seat,
            name=member.name,
            colour=member.colour,
            shape=member.shape,
            points=member.score,
            ping_ms=None if member.bot or not member.here else member.ping_ms,
            own=member.seat == peer.seat,
            note=_note(member, players.get(member.seat)),
        )
        for member in peer.members
    ]
    return tuple(sorted(rows, key=lambda row: (-row.points, row.seat)))


def _note(member: Member, player: PlayerState | None) -> str:
    if not member.here:
        return say("score.lost")
    if player is None:
        return say("score.watches")
    if player.finished_tick >= 0:
        return say("score.out")
    return say("score.hunts") if player.hunter else ""
