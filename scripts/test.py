#!/usr/bin/env python3
"""Runs every check from a clean copy with nothing but Python: style, types, import contracts, tests.

    python3 scripts/test.py                    all of it
    python3 scripts/test.py --only lint        ruff, mypy and the import contracts
    python3 scripts/test.py --only tests       pytest
    python3 scripts/test.py --only window      the tests that open a real window
    python3 scripts/test.py tests/maze -x      arguments it does not know go to pytest

Makes .venv and installs the locked versions when needed. What a machine lacks (Xvfb, xdotool, OpenGL) skips
only the tests that need it, and the end lists them; with --require-all a skipped test is a failure.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(
        "maze3d needs Python 3.11 to 3.14, and this is "
        + sys.version.split()[0]
        + ": start it with one of those."
    )

import argparse
import subprocess
from pathlib import Path

from environment import ROOT, ready_python

LINT = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


def main() -> int:
    """Run what was asked for; the exit code is 0 only when all of it is well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--only", choices=["lint", "tests", "window"], help="run a part")
    parser.add_argument("--require-all", action="store_true", help="count a skipped test as failed")
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="the environment to use (.venv)")
    args, passed_on = parser.parse_known_args()
    python = str(ready_python(args.venv.absolute(), develop=True))
    failed = []
    if args.only in {None, "lint"}:
        for name, words in LINT.items():
            print(f"== {name}", flush=True)
            if subprocess.run([python, *words], cwd=ROOT, check=False).returncode:
                failed.append(name)
    if args.only != "lint":
        print("== pytest", flush=True)
        words = ["-m", "pytest", *(["-m", "window"] if args.only == "window" else [])]
        words += [*(["--require-all"] if args.require_all else []), *passed_on]
        if subprocess.run([python, *words], cwd=ROOT, check=False).returncode:
            failed.append("pytest")
    if failed and failed != ["pytest"]:
        print(f"scripts/test.py: failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
