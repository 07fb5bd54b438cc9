#!/usr/bin/env python3
"""Runs a real host for a long time among all that can happen to it, measures it, and judges (Linux).

    python scripts/soak.py --minutes 5
    python scripts/soak.py --minutes 80 --players 64 --churn 1500 --report soak-report

Bots take most seats and stay; guests come and go on a quarter of them; two seats are for attackers. Faults
come one after another, in an order that follows from the seed:

    vanish   a third of the guests' visits end without a word
    flood    connections, messages and datagrams faster than the host allows
    slow     a player who never reads
    garbage  what cannot be understood, instead of a handshake, after it, after joining, by datagram
    clock    the wall clock that the host reads jumps by up to a day, both ways: Python's time.time, as
             the system's own needs root. The monotonic one, by which a match goes, jumps at `stop`
    stop     SIGSTOP, and CONT some seconds later
    kill     kill -9, and started again at once, as a service would be; in the first quarter only, so
             that one process lives through the rest and can be compared with itself

It ends after its minutes, or soon after SIGTERM, with a verdict, and with code 1 when a bar is missed:
memory, objects by type, descriptors and threads, late ticks, players' places and scores, and that there was
a load at all. All randomness of the soak follows from the seed; keys, and the moments at which packets come,
do not.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from soaking.course import FAULTS, Course
from soaking.record import Record
from soaking.report import lines, write
from soaking.service import Service
from soaking.verdict import bars

LEAST_SEATS, MOST_SEATS = 5, 64
LEAST_MINUTES = 0.25
SIZE = "8x8"
"""Rounds are short, so that there are points to lose."""
WRONG = ("Traceback", "could not be dealt with", "is damaged")
"""What a host's log must not say."""


def main(words: list[str] | None = None) -> int:
    """Soak; return 0 when every bar is met, 1 when not, 2 for a wrong option."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--minutes", type=float, default=5.0, help="how long, about (5)")
    parser.add_argument("--players", type=int, default=16, help=f"seats, {LEAST_SEATS} to {MOST_SEATS} (16)")
    parser.add_argument("--churn", type=float, default=300.0, help="visits of guests a minute (300)")
    parser.add_argument(
        "--faults", default=",".join(FAULTS), help="some of them, with commas, or none (all of them)"
    )
    parser.add_argument("--seed", type=int, default=1, help="what the order of things follows from (1)")
    parser.add_argument(
        "--report", type=Path, metavar="FOLDER", help="write report.json and report.html there"
    )
    args = parser.parse_args(words)
    faults = tuple(each for each in args.faults.split(",") if each and each != "none")
    problem = _problem(args, faults)
    if problem:
        print(f"soak: {problem}", file=sys.stderr)
        return 2
    record = Record(
        {
            "minutes": args.minutes,
            "players": args.players,
            "churn": args.churn,
            "faults": list(faults),
            "seed": args.seed,
        }
    )
    with tempfile.TemporaryDirectory(prefix="maze3d-soak-") as made:
        folder = Path(made)
        service = Service(folder, size=SIZE, seed=args.seed, seats=args.players)
        course = Course(
            service,
            record,
            folder,
            say=lambda told: print(f"soak: {told}", file=sys.stderr, flush=True),
            seed=args.seed,
            seconds=args.minutes * 60,
            seats=args.players,
            churn=args.churn,
            faults=faults,
        )
        signal.signal(signal.SIGTERM, lambda *_: course.end_soon())
        course.run()
        log = service.log_file.read_text()
        record.failures += [f'the host logged "{word}"' for word in WRONG if word in log]
        verdict = bars(record)
        if args.report:
            write(record, verdict, args.report)
            (args.report / "host.log").write_text(log)
    print("\n".join(lines(record, verdict)))
    return 0 if all(bar.met for bar in verdict) else 1


def _problem(args: argparse.Namespace, faults: tuple[str, ...]) -> str:
    if not sys.platform.startswith("linux"):
        return "it measures the host in /proc, as only Linux has it"
    unknown = [each for each in faults if each not in FAULTS]
    if unknown:
        return f'there is no fault "{unknown[0]}": expected some of {", ".join(FAULTS)}, or none.'
    if not LEAST_SEATS <= args.players <= MOST_SEATS:
        return f"{args.players} players cannot be: expected {LEAST_SEATS} to {MOST_SEATS}."
    if not LEAST_MINUTES <= args.minutes <= 60 * 24 * 60:
        return f"{args.minutes:g} minutes cannot be: expected at least {LEAST_MINUTES:g}."
    if not 1 <= args.churn <= 100_000:
        return f"a churn of {args.churn:g} cannot be: expected 1 visit a minute or more."
    return ""


if __name__ == "__main__":
    sys.exit(main())
