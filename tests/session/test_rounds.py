"""From lobby to round to results to the next: readiness, late comers, votes, points, the cup."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from maze3d.maze import Recipe, decode, encode
from maze3d.session import messages as m
from maze3d.session.console import console
from maze3d.session.mazes import maze_digest
from maze3d.session.rounds import CUP_TICKS, RESULTS_TICKS, WAIT_TICKS, Phase
from maze3d.sim.state import Command, EventKind
from tests.session.ends import SETTINGS, FakePeer, World


def joined(world: World, *names: str) -> list[FakePeer]:
    return [world.join(name, f"10.0.0.{k}") for k, name in enumerate(names, 1)]


def start(world: World, *names: str) -> list[FakePeer]:
    peers = joined(world, *names)
    for peer in peers:
        peer.say(m.Ready(on=True))
    world.step(2)
    assert phase(world) is Phase.ROUND
    return peers


def phase(world: World) -> Phase:
    return world.host.rounds.phase


def walk_out(world: World, *seats: int) -> None:
    """Put bodies on the exit, one after another."""
    match = world.host.rounds.match
    assert match
    world.step(max(0, 181 - match.tick))
    for seat in seats:
        _level, row, col = match.maze.exit
        body = match.players[seat].body
        body.x, body.y = (col * 1024 + 512) * 65536, (row * 1024 + 512) * 65536
        keep_awake(world)
        world.step(1)


def keep_awake(world: World) -> None:
    for peer in list(world.ends.values()):
        if peer.sealer:
            peer.commands(Command())


def wait(world: World, ticks: int) -> None:
    for _ in range(ticks // 60 + 1):
        keep_awake(world)
        world.step(60)


def test_a_round_begins_when_all_are_ready_and_every_peer_can_make_its_maze() -> None:
    world = World()
    anna, bert = joined(world, "Anna", "Bert")
    anna.say(m.Ready(on=True))
    world.step(30)
    assert phase(world) is Phase.LOBBY
    assert anna.one(m.Lobby).seconds_left > 15
    bert.say(m.Ready(on=True))
    world.step(1)
    told = bert.one(m.Round)
    maze = decode(told.code).make()
    assert maze_digest(maze) == told.digest
    assert (told.mode, told.seats, told.round, told.rounds) == ("race", [0, 1], 1, 3)
    assert maze.code == decode(told.code).make().code


def test_the_first_maze_is_that_of_the_seed() -> None:
    world = World(replace(SETTINGS, seed=42))
    (anna,) = start(world, "Anna")
    assert decode(anna.one(m.Round).code).seed == 42


def test_those_who_are_not_ready_hold_nobody_up_for_long() -> None:
    world = World()
    anna, bert, _carl = joined(world, "Anna", "Bert", "Carl")
    anna.say(m.Ready(on=True))
    wait(world, WAIT_TICKS + 120)
    assert phase(world) is Phase.LOBBY  # less than half
    bert.say(m.Ready(on=True))
    wait(world, WAIT_TICKS - 120)
    assert phase(world) is Phase.LOBBY
    wait(world, 180)
    assert phase(world) is Phase.ROUND


def test_bots_are_always_ready() -> None:
    world = World()
    world.join("Bot", bot=True)
    world.step(120)
    assert phase(world) is Phase.LOBBY  # among themselves they wait a moment for more
    world.join("Another", "10.0.0.2", bot=True)
    world.step(90)
    match = world.host.rounds.match
    assert match
    assert len(match.players) == 2


def test_bots_wait_for_who_started_the_match() -> None:
    token = "c" * 32
    world = World(replace(SETTINGS, admin_token=token))
    for number in range(3):
        world.join(f"Bot{number}", f"10.0.0.{number + 2}", bot=True)
    mine = world.join("Me", admin=token)
    wait(world, WAIT_TICKS + 600)
    assert phase(world) is Phase.LOBBY
    assert world.host.rounds.ends_at == -1, "nothing is counted down"
    friend = world.join("Friend", "10.0.0.9")
    friend.say(m.Ready(on=True))
    world.step(2)
    assert world.host.rounds.ends_at > 0, "a person who is ready is not let wait for ever"
    mine.say(m.Ready(on=True))
    world.step(2)
    assert phase(world) is Phase.ROUND


def test_bots_leave_who_joins_them_the_time_to_get_ready() -> None:
    world = World()
    world.join("Bot", bot=True)
    world.step(120)
    (anna,) = joined(world, "Anna")
    wait(world, 600)
    assert phase(world) is Phase.LOBBY
    assert 0 < anna.all(m.Lobby)[-1].seconds_left < 18
    anna.say(m.Ready(on=True))
    world.step(2)
    assert phase(world) is Phase.ROUND


def test_bots_among_themselves_make_room_for_who_comes() -> None:
    world = World()
    for number in range(2):
        world.join(f"Bot{number}", f"10.0.0.{number + 2}", bot=True)
    wait(world, 240)
    assert phase(world) is Phase.ROUND
    anna = world.join("Anna", "10.0.0.9")
    wait(world, 60)
    assert phase(world) is Phase.LOBBY
    assert anna.one(m.Lobby).phase == "lobby"
    anna.say(m.Ready(on=True))
    world.step(2)
    match = world.host.rounds.match
    assert match
    assert len(match.players) == 3
    world.join("Late", "10.0.0.10")
    wait(world, 300)
    assert world.host.rounds.match is match, "who comes later watches: a person plays"
    anna.lose()
    wait(world, 300)
    assert world.host.rounds.match is match, "and may come back"


def test_nobody_is_told_of_the_lobby_after_a_round_has_begun() -> None:
    world = World()
    peers = joined(world, *(f"Player{number}" for number in range(8)))
    world.step(44 - world.host.tick % 15)
    for peer in peers[1:]:
        peer.say(m.Ready(on=True))
    world.step(1)
    while world.host.tick % 15 != 2:  # the lobby of now is told to a few in each tick
        world.step(1)
    peers[0].say(m.Ready(on=True))
    world.step(20)
    assert phase(world) is Phase.ROUND
    for peer in peers:
        told = [each for each in peer.heard if isinstance(each, m.Round | m.Lobby)]
        begun = next(number for number, each in enumerate(told) if isinstance(each, m.Round))
        assert all(each.phase == "round" for each in told[begun:] if isinstance(each, m.Lobby))


def test_who_comes_late_watches_until_the_next_round() -> None:
    world = World()
    (anna,) = start(world, "Anna")
    late = world.join("Late", "10.0.0.9")
    assert late.one(m.Round).seats == [0]
    late.commands()
    world.step(6)
    assert late.snapshots[-1].own is None
    assert [player.player_id for player in late.snapshots[-1].players] == [0]
    walk_out(world, 0)
    assert anna.one(m.Results).standings[0].points == 10
    wait(world, RESULTS_TICKS)
    assert late.one(m.Round).seats == [0, 1]


def test_results_are_told_in_order_and_add_up_to_a_cup() -> None:
    world = World(replace(SETTINGS, rounds=2))
    anna, bert, carl = start(world, "Anna", "Bert", "Carl")
    walk_out(world, 2, 0, 1)
    out = [event.player for event in anna.all(m.Happened) if event.kind == EventKind.FINISHED]
    assert out == [2, 0, 1]
    results = bert.one(m.Results)
    assert [(row.name, row.points, row.total) for row in results.standings] == [
        ("Carl", 10, 10),
        ("Anna", 8, 8),
        ("Bert", 6, 6),
    ]
    assert not results.cup_over
    assert len(results.next) == 2
    assert results.standings[0].ticks > 180
    wait(world, RESULTS_TICKS)
    assert carl.one(m.Round).round == 2
    walk_out(world, 0, 1, 2)
    final = carl.one(m.Results)
    assert final.cup_over
    assert final.next == []
    assert {row.name: row.total for row in final.standings} == {"Anna": 18, "Bert": 14, "Carl": 16}
    wait(world, CUP_TICKS)
    assert phase(world) is Phase.LOBBY
    assert not any(member.ready for member in anna.one(m.Lobby).members)
    for peer in (anna, bert, carl):
        peer.say(m.Ready(on=True))
    world.step(30)
    assert [member.score for member in anna.one(m.Lobby).members] == [0, 0, 0]


def test_the_vote_decides_the_next_maze() -> None:
    choice: Literal[0, 1]
    other: Literal[0, 1]
    for choice, other in ((0, 1), (1, 0)):
        world = World()
        anna, bert, carl = start(world, "Anna", "Bert", "Carl")
        anna.say(m.Vote(choice=1))  # not yet: nothing to vote on
        walk_out(world, 0, 1, 2)
        codes = anna.one(m.Results).next
        anna.say(m.Vote(choice=other))
        anna.say(m.Vote(choice=choice))
        bert.say(m.Vote(choice=choice))
        counts = [0, 0]
        counts[choice] = 2
        assert carl.one(m.Votes).counts == counts
        wait(world, RESULTS_TICKS)
        assert anna.one(m.Round).code == codes[choice]


def test_a_round_nobody_is_left_in_ends() -> None:
    world = World()
    (anna,) = start(world, "Anna")
    anna.lose()
    world.step(600)
    assert phase(world) is Phase.ROUND  # the seat is kept
    wait(world, 60 * 60)
    assert world.host.rounds.match is None
    wait(world, RESULTS_TICKS + 60)
    assert phase(world) is Phase.LOBBY


def test_points_won_before_a_loss_are_there_afterwards() -> None:
    world = World()
    anna, _bert = start(world, "Anna", "Bert")
    walk_out(world, 0)
    token = anna.one(m.Welcome).token
    anna.lose()
    walk_out(world, 1)
    world.step(120)
    assert phase(world) is Phase.RESULTS
    back = world.join("Anna", resume=token)
    session = world.host.table.by_seat(back.seat)
    assert session
    assert session.score == 10


def test_tag_needs_two() -> None:
    world = World(replace(SETTINGS, mode="tag"))
    (anna,) = joined(world, "Anna")
    anna.say(m.Ready(on=True))
    world.step(60)
    assert phase(world) is Phase.LOBBY
    bert = world.join("Bert", "10.0.0.2")
    bert.say(m.Ready(on=True))
    world.step(6)
    assert bert.one(m.Round).mode == "tag"
    bert.commands()
    world.step(6)
    assert sum(player.hunter for player in bert.snapshots[-1].players) == 1


def test_the_console() -> None:
    world = World()
    anna, bert = start(world, "Anna Lena", "Bert")

    def told(words: str) -> str:
        answer = "\n".join(console(world.host, words, world.now))
        world.deliver()
        return answer

    assert "kick PLAYER" in told("help")
    assert "Anna Lena  10.0.0.1" in told("players")
    assert "bytes" in told("players")
    assert told("plyers") == 'There is no command "plyers": did you mean players?'
    assert told("kick Nobody") == 'Nobody here is "Nobody": players lists the seats.'
    assert told("mute Anna Lena 5") == "Anna Lena is muted."
    anna.say(m.Chat(text="hello"))
    assert anna.one(m.Said).text == "You are muted."
    assert bert.all(m.Said) == []
    for minutes in ("0", "99999999", "9" * 5000, "\u00b2"):
        assert told(f"mute Anna Lena {minutes}") == f'"{minutes}" is no time: expected a number of minutes.'
    assert told("unmute 0") == "Anna Lena can be read again."
    anna.say(m.Chat(text="hel\u202elo"))
    assert (bert.one(m.Said).seat, bert.one(m.Said).text) == (0, "hello")
    told("say Dinner!")
    assert (bert.one(m.Said).seat, bert.one(m.Said).text) == (-1, "Dinner!")
    assert told("next") == "From round to results."
    assert told("settings size 7x8") == "size is 7x8 from the next maze on."
    assert told("settings size 1x1").startswith("1 rows cannot be")
    assert told("settings sise 7x8").startswith('There is no setting "sise"')
    assert told("settings rounds x") == 'rounds "x" cannot be: expected a whole number.'
    assert "size 7x8" in told("settings")
    assert told("settings levels 2") == "levels is 2 from the next maze on."
    assert told("settings levels 9") == "9 levels cannot be: expected 1 to 8."
    assert told("settings levels 2x") == 'levels "2x" cannot be: expected a whole number.'
    assert "levels 2" in told("settings")
    told(f"settings like {encode(Recipe('prim', 4, 5, levels=3))}")
    assert world.host.settings.recipe(1) == Recipe("prim", 4, 5, levels=3, seed=1)
    assert told("kick Anna Lena Good night") == "Anna Lena is out."
    assert (anna.one(m.Goodbye).reason, anna.one(m.Goodbye).text) == ("kicked", "Good night")
    assert told("ban Bert 10") == "Bert is out."
    assert bert.one(m.Goodbye).reason == "banned"
    assert (
        world.join("Bert", "10.0.0.2").one(m.Refused).text == "You cannot join here for another 10 minutes."
    )
    assert world.join("Bert", "10.0.0.77").one(m.Refused).reason == "banned"
    assert told("ban 10.0.0.9") == "10.0.0.9 is banned."
    assert world.join("Carl", "10.0.0.9").one(m.Refused).text == "You cannot join here any more."
    assert "10.0.0.9  for ever" in told("bans")
    assert told("unban 10.0.0.9") == "10.0.0.9 may come in again."
    assert world.join("Carl", "10.0.0.9").open
    told("stop")
    assert world.host.stop_asked


def test_only_an_admin_has_the_console() -> None:
    world = World(replace(SETTINGS, admin_token="e" * 32))
    boss, other = world.join("Boss", admin="e" * 32), world.join("Other", "10.0.0.2")
    other.say(m.Words(words="stop"))
    assert not world.host.stop_asked
    assert other.one(m.ConsoleLines).lines == ["Only the one who started the host has its console."]
    boss.say(m.Words(words="kick Boss"))
    assert boss.one(m.Goodbye).reason == "kicked"
