"""Signing and public keys as files: one key signs, every key that ever signed can still verify.

The private key lies alone in a folder that only its owner may enter; public keys lie in another, one file each, named
by the key's id, to be copied to any counter.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from kiosk.trust.key_files import Guard, KeyTrouble, check_folder, is_there, make_folder, prepared, put, read

KEY_ID_BYTES = 3


@dataclass(frozen=True, slots=True)
class KeyFolders:
    """``secret`` holds the one signing key, ``public`` the keys to verify with."""

    secret: Path
    public: Path

    @property
    def signing(self) -> Path:
        return self.secret / "signing.pem"

    def verifying(self, key_id: bytes) -> Path:
        return self.public / f"{key_id.hex().upper()}.pem"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with the id under which others find its public half."""

    private: Ed25519PrivateKey = field(repr=False)
    key_id: bytes

    @classmethod
    def of(cls, private: Ed25519PrivateKey) -> SigningKey:
        return cls(private, key_id_of(private.public_key()))

    @property
    def public(self) -> Ed25519PublicKey:
        return self.private.public_key()

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature (RFC 8032)."""
        return self.private.sign(data)


def key_folders(data_dir: Path) -> KeyFolders:
    """Where a kiosk keeps its keys below its data folder."""
    return KeyFolders(data_dir / "keys", data_dir / "public-keys")


def key_id_of(public: Ed25519PublicKey) -> bytes:
    """The first three bytes of the SHA-256 of the 32 bytes of the key."""
    return hashlib.sha256(public.public_bytes_raw()).digest()[:KEY_ID_BYTES]


def create_keys(folders: KeyFolders) -> SigningKey:
    """Make the first signing key. Raises KeyTrouble, also when there is one already."""
    make_folder(folders.secret, Guard.SECRET)
    with prepared(folders.secret / "signing.new", Guard.SECRET) as unfinished:
        if os.path.lexists(folders.signing):
            raise KeyTrouble(
                f"{folders.signing} exists and is left as it is; to change the signing key run `kiosk keys rotate`"
            )
        return _install(folders, unfinished)


def rotate_keys(folders: KeyFolders) -> SigningKey:
    """Replace the signing key by a new one. What the old one signed stays verifiable. Raises KeyTrouble.

    The old private key is gone for good; a program that signs must load the key again.
    """
    load_signing_key(folders)
    with prepared(folders.secret / "signing.new", Guard.SECRET) as unfinished:
        return _install(folders, unfinished)


def load_signing_key(folders: KeyFolders) -> SigningKey:
    """The one active key. Raises KeyTrouble when it is missing, damaged, open to others or unpublished."""
    key = _signing_key(folders)
    published = folders.verifying(key.key_id)
    if not is_there(published):
        raise KeyTrouble(
            f"{published} is missing, so tickets could not be verified; run `kiosk keys publish`"
        )
    _public_key(published)
    return key


def publish_key(folders: KeyFolders) -> Path:
    """Write the public half of the signing key again, should its file be lost. Raises KeyTrouble."""
    return _publish(folders, _signing_key(folders))


def load_public_keys(folder: Path) -> dict[bytes, Ed25519PublicKey]:
    """Every key to verify with, by key id. Raises KeyTrouble when a file is wrong or others could change it.

    A key is withdrawn, with all tickets it signed, by removing its file.
    """
    remedy = "copy the public keys from the kiosk, or run `kiosk keys init` if this is the kiosk"
    if not is_there(folder):
        raise KeyTrouble(f"{folder} is missing; {remedy}")
    check_folder(folder, Guard.PUBLIC)
    found = dict(_public_key(path) for path in sorted(folder.glob("*.pem")))
    if not found:
        raise KeyTrouble(f"{folder} holds no public key; {remedy}")
    return found


def _signing_key(folders: KeyFolders) -> SigningKey:
    path = folders.signing
    remedy = "put it back from a backup, or move it away and run `kiosk keys init`"
    if not is_there(folders.secret):
        raise KeyTrouble(f"{folders.secret} is missing; run `kiosk keys init`")
    check_folder(folders.secret, Guard.SECRET)
    if not is_there(path):
        raise KeyTrouble(f"{path} is missing; run `kiosk keys init`")
    try:
        private = load_pem_private_key(read(path, Guard.SECRET), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as wrong:
        raise KeyTrouble(f"{path} is not a private key in PEM without a password; {remedy}") from wrong
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyTrouble(f"{path} is not an Ed25519 key; {remedy}")
    return SigningKey.of(private)


def _public_key(path: Path) -> tuple[bytes, Ed25519PublicKey]:
    data = read(path, Guard.PUBLIC)
    if b"PRIVATE KEY" in data:
        raise KeyTrouble(f"{path} is a private key among public ones; remove it and run `kiosk keys rotate`")
    try:
        public = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm) as wrong:
        raise KeyTrouble(f"{path} is not a public key in PEM; copy it from the kiosk again") from wrong
    if not isinstance(public, Ed25519PublicKey):
        raise KeyTrouble(f"{path} is not an Ed25519 key; remove it")
    key_id = key_id_of(public)
    if path.stem != key_id.hex().upper():
        raise KeyTrouble(
            f"{path} holds key {key_id.hex().upper()}; rename it, or copy it from the kiosk again"
        )
    return key_id, public


def _install(folders: KeyFolders, unfinished: Path) -> SigningKey:
    key = SigningKey.of(Ed25519PrivateKey.generate())
    while is_there(folders.verifying(key.key_id)):  # one in 16 million for each key there is
        key = SigningKey.of(Ed25519PrivateKey.generate())
    # The public key first: at no moment can a ticket be signed that nobody can verify.
    _publish(folders, key)
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    put(pem, folders.signing, through=unfinished)
    return key


def _publish(folders: KeyFolders, key: SigningKey) -> Path:
    make_folder(folders.public, Guard.PUBLIC)
    path = folders.verifying(key.key_id)
    with prepared(path.with_suffix(".new"), Guard.PUBLIC) as unfinished:
        pem = key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        put(pem, path, through=unfinished)
    return path
