"""What pydantic found wrong with a document, in one sentence. Knows nothing of any document."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


def first_mistake(problem: ValidationError, whole: str = "", *, most: float = math.inf) -> str:
    """Return where the first mistake lies and what it is; `whole` names the place of what lies nowhere else.

    Of more than `most` only the number is told: to describe one costs a kilobyte for each.
    """
    if problem.error_count() > most:
        where, what = whole, f"it has {problem.error_count()} mistakes"
    else:
        first = problem.errors(include_url=False, include_input=False)[0]
        where, what = ".".join(str(part) for part in first["loc"]) or whole, first["msg"]
    return f"{where}: {what}" if where else what
