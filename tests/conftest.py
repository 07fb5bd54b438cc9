"""What every test gets: folders of its own, and a skip with its remedy where this machine lacks something."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from ctypes.util import find_library
from functools import cache
from shutil import which
from typing import TYPE_CHECKING

import pytest

from maze3d.app.doctor import probe

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

APT = {"Xvfb": "xvfb", "xdotool": "xdotool"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-all", action="store_true", help="count a skipped test as failed")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the player's own files, variables and language out of every test, and of its children."""
    for variable in [name for name in os.environ if name.startswith("MAZE3D_")]:
        monkeypatch.delenv(variable)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MAZE3D_HOME", str(home))
    monkeypatch.setenv("LANGUAGE", "en")
    return home


def pytest_runtest_setup(item: pytest.Item) -> None:
    lacking = ""
    if item.get_closest_marker("window"):
        lacking = _lacks_for_window()
    elif item.get_closest_marker("offscreen"):
        lacking = _lacks_for_offscreen()
    elif item.get_closest_marker("systemd"):
        lacking = _lacks_for_systemd()
    elif item.get_closest_marker("prometheus") and not (which("prometheus") and which("promtool")):
        lacking = "needs prometheus and promtool: `apt install prometheus`"
    if lacking:
        pytest.skip(lacking)


@cache
def _lacks_for_window() -> str:
    if not sys.platform.startswith("linux"):
        return "window tests drive an X display: run them on Linux"
    missing = [name for name in APT if which(name) is None]
    if missing:
        return f"needs {' and '.join(missing)}: `apt install {' '.join(APT[name] for name in missing)}`"
    return ""


@cache
def _lacks_for_systemd() -> str:
    if not sys.platform.startswith("linux"):
        return "tests of the systemd unit ask systemd: run them on Linux"
    if which("systemd-analyze") is None or find_library("seccomp") is None:
        return "needs systemd-analyze and libseccomp: `apt install systemd libseccomp2`"
    return ""


@cache
def _lacks_for_offscreen() -> str:
    if probe("p3headlessgl").get("gl"):
        return ""
    return "needs OpenGL without a display: `apt install libegl1 libgl1-mesa-dri`"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.CallInfo[None], None]:
    report = (yield).get_result()  # type: ignore[attr-defined] # pluggy's Result, which old-style wrappers get
    report.of_the_machine = item.get_closest_marker("machine") is not None
    required = item.config.getoption("require_all") and not report.of_the_machine
    if report.skipped and not hasattr(report, "wasxfail") and required:
        report.outcome = "failed"
        report.longrepr = f"skipped, which --require-all does not allow: {_reason(report)}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A module that skips itself has no test to fail: the exit code tells."""
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    required = [report for report in skipped if not getattr(report, "of_the_machine", False)]
    if session.config.getoption("require_all") and required:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        by_reason[_reason(report)].append(report.nodeid)
    if by_reason:
        terminalreporter.section("skipped, and what it takes to run them")
    for reason, names in by_reason.items():
        terminalreporter.write_line(reason)
        for name in names:
            terminalreporter.write_line(f"    {name}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr
    return (told[2] if isinstance(told, tuple) else str(told)).removeprefix("Skipped: ")
