from types import SimpleNamespace
from typing import Any

import pytest

from maze3d.view.input.mouse import MouseLook


class Window:
    """Stands in for Panda3D's window: grants some mouse modes and holds a pointer."""

    def __init__(self, *granted: str) -> None:
        from panda3d.core import WindowProperties

        self._granted = {getattr(WindowProperties, mode) for mode in granted}
        self.mode: Any = WindowProperties.MAbsolute
        self.hidden = False
        self.x, self.y = 400, 300
        self.width, self.height = 800, 600
        self.origin = (50, 60)

    def requestProperties(self, wanted: Any) -> None:  # noqa: N802 - the engine's name
        if wanted.getMouseMode() in self._granted:
            self.mode = wanted.getMouseMode()
        self.hidden = wanted.getCursorHidden()

    def processEvents(self) -> None:  # noqa: N802 - the engine's name
        pass

    def getProperties(self) -> Any:  # noqa: N802 - the engine's name
        return SimpleNamespace(
            getMouseMode=lambda: self.mode, hasOrigin=lambda: True, getOrigin=lambda: self.origin
        )

    def getPointer(self, _index: int) -> Any:  # noqa: N802 - the engine's name
        return SimpleNamespace(getX=lambda: self.x, getY=lambda: self.y)

    def movePointer(self, _index: int, x: int, y: int) -> bool:  # noqa: N802 - the engine's name
        self.x, self.y = x, y
        return True

    def getXSize(self) -> int:  # noqa: N802 - the engine's name
        return self.width

    def getYSize(self) -> int:  # noqa: N802 - the engine's name
        return self.height


def look_in(window: Window) -> MouseLook:
    engine = SimpleNamespace(openWindows=lambda: None)
    return MouseLook(SimpleNamespace(win=window, graphicsEngine=engine))


@pytest.mark.parametrize("granted", [("MAbsolute", "MRelative"), ("MAbsolute", "MConfined"), ("MAbsolute",)])
def test_all_motion_is_counted_and_no_jump_of_our_own(granted: tuple[str, ...]) -> None:
    window = Window(*granted)
    look = look_in(window)
    look.capture()
    look.motion()
    total = 0.0
    for _ in range(300):
        window.x += 37
        total += look.motion()[0]
    assert total == 300 * 37
    if "MRelative" not in granted:
        assert 0 < window.x < 800
    else:
        assert window.x == 400 + 300 * 37


def test_capture_hides_the_pointer_and_free_gives_it_back() -> None:
    window = Window("MAbsolute", "MRelative")
    look = look_in(window)
    look.capture()
    assert (window.hidden, look.relative) == (True, True)
    window.x += 5
    look.free()
    assert (window.hidden, look.motion()) == (False, (0.0, 0.0))


def test_motion_while_free_is_not_counted_after_the_next_capture() -> None:
    window = Window("MAbsolute", "MRelative")
    look = look_in(window)
    look.capture()
    look.motion()
    look.free()
    window.x += 500
    look.capture()
    assert look.motion() == (0.0, 0.0)


@pytest.mark.parametrize("told_late", [False, True])
@pytest.mark.parametrize("granted", [("MAbsolute", "MConfined"), ("MAbsolute",)])
def test_a_window_that_changes_under_the_pointer_is_no_motion(
    granted: tuple[str, ...],
    told_late: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    window = Window(*granted)
    look = look_in(window)
    look.capture()
    for _ in range(5):
        look.motion()
    total = 0.0
    window.x = 299  # the server keeps the pointer in the smaller window
    if told_late:
        total += look.motion()[0]
    window.width, window.height = 300, 200
    total += look.motion()[0]
    window.x += 240  # and this far under a window that was moved
    if told_late:
        total += look.motion()[0]
    window.origin = (-190, 60)
    total += look.motion()[0]
    assert total == 0
    for _ in range(100):
        window.x += 13
        total += look.motion()[0]
    assert total == 100 * 13
