"""The campaigns there are, the game's own and the player's, and how far he is in each.

Owns when they are read, and what reads them loaded: when somebody first asks, as not every start plays one.
Knows nothing of screens or of what is played.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from maze3d.campaign.stages import is_open, next_stage
from maze3d.resources import assets_folder
from maze3d.view.language import in_use

if TYPE_CHECKING:
    from maze3d.app.paths import Folders
    from maze3d.app.progress import Progress
    from maze3d.campaign.reading import Found
    from maze3d.campaign.stages import Campaign, Stage


class Campaigns:
    """`all` are those that were there when it was last looked; the game's own come first."""

    def __init__(self, folders: Folders) -> None:
        self.folder = folders.campaigns
        self._progress_file = folders.progress_file
        self._all: list[Found] | None = None

    @cached_property
    def progress(self) -> Progress:
        """What has been finished."""
        from maze3d.app.progress import Progress  # noqa: PLC0415 - see above

        return Progress.load(self._progress_file)

    @property
    def all(self) -> list[Found]:
        """The campaigns, broken ones among them."""
        if self._all is None:
            self.look_again()
        return self._all or []

    def look_again(self) -> None:
        """Read them from the folders as they are now, in the language in use."""
        from maze3d.campaign.manifest import FILE  # noqa: PLC0415 - see above
        from maze3d.campaign.reading import Found, found_in  # noqa: PLC0415
        from maze3d.pack.finding import Finding  # noqa: PLC0415

        language = in_use().language
        own = found_in(assets_folder() / "campaigns", language)
        keys = {each.campaign.key for each in own if each.campaign}
        theirs = found_in(self.folder, language)
        again = Finding(FILE, 0, 0, "twice", "has the id of the game's own: it needs one of its own")
        self._all = own + [
            Found(each.path, None, (again,)) if each.campaign and each.campaign.key in keys else each
            for each in theirs
        ]

    def campaign(self, key: str) -> Campaign | None:
        """Return a campaign that can be played."""
        return next((each.campaign for each in self.all if each.campaign and each.campaign.key == key), None)

    def stage(self, campaign: str, key: str) -> Stage | None:
        """Return a stage of a campaign, None when either is not there."""
        found = self.campaign(campaign)
        return found.stage(key) if found else None

    def medals(self, campaign: Campaign) -> int:
        """Return on how many of its stages a medal has been won."""
        done = self.progress.done(campaign.key)
        return sum(bool(stage.key in done and done[stage.key].medal) for stage in campaign.stages)

    def open(self, campaign: Campaign) -> list[Stage]:
        """Return the stages that can be played."""
        done, medals = self.progress.done(campaign.key), self.medals(campaign)
        return [stage for stage in campaign.stages if is_open(stage, done, medals)]

    def next(self, campaign: Campaign) -> Stage | None:
        """Return where to go on, None when all that are open are finished."""
        return next_stage(campaign, self.progress.done(campaign.key), self.medals(campaign))
