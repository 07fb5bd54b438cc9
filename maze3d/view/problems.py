"""What went wrong, in the language in use: sentences of rules, network and files, known by their English.

Those who raise them know no words, and the command line shows them as they are. Here each is found among the
texts under `problem`, with its names and numbers. Sentences that are not there stay English: what is wrong
with a file that somebody wrote is about that file's own words.
"""

from __future__ import annotations

import re
from functools import cache

from maze3d.pack.words import ENGLISH, PLACEHOLDER, shipped
from maze3d.view.language import Said, say

TABLE = "problem"


def told(sentence: str) -> str:
    """Return an English sentence of a problem in the language in use, as it is where it has no words."""
    if isinstance(sentence, Said):
        return sentence
    for name, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            return say(f"{TABLE}.{name}", **found.groupdict())
    return sentence


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return key and pattern of each, those that say most first."""
    texts = {key: str(text) for key, text in shipped(ENGLISH).items() if key.startswith(f"{TABLE}.")}
    order = sorted(texts, key=lambda key: -len(PLACEHOLDER.sub("", texts[key])))
    return [(key.removeprefix(f"{TABLE}."), re.compile(_pattern(texts[key]), re.DOTALL)) for key in order]


def _pattern(text: str) -> str:
    parts = PLACEHOLDER.split(text)  # literal, name, literal, ...
    return "".join(f"(?P<{part}>.+?)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
