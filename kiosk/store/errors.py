"""The one family of errors of the store: each names the cause and the remedy in a sentence for staff."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class Cause(Enum):
    """Why the database could not do its part. The value is the sentence's middle, the remedy is its end."""

    AWAY = "does not answer: see that its disk or its server and the network are there, then wait"
    BUSY = "stayed locked by another program: end that program, or try again"
    TWICE = "is in use by another kiosk of this name: end that one, or give each kiosk a name of its own in kiosk.ini"
    FULL = "has no room left: free space on its disk"
    READ_ONLY = "may not be written: see the file's owner and rights, or that the server is not a standby"
    DAMAGED = "is damaged: set the file aside and restore the last backup"
    DENIED = "refused the sign-in: see user, password and name of the database in `url` under [database] of kiosk.ini"
    UNTRUSTED = (
        "did not prove who it is: see `sslmode` and `sslrootcert` in `url` under [database] of kiosk.ini, and the"
        " server's certificate"
    )
    ADDRESS = "cannot be used under this address: see `url` under [database] of kiosk.ini"
    VERSION = "was written by a newer version of this program: install that version"
    RULES = "is run by other rules today: make kiosk.ini alike on every kiosk, or see `kiosk database adopt`"
    INVARIANT = "refused a row that breaks a rule"
    FAULT = "reported an unforeseen fault: report it with this sentence"


class StoreError(Exception):
    """The database could not do what was asked; ``str(error)`` says where, why and what helps.

    Whether a commit that failed half-way counts is unknown: ask again with the same visit key. The sentence
    never holds a value that was being written, nor a password.
    """

    def __init__(self, cause: Cause, where: str, detail: str = "") -> None:
        super().__init__(f"database {where} {cause.value}" + (f" ({detail})" if detail else ""))
        self.cause = cause


def place(url: URL) -> str:
    """The database as a person would name it, without user or password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    hosts = url.host or ",".join(url.normalized_query.get("host", ())) or "local server"
    return f"{url.database or ''} on {hosts}"


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn whatever SQLAlchemy or a driver raises inside the block into a StoreError."""
    try:
        yield
    except PoolTimeout:
        raise StoreError(Cause.BUSY, place(url), "every connection is in use") from None
    except (DBAPIError, sqlite3.Error) as error:
        # "from None": the driver's own text can carry the row that failed, so it must not reach a traceback.
        raise StoreError(_cause(error), place(url), _detail(error)) from None
    except OSError as error:  # of a file beside the database
        raise StoreError(_ERRNO.get(error.errno or 0, Cause.AWAY), place(url), str(error.strerror)) from None
    except StatementError as error:
        if isinstance(error.orig, ValueError):  # a caller's mistake (see columns.py), not the database's
            raise error.orig from None
        raise StoreError(Cause.FAULT, place(url), type(error).__name__) from error
    except SQLAlchemyError as error:
        raise StoreError(Cause.FAULT, place(url), type(error).__name__) from error


_ERRNO = {
    errno.ENOSPC: Cause.FULL,
    errno.EDQUOT: Cause.FULL,
    errno.EACCES: Cause.READ_ONLY,
    errno.EPERM: Cause.READ_ONLY,
    errno.EROFS: Cause.READ_ONLY,
}

_SQLITE = {
    sqlite3.SQLITE_FULL: Cause.FULL,
    sqlite3.SQLITE_BUSY: Cause.BUSY,
    sqlite3.SQLITE_LOCKED: Cause.BUSY,
    sqlite3.SQLITE_READONLY: Cause.READ_ONLY,
    sqlite3.SQLITE_PERM: Cause.READ_ONLY,
    sqlite3.SQLITE_AUTH: Cause.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Cause.DAMAGED,
    sqlite3.SQLITE_NOTADB: Cause.DAMAGED,
    sqlite3.SQLITE_IOERR: Cause.AWAY,
    sqlite3.SQLITE_CANTOPEN: Cause.AWAY,
}

# SQLSTATE, longest prefix first: https://www.postgresql.org/docs/current/errcodes-appendix.html
_SQLSTATE = (
    ("53100", Cause.FULL),
    ("25006", Cause.READ_ONLY),
    ("42501", Cause.READ_ONLY),
    ("3D000", Cause.DENIED),
    ("55P03", Cause.BUSY),
    ("57014", Cause.BUSY),
    ("57P", Cause.AWAY),
    ("XX", Cause.DAMAGED),
    ("28", Cause.DENIED),
    ("08", Cause.AWAY),
    ("53", Cause.BUSY),
    ("40", Cause.BUSY),
    ("58", Cause.AWAY),
)


# PostgreSQL tells no SQLSTATE while a connection is being made, only a sentence.
_NOT_LET_IN = ("authentication failed", "does not exist", "pg_hba.conf", "no password supplied")


# What libpq and psycopg say of the words after the question mark, and of a port, before they ask anybody.
_NO_ADDRESS = (
    "invalid sslmode",
    "invalid connection option",
    "bad value for",
    "invalid port",
    "invalid integer value",
)
_NOT_PROVEN = ("SSL error", "does not support SSL", "server certificate for", "root certificate file")


def _cause(error: DBAPIError | sqlite3.Error) -> Cause:
    if isinstance(error, IntegrityError):
        return Cause.INVARIANT
    driver = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(driver, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF, Cause.FAULT)  # the upper bits only refine the code
    state = getattr(driver, "sqlstate", None)
    if isinstance(state, str):
        return next((cause for prefix, cause in _SQLSTATE if state.startswith(prefix)), Cause.FAULT)
    if any(phrase in str(driver) for phrase in _NO_ADDRESS):
        return Cause.ADDRESS
    if any(
        phrase in str(driver) for phrase in _NOT_PROVEN
    ):  # before the next: a certificate's file may be missing
        return Cause.UNTRUSTED
    if any(phrase in str(driver) for phrase in _NOT_LET_IN):
        return Cause.DENIED
    if "hot standby mode" in str(driver):  # the only servers that answer do not take numbers (yet)
        return Cause.READ_ONLY
    return Cause.AWAY if isinstance(error, OperationalError) else Cause.FAULT


def _detail(error: DBAPIError | sqlite3.Error) -> str:
    """The driver's headline only: PostgreSQL's DETAIL line quotes the row."""
    driver = error.orig if isinstance(error, DBAPIError) else error
    diagnosis = getattr(driver, "diag", None)
    name: str | None = getattr(diagnosis, "constraint_name", None)
    headline: str | None = getattr(diagnosis, "message_primary", None)
    return name or headline or str(driver).partition("\n")[0]
