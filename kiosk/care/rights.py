"""Who may change kiosk.ini, and who may read what the kiosk writes: asked of the file system, each answer with its
remedy.

Whoever can change kiosk.ini can let everyone in, point the database elsewhere or have the kiosk write where it likes;
so nobody may but root and the user the kiosk runs as, along every folder and link that leads to it.
"""

from __future__ import annotations

import errno
import grp
import os
import pwd
import re
import stat
from collections.abc import Iterator
from pathlib import Path

PUBLIC = "public-keys"
"""The one folder of the data directory that is made to be read by others (kiosk.trust)."""
OTHERS = 0o077
_PASSWORD = re.compile(r"://[^/@:]+:[^/@]+@")


def of_config(config: Path, database: str = "") -> list[str]:
    """What is wrong with the rights of the file ``config`` and with the way to it, each with what mends it.

    ``database`` is the URL that it holds: with a password in it nobody else may read the file either. A file that
    cannot be looked at is no trouble of this kind.
    """
    try:
        return [*_way(config), *_readable(config, database)]
    except OSError:
        return []


def of_data(folder: Path) -> list[str]:
    """What of the kiosk's own files others may read or change, each with what mends it; empty before there are any."""
    return [*_owner(folder), *(_loose(path) for path in open_to_others(folder))]


def unwritable(folder: Path) -> str | None:
    """Why the kiosk cannot keep anything in ``folder``, with the remedy; makes it where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(folder, os.W_OK | os.X_OK):
            return None
        why = os.strerror(errno.EACCES)
    except OSError as error:
        why = error.strerror or str(error)
    return f"nothing can be written to {folder} ({why}); give a folder on a disk that {_me()} may write to"


def tighten(folder: Path) -> list[str]:
    """Close to others whatever in ``folder`` is open to them, and give what could not be closed, with its remedy."""
    left = list(_owner(folder))
    for path in open_to_others(folder):
        try:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~OTHERS)
        except OSError:
            left.append(_loose(path))
    return left


def open_to_others(folder: Path) -> list[Path]:
    """``folder`` and whatever in it group or others may read, change or enter; links are not followed."""
    try:
        there = [folder, *sorted(_inside(folder))] if folder.is_dir() else []
        return [path for path in there if stat.S_IMODE(path.stat().st_mode) & OTHERS]
    except FileNotFoundError:
        return open_to_others(folder)  # a file went while it was looked at; the next look is without it
    except PermissionError:
        return []  # somebody else's folder: said by its owner


def _inside(folder: Path) -> Iterator[Path]:
    for name in os.scandir(folder):
        path = Path(name.path)
        if name.is_symlink() or name.name == PUBLIC:
            continue
        yield path
        if name.is_dir():
            yield from _inside(path)


def _way(config: Path) -> Iterator[str]:
    """The file, every link on the way to it, and every folder in which one of them could be exchanged."""
    seen: set[Path] = set()
    todo = [Path(os.path.abspath(config))]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        found = path.lstat()
        if not _trusted(found):
            yield f"{path} belongs to user {found.st_uid}; run `chown {_me()} {path}`"
        if stat.S_ISLNK(found.st_mode):
            todo.append(Path(os.path.normpath(path.parent / os.readlink(path))))
        elif _changeable(found):
            yield f"others may change {path} (mode {stat.S_IMODE(found.st_mode):04o}); run `chmod go-w {path}`"
        if path != path.parent:
            todo.append(path.parent)


def _trusted(found: os.stat_result) -> bool:
    return found.st_uid in (0, os.geteuid())


def _changeable(found: os.stat_result) -> bool:
    """By others than root and its owner. In a folder with the sticky bit they may add files, but exchange none."""
    if stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX:
        return False
    if found.st_mode & stat.S_IWOTH:
        return True
    return bool(found.st_mode & stat.S_IWGRP) and not _own_group(found.st_uid, found.st_gid)


def _own_group(user: int, group: int) -> bool:
    """A group in which there is nobody else: root's, or the one that Debian gives each user."""
    try:
        mine, theirs = pwd.getpwuid(user), grp.getgrgid(group)
    except KeyError:
        return group == 0
    return group == 0 or (mine.pw_gid == group and set(theirs.gr_mem) <= {mine.pw_name})


def _readable(config: Path, database: str) -> Iterator[str]:
    mode = stat.S_IMODE(config.stat().st_mode)
    if _PASSWORD.search(database) and mode & OTHERS:
        yield f"others may read the database's password in {config} ({mode:04o}); run `chmod 600 {config}`"


def _owner(folder: Path) -> Iterator[str]:
    try:
        found = folder.stat()
    except OSError:
        return
    if found.st_uid != os.geteuid() and os.geteuid() != 0:
        yield f"{folder} belongs to user {found.st_uid}; run `chown -R {_me()} {folder}`"


def _loose(path: Path) -> str:
    mode = stat.S_IMODE(path.stat().st_mode)
    return f"others may use {path} (mode {mode:04o}); run `chmod go-rwx {path}`"


def _me() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
