"""What has to hold of a host at every moment, whatever has happened."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maze3d.session.limits import group_of
from maze3d.session.rounds import Phase
from maze3d.session.table import COMMAND_BYTES, State

if TYPE_CHECKING:
    from collections.abc import Collection

    from maze3d.session.host import Host


def check(host: Host, live_links: Collection[int]) -> None:
    """Assert that the table is exactly the live links, and that nothing hangs about that no row owns."""
    table, limits = host.table, host.settings.limits
    rows = table.rows()
    assert {row.link for row in rows} == set(live_links)
    joined = [row for row in rows if row.state is State.JOINED]
    assert table.joined() == sorted(joined, key=lambda row: row.seat)
    assert table._by_id == {row.session_id: row for row in joined}
    assert table._by_seat == {row.seat: row for row in joined}
    assert table._per_address == Counter(group_of(row.address) for row in joined if row.counted)
    assert table._half_open == Counter(group_of(row.address) for row in rows if row not in joined)
    assert table.half_open() <= limits.half_open
    kept = list(host.reservations)
    seats = [row.seat for row in joined] + [each.seat for each in kept]
    assert len(seats) == len(set(seats)), "two players in one seat"
    assert all(0 <= seat < host.settings.seats for seat in seats)
    for address in {row.address for row in joined}:
        assert table.joined_from(address) <= limits.sessions_per_address
    match = host.rounds.match
    assert (match is not None) == (host.rounds.phase is Phase.ROUND)
    if match:
        assert set(match.players) <= {row.seat for row in joined}, "a body without a session"
    for row in rows:
        assert len(row.outbox) <= limits.outbox_bytes
        assert len(row.commands) <= limits.waiting_commands
        assert row.bytes_held() == len(row.outbox) + len(row.unframer) + COMMAND_BYTES * len(row.commands)
        if row.state is State.JOINED:
            assert row.sealer
            assert row.opener
            assert row.token
            assert row.seal_key == ""
    assert table.bytes_held() == sum(row.bytes_held() for row in rows)
    assert len(host.addresses) <= limits.addresses
    assert set(host.rounds.upcoming.votes) <= set(seats)
