"""Opening the books in the morning: whatever the disk still holds, the keys, and what others must learn from it.

Runs on the ledger's thread. Raises StoreError.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version

from kiosk.conductor.books import Books
from kiosk.rules.fingerprint import fingerprint
from kiosk.settings import Settings
from kiosk.store.audit import write
from kiosk.store.audit_codec import Actor
from kiosk.store.audit_events import KioskStarted
from kiosk.store.backup_restore import open_or_restore
from kiosk.store.day_rules import adopt
from kiosk.store.engine import address_of
from kiosk.store.only_one import claim
from kiosk.trust.key_files import KeyTrouble
from kiosk.trust.keys import KeyFolders, SigningKey, create_keys, key_folders, load_signing_key
from kiosk.trust.stamp import Stamp

log = logging.getLogger("kiosk.store")


def open_books(
    settings: Settings,
    instant: Callable[[], datetime],
    local: Callable[[], datetime],
    run: str,
    *,
    demo: bool,
) -> Books:
    """The books of this kiosk; ``instant`` gives aware times to store, ``local`` the office's own, ``run`` names this
    run of the program, however often it opens its books."""
    claimed = claim(address_of(settings.database), settings.data_dir, settings.office.kiosk)
    try:
        return _opened(settings, instant, local, run, claimed, demo=demo)
    except BaseException:
        os.close(claimed)
        raise


def _opened(
    settings: Settings,
    instant: Callable[[], datetime],
    local: Callable[[], datetime],
    run: str,
    claimed: int,
    *,
    demo: bool,
) -> Books:
    here = Actor(settings.office.kiosk)
    opened = open_or_restore(settings.database, settings.data_dir / "backups", instant(), actor=here)
    if opened.restored is not None:
        log.error("the database was made good at the start: %s", opened.restored)
    office = settings.office
    rules = fingerprint(settings, local().date())
    if opened.last is not None:
        # One kiosk on a file of its own: whoever has changed kiosk.ini in the middle of a day means it.
        adopt(opened.engine, local().date(), rules, at=instant(), actor=here)
    event = KioskStarted(version("kiosk-antrean"), rules)
    write(opened.engine, at=instant(), actor=here, event=event)
    stamp = Stamp(office.code, _signing_key(key_folders(settings.data_dir), demo=demo))
    return Books(opened, settings, instant, local, stamp, run, claimed, demo=demo)


def _signing_key(folders: KeyFolders, *, demo: bool) -> SigningKey | None:
    """Without a key tickets are printed all the same: their code still names them, only unsigned."""
    try:
        if demo:
            create_keys(folders)
        return load_signing_key(folders)
    except KeyTrouble as trouble:
        log.error("tickets are printed without a signature: %s", trouble)
        return None
