#!/usr/bin/env python3
"""Throws changed inputs at every parser that meets bytes from outside, and looks at how each behaves.

    python3 scripts/fuzz.py --inputs 1000000 --seed 1
    python3 scripts/fuzz.py --inputs 20000 --target peer_messages
    python3 scripts/fuzz.py --replay tests/fuzz/corpus/peer_messages/votes

An input is one of the corpus, changed (fuzz_inputs.py); which and how follows from the seed, the target and
its number. It fails when a parser raises anything but its own error, takes more than 1 s (twice: others may
keep the machine busy), or takes more than 10 MB: by how much the peak of the process's memory grows over an
input, for every one of them, and by Python's own count for each 50th. What fails is kept in the corpus as
found-NAME. Exit code 1 if any did.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import random
import sys
import time
import traceback
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fuzz_targets import Target

CORPUS = ROOT / "tests" / "fuzz" / "corpus"
MOST_S = 1.0
MOST_BYTES = 10 * 2**20
TRACED_EVERY = 50
MOST_KEPT = 10
"""Failures of one kind written down, a target."""


class Failure(NamedTuple):
    """An input that did not go well: why, in one line, and all of it."""

    why: str
    details: str
    data: bytes


def peak_bytes() -> int:
    """Return the most memory this process has held; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024)


def attempt(run: Callable[[bytes], None], data: bytes, *, traced: bool = False) -> Failure | None:
    """Give one input to one target; return what was wrong with that."""
    if traced:
        tracemalloc.start()
    before, began = peak_bytes(), time.perf_counter()
    try:
        run(data)
    except Exception as problem:  # noqa: BLE001 - all that is not the parser's own error is what is looked for
        frame = traceback.extract_tb(problem.__traceback__)[-1]
        why = f"{type(problem).__name__} in {Path(frame.filename).name}:{frame.name}"
        return Failure(why, traceback.format_exc(), data)
    finally:
        took_s = time.perf_counter() - began
        taken = tracemalloc.get_traced_memory()[1] if traced else 0
        if traced:
            tracemalloc.stop()
    taken = max(taken, peak_bytes() - before)
    if taken > MOST_BYTES:
        return Failure("memory", f"{taken / 2**20:.1f} MB", data)
    if took_s > MOST_S and not traced:
        began = time.perf_counter()
        run(data)
        took_s = min(took_s, time.perf_counter() - began)
        if took_s > MOST_S:
            return Failure("time", f"{took_s:.2f} s", data)
    return None


def corpus_of(name: str, folder: Path) -> list[bytes]:
    """Return the inputs kept for a target, in the order of their names."""
    return [each.read_bytes() for each in sorted((folder / name).iterdir())]


def inputs(name: str, corpus: list[bytes], seed: int, count: int, most_bytes: int) -> Iterator[bytes]:
    """Yield `count` inputs: the corpus itself, then changed ones, some of them from those made before."""
    from fuzz_inputs import changed  # noqa: PLC0415 - after the path is set

    yield from corpus[:count]
    pool = list(corpus)
    for number in range(len(corpus), count):
        rng = random.Random(f"{seed} {name} {number}")
        made = changed(rng.choice(pool), rng.choice(corpus), rng, most_bytes)
        yield made
        if rng.random() < 0.05 and len(made) < 2048:
            if len(pool) < len(corpus) + 200:
                pool.append(made)
            else:
                pool[rng.randrange(len(corpus), len(pool))] = made


def fuzz(
    name: str, run: Callable[[bytes], None], source: Iterator[bytes]
) -> tuple[int, float, dict[str, list[Failure]]]:
    """Give all of `source` to a target: how many there were, the slowest's time in s, failures by kind."""
    failures: dict[str, list[Failure]] = {}
    count, slowest_s = 0, 0.0
    for count, data in enumerate(source, 1):
        began = time.perf_counter()
        failure = attempt(run, data)
        slowest_s = max(slowest_s, time.perf_counter() - began)
        if failure is None and count % TRACED_EVERY == 0:
            failure = attempt(run, data, traced=True)
        if failure:
            known = failures.setdefault(failure.why, [])
            if not known:
                print(f"{name}: {failure.why}\n{failure.details}", flush=True)
            known.append(failure)
        if count % 5000 == 0:
            gc.collect()
    return count, slowest_s, failures


def keep(name: str, failures: dict[str, list[Failure]], folder: Path) -> None:
    """Write the shortest inputs of each kind of failure into the corpus."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    for known in failures.values():
        for failure in sorted(known, key=lambda each: len(each.data))[:MOST_KEPT]:
            digest = hashlib.sha256(failure.data).hexdigest()[:10]
            (folder / name / f"found-{digest}").write_bytes(failure.data)


def write_seeds(folder: Path) -> None:
    """Write the seeds into the corpus."""
    from fuzz_seeds import seeds  # noqa: PLC0415 - after the path is set

    for name, each in seeds().items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for what, data in each.items():
            (folder / name / what).write_bytes(data)


def main() -> int:
    """Fuzz what was asked for; return 1 when anything failed."""
    from fuzz_ends import failures_raised  # noqa: PLC0415 - after the path is set
    from fuzz_targets import TARGETS  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--inputs", type=int, default=20_000, metavar="N", help="in all (20000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="what the changes follow from (1)")
    parser.add_argument("--target", choices=TARGETS, metavar="NAME", help=f"one of {', '.join(TARGETS)}")
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="FOLDER", help="tests/fuzz/corpus")
    parser.add_argument(
        "--replay", type=Path, metavar="FILE", help="give one file to the target of its folder"
    )
    parser.add_argument("--write-seeds", action="store_true", help="write the valid inputs into the corpus")
    args = parser.parse_args()
    if args.write_seeds:
        write_seeds(args.corpus)
        return 0
    with failures_raised():
        if args.replay:
            run = TARGETS[args.replay.absolute().parent.name].run
            failure = attempt(run, args.replay.read_bytes(), traced=True)
            print(failure.details if failure else "fine")
            return int(failure is not None)
        names = [args.target] if args.target else list(TARGETS)
        return report({name: TARGETS[name] for name in names}, args.inputs, args.seed, args.corpus)


def report(targets: Mapping[str, Target], count: int, seed: int, folder: Path) -> int:
    """Fuzz all of `targets` with `count` inputs together, print a line for each; return 1 when any failed."""
    began, total, failed = time.perf_counter(), 0, 0
    print(f"{'target':<16}{'inputs':>9}{'seconds':>9}{'slowest ms':>12}{'failures':>10}")
    for name, target in targets.items():
        start = time.perf_counter()
        corpus = corpus_of(name, folder)
        made = inputs(name, corpus, seed, -(-count // len(targets)), target.most_bytes)
        given, slowest_s, failures = fuzz(name, target.run, made)
        keep(name, failures, folder)
        total, failed = total + given, failed + sum(map(len, failures.values()))
        took_s = time.perf_counter() - start
        print(f"{name:<16}{given:>9,}{took_s:>9.1f}{slowest_s * 1000:>12.1f}{len(failures):>10}", flush=True)
    took_s = time.perf_counter() - began
    print(f"{total:,} inputs, seed {seed}, {took_s:.0f} s: {failed or 'none'} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
