"""Which kinds of files a pack may hold, by the end of their names; and why others are refused.

A pack changes looks and words. Nothing in it is ever run, so whatever could be run, or is loaded by something
that can run what it loads, is not even opened.
"""

from __future__ import annotations

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
SOUNDS = frozenset({".ogg", ".wav"})
MODELS = frozenset({".glb"})
FONTS = frozenset({".ttf", ".otf"})
TABLES = frozenset({".toml"})
WORDS = frozenset({".md", ".txt", ""})
"""For people: README, LICENCE. The game does not open them."""

ALLOWED = PICTURES | SOUNDS | MODELS | FONTS | TABLES | WORDS

_RUN = "could run code: a pack changes looks and words only"
_ENGINE = "is loaded by the engine in ways that can run code or crash it: use .glb"
_SHADER = "is shader source: the game's own shaders take parameters instead"
_REFUSED = (
    ({".py", ".pyc", ".pyo", ".pyd", ".pyw", ".pyz", ".so", ".dll", ".dylib", ".exe"}, _RUN),
    ({".bat", ".cmd", ".ps1", ".sh", ".js", ".lua", ".jar", ".com", ".scr", ".msi"}, _RUN),
    (
        {".pkl", ".pickle", ".npy", ".npz", ".joblib", ".pth", ".pt"},
        "may be a pickle, which runs code when read",
    ),
    ({".egg", ".bam", ".pz", ".ursinamesh", ".blend", ".blend1"}, _ENGINE),
    ({".gltf"}, "names files outside itself: export it as .glb"),
    ({".obj", ".fbx", ".dae", ".stl", ".3ds", ".x"}, "is a model of another kind: export it as .glb"),
    ({".glsl", ".vert", ".frag", ".geom", ".comp", ".sha", ".cg", ".hlsl", ".spv"}, _SHADER),
    (
        {".zip", ".gz", ".tar", ".7z", ".rar", ".xz", ".bz2"},
        "is an archive: a pack holds its files themselves",
    ),
    (
        {".gif", ".bmp", ".tga", ".tif", ".tiff", ".dds", ".psd", ".svg"},
        "is a picture of another kind: use .png",
    ),
    ({".mp3", ".flac", ".m4a", ".aac", ".wma", ".mid"}, "is a sound of another kind: use .ogg"),
)
_REASONS = {suffix: reason for suffixes, reason in _REFUSED for suffix in suffixes}


def suffix_of(path: str) -> str:
    """Return the end of a path's name from its last dot on, in small letters."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.casefold()}" if dot and stem else ""


def why_refused(path: str) -> str:
    """Return why a file of that name is not opened, "" when it may be: the end of "it ..."."""
    suffix = suffix_of(path)
    if suffix in ALLOWED:
        return ""
    known = ", ".join(sorted(ALLOWED - WORDS))
    return _REASONS.get(suffix, f'ends with "{suffix}": expected one of {known}')
