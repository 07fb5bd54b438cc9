"""A pack that is a zip, as it is handed on. Whoever made it may mean ill.

The end of the file is read by ourselves before `zipfile` sees any of it: `zipfile` takes memory for as large
a directory as the end claims. Layout: PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from maze3d.pack.finding import Finding, PackError
from maze3d.pack.limits import MB, MOST_FILES, MOST_RATIO, MOST_ZIP_BYTES, RATIO_FROM_BYTES
from maze3d.pack.source import admitted, shown

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_END = struct.Struct("<4s4H2LH")
"""End of central directory: signature, disks, entries, the directory's size and place, a comment's length."""

_END_SIGNATURE = b"PK\x05\x06"
_LOCAL_HEAD_BYTES = 30
_MOST_ENTRY_BYTES = 46 + 1024
"""Of the directory, on average."""

_ENCRYPTED = 0x1 | 0x40
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_PROBLEMS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What `zipfile` raises for a zip that is wrong in one of the many ways."""


class Archive:
    """The files of the zip at `path` (see source.Source). Raises PackError for none, or a hostile one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except OSError as problem:
            raise PackError("unreadable", f"cannot be read: {problem.strerror or problem}") from problem
        try:
            self._open()
        except BaseException:
            self._file.close()
            raise

    def read(self, file: str) -> bytes:
        """Return the bytes of a file, no more of them than the directory has told."""
        size = self.files[file]
        try:
            with self._zip.open(self._entries[file]) as opened:
                data = opened.read(size + 1)
        except _PROBLEMS as problem:
            raise PackError("damaged", f"cannot be unpacked: {problem}", file) from problem
        if len(data) != size:
            raise PackError("damaged", "is not as large as the zip says", file)
        return data

    def stamp(self, file: str) -> tuple[int, int, int, int]:
        """Return time and number of the zip, and sum and size of the file in it."""
        status, entry = os.fstat(self._file.fileno()), self._entries[file]
        return status.st_mtime_ns, status.st_ino, entry.CRC, entry.file_size

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
        self._file.close()

    def _open(self) -> None:
        directory_at = _directory(self._file)
        try:
            self._zip = zipfile.ZipFile(self._file)
        except _PROBLEMS as problem:
            raise PackError("no-zip", f"is no zip that can be read: {problem}") from problem
        _no_overlap(self._zip.infolist(), directory_at)
        right, found = [], []
        for entry in self._zip.infolist():
            if entry.is_dir():
                continue
            if why := _why_not(entry):
                found.append(Finding(shown(entry.filename), 0, 0, *why))
            else:
                right.append(entry)
        self.files, more = admitted((each.filename, each.file_size) for each in right)
        self._entries = {each.filename: each for each in right}
        self.findings = tuple(sorted([*found, *more]))


def _directory(file: BinaryIO) -> int:
    """Return where the directory begins. Raises PackError for an end that `zipfile` must not see."""
    size = file.seek(0, 2)
    if size > MOST_ZIP_BYTES:
        raise PackError("too-large", f"is a zip of more than {MOST_ZIP_BYTES // MB} MB")
    if size < _END.size:
        raise PackError("no-zip", "is no zip")
    file.seek(size - _END.size)
    signature, disk, first_disk, here, entries, length, at, comment = _END.unpack(file.read(_END.size))
    if signature != _END_SIGNATURE or comment:
        raise PackError("no-zip", "does not end as a plain zip does: no comment, nothing behind it")
    if disk or first_disk or here != entries:
        raise PackError("no-zip", "is one part of a zip of several")
    if entries > MOST_FILES or length > MOST_FILES * _MOST_ENTRY_BYTES:
        raise PackError("too-many-files", f"has more than {MOST_FILES:,} files")
    if at + length + _END.size != size:
        raise PackError("no-zip", "has bytes before or behind its directory that belong to nothing")
    return int(at)


def _no_overlap(entries: list[zipfile.ZipInfo], directory_at: int) -> None:
    """Raise PackError when two files share bytes: a few packed bytes could become thousands of files.

    Or when something lies before the first: one file could be a program as well as a zip.
    """
    places = sorted(
        (each.header_offset, each.header_offset + _LOCAL_HEAD_BYTES + each.compress_size) for each in entries
    )
    if places and places[0][0]:
        raise PackError("no-zip", "has bytes before its first file that belong to nothing")
    if any(end > begin for (_, end), (begin, _) in pairwise([*places, (directory_at, directory_at)])):
        raise PackError("overlap", "has files that share their bytes in the zip")


def _why_not(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Return code and message of what is wrong with an entry, None for nothing."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind and not stat.S_ISREG(kind):
        return "link", "is a link or something else that is no plain file"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted", "is encrypted"
    if entry.compress_type not in _METHODS:
        return "method", "is packed in another way than deflate"
    if entry.file_size > RATIO_FROM_BYTES and entry.file_size > MOST_RATIO * entry.compress_size:
        return "ratio", f"unpacks to more than {MOST_RATIO} times its size"
    return None
