"""Makes and keeps the virtual environment that scripts/play.py and scripts/test.py run in.

`uv.lock` is the only source of versions: it becomes a list of constraints for pip, with a marker where two
versions of a package serve different Pythons. A stamp in the environment tells when nothing has to be done.
Needs only the standard library.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
STAMP = "maze3d-ready"
UNFINISHED = "maze3d-unfinished"

NETWORK_WORDS = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Network is unreachable",
    "No matching distribution found",
    "getaddrinfo failed",
)


def ready_python(folder: Path = ROOT / ".venv", *, develop: bool = False) -> Path:
    """Return the Python of an environment that holds the locked versions, made or mended when needed.

    `develop` adds the tools of the tests. Ends the process with one sentence when it cannot be made.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = _fingerprint()
    stamp = folder / STAMP
    state = stamp.read_text().split() if stamp.is_file() and python.exists() else []
    if state[:1] == [wanted] and (not develop or state[1:] == ["develop"]):
        return python
    try:
        _make(folder, python)
        _install(folder, python, develop=develop)
        stamp.write_text(f"{wanted} {'develop' if develop else 'play'}\n")
        (folder / UNFINISHED).unlink()
    except OSError as problem:
        _fail(f"{problem.filename or folder} cannot be written ({problem.strerror or problem}).")
    except KeyboardInterrupt:
        _fail("stopped; the next start makes it anew.")
    return python


def launch(command: list[str]) -> int:
    """Become `command`; on Windows, which has no such thing, run it and return its exit code."""
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - a shell has no part in it
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 130


def constraints(lock: dict[str, Any]) -> list[str]:
    """Return a line of pip constraints for each version in a parsed uv.lock, the project itself left out.

    >>> constraints({"package": [{"name": "numpy", "version": "2.4.0", "source": {"registry": "..."},
    ...     "resolution-markers": ["python_full_version < '3.12'"]}]})
    ["numpy==2.4.0 ; python_full_version < '3.12'"]
    """
    lines = []
    for package in lock["package"]:
        if "registry" not in package["source"]:
            continue
        markers = package.get("resolution-markers", [])
        condition = f" ; {' or '.join(markers)}" if markers else ""
        lines.append(f"{package['name']}=={package['version']}{condition}")
    return lines


def _fingerprint() -> str:
    content = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml"):
        content.update((ROOT / name).read_bytes())
    content.update(f"{sys.version_info[:3]} {sys.platform} {ROOT}".encode())
    return content.hexdigest()


def _make(folder: Path, python: Path) -> None:
    """Make the environment, or begin anew where one was left half-made or has another Python."""
    if folder.is_dir() and any(folder.iterdir()) and not _is_environment(folder):
        _fail(f"{folder} is there and no virtual environment: name another folder, or empty it first.")
    if folder.exists() and ((folder / UNFINISHED).exists() or not _has_pip(python)):
        _say(f"clearing the unfinished {folder.name}")
        shutil.rmtree(folder)
    if not folder.exists():
        if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            _fail(
                f"this Python has no venv module: install it first, on Debian and Ubuntu with "
                f"`sudo apt install python{version}-venv`."
            )
        _say(f"making {folder.name} with Python {sys.version.split()[0]} (once)")
        folder.mkdir(parents=True)
        (folder / UNFINISHED).touch()
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            _fail(f"the environment could not be made: {_last_line(made.stdout + made.stderr)}")
    (folder / UNFINISHED).touch()
    (folder / STAMP).unlink(missing_ok=True)


def _is_environment(folder: Path) -> bool:
    """Tell whether a folder may be cleared: never one that holds something else."""
    # .venv is ours by its name: a clearing that was stopped may have left it without either mark.
    marked = (folder / "pyvenv.cfg").exists() or (folder / UNFINISHED).exists()
    return marked or folder == ROOT / ".venv"


def _has_pip(python: Path) -> bool:
    """Tell whether the environment's Python runs, is this version, and has pip (or can be given it)."""
    if _answer(python, "-c", "import sys; print(sys.version_info[:3])") != str(tuple(sys.version_info[:3])):
        return False
    if _answer(python, "-c", "import pip; print('pip')") == "pip":
        return True
    _answer(python, "-m", "ensurepip")  # uv makes environments without it
    return _answer(python, "-c", "import pip; print('pip')") == "pip"


def _answer(python: Path, *words: str) -> str:
    try:
        ended = subprocess.run([str(python), *words], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return ended.stdout.strip()


def _install(folder: Path, python: Path, *, develop: bool) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    tools = project["dependency-groups"]["dev"] if develop else []
    _say("installing the locked versions" + (" and the tools of the tests" if develop else ""))
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch, "constraints.txt")
        listed.write_text("\n".join(constraints(lock)) + "\n")
        command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        command += ["--constraint", str(listed), "--editable", f"{ROOT}[fast,lan,watch]", *tools]
        output = []
        with (
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
            ) as pip,
            (folder / "install.log").open("w", encoding="utf-8") as log,
        ):
            for line in pip.stdout or ():
                log.write(line)
                output.append(line)
                words = line.split()
                if words[:1] == ["Downloading"]:
                    _say(f"  {'-'.join(words[1].split('-')[:2])} {' '.join(words[2:4])}")
    if pip.returncode:
        _explain("".join(output), folder / "install.log")


def _explain(output: str, log: Path) -> NoReturn:
    if any(word in output for word in NETWORK_WORDS):
        _fail(f"the packages could not be fetched: check the network and start again (details: {log}).")
    if "No space left" in output:
        _fail(f"the disk is full: about 700 MB are needed in {ROOT}.")
    wrong = [line for line in output.splitlines() if line.startswith("ERROR")]
    _fail(f"{_last_line(wrong[0] if wrong else output)} (details: {log})")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"


def _say(text: str) -> None:
    print(f"maze3d: {text}", flush=True)


def _fail(sentence: str) -> NoReturn:
    sys.exit(f"maze3d: {sentence}")
