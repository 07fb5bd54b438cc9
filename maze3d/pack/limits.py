"""How much a pack may hold. Read first, before memory is taken for anything in it."""

from __future__ import annotations

MB = 2**20

MOST_FILES = 2000
MOST_FILE_BYTES = 16 * MB
MOST_BYTES = 256 * MB
"""Of all its files, unpacked."""

MOST_ZIP_BYTES = 128 * MB
MOST_RATIO = 100
"""How many bytes one packed byte may become, in a file of more than RATIO_FROM_BYTES."""

RATIO_FROM_BYTES = MB
MOST_TABLE_BYTES = 256 * 1024
"""Of a TOML file."""
