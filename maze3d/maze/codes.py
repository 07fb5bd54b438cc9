"""Maze codes: a recipe as a short word to read out or paste, and back.

Owns the layout. A code is a whole number in Crockford's base 32 (no I, L, O, U), in groups of four joined
by dashes. Fields are packed from the low end, each `number * radix + field`:

    version 8 | generator 16 | size class 3 | rows, cols | levels? 2 [levels] | braid? 2 [percent 101]
    | percent of newest 101, for growing_tree alone | seed, all the rest

The last two digits check the others: a Reed-Solomon code over GF(32) (Reed, Solomon 1960), so any wrong
digit, or any two that changed places, is noticed, and one wrong digit can be named.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from maze3d.maze.grid import MAX_CELLS, MazeError
from maze3d.maze.randomness import MAX_SEED
from maze3d.maze.recipe import GENERATORS, Recipe, make

if TYPE_CHECKING:
    from maze3d.maze.grid import Maze
    from maze3d.maze.lattice import Report

VERSION = 1
"""The version of the algorithms: raised when any recipe's maze changes."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = {"O": "0", "I": "1", "L": "1"}
_GROUP = 4
_SHORTEST, _LONGEST = 3, 31
_SIDES = (64, 1024, 1 << 22)
"""The most rows and cols of each size class."""

_POWERS = [1]
while len(_POWERS) < _LONGEST:
    doubled = _POWERS[-1] << 1
    _POWERS.append(doubled ^ 0b100101 if doubled & 32 else doubled)  # modulo x^5 + x^2 + 1
_LOGS = {power: place for place, power in enumerate(_POWERS)}


def encode(recipe: Recipe) -> str:
    """Return the code of a recipe."""
    fields = [(VERSION, 8), (list(GENERATORS).index(recipe.generator), 16)]
    kind = next(k for k, most in enumerate(_SIDES) if max(recipe.rows, recipe.cols) <= most)
    fields += [(kind, len(_SIDES)), (recipe.rows - 1, _SIDES[kind]), (recipe.cols - 1, _SIDES[kind])]
    fields.append((int(recipe.levels > 1), 2))
    if recipe.levels > 1:
        fields.append((recipe.levels - 2, MAX_CELLS // (recipe.rows * recipe.cols)))
    percent = round(recipe.braid * 100)
    fields.append((int(percent > 0), 2))
    if percent:
        fields.append((percent, 101))
    if recipe.generator == "growing_tree":
        fields.append((round(recipe.newest * 100), 101))
    number = recipe.seed
    for value, radix in reversed(fields):
        number = number * radix + value
    digits: list[int] = []
    while number:
        number, digit = divmod(number, 32)
        digits.append(digit)
    return _written(_with_checks(digits[::-1]))


def decode(code: str) -> Recipe:
    """Return the recipe of a code; case, dashes and spaces do not matter, O reads as 0, I and L as 1.

    Raises MazeError with one sentence when it is none, naming the code that was probably meant.
    """
    left = (c for c in code.upper() if not c.isspace() and unicodedata.category(c) != "Pd")  # no dash
    text = "".join(_READ_AS.get(c, c) for c in left)
    given = " ".join(code.split())[:60]
    if len(text) < _SHORTEST or len(text) > _LONGEST:
        raise MazeError(
            f'"{given}" is not a maze code: it has {len(text)} letters and digits, '
            f"expected {_SHORTEST} to {_LONGEST}, as in {_example()}."
        )
    wrong = [c for c in text if c not in ALPHABET]
    if not wrong:
        digits = [ALPHABET.index(c) for c in text]
        if not any(_syndromes(digits)):
            return _recipe(digits, text)
    fixes = _fixes(text)
    if 0 < len(fixes) < 3:
        raise MazeError(f'"{given}" is not a maze code: did you mean {" or ".join(fixes)}?')
    raise _no_code(given, wrong[0] if wrong else "")


def maze_from_code(code: str, progress: Report | None = None) -> Maze:
    """Make the maze of a code. Raises MazeError when the code is mistyped."""
    return make(decode(code), progress)


def _recipe(digits: list[int], text: str) -> Recipe:
    number = 0
    for digit in digits[:-2]:
        number = number * 32 + digit

    def field(radix: int) -> int:
        nonlocal number
        number, value = divmod(number, radix)
        return value

    version = field(8)
    if version != VERSION:
        raise MazeError(
            f"{_spaced(text)} is a code of version {version}, this game makes version {VERSION}: "
            "use the game's version that made it, or ask for a new code."
        )
    kind_of = field(16)
    kind = field(len(_SIDES))
    rows, cols = field(_SIDES[kind]) + 1, field(_SIDES[kind]) + 1
    if kind_of < len(GENERATORS) and rows * cols <= MAX_CELLS:
        generator = list(GENERATORS)[kind_of]
        levels = field(MAX_CELLS // (rows * cols)) + 2 if field(2) else 1
        percent = field(101) if field(2) else 0
        newest = {"newest": field(101) / 100} if generator == "growing_tree" else {}
        if levels * rows * cols <= MAX_CELLS and number <= MAX_SEED:
            recipe = Recipe(generator, rows, cols, levels, number, percent / 100, **newest)
            if encode(recipe) == _spaced(text):
                return recipe
    raise _no_code(_spaced(text))


def _no_code(given: str, wrong: str = "") -> MazeError:
    """Return the error for what is none; `wrong` is a character that no code has."""
    why = f'"{wrong}" is in none, and ' if wrong else ""
    return MazeError(
        f'"{given}" is not a maze code: {why}one looks like {_example()}; compare it with the original.'
    )


def _example() -> str:
    return encode(Recipe("backtracker", 20, 20, seed=7))


def _fixes(text: str) -> list[str]:
    """Return the valid codes that one changed digit, or else one swap of neighbours, makes of `text`."""
    changed = [
        text[:place] + letter + text[place + 1 :]
        for place in range(len(text))
        for letter in ALPHABET
        if letter != text[place]
    ]
    swapped = [
        text[:place] + text[place + 1] + text[place] + text[place + 2 :] for place in range(len(text) - 1)
    ]
    for tries in (changed, swapped):
        found = sorted({_spaced(each) for each in tries if _is_code(each)})
        if found:
            return found
    return []


def _is_code(text: str) -> bool:
    if any(c not in ALPHABET for c in text):
        return False
    digits = [ALPHABET.index(c) for c in text]
    if any(_syndromes(digits)):
        return False
    try:
        _recipe(digits, text)
    except MazeError:
        return False
    return True


def _times(a: int, b: int) -> int:
    return _POWERS[(_LOGS[a] + _LOGS[b]) % 31] if a and b else 0


def _syndromes(digits: list[int]) -> tuple[int, int]:
    """Return the code word, as a polynomial, at the generator's two roots: both 0 when it is right."""
    one = two = 0
    for digit in digits:
        one = _times(one, 2) ^ digit
        two = _times(two, 4) ^ digit
    return one, two


def _with_checks(digits: list[int]) -> list[int]:
    one, two = _syndromes([*digits, 0, 0])
    # The two check digits x, y solve 2x + y = one and 4x + y = two; 2 + 4 = 6 in GF(32).
    inverse = _POWERS[-_LOGS[6] % 31]
    x = _times(one ^ two, inverse)
    return [*digits, x, one ^ _times(2, x)]


def _written(digits: list[int]) -> str:
    return _spaced("".join(ALPHABET[digit] for digit in digits))


def _spaced(text: str) -> str:
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))
