"""What a player's runs leave behind: results, records and the saved run, as the screens show them.

Owns how a match becomes a record, a save or a line of words. Knows nothing of phases or drawing.
"""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from maze3d import __version__
from maze3d.app import saves
from maze3d.app.choices import drawn_setup, recipe_of, rules_words, words_for
from maze3d.app.local_match import Setup, setup_for
from maze3d.app.records import Records, Run
from maze3d.files import StorageError
from maze3d.maze import MazeError, decode
from maze3d.maze.drawing import Drawing, code_of, is_drawn
from maze3d.maze.formats.drawn_text import read_text, write_text
from maze3d.sim.medals import medal
from maze3d.sim.replay import Recording, ReplayError
from maze3d.view.language import say
from maze3d.view.screens.actions import BestTimes, ResultData, TitleData
from maze3d.view.screens.words import clock

if TYPE_CHECKING:
    from maze3d.app.campaigns import Campaigns
    from maze3d.app.local_match import LocalMatch
    from maze3d.app.paths import Folders
    from maze3d.view.screens.actions import GameChoice

WORTH_SAVING_TICKS = 60

RunNow: TypeAlias = "tuple[saves.SavedRun, Recording, int]"
"""A match as it was at one moment, whatever it does next: what is known of it, its recording and checksum."""


def count_run(records: Records, played: LocalMatch, setup_words: str) -> tuple[ResultData, str]:
    """Add a finished match to the records; return what the results show and a problem's sentence or ""."""
    ticks = played.player.finished_tick
    setup, recipe = played.setup, played.setup.recipe
    won = medal(ticks, played.limits)
    before = records.best(played.maze.code, setup.difficulty, len(played.match.keys))
    problem = ""
    try:
        outcome = records.add(
            Run(
                code=played.maze.code,
                levels=recipe.levels,
                rows=recipe.rows,
                cols=recipe.cols,
                difficulty=setup.difficulty,
                keys=len(played.match.keys),
                ticks=ticks,
                medal=won,
                date=now(),
            )
        )
        new_record = outcome.new_best_code
    except StorageError as error:
        problem, new_record = str(error), before is None or ticks < before.ticks
    result = ResultData(
        ticks=ticks,
        medal=won,
        limits=played.limits,
        best_ticks=before.ticks if before else None,
        new_record=new_record,
        hints_used=played.rules.hints - played.player.hints_left,
        cells_walked=played.cells_walked,
        shortest_cells=played.shortest_cells,
        code="" if is_drawn(played.maze.code) else played.maze.code,
        setup=setup_words,
        rules=rules_words(setup),
    )
    return result, problem


def best_times(records: Records, choice: GameChoice) -> BestTimes:
    """Return the records for a choice on the new-game screen."""
    size = records.best_for_size((choice.levels, choice.rows, choice.cols), choice.difficulty, choice.keys)
    here = records.best(_code_of(choice), choice.difficulty, choice.keys)
    return BestTimes(here.ticks if here else None, size.ticks if size else None)


def now() -> str:
    """Return the date and time as they are kept: ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def save_run(folders: Folders, played: LocalMatch) -> str:
    """Keep an unfinished match for the next start; return a problem's sentence or ""."""
    if played.after.over or played.after.tick < WORTH_SAVING_TICKS or not played.maze.code:
        return ""
    return write_run(folders, run_now(played))


def run_now(played: LocalMatch) -> RunNow:
    """Return the match as it is at this tick, for `write_run` in any thread."""
    stage = played.setup.stage
    run = saves.SavedRun(
        code=played.maze.code,
        difficulty=played.setup.difficulty,
        keys=played.setup.keys,
        elapsed_ticks=played.after.tick,
        date=now(),
        campaign=stage.campaign if stage else "",
        stage=stage.key if stage else "",
        drawing=write_text(drawn) if isinstance(drawn := played.setup.recipe, Drawing) else "",
        words=str(words_for(played.setup)) if stage else "",
    )
    return run, copy.deepcopy(played.recording), played.match.checksum()


def write_run(folders: Folders, run_now: RunNow) -> str:
    """Write the saved run's file, whole or not at all; return a problem's sentence or ""."""
    run, recording, checksum = run_now
    try:
        saves.store(folders.saved_run_file, run, recording.to_bytes(checksum))
    except StorageError as problem:
        return str(problem)
    return ""


def saved_run(folders: Folders, campaigns: Campaigns) -> tuple[Setup, Recording]:
    """Return the saved run; its file stays. Raises DamagedSaveError when it cannot be gone on with."""
    found = saves.load(folders.saved_run_file)
    if found is None:
        raise saves.DamagedSaveError("There is no saved run.")
    run, content = found
    try:
        recording = Recording.from_bytes(content)
        setup = _setup_of(run)
    except (ReplayError, MazeError) as problem:
        raise saves.reject(folders.saved_run_file) from problem
    return (_in_stage(folders, campaigns, run) if run.stage else setup), recording


def _setup_of(run: saves.SavedRun) -> Setup:
    """Return the match of a run outside any campaign. Raises MazeError for one that cannot be."""
    if not run.drawing:
        return Setup(decode(run.code), run.difficulty, run.keys)
    drawing = read_text(run.drawing.encode())
    if drawing.maze.code != run.code:
        raise MazeError("The saved run's maze is another one.")
    return drawn_setup(drawing, run.difficulty)


def _in_stage(folders: Folders, campaigns: Campaigns, run: saves.SavedRun) -> Setup:
    """Return the match of a run in a campaign, whose file stays as long as the campaign is not there."""
    stage = campaigns.stage(run.campaign, run.stage)
    if stage is None:
        raise saves.DamagedSaveError(
            f'The saved run is of the stage "{run.stage}" of the campaign {run.campaign}, which is not there.'
        )
    if code_of(stage.recipe) != run.code:
        raise saves.reject(folders.saved_run_file)
    return setup_for(stage)


def title_data(folders: Folders) -> tuple[TitleData, str]:
    """Return what the title shows and a problem's sentence or ""."""
    words: str = ""
    problem = ""
    try:
        found = saves.load(folders.saved_run_file)
        if found:
            run = found[0]
            setup = run.words or words_for(_setup_of(run))
            words = say("title.saved_run", setup=setup, time=clock(run.elapsed_ticks))
    except (saves.DamagedSaveError, MazeError) as error:
        problem = str(error)
    return TitleData(saved_run=words, version=__version__), problem


def _code_of(choice: GameChoice) -> str:
    if not choice.code and choice.seed is None:
        return ""
    return code_of(recipe_of(choice))
