"""What every table is made of: the one metadata, names for its constraints, and the checks that several share."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Enum, MetaData


def words(kind: type[StrEnum]) -> Enum:
    # A CHECK instead of a native type: the same on both databases, and a new word is an ordinary migration.
    return Enum(kind, native_enum=False, length=16, values_callable=lambda words: [str(w) for w in words])


def one_of(column: str, kind: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(str(word)) for word in kind)})"


def code(column: str, longest: int = 32) -> str:
    """Free text cannot be told from a code by a database, but blanks and length can be refused."""
    return f"length({column}) BETWEEN 1 AND {longest} AND replace({column}, ' ', '') = {column}"


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
