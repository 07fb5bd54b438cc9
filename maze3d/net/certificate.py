"""Who a host is: its self-signed certificate on disk, and the TLS settings of both ends.

Owns the two PEM files and how they are written. Nobody vouches for the certificate: a peer knows it by its
fingerprint, from the join code, the LAN list or an earlier visit, and compares that itself.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import ssl
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maze3d.net.missing import need

PAIR = "identity"
"""The folder that holds the two files: a folder is put in place in one step, two files are not."""

CERTIFICATE, KEY = "certificate.pem", "key.pem"
LIFE_YEARS = 30
CLOCK_SLACK_DAYS = 2
"""The certificate is valid from so long ago, for computers whose clock is behind."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A host's certificate and key. `fingerprint` is the SHA-256 of the DER certificate, 64 hex digits."""

    certificate_file: Path
    key_file: Path
    fingerprint: str


def identity(folder: Path) -> Identity:
    """Return the identity kept in `folder`, made there at first run.

    A pair that is damaged or incomplete is kept aside, named .damaged, and made anew. Raises OSError where
    the folder cannot be read or written, LanMissingError where a pair has to be made without cryptography.
    """
    place = folder / PAIR
    if not place.exists():
        _make(place)
    try:
        return _load(place)
    except (ValueError, ssl.SSLError, FileNotFoundError):
        # ssl.SSLError is an OSError as well; other OSErrors (no permission) are not damage and pass through.
        _keep_aside(place)
    _make(place)
    return _load(place)


def fingerprint_of(certificate: bytes) -> str:
    """Return the fingerprint, 64 hex digits, of a DER certificate."""
    return hashlib.sha256(certificate).hexdigest()


def host_context(who: Identity) -> ssl.SSLContext:
    """Return the host's end of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.num_tickets = 0  # a ticket is memory kept for somebody who may never come back
    context.load_cert_chain(who.certificate_file, who.key_file, password="")
    return context


@cache
def peer_context() -> ssl.SSLContext:
    """Return the peer's end of TLS, one for all peers of this process.

    The handshake proves that the host has the certificate's key; whether it is the right certificate is for
    the caller to compare, before anything is sent.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _load(place: Path) -> Identity:
    certificate_file, key_file = place / CERTIFICATE, place / KEY
    fingerprint = fingerprint_of(ssl.PEM_cert_to_DER_cert(certificate_file.read_text("ascii")))
    who = Identity(certificate_file, key_file, fingerprint)
    host_context(who)  # the key fits the certificate, or ssl.SSLError
    return who


def _keep_aside(place: Path) -> None:
    number = 1
    while (aside := place.with_name(f"{PAIR}{number if number > 1 else ''}.damaged")).exists():
        number += 1
    place.rename(aside)


def _make(place: Path) -> None:
    """Write a new pair, whole or not at all. When another process was first, its pair stays."""
    certificate, key = _new_pair()
    place.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{PAIR}-"
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=prefix, ignore_cleanup_errors=True) as temp:
        new = Path(temp) / PAIR
        new.mkdir(mode=0o700)
        _write(new / CERTIFICATE, certificate, 0o644)
        _write(new / KEY, key, 0o600)
        try:
            new.rename(place)
        except OSError:
            if not (place / CERTIFICATE).exists():
                raise


def _write(file: Path, data: bytes, mode: int) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:  # noqa: PTH123 - the mode
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _new_pair() -> tuple[bytes, bytes]:
    """Return a new certificate and its key, both PEM."""
    need("cryptography")
    from cryptography import x509  # noqa: PLC0415 - slow to import, and only the first run makes a pair
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "maze3d host")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=CLOCK_SLACK_DAYS))
        .not_valid_after(now + dt.timedelta(days=365 * LIFE_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return (
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
