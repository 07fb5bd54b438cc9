"""Notices: each can be read, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.view.ui.notice import MOST_WAITING, reading_time_s
from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.close()


def seconds_of_each(stage: Stage) -> dict[str, float]:
    """Let time go by until nothing is shown; return how long each line was."""
    notice, seconds = stage.ui._notice, dict[str, float]()
    while notice._left_s > 0:
        words = notice._text.words
        seconds[words] = seconds.get(words, 0.0) + 0.05
        stage.frames(1)
    return seconds


def test_a_later_notice_waits_until_the_one_before_has_been_read(stage: Stage) -> None:
    lines = ["The settings are damaged.", "The saved run is damaged.", "No sound device was found."]
    for line in lines:
        stage.ui.notify(line)
    assert seconds_of_each(stage) == {line: pytest.approx(reading_time_s(line), abs=0.1) for line in lines}
    assert stage.ui._notice._node.isStashed()


def test_the_same_again_does_not_queue_and_the_queue_has_an_end(stage: Stage) -> None:
    for _time in range(5):
        stage.ui.notify("Copied.")
    for number in range(100):
        stage.ui.notify(f"Screenshot {number}")
        stage.ui.notify(f"Screenshot {number}")
    assert list(seconds_of_each(stage)) == ["Copied.", *(f"Screenshot {n}" for n in range(MOST_WAITING))]
    stage.ui.notify("Copied.")
    assert seconds_of_each(stage) == {"Copied.": pytest.approx(reading_time_s("Copied."), abs=0.1)}
