"""Any order of joining, leaving, losing, coming back and misbehaving, held against a model of the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from maze3d.session import messages as m
from maze3d.session.console import console
from maze3d.sim.state import Command
from tests.session.ends import SETTINGS, World
from tests.session.invariants import check

if TYPE_CHECKING:
    from tests.session.ends import FakePeer

SEATS, PER_ADDRESS = 4, 2
addresses = st.sampled_from(["10.0.0.1", "10.0.0.2", "10.0.0.3"])
names = st.sampled_from(["Anna", "Bert", "Carl", "Dora", "Emil", "Fritz"])


class TableModel(RuleBasedStateMachine):
    """The model: who sits where (`live`), and whose seats are kept (`kept`)."""

    streams = Bundle("streams")
    players = Bundle("players")

    def __init__(self) -> None:
        super().__init__()
        self.world = World(
            replace(SETTINGS, seats=SEATS),
            sessions_per_address=PER_ADDRESS,
            half_open=6,
            half_open_per_address=3,
            connect_burst=1000,
        )
        self.live: dict[str, FakePeer] = {}
        self.kept: dict[str, tuple[int, str, str]] = {}  # name: seat, token, address

    @rule(target=streams, address=addresses)
    def connect(self, address: str) -> FakePeer:
        return self.world.connect(address)

    @rule(target=players, peer=consumes(streams), name=names, with_token=st.booleans())
    def join(self, peer: FakePeer, name: str, with_token: bool) -> FakePeer:  # noqa: FBT001
        if not peer.open or not peer.accepted:
            return peer
        address = peer.source[0]
        old, kept = self.live.get(name), self.kept.get(name)
        here = sum(each.source[0] == address for other, each in self.live.items() if other != name)
        here += sum(each[2] == address for other, each in self.kept.items() if other != name)
        full = len(self.live) + len(self.kept) >= SEATS
        peer.join(name, resume=kept[1] if kept and with_token else "")
        if here >= PER_ADDRESS:
            assert peer.one(m.Refused).reason == "address"
            return peer
        if not (old or kept) and full:
            assert peer.one(m.Refused).reason == "full"
            return peer
        assert peer.one(m.Welcome).resumed == bool(old or kept)
        if old:
            assert old.one(m.Goodbye).reason == "replaced"
        mine = old.seat if old else kept[0] if kept else peer.seat
        assert peer.seat == mine
        self.kept.pop(name, None)
        self.live[name] = peer
        return peer

    def _gone(self, peer: FakePeer, *, keep: bool) -> None:
        for name, other in list(self.live.items()):
            if other is peer:
                del self.live[name]
                if keep:
                    self.kept[name] = (peer.seat, peer.one(m.Welcome).token, peer.source[0])

    @rule(peer=consumes(players))
    def leave(self, peer: FakePeer) -> None:
        if peer.open:
            peer.say(m.Leave())
            self._gone(peer, keep=False)

    @rule(peer=consumes(players), how=st.sampled_from(["reset", "left", "error"]))
    def lose(self, peer: FakePeer, how: str) -> None:
        if peer.open:
            peer.lose(how)
            self._gone(peer, keep=True)

    @rule(peer=consumes(streams))
    def lose_half_open(self, peer: FakePeer) -> None:
        if peer.open and peer.accepted:
            peer.lose()

    @rule(peer=consumes(players), data=st.sampled_from([bytes(70_000), b"\0\0\0\0\1", b"\0\0\0\5\1what"]))
    def misbehave(self, peer: FakePeer, data: bytes) -> None:
        if peer.open:
            peer.send(data)
            self._gone(peer, keep=False)

    @rule(target=players, address=addresses, name=names)
    def come_back_from_elsewhere(self, address: str, name: str) -> FakePeer:
        peer = self.world.connect(address)
        self.join(peer, name, with_token=False)
        return peer

    @rule(peer=players)
    def kick(self, peer: FakePeer) -> None:
        if peer.open:
            console(self.world.host, f"kick {peer.seat}", self.world.now)
            self.world.deliver()
            self._gone(peer, keep=False)

    @rule(peer=players, count=st.integers(0, 6))
    def command(self, peer: FakePeer, count: int) -> None:
        if peer.open and peer.sealer:
            peer.commands(*[Command(forward=100)] * count)

    @rule(peer=players, on=st.booleans())
    def ready(self, peer: FakePeer, on: bool) -> None:  # noqa: FBT001
        if peer.open:
            peer.say(m.Ready(on=on))

    @rule(peer=players)
    def vote_and_chat(self, peer: FakePeer) -> None:
        if peer.open:
            peer.say(m.Vote(choice=1))
            peer.say(m.Chat(text="hi"))

    @rule(seconds=st.sampled_from([0.02, 0.5, 4.0]), awake=st.booleans())
    def wait(self, seconds: float, awake: bool) -> None:  # noqa: FBT001
        for _ in range(max(1, round(seconds * 4))):
            if awake:
                for peer in self.live.values():
                    peer.commands()
            self.world.step(max(1, min(15, round(seconds * 60))))
        self._follow()

    @rule()
    def wait_a_minute(self) -> None:
        for _ in range(64):
            for peer in self.live.values():
                peer.commands()
            self.world.step(60)
        self._follow()

    @rule()
    def skip(self) -> None:
        console(self.world.host, "next", self.world.now)
        self.world.deliver()

    def _follow(self) -> None:
        """Let the model see what time alone has done."""
        for peer in list(self.live.values()):
            if not peer.open:
                assert peer.one(m.Goodbye).reason == "timeout"
                self._gone(peer, keep=True)
        seats = {each.seat for each in self.world.host.reservations}
        self.kept = {name: each for name, each in self.kept.items() if each[0] in seats}

    @invariant()
    def the_table_is_what_is_live(self) -> None:
        check(self.world.host, self.world.ends.keys())
        assert {peer.seat for peer in self.live.values()} == {
            row.seat for row in self.world.host.table.joined()
        }
        assert {each[0] for each in self.kept.values()} == {
            each.seat for each in self.world.host.reservations
        }


TableModel.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestTableModel = TableModel.TestCase
