"""Looks at what the engine finds on this computer, in a process of its own.

`python -m maze3d.view.probe` writes one line of JSON for each finding to stdout: a driver that crashes or
chatters takes only what comes after it. With an argument it asks that display module of Panda3D's, such as
`p3headlessgl`, which draws without a display. Knows nothing of what is enough to play.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import sys
from typing import Any

MARK = "maze3d-probe "
"""Begins each line of findings: drivers write to stdout too."""


def main() -> int:
    """Write the findings and return 0."""
    _tell("panda3d", importlib.metadata.version("panda3d"))
    _tell("ursina", importlib.metadata.version("ursina"))
    from panda3d.core import loadPrcFileData  # noqa: PLC0415 - the engine loads only for the probe

    prc = ["notify-level fatal", "window-type none", "print-pipe-types 0", "sync-video 0"]
    loadPrcFileData("probe", "\n".join(prc + [f"load-display {name}" for name in sys.argv[1:2]]))
    from direct.showbase.ShowBase import ShowBase  # noqa: PLC0415
    from panda3d.core import AudioManager, InputDevice, InputDeviceManager  # noqa: PLC0415

    _tell("audio", _audio_device(AudioManager))
    devices = InputDeviceManager.getGlobalPtr().getDevices(InputDevice.DeviceClass.gamepad)
    _tell("gamepads", [device.name for device in devices])
    base = ShowBase(windowType="none")
    base.makeDefaultPipe(printPipeTypes=False)
    pipe = base.pipe
    _tell("display", _screen(pipe))
    if pipe is not None and pipe.isValid():
        _tell("gl", _graphics(base))
    return 0


def _tell(name: str, found: Any) -> None:
    sys.stdout.write(f"\n{MARK}{json.dumps({name: found})}\n")
    sys.stdout.flush()


def _audio_device(kind: Any) -> str | None:
    manager = kind.createAudioManager()
    return str(type(manager).__name__) if manager.isValid() else None


def _screen(pipe: Any) -> str | None:
    unnamed = sys.platform.startswith("linux") and not os.environ.get("DISPLAY")
    if pipe is None or not pipe.isValid() or unnamed:  # a nameless :0 may be another's: play asks for a name
        return None
    return f"{pipe.getDisplayWidth()}x{pipe.getDisplayHeight()}, {pipe.getInterfaceName()}"


def _graphics(base: Any) -> dict[str, Any] | None:
    if not base.openMainWindow(type="offscreen", size=(64, 64)):
        return None
    base.graphicsEngine.renderFrame()  # the driver is asked for its name when it first draws
    gsg = base.win.getGsg()
    return {
        "renderer": gsg.getDriverRenderer(),
        "version": gsg.getDriverVersion(),
        "shaders": bool(gsg.getSupportsBasicShaders()),
    }


if __name__ == "__main__":
    sys.exit(main())
