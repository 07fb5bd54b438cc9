"""The icon in assets/ is what its script draws."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).parents[2]


def test_the_kept_icon_is_the_drawn_one() -> None:
    drawn = np.asarray(runpy.run_path(str(ROOT / "scripts" / "make_icon.py"))["draw_icon"](), dtype=int)
    with Image.open(ROOT / "assets" / "icon.png") as kept:
        assert kept.mode == "RGBA"
        assert np.abs(np.asarray(kept, dtype=int) - drawn).max() <= 1
    with Image.open(ROOT / "assets" / "icon.ico") as kept:
        assert kept.info["sizes"] >= {(16, 16), (32, 32), (256, 256)}


def test_it_reads_at_a_task_bars_size() -> None:
    with Image.open(ROOT / "assets" / "icon.png") as icon:
        small = np.asarray(icon.resize((32, 32), Image.Resampling.LANCZOS), dtype=float) / 255
    red, green, blue, alpha = small.transpose(2, 0, 1)
    assert alpha[0, 0] < 0.2
    assert alpha[16, 16] == 1
    light = small[..., :3].max(axis=2)
    assert light.max() - light[alpha == 1].min() > 0.6
    assert ((red - blue) > 0.4).sum() > 20, "no torchlight"
    assert ((green - red) > 0.3).sum() >= 3, "no exit"
