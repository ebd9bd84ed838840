"""The room's own certificate authority: phones that trust it connect, and it can vouch for rooms only."""

from __future__ import annotations

import socket
import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from coach.web.authority import LEAF_LIVES, Authority, in_a_room

NOW = datetime.now(UTC)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "phones")


def leaf(authority: Authority) -> x509.Certificate:
    return x509.load_pem_x509_certificate(authority.leaf.read_bytes())


def handshake(authority: Authority, host: str) -> None:
    """Connect as a phone that trusts the authority and wants that address; SSLError where it must not."""
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(authority.leaf, authority.leaf_key)
    phone = ssl.create_default_context()
    root = x509.load_der_x509_certificate(authority.root.read_bytes())
    phone.load_verify_locations(cadata=ssl.DER_cert_to_PEM_cert(authority.root.read_bytes()))
    assert root.issuer == root.subject
    here, there = socket.socketpair()

    def answer() -> None:
        try:
            ours.wrap_socket(here, server_side=True).close()
        except OSError:
            here.close()

    answering = threading.Thread(target=answer)
    answering.start()
    try:
        phone.wrap_socket(there, server_hostname=host).close()
    finally:
        there.close()
        answering.join(10)


def test_a_phone_that_trusts_it_connects_to_the_addresses_of_today(authority: Authority) -> None:
    authority.vouch(["192.168.1.5", "10.0.0.3"], NOW)
    handshake(authority, "192.168.1.5")
    handshake(authority, "10.0.0.3")
    with pytest.raises(ssl.SSLError):
        handshake(authority, "192.168.1.6")


def test_it_cannot_vouch_for_a_place_on_the_internet(authority: Authority) -> None:
    authority.vouch(["8.8.8.8"], NOW)
    with pytest.raises(ssl.SSLError, match="permitted subtree"):
        handshake(authority, "8.8.8.8")


def test_the_leaf_lives_13_months_and_is_made_anew_in_time(authority: Authority) -> None:
    assert authority.vouch(["192.168.1.5"], NOW)
    first = leaf(authority)
    assert first.not_valid_after_utc - first.not_valid_before_utc <= timedelta(days=395)
    root = authority.root.read_bytes()
    assert not authority.vouch(["192.168.1.5"], NOW + timedelta(days=1))
    assert authority.vouch(["192.168.7.7"], NOW)  # another Wi-Fi
    assert authority.vouch(["192.168.7.7"], NOW + LEAF_LIVES)
    assert leaf(authority).serial_number != first.serial_number
    assert authority.root.read_bytes() == root


def test_keys_are_for_this_user_only(authority: Authority) -> None:
    authority.vouch(["192.168.1.5"], NOW)
    keys = list(authority.folder.glob("*.key"))
    assert [stat.S_IMODE(one.stat().st_mode) for one in keys] == [0o600, 0o600]
    assert not list(authority.folder.glob("*.part"))


@pytest.mark.parametrize(
    ("address", "near"),
    [("192.168.1.9", True), ("10.1.2.3", True), ("172.16.0.1", True), ("127.0.0.1", True),
     ("172.32.0.1", False), ("8.8.8.8", False), ("::1", False), ("", False), ("testclient", False)],
)  # fmt: skip
def test_which_addresses_are_in_a_room(address: str, near: bool) -> None:
    assert in_a_room(address) is near
