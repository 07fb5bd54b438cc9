"""Switches vertical sync while the game runs.

Panda3D reads `sync-video` once, when the window's context is made, so the change goes to the driver itself:
GLX's, WGL's and CGL's swap interval of the context that is current on the drawing thread.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys


def set_vsync(*, on: bool) -> bool:
    """Ask the driver to wait for the screen or not; return whether it took the request.

    Must be called on the drawing thread after a frame, when the context is current.
    """
    try:
        if sys.platform == "win32":
            return _wgl(int(on))
        if sys.platform == "darwin":
            return _cgl(int(on))
        return _glx(int(on))
    except (OSError, AttributeError, ValueError):
        return False  # no such library or entry point: the setting holds from the next start


def _glx(interval: int) -> bool:
    gl = ctypes.CDLL(ctypes.util.find_library("GL") or "libGL.so.1")
    lookup = gl.glXGetProcAddressARB
    lookup.restype = ctypes.c_void_p
    lookup.argtypes = [ctypes.c_char_p]
    gl.glXGetCurrentContext.restype = ctypes.c_void_p
    if not gl.glXGetCurrentContext():
        return False
    mesa = lookup(b"glXSwapIntervalMESA")
    if mesa:
        return int(ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint)(mesa)(interval)) == 0
    ext = lookup(b"glXSwapIntervalEXT")
    if not ext:
        return False
    gl.glXGetCurrentDisplay.restype = ctypes.c_void_p
    gl.glXGetCurrentDrawable.restype = ctypes.c_ulong
    swap = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int)(ext)
    swap(gl.glXGetCurrentDisplay(), gl.glXGetCurrentDrawable(), interval)
    return True


def _wgl(interval: int) -> bool:
    gl = ctypes.CDLL("opengl32")
    gl.wglGetProcAddress.restype = ctypes.c_void_p
    gl.wglGetProcAddress.argtypes = [ctypes.c_char_p]
    swap = gl.wglGetProcAddress(b"wglSwapIntervalEXT")
    return bool(swap) and bool(ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(swap)(interval))


def _cgl(interval: int) -> bool:
    gl = ctypes.CDLL(ctypes.util.find_library("OpenGL") or "OpenGL")
    gl.CGLGetCurrentContext.restype = ctypes.c_void_p
    context = gl.CGLGetCurrentContext()
    swap_interval_parameter = 222  # kCGLCPSwapInterval
    value = ctypes.c_int(interval)
    return (
        bool(context)
        and gl.CGLSetParameter(ctypes.c_void_p(context), swap_interval_parameter, ctypes.byref(value)) == 0
    )
