"""An own certificate authority for phones in the room, and a leaf for the addresses of today."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LIVES = timedelta(days=3650)
LEAF_LIVES = timedelta(days=395)  # phones refuse leaves of an own authority that live longer than 13 months
RENEWED_BEFORE = timedelta(days=30)
CLOCKS_DIFFER = timedelta(days=1)
NAME = "Chot Don, may cham bai"
# All that this authority may vouch for, should its key be stolen: rooms, never a site of the internet.
ROOMS = tuple(
    IPv4Network(one)
    for one in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "127.0.0.0/8",
    )
)
NO_NAME = "names.invalid"  # a name that never exists (RFC 2606): it leaves no other name to vouch for


@dataclass(frozen=True, slots=True)
class Authority:
    """The files in one folder of the data folder; keys are readable by this user only."""

    folder: Path

    @property
    def root(self) -> Path:
        """The authority's certificate, which staff may install on their own devices (DER)."""
        return self.folder / "authority.cer"

    @property
    def leaf(self) -> Path:
        """The server's certificate and the authority's, as a server sends them (PEM)."""
        return self.folder / "leaf.pem"

    @property
    def leaf_key(self) -> Path:
        """The server's key (PEM)."""
        return self.folder / "leaf.key"

    def vouch(self, addresses: Sequence[str], now: datetime) -> bool:
        """Make what is missing, over soon, or made for other addresses; whether anything was made."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._make_root(now)
        if not fresh and self._covers(addresses, now):
            return False
        self._make_leaf(addresses, now)
        return True

    def _make_root(self, now: datetime) -> bool:
        if self.root.exists() and self._root_key_file.exists():
            root = x509.load_der_x509_certificate(self.root.read_bytes())
            if now + LEAF_LIVES < root.not_valid_after_utc:
                return False
        key, name = generate_private_key(SECP256R1()), _named(NAME)
        built = _begun(name, name, key, now, AUTHORITY_LIVES)
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        built = built.add_extension(_only_signs_certificates(), critical=True)
        allowed = [*map(x509.IPAddress, ROOMS), x509.DNSName(NO_NAME)]
        built = built.add_extension(x509.NameConstraints(allowed, None), critical=True)
        _write_key(self._root_key_file, key)
        _write(self.root, built.sign(key, hashes.SHA256()).public_bytes(Encoding.DER), 0o644)
        return True

    def _make_leaf(self, addresses: Sequence[str], now: datetime) -> None:
        root = x509.load_der_x509_certificate(self.root.read_bytes())
        signer = load_pem_private_key(self._root_key_file.read_bytes(), None)
        assert isinstance(signer, EllipticCurvePrivateKey)  # noqa: S101  # it is our own file
        key = generate_private_key(SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(one)) for one in addresses])
        built = _begun(_named(f"{NAME} (leaf)"), root.subject, key, now, LEAF_LIVES)
        built = built.add_extension(names, critical=False)
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        signed = built.sign(signer, hashes.SHA256())
        _write_key(self.leaf_key, key)
        _write(self.leaf, signed.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM), 0o644)

    def _covers(self, addresses: Sequence[str], now: datetime) -> bool:
        if not (self.leaf.exists() and self.leaf_key.exists()):
            return False
        leaf = x509.load_pem_x509_certificate(self.leaf.read_bytes())
        named = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        known = {str(one) for one in named.get_values_for_type(x509.IPAddress)}
        return set(addresses) <= known and now + RENEWED_BEFORE < leaf.not_valid_after_utc

    @property
    def _root_key_file(self) -> Path:
        return self.folder / "authority.key"


def in_a_room(address: str) -> bool:
    """Whether that is an address of a local network, or of this machine."""
    try:
        one = ip_address(address)
    except ValueError:
        return False
    return isinstance(one, IPv4Address) and any(one in room for room in ROOMS)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, now: datetime, lives: timedelta
) -> x509.CertificateBuilder:
    begins = now - CLOCKS_DIFFER
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + lives)
    )


def _named(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _only_signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )


def _write_key(path: Path, key: EllipticCurvePrivateKey) -> None:
    _write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)


def _write(path: Path, data: bytes, mode: int) -> None:
    """Written whole beside its place first: a power cut never leaves half a key."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
