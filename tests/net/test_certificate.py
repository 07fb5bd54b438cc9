from __future__ import annotations

import hashlib
import ssl
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from maze3d.net import LanMissingError
from maze3d.net.certificate import host_context, identity, peer_context
from maze3d.net.missing import need

if TYPE_CHECKING:
    from pathlib import Path


def test_a_first_run_makes_an_identity_and_the_next_finds_it(tmp_path: Path) -> None:
    who = identity(tmp_path / "host")
    assert identity(tmp_path / "host") == who
    certificate = x509.load_pem_x509_certificate(who.certificate_file.read_bytes())
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    years = (certificate.not_valid_after_utc - certificate.not_valid_before_utc).days / 365
    assert round(years) == 30
    der = ssl.PEM_cert_to_DER_cert(who.certificate_file.read_text())
    assert who.fingerprint == hashlib.sha256(der).hexdigest()
    assert [path.name for path in (tmp_path / "host").iterdir()] == ["identity"]


def test_two_folders_are_two_hosts(tmp_path: Path) -> None:
    assert identity(tmp_path / "a").fingerprint != identity(tmp_path / "b").fingerprint


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert stat.S_IMODE(identity(tmp_path).key_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["certificate.pem", "key.pem"])
@pytest.mark.parametrize("damage", ["empty", "cut", "rubbish", "not text", "gone", "another's"])
def test_a_damaged_pair_is_kept_aside_and_made_anew(tmp_path: Path, name: str, damage: str) -> None:
    who = identity(tmp_path / "host")
    file = who.certificate_file.with_name(name)
    if damage == "gone":
        file.unlink()
    else:
        data = file.read_bytes()
        other = identity(tmp_path / "other").certificate_file.with_name(name).read_bytes()
        damaged = {"empty": b"", "cut": data[: len(data) // 2], "rubbish": b"hello", "not text": b"\xff\xfe"}
        file.write_bytes(damaged.get(damage, other))
    new = identity(tmp_path / "host")
    assert new.fingerprint != who.fingerprint
    assert identity(tmp_path / "host") == new
    assert sorted(path.name for path in (tmp_path / "host").iterdir()) == ["identity", "identity.damaged"]


def test_every_damaged_pair_is_kept(tmp_path: Path) -> None:
    for _ in range(3):
        identity(tmp_path).key_file.write_text("damaged")
    identity(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["identity", "identity.damaged", "identity2.damaged", "identity3.damaged"]


def test_hosts_that_start_at_once_share_one_identity(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: identity(tmp_path / "host"), range(8)))
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "host").iterdir()] == ["identity"]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        identity(tmp_path / "file")


def test_both_ends_speak_tls_1_3_alone_and_keep_no_tickets(tmp_path: Path) -> None:
    context = host_context(identity(tmp_path))
    assert context.num_tickets == 0
    assert context.minimum_version == peer_context().minimum_version == ssl.TLSVersion.TLSv1_3
    assert peer_context().verify_mode == ssl.CERT_NONE
    assert not peer_context().check_hostname


def test_a_missing_package_is_told_with_its_remedy() -> None:
    need("ssl")
    with pytest.raises(LanMissingError, match=r'no_such_package, .* pip install "maze3d\[lan\]"') as problem:
        need("no_such_package")
    assert problem.value.name == "no_such_package"
