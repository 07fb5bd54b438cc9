"""A player at a real window: starts the game, sends keys and mouse, follows the log it writes.

Waits are for lines of the log, never for time. The window is small and the quality low, because every pixel
here is drawn by the processor.
"""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maze3d.sim.units import CELL, TURN
from tests.window.screen import ask_to_close, xdotool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from maze3d.maze.grid import Cell

PATIENCE_S = 60.0
"""A line that has not come after so long never will."""

WIDTH, HEIGHT = 640, 400
AT = re.compile(r"tick (\d+) at (\d+) (\d+) yaw (\d+)")
CONTROL = r"control {} at (\d+) (\d+)"
FOCUS = re.compile(r"focus (.*) at \d")


def windows_of_the_game(display: str) -> list[str]:
    """Return the windows there are, of whichever process."""
    return xdotool(display, "search", "--name", "^maze3d$", check=False).split()


@dataclass
class Place:
    """Where the game says the player stands."""

    tick: int
    x: int
    y: int
    yaw: int


class Player:
    """One running game."""

    def __init__(
        self, display: str, home: Path, *words: str, python: str = sys.executable, command: str = "play"
    ) -> None:
        self.display = display
        self._others = set(windows_of_the_game(display))
        self.finish_line = "FINISHED"
        """What the log says when this player is out."""
        self.lines: list[str] = []
        self._came = threading.Condition()
        self._ended = False
        self._read = 0
        self._held: set[str] = set()
        settings = [
            f"video.width={WIDTH}",
            f"video.height={HEIGHT}",
            "video.quality=low",
            "video.vsync=false",
        ]
        sets = [word for setting in settings for word in ("--set", setting)]
        self.process = subprocess.Popen(
            [python, "-m", "maze3d", "--log-level", "debug", command, *words, *sets],
            env=os.environ | {"DISPLAY": display, "MAZE3D_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()
        self.window = ""

    # -- the log

    def wait(self, pattern: str) -> re.Match[str]:
        """Return the first new line of the log that matches, waiting for it if need be."""
        ends = time.monotonic() + PATIENCE_S
        while True:
            while self._read < len(self.lines):
                found = re.search(pattern, self.lines[self._read])
                self._read += 1
                if found:
                    return found
            left = ends - time.monotonic()
            assert left > 0, f"no line like {pattern!r} in {PATIENCE_S:.0f} s; the log ends:\n{self.tail()}"
            assert self._more(left), f"the game ended before a line like {pattern!r}:\n{self.tail()}"

    def tail(self) -> str:
        """Return the end of the log, for a failure's message."""
        kept = [line for line in self.lines if not AT.search(line)]
        return "\n".join([*kept[-25:], *self.lines[-2:]])

    def _read_log(self) -> None:
        """Read all that is written: a game whose log nobody reads would stand still."""
        assert self.process.stderr
        for line in self.process.stderr:
            with self._came:
                self.lines.append(line.decode(errors="replace").rstrip("\n"))
                self._came.notify()
        with self._came:
            self._ended = True
            self._came.notify()

    def _more(self, seconds: float) -> bool:
        """Wait up to `seconds` for more lines; return whether the game still writes."""
        with self._came:
            if not self._ended and self._read >= len(self.lines):
                self._came.wait(seconds)
            return not self._ended or self._read < len(self.lines)

    def newest_place(self, *, moving: bool = True) -> Place:
        """Return where the player stands as of the last line written; of a new one while `moving`."""
        if moving:
            self.wait(AT.pattern)
        for line in reversed(self.lines):
            found = AT.search(line)
            if found:
                self._read = len(self.lines)
                return Place(*(int(number) for number in found.groups()))
        raise AssertionError("unreachable: wait has seen one")

    # -- keys and mouse

    def focus_window(self) -> None:
        """Find the window and give it the keyboard."""
        self.window = xdotool(self.display, "search", "--sync", "--name", "^maze3d$").split()[0]
        self._take_the_keyboard()

    def focus_own_window(self) -> None:
        """Give the keyboard to this game where there are windows of others."""
        ends = time.monotonic() + PATIENCE_S
        while not self.window:
            assert time.monotonic() < ends, f"no window in {PATIENCE_S:.0f} s:\n{self.tail()}"
            mine = set(windows_of_the_game(self.display)) - self._others
            self.window = min(mine, default="")
            assert self._more(0.1), f"the game has ended:\n{self.tail()}"
        xdotool(self.display, "windowraise", self.window)
        self._take_the_keyboard()

    def _take_the_keyboard(self) -> None:
        """Focus the window: a new one cannot be before it is on the screen, and X says so with an error."""
        ends = time.monotonic() + PATIENCE_S
        while xdotool(self.display, "getwindowfocus", "-f", check=False).strip() != self.window:
            assert time.monotonic() < ends, f"no focus in {PATIENCE_S:.0f} s:\n{self.tail()}"
            xdotool(self.display, "windowfocus", self.window, check=False)
            assert self._more(0.1), f"the game has ended:\n{self.tail()}"

    def key(self, *names: str) -> None:
        """Press and let go of keys, one after the other."""
        for name in names:
            xdotool(self.display, "key", name)

    def type(self, words: str) -> None:
        """Type a text."""
        xdotool(self.display, "type", "--delay", "30", words)

    def hold(self, *names: str) -> None:
        """Hold down exactly these keys."""
        for name in sorted(self._held - set(names)):
            xdotool(self.display, "keyup", name)
        for name in sorted(set(names) - self._held):
            xdotool(self.display, "keydown", name)
        self._held = set(names)

    def click(self, x: int, y: int) -> None:
        """Move the pointer into the window, there, and click."""
        xdotool(self.display, "mousemove", "--window", self.window, str(x), str(y))
        xdotool(self.display, "click", "1")

    def click_on(self, words: str) -> None:
        """Click on the control of the screen on top that says `words`."""
        found = next(
            (found for line in reversed(self.lines) if (found := re.search(CONTROL.format(words), line))),
            None,
        )
        assert found, f"no control {words!r}:\n{self.tail()}"
        self.click(int(found[1]), int(found[2]))

    def turn_mouse(self, counts: int) -> None:
        """Move the mouse to the right, a few counts at a time as a hand does; return when the turn ends."""
        for _step in range(counts // 4):
            xdotool(self.display, "mousemove_relative", "--", "4", "0")
        for _look in range(10):  # the last motion is in within a few frames
            self.newest_place()

    def give_the_keyboard_away(self) -> None:
        """Let the desktop have the keyboard."""
        desktop = xdotool(self.display, "search", "--maxdepth", "0", "").split()[0]
        xdotool(self.display, "windowfocus", desktop)

    def close_window(self) -> None:
        """Ask the window to close, as a click on its cross does."""
        ask_to_close(self.display, int(self.window))

    def comes_to(self, screen: str) -> None:
        """Wait until this screen is open and one of its controls has the focus."""
        self.wait(f"screen {screen}")
        self.wait(FOCUS.pattern)

    def focus_on(self, words: str, step: str = "Tab") -> None:
        """Move the focus with a key until it is on the control that says `words`."""
        for _step in range(40):
            if self._focused().startswith(words):
                return
            self.key(step)
            self.wait(FOCUS.pattern)
        raise AssertionError(f"the focus never came to {words!r}")

    def _focused(self) -> str:
        """Return what the control says that has the focus."""
        return next((found[1] for line in reversed(self.lines) if (found := FOCUS.search(line))), "")

    def quit_code(self) -> int:
        """Return the exit code once the game has ended."""
        try:
            return self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the game did not end; the log ends:\n{self.tail()}") from None

    def die(self) -> None:
        """End at once, as a crash would, and be gone from the screen."""
        if self.process.poll() is not None:
            return  # the next game's window may have the number that this one's had
        self.process.kill()
        self.process.wait()
        ends = time.monotonic() + PATIENCE_S
        while self.window in windows_of_the_game(self.display):
            assert time.monotonic() < ends, f"a dead game's window is there after {PATIENCE_S:.0f} s"

    def kill(self) -> None:
        """End the game whatever it does, and let go of the keys: the next game is on the same screen."""
        self.die()
        self.hold()
        self._reader.join()
        assert self.process.stderr
        self.process.stderr.close()

    # -- walking

    def walk(self, way: Sequence[Cell]) -> None:
        """Walk through these cells, the exit last, with W and the arrow keys, and R at a ladder."""
        level = 0
        for cell in way:
            if cell[0] != level:
                level = cell[0]
                self.hold()
                self.key("r")
                self.wait("CLIMBED")
            else:
                self.walk_to(cell)
        self.hold()
        if not self.seen(self.finish_line):
            self.wait(self.finish_line)

    def found(self, pattern: str) -> re.Match[str]:
        """Return the newest line of the log so far that matches."""
        return next(found for line in reversed(self.lines) if (found := re.search(pattern, line)))

    def seen(self, pattern: str) -> bool:
        """Tell whether the log has had such a line."""
        return any(re.search(pattern, line) for line in self.lines)

    def walk_to(self, cell: Cell) -> None:
        """Walk to the middle of a neighbouring cell, turning on the spot where the way turns."""
        _level, row, col = cell
        x, y = col * CELL + CELL // 2, row * CELL + CELL // 2
        for _look in range(2000):
            if self.seen(self.finish_line):
                return
            place = self.newest_place()
            if math.hypot(x - place.x, y - place.y) < CELL * 0.28:
                return
            wanted = math.atan2(x - place.x, place.y - y) / math.tau * TURN
            off = (wanted - place.yaw + TURN / 2) % TURN - TURN / 2
            if abs(off) < TURN / 40:
                self.hold("w")
            else:
                walking = ["w"] if abs(off) < TURN / 14 else []
                self.hold(*walking, "Right" if off > 0 else "Left")
        raise AssertionError(f"the player never came to {x}, {y}:\n{self.tail()}")
