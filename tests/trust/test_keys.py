"""Keys as files: private ones kept private, old ones still good, nothing overwritten."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from trust_examples import OFFICE, TODAY, claims

from kiosk.trust.key_files import KeyTrouble
from kiosk.trust.keys import (
    KeyFolders,
    create_keys,
    key_folders,
    load_public_keys,
    load_signing_key,
    publish_key,
    rotate_keys,
)
from kiosk.trust.token import sign
from kiosk.trust.verify import Genuine, NotGenuine, Reason, verify


@pytest.fixture
def folders(tmp_path: Path) -> KeyFolders:
    return key_folders(tmp_path / "var")


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_new_keys_are_closed_to_others_and_public_ones_open(folders: KeyFolders, umask: int) -> None:
    before = os.umask(umask)
    try:
        key = create_keys(folders)
    finally:
        os.umask(before)
    assert (mode(folders.secret), mode(folders.signing)) == ("0o700", "0o600")
    assert (mode(folders.public), mode(folders.verifying(key.key_id))) == ("0o755", "0o644")
    assert [path.name for path in folders.secret.iterdir()] == ["signing.pem"]
    assert load_signing_key(folders).key_id == key.key_id


def test_a_ticket_signed_with_the_file_is_verified_with_the_folder(folders: KeyFolders) -> None:
    create_keys(folders)
    text = sign(claims(), load_signing_key(folders))
    assert verify(text, load_public_keys(folders.public), TODAY, OFFICE) == Genuine(claims())


def test_after_rotation_old_tickets_stay_good_and_one_key_signs(folders: KeyFolders) -> None:
    old = create_keys(folders)
    before = sign(claims(1), old)
    new = rotate_keys(folders)
    after = sign(claims(2), load_signing_key(folders))
    public = load_public_keys(folders.public)
    assert set(public) == {old.key_id, new.key_id}
    assert load_signing_key(folders).key_id == new.key_id != old.key_id
    for text in (before, after):
        assert isinstance(verify(text, public, TODAY, OFFICE), Genuine)
    assert [path.name for path in folders.secret.iterdir()] == ["signing.pem"]


def test_a_withdrawn_key_verifies_nothing(folders: KeyFolders) -> None:
    old = create_keys(folders)
    rotate_keys(folders)
    folders.verifying(old.key_id).unlink()
    judged = verify(sign(claims(), old), load_public_keys(folders.public), TODAY, OFFICE)
    assert judged == NotGenuine(Reason.UNKNOWN_KEY)


def test_a_key_is_never_overwritten(folders: KeyFolders) -> None:
    create_keys(folders)
    before = folders.signing.read_bytes()
    with pytest.raises(KeyTrouble, match=r"left as it is.*kiosk keys rotate"):
        create_keys(folders)
    assert folders.signing.read_bytes() == before


def test_a_change_in_another_program_is_not_disturbed(folders: KeyFolders) -> None:
    create_keys(folders)
    other = folders.secret / "signing.new"
    other.touch(0o600)
    with pytest.raises(KeyTrouble, match="remove it and try again"):
        rotate_keys(folders)
    assert other.exists()


@pytest.mark.parametrize("loose", [0o640, 0o604, 0o660])
def test_a_private_key_that_others_may_read_is_refused(folders: KeyFolders, loose: int) -> None:
    create_keys(folders)
    folders.signing.chmod(loose)
    with pytest.raises(KeyTrouble, match=f"run `chmod 600 {folders.signing}`"):
        load_signing_key(folders)
    with pytest.raises(KeyTrouble, match="chmod 600"):
        rotate_keys(folders)


@pytest.mark.parametrize("loose", [0o750, 0o701])
def test_a_loose_folder_is_refused(folders: KeyFolders, loose: int) -> None:
    folders.secret.mkdir(parents=True)
    folders.secret.chmod(loose)
    with pytest.raises(KeyTrouble, match=f"run `chmod 700 {folders.secret}`"):
        create_keys(folders)
    folders.secret.chmod(0o700)
    create_keys(folders)
    folders.secret.chmod(loose)
    with pytest.raises(KeyTrouble, match="chmod 700"):
        load_signing_key(folders)


def test_public_keys_that_others_may_change_are_refused(folders: KeyFolders) -> None:
    path = folders.verifying(create_keys(folders).key_id)
    path.chmod(0o664)
    with pytest.raises(KeyTrouble, match=f"others may change.*chmod 644 {path}"):
        load_public_keys(folders.public)
    path.chmod(0o644)
    folders.public.chmod(0o777)
    with pytest.raises(KeyTrouble, match="chmod 755"):
        load_public_keys(folders.public)


def test_a_public_key_under_another_ones_name_is_refused(folders: KeyFolders) -> None:
    path = folders.verifying(create_keys(folders).key_id)
    path.rename(path.with_name("ABCDEF.pem"))
    with pytest.raises(KeyTrouble, match=f"holds key {path.stem}"):
        load_public_keys(folders.public)


def test_a_private_key_among_public_ones_is_an_alarm(folders: KeyFolders) -> None:
    path = folders.verifying(create_keys(folders).key_id)
    path.write_bytes(folders.signing.read_bytes())
    with pytest.raises(KeyTrouble, match=r"private key among public ones.*rotate"):
        load_public_keys(folders.public)


def test_a_lost_public_key_stops_signing_and_can_be_published_again(folders: KeyFolders) -> None:
    path = folders.verifying(create_keys(folders).key_id)
    before = path.read_bytes()
    path.unlink()
    for refuse in (load_signing_key, rotate_keys):
        with pytest.raises(KeyTrouble, match="kiosk keys publish"):
            refuse(folders)
    assert publish_key(folders) == path
    assert path.read_bytes() == before
    load_signing_key(folders)


def test_missing_keys_name_the_command_that_makes_them(folders: KeyFolders) -> None:
    for load in (lambda: load_signing_key(folders), lambda: load_public_keys(folders.public)):
        with pytest.raises(KeyTrouble, match="kiosk keys init"):
            load()
    create_keys(folders)
    folders.signing.unlink()
    with pytest.raises(KeyTrouble, match=r"signing\.pem is missing; run `kiosk keys init`"):
        load_signing_key(folders)
    for path in folders.public.iterdir():
        path.unlink()
    with pytest.raises(KeyTrouble, match="holds no public key"):
        load_public_keys(folders.public)


@pytest.mark.parametrize("kind", ["empty", "text", "curve", "x25519"])
def test_other_files_in_place_of_keys_are_refused(folders: KeyFolders, kind: str) -> None:
    path = folders.verifying(create_keys(folders).key_id)
    match kind:
        case "curve" | "x25519":
            other = generate_private_key(SECP256R1()) if kind == "curve" else X25519PrivateKey.generate()
            secret = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            public = other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        case _:
            secret = public = b"" if kind == "empty" else b"nothing of the sort"
    path.write_bytes(public)
    with pytest.raises(KeyTrouble, match="is not a"):
        load_public_keys(folders.public)
    folders.signing.write_bytes(secret)
    with pytest.raises(KeyTrouble, match="is not a"):
        load_signing_key(folders)


def test_a_change_that_cannot_be_finished_leaves_nothing_behind(folders: KeyFolders) -> None:
    folders.public.parent.mkdir(parents=True)
    folders.public.write_text("a file where the folder should be")
    with pytest.raises(KeyTrouble, match="cannot be used"):
        create_keys(folders)
    assert list(folders.secret.iterdir()) == []


def test_a_cut_off_rotation_leaves_the_old_key_signing(folders: KeyFolders) -> None:
    old = create_keys(folders)
    folders.public.chmod(0o777)
    with pytest.raises(KeyTrouble, match="chmod 755"):
        rotate_keys(folders)
    folders.public.chmod(0o755)
    assert load_signing_key(folders).key_id == old.key_id
    assert [path.name for path in folders.secret.iterdir()] == ["signing.pem"]


def test_another_user_is_told_to_become_the_right_one() -> None:
    with tempfile.TemporaryDirectory() as open_to_all:  # tmp_path lies in a folder that is closed to others
        Path(open_to_all).chmod(0o755)
        folders = key_folders(Path(open_to_all) / "var")
        create_keys(folders)
        me = os.geteuid()
        try:
            if me == 0:
                os.seteuid(65534)
            else:
                folders.secret.chmod(0)
            for refuse in (load_signing_key, rotate_keys, create_keys, publish_key):
                with pytest.raises(KeyTrouble, match=r"cannot be used .*as the user who owns the keys"):
                    refuse(folders)
            assert load_public_keys(folders.public)
        finally:
            os.seteuid(me)
            folders.secret.chmod(0o700)
