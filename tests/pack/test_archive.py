"""Zips that mean ill are told from those that do not, before memory is taken for them."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maze3d.pack.archive import Archive
from maze3d.pack.finding import PackError
from maze3d.pack.limits import MB, MOST_FILES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

END_BYTES = 22


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def opened(folder: Path, data: bytes) -> Archive:
    file = folder / "pack.zip"
    file.write_bytes(data)
    return Archive(file)


def codes(folder: Path, data: bytes) -> list[tuple[str, str]]:
    archive = opened(folder, data)
    archive.close()
    return [(finding.file, finding.code) for finding in archive.findings]


def refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(PackError) as caught:
        opened(folder, data)
    return caught.value.finding.code


def test_a_plain_zip_is_read(tmp_path: Path) -> None:
    archive = opened(
        tmp_path, zipped(("pack.toml", b"schema = 1"), ("textures/", b""), ("textures/a.png", b"12"))
    )
    assert archive.files == {"pack.toml": 10, "textures/a.png": 2}
    assert archive.findings == ()
    assert archive.read("textures/a.png") == b"12"
    archive.close()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../out.png", "bad-path"),
        ("a/../../out.png", "bad-path"),
        ("/etc/out.png", "bad-path"),
        ("C:/out.png", "bad-path"),
        ("a//b.png", "bad-path"),
        ("./a.png", "bad-path"),
        ("con.png", "bad-path"),
        ("sub/LPT1.txt", "bad-path"),
        ("end. /a.png", "bad-path"),
        ("right\u202eto left.png", "bad-path"),
        ("/".join("abcdefghi") + ".png", "bad-path"),
        ("mod.py", "refused"),
        ("thing.bam", "refused"),
        ("level.EGG", "refused"),
        ("mesh.ursinamesh", "refused"),
        ("scene.blend", "refused"),
        ("weights.pkl", "refused"),
        ("light.frag", "refused"),
        ("inner.zip", "refused"),
        ("what.ever", "refused"),
    ],
)
def test_a_name_that_leads_elsewhere_or_a_kind_that_could_run_is_refused(
    tmp_path: Path, name: str, code: str
) -> None:
    found = codes(tmp_path, zipped((name, b"x"), ("good.png", b"y")))
    assert [each for _file, each in found] == [code]


def test_what_is_the_same_file_on_some_systems_is_there_once(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(
            ("a.png", b"1"),
            ("A.PNG", b"2"),
            ("a.png", b"3"),
            ("caf\u00e9.png", b"4"),
            ("cafe\u0301.png", b"5"),
        )
    assert [code for _file, code in codes(tmp_path, data)] == ["twice"] * 3


def test_links_devices_and_encrypted_files_are_refused(tmp_path: Path) -> None:
    link, device = zipfile.ZipInfo("link.png"), zipfile.ZipInfo("device.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    device.external_attr = (stat.S_IFCHR | 0o666) << 16
    assert codes(tmp_path, zipped((link, b"/etc/passwd"), (device, b""))) == [
        ("device.png", "link"),
        ("link.png", "link"),
    ]
    data = bytearray(zipped(("secret.png", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(tmp_path, bytes(data)) == [("secret.png", "encrypted")]
    assert codes(tmp_path, zipped(("a.png", b"x"), method=zipfile.ZIP_LZMA)) == [("a.png", "method")]


def test_a_bomb_is_told_by_its_ratio_and_one_that_lies_is_read_no_further_than_it_says(
    tmp_path: Path,
) -> None:
    bomb = zipped(("bomb.png", bytes(8 * MB)))
    assert codes(tmp_path, bomb) == [("bomb.png", "ratio")]
    lying = bytearray(bomb)
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # it claims to be a thousand bytes
        begin = lying.index(signature) + at
        lying[begin : begin + 4] = struct.pack("<L", 1000)
    archive = opened(tmp_path, bytes(lying))
    tracemalloc.start()
    with pytest.raises(PackError, match=r"cannot be unpacked|not as large"):
        archive.read("bomb.png")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    archive.close()
    assert peak < MB


def test_files_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.png", b"first"), ("b.png", b"second"), method=zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    assert refusal(tmp_path, bytes(data)) == "overlap"


def _claiming(entries: int, length: int) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        end = bytearray(data[-END_BYTES:])
        end[8:16] = struct.pack("<HHL", entries, entries, length)
        return data[:-END_BYTES] + bytes(end)

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _data: b"", "no-zip"),
        (lambda _data: b"PK", "no-zip"),
        (lambda data: data[:-1], "no-zip"),
        (lambda data: data + b"behind", "no-zip"),
        (lambda data: b"before" + data, "no-zip"),
        (lambda data: data[:-2] + b"\x05\x00hello", "no-zip"),
        (_claiming(1, 2**31), "too-many-files"),
        (_claiming(MOST_FILES + 1, 60), "too-many-files"),
        (_claiming(1, 10), "no-zip"),
    ],
)
def test_an_end_that_is_not_plain_is_refused_before_anything_is_read(
    tmp_path: Path, change: Callable[[bytes], bytes], code: str
) -> None:
    assert refusal(tmp_path, change(zipped(("a.png", b"x")))) == code


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, zipped(*((f"{n}.txt", b"") for n in range(MOST_FILES + 1)))) == "too-many-files"


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"^cannot be read: No such file"):
        Archive(tmp_path / "none.zip")


GOOD = zipped(("pack.toml", b"schema = 1\n" * 40), ("a/b.png", bytes(range(256))), ("c.ogg", b"x" * 99))


@given(
    changes=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 40),
)
def test_a_damaged_zip_raises_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(GOOD)
    for at, value in changes:
        data[at] = value
    try:
        archive = opened(tmp_path_factory.mktemp("zip"), bytes(data[: len(data) - cut]))
    except PackError:
        return
    for file, size in archive.files.items():
        try:
            assert len(archive.read(file)) == size
        except PackError:
            continue
    archive.close()
